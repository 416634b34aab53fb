"""The form of a party: Ctrl+N and Enter are enough, every no stands at its field, and nothing typed is ever lost."""

import json

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import day_of
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.sync.status import Reach
from lunch_desktop.ui.pages.parties.form import PartyForm
from tests.support.company import PLACES
from tests.ui.test_parties_stage import PartiesStage, o_clock, pytestmark, stage

__all__ = ["pytestmark", "stage"]


def form(stage: PartiesStage) -> PartyForm:
    """The form in sight."""
    return next(one for one in stage.page.window().findChildren(PartyForm) if one.isVisible())


def is_open(stage: PartiesStage) -> bool:
    """Whether a form is in sight."""
    return any(one.isVisible() for one in stage.page.window().findChildren(PartyForm))


def mine(stage: PartiesStage) -> list[PartyView]:
    """The parties that I host."""
    return [view for view in stage.me.reads.parties(stage.page.listing.ids) if view.i_host]


def begin(stage: PartiesStage) -> PartyForm:
    """The form of a new party."""
    stage.exchange()
    stage.show("new")
    stage.settle()
    return form(stage)


def i_host(stage: PartiesStage) -> PartyId:
    """A party of mine, shown beside the list, that the server knows."""
    stage.exchange()
    new = OpenParty("내 파티", PLACES[0].id, o_clock(12), 60, "1층 로비", 4, "", "office")
    party = PartyId(str(stage.me.do("party.open", new).answer["party_id"]))
    stage.exchange()
    stage.show(party)
    stage.settle()
    return party


def test_enter_opens_a_party_with_the_defaults(stage: PartiesStage) -> None:
    begin(stage)
    stage.press(Qt.Key.Key_Return)
    assert not is_open(stage)
    (party,) = (view.party for view in mine(stage))
    assert (party.title, party.meets_at, party.minutes) == ("Let’s have lunch", o_clock(12), 60)
    assert (party.place, party.capacity, party.restaurant_id, party.visibility) == ("1F lobby", 4, None, "office")
    assert stage.shell.toasts == ["“Let’s have lunch” is open"]
    assert stage.offers("Hosting")


def test_undo_takes_the_party_back(stage: PartiesStage) -> None:
    begin(stage)
    stage.press(Qt.Key.Key_Return)
    assert stage.shell.undo is not None
    stage.shell.undo()
    stage.settle()
    assert mine(stage) == []
    assert stage.me.store.waiting() == 0


def test_the_first_ctrl_n_works_before_anything_was_read(stage: PartiesStage) -> None:
    stage.exchange()
    stage.show("new")
    assert is_open(stage)
    assert form(stage).title.hasFocus()


def test_ctrl_n_during_the_very_first_sync_is_done_when_it_has_come(stage: PartiesStage) -> None:
    """The page was shown before there was anything; what is wanted meanwhile waits for the office."""
    page = stage.show()
    page.open("new")
    stage.settle()
    assert not is_open(stage)
    stage.opens(1, "국밥")
    stage.exchange()
    assert is_open(stage)


def test_from_eleven_on_it_is_for_tomorrow_and_today_gets_a_later_time(stage: PartiesStage) -> None:
    stage.clock.set(o_clock(12, 20))
    shown = begin(stage)
    assert shown.date.date() == QDate(2026, 11, 24)
    assert shown.time.time() == QTime(12, 0)
    shown.date.setDate(QDate(2026, 11, 23))
    assert shown.time.time() == QTime(13, 0)
    shown.time.setTime(QTime(18, 10))
    shown.date.setDate(QDate(2026, 11, 24))
    assert shown.time.time() == QTime(18, 10)


def test_a_holiday_is_no_day_for_lunch_unless_somebody_says_so(stage: PartiesStage) -> None:
    stage.clock.set(o_clock(12, 20, "2026-12-24"))
    shown = begin(stage)
    assert shown.date.date() == QDate(2026, 12, 28)
    shown.date.setDate(QDate(2026, 12, 25))
    assert stage.offers("Tomorrow, Fri 25 Dec · Christmas Day")


def test_a_day_and_a_time_can_be_typed(stage: PartiesStage) -> None:
    begin(stage)
    stage.write("Date", "내일")
    stage.write("Time", "오후 1:15")
    stage.press(Qt.Key.Key_Return)
    assert [view.party.meets_at for view in mine(stage)] == [o_clock(13, 15, "2026-11-24")]


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_sent(stage: PartiesStage) -> None:
    shown = begin(stage)
    stage.write("Time", "점심쯤")
    stage.click("Let’s go")
    assert is_open(stage)
    assert shown.fields["meets_at"].error == "Type a time such as 11:50 or 1150."
    assert shown.time.hasFocus()
    assert mine(stage) == []
    stage.write("Time", "1150")
    assert shown.fields["meets_at"].error == ""
    stage.click("Let’s go")
    assert [view.party.meets_at for view in mine(stage)] == [o_clock(11, 50)]


def test_everything_that_is_filled_in_becomes_the_party(stage: PartiesStage) -> None:
    shown = begin(stage)
    stage.write("Restaurant", "찌개")
    stage.press(Qt.Key.Key_Return)
    assert shown.title.text() == "Lunch at 김치찌개집"
    stage.write("Title", "얼큰한 거")
    shown.time.setTime(QTime(12, 30))
    stage.write("Minutes", "90")
    stage.write("Seats", "6")
    stage.write("Meeting place", "후문")
    stage.write("Note", "예약했어요")
    stage.click("Let’s go")
    (view,) = mine(stage)
    party = view.party
    assert (party.title, party.meets_at, party.minutes) == ("얼큰한 거", o_clock(12, 30), 90)
    assert (party.place, party.capacity, party.note, party.restaurant_id) == ("후문", 6, "예약했어요", PLACES[1].id)


def test_whoever_was_chosen_is_invited_to_a_party_for_everybody_too(stage: PartiesStage) -> None:
    """Changing one's mind about who may come takes nobody out unseen."""
    begin(stage)
    stage.click("Invited only")
    stage.write("Colleagues", "서준")
    stage.press(Qt.Key.Key_Return)
    stage.click("The office")
    assert stage.offers("Take out 이서준")
    stage.click("Let’s go")
    (view,) = mine(stage)
    assert view.party.visibility == "office"
    assert [member.employee.name for member in view.members] == ["김민지", "이서준"]


def test_a_party_for_those_invited_invites_them(stage: PartiesStage) -> None:
    begin(stage)
    assert not stage.offers("Colleagues")
    stage.click("Invited only")
    stage.write("Colleagues", "서준")
    stage.press(Qt.Key.Key_Return)
    stage.write("Colleagues", "지우")
    stage.press(Qt.Key.Key_Return)
    stage.click("Take out 박지우")
    stage.click("Let’s go")
    (view,) = mine(stage)
    assert view.party.visibility == "invited"
    assert [member.employee.name for member in view.members] == ["김민지", "이서준"]
    stage.exchange()
    assert stage.other(1).reads.party(view.party.id) is not None
    assert stage.other(2).reads.party(view.party.id) is None


def test_a_missing_title_is_said_at_the_title_and_everything_stays(stage: PartiesStage) -> None:
    shown = begin(stage)
    stage.write("Note", "예약했어요")
    stage.write("Title", " ")
    stage.press(Qt.Key.Key_Return)
    assert shown.fields["title"].error == "Others find the party by its title. Type a title."
    assert shown.title.hasFocus()
    assert shown.note.toPlainText() == "예약했어요"
    stage.write("Title", "국밥")
    assert shown.fields["title"].error == ""
    stage.press(Qt.Key.Key_Return)
    assert [view.party.note for view in mine(stage)] == ["예약했어요"]


def test_too_long_a_text_is_said_at_its_own_field(stage: PartiesStage) -> None:
    shown = begin(stage)
    stage.write("Meeting place", "가" * 61)
    stage.press(Qt.Key.Key_Return)
    assert shown.fields["place"].error.endswith("Make it shorter.")
    assert shown.place.text() == "가" * 61
    stage.write("Meeting place", "로비")
    stage.write("Note", "나" * 501)
    stage.click("Let’s go")
    assert shown.fields["note"].error.endswith("Make it shorter.")
    assert len(shown.note.toPlainText()) == 501


def test_a_time_that_has_passed_is_said_at_the_time(stage: PartiesStage) -> None:
    shown = begin(stage)
    shown.time.setTime(QTime(9, 0))
    stage.click("Let’s go")
    assert shown.fields["meets_at"].error == "The meeting time is already over. Choose a later time."


def test_a_lunch_beyond_midnight_is_said_at_the_time(stage: PartiesStage) -> None:
    shown = begin(stage)
    shown.time.setTime(QTime(23, 30))
    stage.click("Let’s go")
    assert shown.fields["meets_at"].error


def test_seats_stay_within_their_range(stage: PartiesStage) -> None:
    shown = begin(stage)
    assert (shown.seats.minimum(), shown.seats.maximum()) == (2, 30)
    assert (shown.minutes.minimum(), shown.minutes.maximum()) == (15, 240)


def test_an_overlap_names_the_other_party_and_offers_it_and_the_draft_is_kept(stage: PartiesStage) -> None:
    begin(stage)
    stage.press(Qt.Key.Key_Return)
    stage.page.open("new")
    stage.settle()
    shown = form(stage)
    stage.write("Title", "또 하나")
    stage.press(Qt.Key.Key_Return)
    assert stage.offers("You have a seat at that time")
    assert shown.title.text() == "또 하나"
    stage.click("Open “Let’s have lunch”")
    assert not is_open(stage)
    assert stage.page._shown == mine(stage)[0].party.id
    stage.page.open("new")
    stage.settle()
    assert form(stage).title.text() == "또 하나"


def test_esc_keeps_what_was_typed_for_the_next_time(stage: PartiesStage) -> None:
    begin(stage)
    stage.write("Title", "반쯤 쓴 제목")
    stage.press(Qt.Key.Key_Escape)
    assert not is_open(stage)
    stage.click("New party")
    assert form(stage).title.text() == "반쯤 쓴 제목"
    assert stage.offers("Your draft is still here")
    stage.click("Start over")
    assert form(stage).title.text() == "Let’s have lunch"
    stage.press(Qt.Key.Key_Escape)
    stage.click("New party")
    assert not stage.offers("Your draft is still here")


def test_the_syllable_under_way_is_part_of_what_is_sent(stage: PartiesStage) -> None:
    shown = begin(stage)
    stage.write("Title", "국")
    QApplication.sendEvent(shown.title, QInputMethodEvent("밥", []))
    stage.page._composer.submit()
    stage.settle()
    assert [view.party.title for view in mine(stage)] == ["국밥"]


def test_enter_that_ends_a_composition_does_not_submit(stage: PartiesStage) -> None:
    shown = begin(stage)
    QApplication.sendEvent(shown.title, QInputMethodEvent("밥", []))
    QTest.keyClick(shown.title, Qt.Key.Key_Return)
    stage.settle()
    assert is_open(stage)
    assert mine(stage) == []


def test_enter_in_the_note_makes_a_line(stage: PartiesStage) -> None:
    shown = begin(stage)
    shown.note.setFocus()
    stage.press(Qt.Key.Key_Return)
    assert is_open(stage)
    assert shown.note.toPlainText() == "\n"


def test_offline_a_party_opens_just_the_same(stage: PartiesStage) -> None:
    begin(stage)
    stage.reaches(Reach.UNREACHABLE)
    stage.press(Qt.Key.Key_Return)
    assert len(mine(stage)) == 1
    assert stage.offers("Not sent yet")
    stage.exchange()
    assert not stage.offers("Not sent yet")
    assert stage.other(1).reads.party(mine(stage)[0].party.id) is not None


def test_an_edit_sends_the_changed_fields_alone_with_what_was_seen(stage: PartiesStage) -> None:
    party = i_host(stage)
    stage.click("Edit")
    shown = form(stage)
    assert not stage.offers("Who sees it")
    stage.write("Title", "더 좋은 제목")
    shown.seats.setValue(6)
    stage.write("Restaurant", "")
    stage.click("Save")
    request = stage.me.store.offer()
    assert request is not None
    assert request.mutations[0].payload is not None
    assert json.loads(request.mutations[0].payload)["args"]["edits"] == {
        "title": ["내 파티", "더 좋은 제목"],
        "capacity": [4, 6],
        "restaurant_id": [PLACES[0].id, None],
    }
    stage.exchange()
    assert stage.party(party).party.title == "더 좋은 제목"
    assert stage.shell.toasts[-1] == "Saved"


def test_an_edit_of_the_day_moves_the_party(stage: PartiesStage) -> None:
    party = i_host(stage)
    stage.click("Edit")
    form(stage).date.setDate(QDate(2026, 11, 25))
    stage.click("Save")
    moved = stage.party(party).party
    assert moved.meets_at == o_clock(12, 0, "2026-11-25")
    assert day_of(moved.meets_at, "Asia/Seoul") == moved.day


def test_an_edit_without_a_change_sends_nothing(stage: PartiesStage) -> None:
    i_host(stage)
    stage.click("Edit")
    stage.click("Save")
    assert not is_open(stage)
    assert stage.me.store.waiting() == 0


def test_fewer_seats_than_are_taken_is_said_at_the_seats(stage: PartiesStage) -> None:
    party = i_host(stage)
    stage.joins(1, party)
    stage.joins(2, party)
    stage.exchange()
    stage.click("Edit")
    form(stage).seats.setValue(2)
    stage.click("Save")
    assert form(stage).fields["capacity"].error.startswith("3 seat")


def test_a_field_that_changed_meanwhile_is_kept_and_named(stage: PartiesStage) -> None:
    party = i_host(stage)
    stage.click("Edit")
    stage.write("Title", "내가 고친 제목")
    stage.write("Note", "내가 쓴 메모")
    stage.me.do("party.edit", EditParty(party, {"title": ("내 파티", "다른 창에서 고친 제목")}))
    stage.click("Save")
    assert stage.party(party).party.title == "다른 창에서 고친 제목"
    assert stage.party(party).party.note == "내가 쓴 메모"
    assert stage.shell.toasts[-1] == "Saved, but somebody had changed this meanwhile: Title"


def test_each_edit_has_a_draft_of_its_own(stage: PartiesStage) -> None:
    i_host(stage)
    stage.click("Edit")
    stage.write("Title", "반쯤 고친 제목")
    stage.press(Qt.Key.Key_Escape)
    stage.click("New party")
    assert form(stage).title.text() == "Let’s have lunch"
    stage.press(Qt.Key.Key_Escape)
    stage.click("Edit")
    assert form(stage).title.text() == "반쯤 고친 제목"


def test_tab_visits_every_field_in_order(stage: PartiesStage) -> None:
    begin(stage)
    visited: list[str] = []
    for _ in range(15):
        focused = QApplication.focusWidget()
        assert focused is not None
        name = focused.accessibleName() or focused.property("text")
        if [name] != visited[-1:]:  # Qt's dates and times stop at each of their parts
            visited.append(name)
        stage.press(Qt.Key.Key_Tab)
    expected = ["Title", "Restaurant", "Let them vote…", "Date", "Time", "Minutes", "Seats", "Meeting place", "Note"]
    assert visited[:9] == expected
    assert "Let’s go" in visited
