"""What people read about refusals, changes and times, in both languages."""

import os
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import EmployeeId, OfficeId, PartyId
from lunch_desktop.domain.parties.entities import Party
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.times import HOUR, MINUTE, Day, Instant, at
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView
from lunch_desktop.system.languages import Language
from lunch_desktop.system.particles import resolve_particles, with_particle
from lunch_desktop.ui.texts.changes import change_detail, change_title, known_changes, undo_label
from lunch_desktop.ui.texts.fields import field_label, field_value
from lunch_desktop.ui.texts.language import LanguageSwitch, Speaker, language_in_force
from lunch_desktop.ui.texts.numbers import number, won
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusal import RefusalText
from lunch_desktop.ui.texts.refusals import known_refusals, refusal_text
from lunch_desktop.ui.texts.times import (
    as_of,
    clock,
    day_heading,
    long_day,
    short_date,
    short_day,
    since,
    until,
    window,
)
from setup.layout import VENV, script
from setup.translations import ENGLISH, KOREAN

SEOUL = "Asia/Seoul"
NOON = at(Day("2026-10-26"), 12, 0, SEOUL)
PARTY = Party(
    PartyId("p"),
    OfficeId("o"),
    EmployeeId("e"),
    "국밥 먹어요",
    None,
    Day("2026-10-26"),
    NOON,
    60,
    "1층 로비",
    4,
    "",
    "office",
    "open",
    NOON,
)
PERSON = Employee(EmployeeId("e"), OfficeId("o"), None, "김민지", "4101", active=True)  # type: ignore[arg-type]
DETAILS: dict[str, Any] = {"title": "국밥 먹어요", "field": "title", "most": 60, "least": 2, "seats": 3}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "party.open": {"title": "국밥 먹어요", "meets_at": NOON, "place": "1층 로비", "capacity": 4},
    "party.edit": {"party_id": "p", "edits": {"capacity": [4, 5], "note": ["", "예약"]}},
    "party.join": {"party_id": "p", "or_wait": True, "until": NOON},
    "party.leave": {"party_id": "p", "joined_by": "c"},
    "party.cancel": {"party_id": "p"},
    "party.invite": {"party_id": "p", "employee_id": "e"},
    "party.uninvite": {"party_id": "p", "employee_id": "e"},
    "party.late": {"party_id": "p", "minutes": 10},
    "party.hand_over": {"party_id": "p", "employee_id": "e"},
    "party.seat": {"party_id": "p", "employee_id": "e"},
    "party.add_guest": {"party_id": "p", "name": "김민지"},
    "party.drop_guest": {"party_id": "p", "guest_id": "g"},
    "party.switch": {"party_id": "p", "from_id": "q", "joined_by": "c", "until": NOON},
    "party.claim": {"party_id": "p", "until": NOON},
    "vote.open": {"party_id": "p", "subject": "place", "deadline": NOON - HOUR, "tie_break": "nearest"},
    "vote.add_option": {"party_id": "p", "vote_id": "v", "restaurant_id": None, "meets_at": NOON},
    "vote.cast": {"party_id": "p", "vote_id": "v", "chosen": ["o"], "base": []},
    "vote.close": {"party_id": "p", "vote_id": "v"},
    "vote.cancel": {"party_id": "p", "vote_id": "v"},
    "proposal.make": {"employee_ids": ["e"], "meets_at": NOON, "place": "1층 로비", "text": "국밥 먹어요"},
    "proposal.accept": {"proposal_id": "q"},
    "proposal.decline": {"proposal_id": "q", "declined": True},
    "proposal.withdraw": {"proposal_id": "q"},
    "availability.set": {
        "day": "2026-10-26",
        "state": "free",
        "free_from": NOON - 30 * MINUTE,
        "free_until": NOON + HOUR,
    },
    "diet.set": {"diets": "", "allergies": "peanut", "diets_consent": "none", "allergies_consent": "named"},
    "group.make": {"name": "국밥 먹어요", "rule": "FREQ=WEEKLY;BYDAY=TU", "meets": "12:00"},
    "group.edit": {
        "group_id": "g",
        "edits": {"name": ["국밥", "국수"], "rule": ["", "FREQ=DAILY"], "tags": ["", "국수"], "minutes": [60, 90]},
    },
    "group.except": {"group_id": "g", "day": "2026-10-27", "cancelled": True, "meets": "12:30", "minutes": 45},
    "group.follow": {"group_id": "g", "day": "2026-10-27"},
    "group.invite": {"group_id": "g", "employee_id": "e"},
    "group.uninvite": {"group_id": "g", "employee_id": "e"},
    "group.hand_over": {"group_id": "g", "employee_id": "e"},
    "group.join": {"group_id": "g"},
    "group.leave": {"group_id": "g", "joined_by": "j"},
    "group.pause": {"group_id": "g"},
    "group.resume": {"group_id": "g"},
    "group.end": {"group_id": "g"},
    "visit.record": {"party_id": "p"},
    "visit.forget": {"party_id": "p"},
    "review.write": {
        "restaurant_id": "r",
        "edits": {"rating": [0, 4], "text": ["", "국물이 진해요"], "tags": ["", "빠름"]},
    },
    "review.delete": {"restaurant_id": "r", "rating": 4, "text": "국물이 진해요", "tags": ""},
    "favourite.set": {"restaurant_id": "r", "on": True},
    "restaurant.suggest": {"restaurant_id": "r", "edits": {"phone": ["", "02-000-1234"]}, "note": "바뀌었어요"},
    "restaurant.withdraw": {"suggestion_id": "s", "restaurant_id": "r"},
    "restaurant.approve": {"suggestion_id": "s", "restaurant_id": "r"},
    "restaurant.reject": {"suggestion_id": "s", "restaurant_id": "r", "reason": "너무 멀어요"},
    "restaurant.reconsider": {"suggestion_id": "s", "restaurant_id": "r"},
    "restaurant.edit": {"restaurant_id": "r", "edits": {"price": [9_000, 9_500]}},
    "restaurant.close": {"restaurant_id": "r", "closed": True},
    "restaurant.merge": {"restaurant_id": "r", "into": "r2"},
    "restaurant.import": {"import_id": "i", "number": 2, "parts": 3, "rows": [{"name": "햇살국밥"}]},
    "menu.set": {"lines": [["2026-11-23", "한식", "제육볶음", 6_000], ["2026-11-24", "한식", "비빔밥", None]]},
    "export.note": {"dataset": "attendance", "number": 2, "parts": 3, "subjects": [["e", 4]]},
    "preset.save": {"name": "Month end", "settings": "{}"},
    "preset.remove": {"name": "Month end"},
    "message.send": {"room_kind": "party", "room_id": "p", "text": "1층에서 봐요", "mentions": [], "written_at": NOON},
    "message.edit": {"room_kind": "party", "room_id": "p", "message_id": "m", "edits": {"text": ["네", "네!"]}},
    "message.delete": {"room_kind": "party", "room_id": "p", "message_id": "m"},
    "room.read": {"room_kind": "party", "room_id": "p", "number": 3},
}
"""A mutation without arguments here fails the build."""

Speak = Callable[[Language], None]


@pytest.fixture(scope="session")
def built_translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .qm files of the .ts files as they are now."""
    folder = tmp_path_factory.mktemp("translations")
    for source in (KOREAN, ENGLISH):
        built = folder / source.with_suffix(".qm").name
        subprocess.run([script(VENV, "pyside6-lrelease"), "-silent", source, "-qm", built], check=True, timeout=60)
    return folder


@pytest.fixture
def switch(qapp: QApplication, built_translations: Path) -> Iterator[LanguageSwitch]:
    former = QLocale()
    switch = LanguageSwitch(qapp, built_translations)
    yield switch
    switch.choose(Language.ENGLISH)
    switch.deleteLater()
    QLocale.setDefault(former)


@pytest.fixture
def speak(switch: LanguageSwitch) -> Speak:
    return switch.choose


def change(mutation: str, **changed: Any) -> ChangeView:
    view = ChangeView(
        uuid="u",
        seq=1,
        name=mutation,
        args=ARGUMENTS[mutation],
        created_at=NOON,
        standing=ChangeStanding.WAITING,
        code=None,
        details={},
        answer={},
        conflicts={},
        settled={},
        decided_at=None,
        undoable=True,
        party=PARTY,
        employee=PERSON,
    )
    return replace(view, **changed)


def in_both(speak: Speak, say: Callable[[], Any]) -> tuple[Any, Any]:
    speak(Language.ENGLISH)
    english = say()
    speak(Language.KOREAN)
    return english, say()


def has_hangul(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


class TestRefusals:
    def test_every_code_has_words_of_its_own_and_no_other_is_listed(self) -> None:
        assert known_refusals() == set(RefusalCode)

    @pytest.mark.parametrize("code", RefusalCode)
    @pytest.mark.parametrize("details", [DETAILS, {}], ids=["with details", "without"])
    def test_every_code_reads_in_both_languages(self, code: RefusalCode, details: dict[str, Any], speak: Speak) -> None:
        english, korean = in_both(speak, lambda: refusal_text(code, details))
        for part in ("title", "what", "next_step"):
            said_english, said_korean = getattr(english, part), getattr(korean, part)
            assert said_english
            assert has_hangul(said_korean), said_korean
            assert said_english != said_korean
            for said in (said_english, said_korean):
                assert "%" not in said
                assert "(s)" not in said
                assert "을(를)" not in said
        assert not has_hangul(english.title)

    def test_a_code_of_a_newer_server_reads_as_a_plain_no(self, speak: Speak) -> None:
        english, korean = in_both(speak, lambda: refusal_text("too_spicy", {}))
        assert english.title == "The change was not accepted"
        assert korean.title == "변경이 반영되지 않았어요"

    def test_the_party_is_named_with_the_right_particle(self, speak: Speak) -> None:
        speak(Language.KOREAN)
        assert refusal_text("overlaps", {"title": "국밥"}).what == "“국밥”과 시간이 겹쳐요."
        assert refusal_text("overlaps", {"title": "파스타"}).what == "“파스타”와 시간이 겹쳐요."

    def test_english_counts_one_and_several(self, speak: Speak) -> None:
        speak(Language.ENGLISH)
        assert refusal_text("capacity_below_seats", {"seats": 1}).what == "1 seat is taken already."
        assert refusal_text("capacity_below_seats", {"seats": 3}).what == "3 seats are taken already."

    def test_the_sentence_joins_what_happened_and_the_next_step(self) -> None:
        assert RefusalText("Full", "It filled up.", "Wait.").sentence == "It filled up. Wait."


class TestChanges:
    def test_every_mutation_has_words_and_no_other_is_listed(self) -> None:
        assert known_changes() == {mutation.name for mutation in mutations()}

    @pytest.mark.parametrize("name", [mutation.name for mutation in mutations()])
    def test_every_mutation_reads_in_both_languages(self, name: str, speak: Speak) -> None:
        english, korean = in_both(speak, lambda: change_title(change(name)))
        assert english != korean
        assert english != "A change"
        assert "%" not in english + korean
        assert has_hangul(korean.replace("국밥 먹어요", "").replace("김민지", "")), korean
        assert not has_hangul(english.replace("국밥 먹어요", "").replace("김민지", "")), english

    @pytest.mark.parametrize("name", [mutation.name for mutation in mutations()])
    def test_no_title_breaks_where_the_party_is_not_held(self, name: str, speak: Speak) -> None:
        for language in Language:
            speak(language)
            assert change_title(change(name, party=None, employee=None))
            assert isinstance(change_detail(change(name, party=None, employee=None), SEOUL), str)

    @pytest.mark.parametrize("mutation", list(mutations()), ids=lambda mutation: mutation.name)
    def test_exactly_those_with_an_inverse_say_what_undoing_does(self, mutation: Any, speak: Speak) -> None:
        english, korean = in_both(speak, lambda: undo_label(mutation.name))
        assert bool(english) == bool(korean) == callable(mutation.inverse)
        assert not english or (has_hangul(korean) and not has_hangul(english))

    def test_titles_name_what_they_are_about(self, speak: Speak) -> None:
        speak(Language.ENGLISH)
        assert change_title(change("party.join")) == "Join “국밥 먹어요”"
        assert change_title(change("party.invite")) == "Invite 김민지 to “국밥 먹어요”"
        assert change_title(change("party.late")) == "10 min late for “국밥 먹어요”"
        assert change_title(change("availability.set")) == "Free for lunch on Mon 26 Oct"
        speak(Language.KOREAN)
        assert change_title(change("party.join")) == "“국밥 먹어요” 참여하기"
        assert change_title(change("party.late")) == "“국밥 먹어요”에 10분 늦음"

    def test_declining_closing_and_being_on_time_have_their_own_titles(self, speak: Speak) -> None:
        speak(Language.ENGLISH)
        declined = change("party.leave", args={"party_id": "p", "joined_by": None})
        closed = change("party.edit", args={"party_id": "p", "edits": {"state": ["open", "closed"]}})
        reopened = change("party.edit", args={"party_id": "p", "edits": {"state": ["closed", "open"]}})
        on_time = change("party.late", args={"party_id": "p", "minutes": 0})
        assert [change_title(one) for one in (declined, closed, reopened, on_time)] == [
            "Decline “국밥 먹어요”",
            "Close “국밥 먹어요”",
            "Reopen “국밥 먹어요”",
            "On time for “국밥 먹어요”",
        ]

    def test_details_say_when_where_and_which_fields(self, speak: Speak) -> None:
        speak(Language.ENGLISH)
        assert change_detail(change("party.join"), SEOUL) == "Mon 26 Oct 12:00 · 1층 로비 · waitlist if full"
        assert change_detail(change("party.open"), SEOUL) == "Mon 26 Oct 12:00 · 1층 로비 · 4 seats"
        assert change_detail(change("party.edit"), SEOUL) == "Seats 4 → 5 · Note"
        assert change_detail(change("availability.set"), SEOUL) == "11:30–13:00"

    def test_a_withdrawn_change_without_content_still_has_a_title(self, speak: Speak) -> None:
        english, korean = in_both(speak, lambda: change_title(change("party.join", name="", args={})))
        assert (english, korean) == ("Withdrawn change", "거둔 변경")

    def test_a_mutation_of_a_newer_version_still_has_a_title(self, speak: Speak) -> None:
        speak(Language.ENGLISH)
        assert change_title(change("party.join", name="party.teleport")) == "A change"


class TestFields:
    def test_every_editable_field_has_a_label_in_both_languages(self, speak: Speak) -> None:
        from lunch_desktop.domain.parties.editing import EDITABLE

        for name in EDITABLE:
            english, korean = in_both(speak, lambda name=name: field_label(name))  # type: ignore[misc]
            assert english != "A value"
            assert has_hangul(korean)

    def test_values_read_as_people_say_them(self, speak: Speak) -> None:
        speak(Language.ENGLISH)
        assert field_value("meets_at", NOON, SEOUL) == "Mon 26 Oct 12:00"
        assert field_value("capacity", 1, SEOUL) == "1 seat"
        assert field_value("note", "", SEOUL) == "None"
        assert field_value("state", "closed", SEOUL) == "Closed"
        assert field_value("title", "국밥", SEOUL) == "국밥"


class TestTimes:
    def test_clock_and_days_in_the_language_in_force(self, speak: Speak) -> None:
        for language, short, long, today, fresh in (
            (Language.ENGLISH, "Mon 26 Oct", "Monday 26 October", "Today", "as of 12:00"),
            (Language.KOREAN, "10월 26일 (월)", "10월 26일 월요일", "오늘", "12:00 기준"),
        ):
            speak(language)
            assert clock(NOON, SEOUL) == "12:00"
            assert window(NOON, Instant(NOON + HOUR), SEOUL) == "12:00–13:00"
            assert short_date(NOON, SEOUL) == short_day(Day("2026-10-26")) == short
            assert long_day(Day("2026-10-26")) == long
            assert day_heading(Day("2026-10-26"), Day("2026-10-26")) == today
            assert as_of(NOON, SEOUL) == fresh

    def test_the_office_decides_which_wall_clock_is_shown(self) -> None:
        assert clock(NOON, "Europe/Berlin") == "04:00"

    def test_days_near_today_have_names(self, speak: Speak) -> None:
        speak(Language.KOREAN)
        days = [Day("2026-10-25"), Day("2026-10-26"), Day("2026-10-27"), Day("2026-10-28")]
        assert [day_heading(day, Day("2026-10-26")) for day in days] == ["어제", "오늘", "내일", "10월 28일 수요일"]

    @pytest.mark.parametrize(
        ("distance", "english", "korean"),
        [
            (28 * MINUTE, "in 28 min", "28분 후"),
            (27 * MINUTE + 1, "in 28 min", "28분 후"),
            (1, "in 1 min", "1분 후"),
            (0, "now", "지금"),
            (-HOUR, "now", "지금"),
            (HOUR, "in 1 h", "1시간 후"),
            (HOUR + 5 * MINUTE, "in 1 h 5 min", "1시간 5분 후"),
            (49 * HOUR, "in 2 d", "2일 후"),
        ],
    )
    def test_how_long_until(self, distance: int, english: str, korean: str, speak: Speak) -> None:
        assert in_both(speak, lambda: until(Instant(NOON + distance), NOON)) == (english, korean)

    def test_how_long_ago(self, speak: Speak) -> None:
        speak(Language.KOREAN)
        ago = [0, 59_999, 5 * MINUTE, 3 * HOUR, 50 * HOUR]
        assert [since(Instant(NOON - one), NOON) for one in ago] == ["방금", "방금", "5분 전", "3시간 전", "2일 전"]

    def test_another_day_is_named_with_the_time(self, speak: Speak) -> None:
        speak(Language.ENGLISH)
        tomorrow = Instant(NOON + 24 * HOUR)
        assert as_of(NOON, SEOUL, Instant(NOON + HOUR)) == "as of 12:00"
        assert as_of(NOON, SEOUL, tomorrow) == "as of Mon 26 Oct 12:00"


class TestLanguageSwitch:
    def test_it_changes_texts_locale_and_qts_own_words(self, switch: LanguageSwitch) -> None:
        heard: list[Language] = []
        switch.changed.connect(heard.append)
        switch.choose(Language.KOREAN)
        assert language_in_force() is switch.language is Language.KOREAN
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "취소"
        assert QLocale().monthName(10) == "10월"
        switch.choose(Language.ENGLISH)
        assert language_in_force() is Language.ENGLISH
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
        assert QLocale().monthName(10) == "October"
        assert heard == [Language.KOREAN, Language.ENGLISH]

    def test_choosing_the_same_again_tells_nobody(self, switch: LanguageSwitch) -> None:
        switch.choose(Language.KOREAN)
        heard: list[Language] = []
        switch.changed.connect(heard.append)
        switch.choose(Language.KOREAN)
        assert heard == []

    def test_an_explicit_language_is_spoken_whatever_is_in_force(self, speak: Speak) -> None:
        speak(Language.ENGLISH)
        assert Speaker(Language.KOREAN).locale.language() is QLocale.Language.Korean
        assert short_day(Day("2026-10-26"), Language.ENGLISH) == "Mon 26 Oct"


class TestQtsOwnTexts:
    """What Qt itself says, in menus of fields and on buttons of dialogs."""

    @pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
    def test_menus_of_fields_are_korean(
        self, speak: Speak, qtbot: QtBot, kind: type[QLineEdit] | type[QPlainTextEdit]
    ) -> None:
        field = kind()
        qtbot.addWidget(field)
        speak(Language.KOREAN)
        words = [action.text() for action in field.createStandardContextMenu().actions() if action.text()]
        assert len(words) >= 6
        assert all(has_hangul(word) for word in words)
        assert "붙여넣기(&P)\tCtrl+V" in words
        speak(Language.ENGLISH)
        words = [action.text() for action in field.createStandardContextMenu().actions() if action.text()]
        assert not any(has_hangul(word) for word in words)

    def test_buttons_of_dialogs_are_korean(self, speak: Speak, qtbot: QtBot) -> None:
        speak(Language.KOREAN)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        assert {button.text() for button in box.buttons()} == {"확인", "취소"}


class TestNumbers:
    @pytest.mark.parametrize(
        ("amount", "korean", "english"),
        [(0, "0원", "₩0"), (900, "900원", "₩900"), (12_000, "12,000원", "₩12,000"), (-2_000, "−2,000원", "−₩2,000")],
    )
    def test_won(self, speak: Speak, amount: int, korean: str, english: str) -> None:
        assert in_both(speak, lambda: won(amount)) == (english, korean)

    def test_thousands_are_apart(self, speak: Speak) -> None:
        assert in_both(speak, lambda: number(1_234_567)) == ("1,234,567", "1,234,567")


class TestClock:
    @pytest.fixture(autouse=True)
    def _in_24_hours_afterwards(self, switch: LanguageSwitch) -> Iterator[None]:
        yield
        switch.write_half_days(False)

    @pytest.mark.parametrize(
        ("hour", "minute", "korean", "english"),
        [
            (0, 5, "오전 12:05", "12:05 am"),
            (11, 50, "오전 11:50", "11:50 am"),
            (12, 0, "오후 12:00", "12:00 pm"),
            (13, 30, "오후 1:30", "1:30 pm"),
        ],
    )
    def test_halves_of_the_day(self, switch: LanguageSwitch, hour: int, minute: int, korean: str, english: str) -> None:
        when = at(Day("2026-10-26"), hour, minute, SEOUL)
        switch.write_half_days(True)
        switch.choose(Language.KOREAN)
        assert clock(when, SEOUL) == korean
        assert clock(when, SEOUL, Language.ENGLISH) == english
        switch.choose(Language.ENGLISH)
        assert clock(when, SEOUL) == english
        switch.write_half_days(False)
        assert clock(when, SEOUL) == f"{hour:02}:{minute:02}"

    def test_windows_say_their_times_anew(self, switch: LanguageSwitch, qtbot: QtBot) -> None:
        window = QWidget()
        child = QWidget(window)
        qtbot.addWidget(window)
        heard: list[QEvent.Type] = []

        class Ear(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                heard.append(event.type())
                return False

        ear = Ear()
        child.installEventFilter(ear)
        switch.write_half_days(True)
        qtbot.waitUntil(lambda: QEvent.Type.LanguageChange in heard)


class TestParticles:
    @pytest.mark.parametrize(
        ("word", "particle", "said"),
        [
            ("국밥", "을/를", "국밥을"),
            ("파스타", "을/를", "파스타를"),
            ("“국밥 먹어요”", "이/가", "“국밥 먹어요”가"),
            ("서울", "으로/로", "서울로"),
            ("부산", "으로/로", "부산으로"),
            ("로비", "으로/로", "로비로"),
            ("3", "은/는", "3은"),
            ("2", "은/는", "2는"),
            ("Market", "과/와", "Market과"),
            ("Pasta", "과/와", "Pasta와"),
            ("", "을/를", "를"),
            ("“국밥”!", "을/를", "“국밥”!을"),
            ("국밥 (매운맛)", "으로/로", "국밥 (매운맛)으로"),
            ("LG", "을/를", "LG를"),
            ("IBM", "을/를", "IBM을"),
            ("KTX", "을/를", "KTX를"),
            ("URL", "으로/로", "URL로"),
            ("meeting", "이/가", "meeting이"),
            ("Google", "으로/로", "Google로"),
            ("Café", "은/는", "Café는"),
            ("10", "으로/로", "10으로"),
            ("12,000", "이/가", "12,000이"),
            ("7", "으로/로", "7로"),
            ("30%", "을/를", "30%를"),
            ("３", "을/를", "３을"),
            ("ㅋㅋ", "을/를", "ㅋㅋ을"),
            ("🍜", "이에요/예요", "🍜예요"),
            ("국밥🍜", "이에요/예요", "국밥🍜이에요"),
        ],
    )
    def test_the_form_follows_the_last_sound(self, word: str, particle: str, said: str) -> None:
        assert with_particle(word, particle) == said

    def test_written_particles_are_chosen_in_a_whole_text(self) -> None:
        assert resolve_particles("김민지이(가) “국밥”을(를) 골랐어요") == "김민지가 “국밥”을 골랐어요"

    @given(
        st.text(max_size=8),
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.text("\"')]」!?… ", max_size=3),
    )
    def test_a_syllables_own_parts_decide_however_they_are_encoded(self, before: str, last: str, after: str) -> None:
        """Unicode takes a syllable apart into two letters, or three where it has a final."""
        has_final = len(unicodedata.normalize("NFD", last)) == 3
        for form in ("NFC", "NFD"):
            word = unicodedata.normalize(form, before + last) + after
            assert with_particle(word, "을/를") == word + ("을" if has_final else "를")
            assert with_particle(word, "이에요/예요") == word + ("이에요" if has_final else "예요")
            is_rieul = unicodedata.normalize("NFD", last)[-1] == "\u11af"
            assert with_particle(word, "으로/로") == word + ("으로" if has_final and not is_rieul else "로")

    @given(st.text(max_size=12), st.sampled_from(["은(는)", "이(가)", "을(를)", "과(와)", "(으)로", "이에요(예요)"]))
    def test_no_choice_is_left_open_behind_a_word(self, word: str, written: str) -> None:
        filled = fill("“%1”" + written, word)
        assert not filled.endswith(written)
        assert filled[-1] in "은는이가을를과와로요"

    @given(st.integers(0, 10**9))
    def test_a_number_is_followed_as_it_is_read(self, number: int) -> None:
        read = "영일이삼사오육칠팔구"[number % 10]
        spoken = "십" if number and number % 10 == 0 else read
        assert with_particle(f"{number:,}", "으로/로") == f"{number:,}" + with_particle(spoken, "으로/로")[1:]

    def test_filling_in_chooses_too_and_never_fills_twice(self) -> None:
        assert fill("%1을(를) %2(으)로", "%2", "서울") == "%2를 서울로"
