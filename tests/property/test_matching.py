"""What holds for every title and everything that is typed of it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lunch_desktop.domain.matching.folding import fold
from lunch_desktop.domain.matching.hangul import compose, keystrokes, split
from lunch_desktop.domain.matching.keyboard import on_other_keyboard
from lunch_desktop.domain.matching.matcher import Query, Rank, match
from lunch_desktop.domain.matching.titles import Titles

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
LATIN = st.sampled_from("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789éÄßＡ")
FEW = st.text(st.sampled_from("가각갂까나ㄱㄴa b"), max_size=8)
WORDS = st.text(SYLLABLES, min_size=1, max_size=5)
TITLES = st.lists(st.text(SYLLABLES | LATIN, min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)
ANYTHING = st.text(max_size=12) | FEW


def letters(title: str) -> str:
    """The title without its spaces."""
    return title.replace(" ", "")


@given(TITLES, st.data())
def test_every_part_of_a_title_finds_it(title: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(letters(title)) - 1))
    part = letters(title)[start : data.draw(st.integers(start + 1, len(letters(title))))]
    found = match(part, title)
    assert found is not None
    assert found.rank <= Rank.WITHIN


@given(TITLES, st.data())
def test_letters_in_their_order_find_a_title(title: str, data: st.DataObject) -> None:
    keep = data.draw(st.lists(st.booleans(), min_size=len(title), max_size=len(title)))
    picked = "".join(letter for letter, kept in zip(title, keep, strict=True) if kept and letter != " ")
    found = match(picked, title)
    assert (found is not None) == bool(picked)
    assert found is None or found.rank <= Rank.SCATTERED


@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.data())
def test_initial_consonants_and_syllables_mixed_find_a_title(title: str, data: st.DataObject) -> None:
    typed = ""
    for letter in letters(title):
        parts = split(letter)
        assert parts is not None
        typed += parts.initial if data.draw(st.booleans()) else letter
    found = match(typed, title)
    assert found is not None
    assert found.rank is Rank.WHOLE
    assert "".join(title[start:end] for start, end in found.ranges) == letters(title)


@given(WORDS, st.data())
def test_every_moment_of_typing_a_title_finds_it(title: str, data: st.DataObject) -> None:
    keys = "".join(keystrokes(letter) or "" for letter in title)
    typed = compose(keys[: data.draw(st.integers(1, len(keys)))])
    found = match(typed, title)
    assert found is not None
    assert found.rank <= Rank.PREFIX


@given(WORDS)
def test_keys_pressed_on_the_wrong_keyboard_are_understood(title: str) -> None:
    typed = on_other_keyboard(title)
    assert typed is not None
    assert typed.isascii()
    assert compose("".join(keystrokes(letter) or "" for letter in title)) == title
    if not typed.isupper():
        assert on_other_keyboard(typed) == title
        assert match(typed, title) is not None


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=10))
def test_latin_words_typed_on_the_korean_keyboard_are_understood(title: str) -> None:
    typed = on_other_keyboard(title)
    assert typed is not None
    found = match(typed, title)
    assert found is not None
    assert found.rank is Rank.OTHER_KEYBOARD


@given(TITLES, TITLES)
def test_case_width_and_composition_make_no_difference(typed: str, title: str) -> None:
    plain = match(typed, title)
    for form in ("NFC", "NFD"):
        other = match(unicodedata.normalize(form, typed), unicodedata.normalize(form, title))
        assert (other and other.order) == (plain and plain.order)
    assert (match(typed.swapcase(), title) is None) == (plain is None) or on_other_keyboard(typed) is not None


@given(ANYTHING, st.lists(ANYTHING, max_size=12), st.integers(1, 6))
def test_many_titles_are_found_as_each_by_itself(typed: str, titles: list[str], limit: int) -> None:
    query = Query(typed)
    one_by_one = [(query.match(fold(title)), index) for index, title in enumerate(titles)]
    expected = sorted((found.order, index, found.ranges) for found, index in one_by_one if found is not None)
    found = Titles(titles).best(query, limit)
    assert [(hit.match.order, hit.place, hit.match.ranges) for hit in found] == expected[:limit]
    assert Titles(titles).having(query) == sorted(index for order, index, _ in expected if order[0] <= Rank.LIKE)


@given(ANYTHING, ANYTHING)
def test_what_is_shown_lies_in_the_title_and_in_order(typed: str, title: str) -> None:
    found = match(typed, title)
    if found is not None:
        ends = [place for span in found.ranges for place in span]
        assert found.ranges
        assert ends == sorted(set(ends))
        assert ends[0] >= 0
        assert ends[-1] <= len(title)
