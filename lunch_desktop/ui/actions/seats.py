"""What a person does with seats beside joining and leaving, one function an action."""

from collections.abc import Sequence

from lunch_desktop.domain.ids import EmployeeId, GuestId, PartyId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.bringing import AddGuest, DropGuest
from lunch_desktop.domain.parties.claiming import ClaimSeat
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import Party
from lunch_desktop.domain.parties.handing_over import HandOver
from lunch_desktop.domain.parties.seating import SeatColleague
from lunch_desktop.domain.parties.switching import SwitchParty
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.actions.parties import OnDone
from lunch_desktop.ui.session import DesktopSession, OnRefused


def switch_party(session: DesktopSession, view: PartyView, on_done: OnDone, on_refused: OnRefused) -> None:
    """Give up the seat that is in the way, if this party has one for me."""
    if view.in_the_way is None or view.seat_there is None:
        return
    wanted = SwitchParty(view.party.id, view.in_the_way.id, view.seat_there.joined_by, view.lapses_at)
    session.do(Intent("party.switch", wanted), on_done, on_refused)


def claim_seat(session: DesktopSession, party: Party, on_done: OnDone, on_refused: OnRefused) -> None:
    """Take the seat that is free where I wait."""
    session.do(Intent("party.claim", ClaimSeat(party.id, party.meets_at)), on_done, on_refused)


def hand_over(
    session: DesktopSession, party: Party, colleague: EmployeeId, on_done: OnDone, on_refused: OnRefused
) -> None:
    """Make another member the host, for good."""
    session.do(Intent("party.hand_over", HandOver(party.id, colleague)), on_done, on_refused)


def seat_colleagues(
    session: DesktopSession,
    party_id: PartyId,
    colleagues: Sequence[EmployeeId],
    on_done: OnDone,
    on_refused: OnRefused,
) -> None:
    """Give colleagues a seat by hand, one change each; `on_done` and `on_refused` are called for each."""
    for colleague in colleagues:
        session.do(Intent("party.seat", SeatColleague(party_id, colleague)), on_done, on_refused)


def add_guest(session: DesktopSession, party_id: PartyId, name: str, on_done: OnDone, on_refused: OnRefused) -> None:
    """Bring somebody from outside."""
    session.do(Intent("party.add_guest", AddGuest(party_id, name)), on_done, on_refused)


def drop_guest(
    session: DesktopSession, party_id: PartyId, guest_id: GuestId, on_done: OnDone, on_refused: OnRefused
) -> None:
    """A guest doesn't come, for good."""
    session.do(Intent("party.drop_guest", DropGuest(party_id, guest_id)), on_done, on_refused)


def say_booked(session: DesktopSession, party: Party, *, booked: bool, on_done: OnDone, on_refused: OnRefused) -> None:
    """Tell everybody whether a table is reserved."""
    edits = {"booked": (party.booked, booked)}
    session.do(Intent("party.edit", EditParty(party.id, edits)), on_done, on_refused)
