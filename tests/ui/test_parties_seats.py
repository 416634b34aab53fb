"""Seats by hand, guests, late seats and handing over, as somebody does them in the window."""

from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.bringing import AddGuest
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.store.desktop.queries.names import PersonName
from lunch_desktop.ui.pages.parties.guest_row import GuestRow
from lunch_desktop.ui.pages.parties.standing import PartyAction, actions
from lunch_desktop.ui.widgets.sheet import SideSheet
from tests.support.company import STAFF
from tests.ui.test_parties_detail import dialog, i_open, members, shown_with, texts
from tests.ui.test_parties_stage import PartiesStage, o_clock, pytestmark, stage

__all__ = ["pytestmark", "stage"]


def sheet(stage: PartiesStage) -> SideSheet:
    """The one that is open."""
    (found,) = [one for one in stage.page.window().findChildren(SideSheet) if one.isVisible()]
    return found


def guests(stage: PartiesStage) -> list[str]:
    """Who comes from outside, as a screen reader says them."""
    return [row.accessibleName() for row in stage.page.detail.findChildren(GuestRow) if row.isVisible()]


def possible(stage: PartiesStage, party: PartyId) -> tuple[PartyAction, ...]:
    """What may be done with it now."""
    return actions(stage.party(party), stage.clock.now(), went=False)


def chooses(stage: PartiesStage, action: PartyAction) -> None:
    """From the menu beside the buttons."""
    stage.page.detail.action_bar.pressed.emit(action)
    stage.settle()


def test_a_guest_is_named_counted_and_sent_away(stage: PartiesStage) -> None:
    party = i_open(stage)
    stage.page.show_party(party)
    stage.settle()
    chooses(stage, PartyAction.GUEST)
    stage.click("Bring the guest")
    assert stage.offers("Type a name, so that the others know who comes.")
    stage.write("Guest’s name", "박 과장님")
    stage.click("Bring the guest")
    assert stage.shell.toasts[-1] == "박 과장님 comes with you"
    assert guests(stage) == ["박 과장님, Guest of 김민지, Requested"]
    assert stage.party(party).taken == 1
    stage.exchange()
    assert guests(stage) == ["박 과장님, Guest of 김민지, Guest"]
    assert "2/4" in texts(stage)
    stage.click("박 과장님 does not come")
    dialog().accept()
    stage.exchange()
    assert guests(stage) == []
    assert stage.party(party).free == 3


def test_who_takes_no_part_sees_that_there_is_a_guest_and_not_who(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    stage.does(1, "party.add_guest", AddGuest(party, "박 과장님"))
    shown_with(stage, party)
    assert guests(stage) == ["A guest, Guest of 이서준, Guest"]
    stage.click("Join")
    stage.exchange()
    assert guests(stage) == ["박 과장님, Guest of 이서준, Guest"]
    assert "3/4" in texts(stage)


def test_the_host_seats_a_colleague_and_frees_the_seat_again(stage: PartiesStage) -> None:
    party = i_open(stage)
    stage.page.show_party(party)
    stage.settle()
    chooses(stage, PartyAction.SEAT)
    stage.click("Give the seats")
    assert stage.offers("Choose at least one colleague.")
    stage.page._sheets[PartyAction.SEAT]._picker.set_people([_named(stage, 2)])  # type: ignore[union-attr]
    stage.click("Give the seats")
    assert members(stage)[1] == "박지우, 개발팀, Requested"
    stage.exchange()
    assert members(stage)[1] == "박지우, 개발팀, Seated by the host"
    stage.click("Free the seat of 박지우")
    stage.exchange()
    assert len(members(stage)) == 1
    assert stage.shell.toasts[-1] == "Seat of 박지우 freed"


def _named(stage: PartiesStage, number: int) -> PersonName:
    return next(one for one in stage.me.reads.colleagues() if one.id == STAFF[number].id)


def test_the_host_hands_over_and_keeps_the_seat(stage: PartiesStage) -> None:
    party = i_open(stage)
    stage.page.show_party(party)
    stage.settle()
    assert PartyAction.HAND_OVER not in possible(stage, party)
    stage.joins(2, party)
    stage.exchange()
    chooses(stage, PartyAction.HAND_OVER)
    stage.click("Hand over")
    stage.exchange()
    view = stage.party(party)
    assert (view.party.host_id, view.my_state, view.i_host) == (STAFF[2].id, "confirmed", False)
    assert stage.shell.toasts[-1] == "박지우 is the host of “내 파티” now"
    assert PartyAction.EDIT not in possible(stage, party)


def test_close_to_the_meeting_who_waits_takes_a_free_seat_and_a_request_of_that_kind_lapses_at_the_meeting(
    stage: PartiesStage,
) -> None:
    party = stage.opens(1, "국밥 먹어요", seats=2)
    stage.joins(2, party)
    shown_with(stage, party)
    stage.click("Wait")
    stage.exchange()
    stage.clock.set(Instant(o_clock(12) - 10 * MINUTE))
    assert PartyAction.CLAIM not in possible(stage, party)
    seat = next(one for one in stage.party(party).members if one.employee.id == STAFF[2].id)
    stage.does(2, "party.leave", LeaveParty(party, seat.membership.joined_by))
    stage.exchange()
    assert "A seat is free: whoever takes it first has it." in texts(stage)
    stage.click("Take the free seat")
    assert "Not confirmed yet; the request expires at 12:00." in texts(stage)
    stage.exchange()
    assert stage.party(party).my_state == "confirmed"


def test_a_reserved_table_is_told_to_everybody(stage: PartiesStage) -> None:
    party = i_open(stage)
    stage.page.show_party(party)
    stage.settle()
    chooses(stage, PartyAction.BOOKED)
    stage.exchange()
    assert "A table is reserved" in texts(stage)
    assert stage.other(2).reads.party(party).party.booked  # type: ignore[union-attr]


def test_buttons_stay_few(stage: PartiesStage) -> None:
    party = i_open(stage)
    stage.joins(2, party)
    stage.exchange()
    stage.page.show_party(party)
    stage.settle()
    more = stage.find("More to do with this party")
    assert isinstance(more, QWidget)
    assert not stage.offers("Bring a guest")
    entries = [one.text for one in stage.page.detail.action_bar._more._entries]
    assert entries == ["Seat somebody", "Bring a guest", "Table is reserved", "Hand over"]
