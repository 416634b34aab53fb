"""What people type, and what it finds."""

import unicodedata

import pytest

from lunch_desktop.domain.matching.hangul import compose, keystrokes, split
from lunch_desktop.domain.matching.keyboard import on_other_keyboard
from lunch_desktop.domain.matching.matcher import Query, Rank, match
from lunch_desktop.domain.matching.titles import Titles

STEW = "김치찌개"


@pytest.mark.parametrize(
    ("typed", "title", "rank", "shown"),
    [
        # As it stands there
        ("김치찌개", STEW, Rank.WHOLE, ["김치찌개"]),
        ("김치", STEW, Rank.PREFIX, ["김치"]),
        ("찌개", "돼지고기 찌개", Rank.WORD_PREFIX, ["찌개"]),
        ("치킨", "BBQ치킨", Rank.WORD_PREFIX, ["치킨"]),
        ("국밥", "할매국밥", Rank.WITHIN, ["국밥"]),
        ("민지 김", "김 민지", Rank.WORDS, ["김", "민지"]),
        ("bar pasta", "Pasta Bar", Rank.WORDS, ["Pasta", "Bar"]),
        ("국집", "할매국밥집", Rank.SCATTERED, ["국", "집"]),
        ("brgr", "Burger House", Rank.SCATTERED, ["B", "rg", "r"]),
        # By initial consonants
        ("ㄱㅊㅉㄱ", STEW, Rank.WHOLE, ["김치찌개"]),
        ("ㅊㅉ", STEW, Rank.WITHIN, ["치찌"]),
        ("김ㅊ찌", STEW, Rank.PREFIX, ["김치찌"]),
        ("ㅎㅁㄱㅂ", "할매 국밥", Rank.WHOLE, ["할매", "국밥"]),
        ("ㅄ", "버섯전골", Rank.PREFIX, ["버섯"]),
        # While the last syllable is being composed
        ("김칮", STEW, Rank.LIKE, ["김치찌"]),
        ("김칯", STEW, Rank.LIKE, ["김치찌"]),
        ("김치ㅉ", STEW, Rank.PREFIX, ["김치찌"]),
        ("김찍", "김치찌개", Rank.SCATTERED, ["김", "찌개"]),
        ("기", STEW, Rank.PREFIX, ["김"]),
        ("김밥ㅊ", "김밥천국", Rank.PREFIX, ["김밥천"]),
        ("닭", "달걀찜", Rank.PREFIX, ["달걀"]),
        ("달", "닭갈비", Rank.PREFIX, ["닭"]),
        ("고", "과일가게", Rank.PREFIX, ["과"]),
        # A plain consonant for a tense one
        ("ㄱ", "까치식당", Rank.LIKE, ["까"]),
        ("덕볶이", "떡볶이집", Rank.LIKE, ["떡볶이"]),
        ("ㄷㅂㅇ", "떡볶이", Rank.LIKE, ["떡볶이"]),
        # Case, width, accents, spaces, punctuation, composition
        ("cafe", "Café Olé", Rank.PREFIX, ["Café"]),
        ("ＢＢＱ", "bbq", Rank.WHOLE, ["bbq"]),
        ("strasse", "Straße", Rank.WHOLE, ["Straße"]),
        ("kimchi jjigae", "Kimchi-Jjigae", Rank.WHOLE, ["Kimchi", "Jjigae"]),
        ("김 치", STEW, Rank.PREFIX, ["김치"]),
        (unicodedata.normalize("NFD", "김치"), "맛있는 김치", Rank.WORD_PREFIX, ["김치"]),
        # On the other keyboard
        ("rlacl", STEW, Rank.OTHER_KEYBOARD, ["김치"]),
        ("RLACL", STEW, Rank.OTHER_KEYBOARD, ["김치"]),
        ("EjrqhRdl", "떡볶이", Rank.OTHER_KEYBOARD, ["떡볶이"]),
        ("ㅗ디ㅔ", "Help", Rank.OTHER_KEYBOARD, ["Help"]),
    ],
)
def test_a_query_finds_a_title(typed: str, title: str, rank: Rank, shown: list[str]) -> None:
    found = match(typed, title)
    assert found is not None
    assert (found.rank, [title[start:end] for start, end in found.ranges]) == (rank, shown)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("", STEW),
        ("  ", STEW),
        ("!?", STEW),
        ("찌김", STEW),
        ("기치", STEW),
        ("까치", "가치"),
        ("ㄲ", "가치"),
        ("김치찌개", "김치"),
        ("zzz", "Pizza"),
        ("rla치", STEW),
    ],
)
def test_a_query_does_not_find_another_title(typed: str, title: str) -> None:
    assert match(typed, title) is None


def test_a_decomposed_title_is_shown_in_its_own_letters() -> None:
    title = unicodedata.normalize("NFD", "새 김치")
    found = match("ㄱㅊ", title)
    assert found is not None
    assert [unicodedata.normalize("NFC", title[start:end]) for start, end in found.ranges] == ["김치"]


def test_better_finds_stand_first() -> None:
    titles = ["할매국밥", "밥", "국내산 밥집", "국밥 한 그릇", "국밥", "꾹밥", "rnrqkq"]
    found = Titles(titles).best(Query("국밥"), 10)
    assert [titles[hit.place] for hit in found] == ["국밥", "국밥 한 그릇", "할매국밥", "꾹밥", "국내산 밥집", "rnrqkq"]


def test_literal_finds_stand_before_unfinished_syllables_and_shorter_titles_first() -> None:
    titles = ["김밥천국", "기사식당 역삼점", "기사식당"]
    found = Titles(titles).best(Query("기"), 10)
    assert [titles[hit.place] for hit in found] == ["기사식당", "기사식당 역삼점", "김밥천국"]


def test_alike_finds_keep_the_order_given() -> None:
    titles = ["국밥집", "국밥방", "국밥탕"]
    assert [hit.place for hit in Titles(titles).best(Query("국밥"), 2)] == [0, 1]


def test_all_finds_are_given_without_scattered_letters_unless_asked_for() -> None:
    titles = Titles(["국밥", "미역국에 밥", "할매국밥", "꾹밥"])
    assert titles.having(Query("국밥")) == [0, 2, 3]
    assert titles.having(Query("국밥"), worst=Rank.SCATTERED) == [0, 1, 2, 3]
    assert titles.having(Query("국밥"), worst=Rank.WORDS) == [0, 2]


def test_a_pasted_page_and_repeated_letters_take_no_time() -> None:
    titles = Titles(["ㅋ" * 200, "a" * 300, "가나다 " * 50])
    for typed in ("a" * 40 + "b", "ㅋ" * 60 + "ㅎ", "가" * 5_000, "a b c d e f g h i j k " * 20):
        assert titles.best(Query(typed), 10) == []


def test_syllables_are_taken_apart_and_put_together() -> None:
    assert split("닭") == ("ㄷ", "ㅏ", "ㄺ")
    assert split("a") is None
    assert keystrokes("꽈") == "ㄲㅗㅏ"
    assert keystrokes("!") is None
    assert compose("ㄷㅏㄹㄱㄱㅏㄹㅂㅣ") == "닭갈비"
    assert compose("ㄷㅏㄹㄱㅏㄹ") == "달갈"
    assert compose("ㅋㅋ ㅏㅏ!") == "ㅋㅋ ㅏㅏ!"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("rlacl", "김치"), ("ㅗ디ㅔ", "help"), ("ekfrrkfql 2", "닭갈비 2"), ("123", None), ("rla치", None), ("", None)],
)
def test_what_was_meant_on_the_other_keyboard(typed: str, meant: str | None) -> None:
    assert on_other_keyboard(typed) == meant
