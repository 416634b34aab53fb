"""What a person does with parties, one function an action."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import REQUEST_LAPSES, Party, PartyState
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import later
from lunch_desktop.domain.visits import OfVisit
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.session import DesktopSession, OnRefused

OnDone = Callable[[Performed], object]


def open_party(
    session: DesktopSession, new: OpenParty, on_done: OnDone, on_refused: OnRefused, *, receiver: QObject | None = None
) -> None:
    """Open a party; the answer holds its `party_id`."""
    session.do(Intent("party.open", new), on_done, on_refused, receiver=receiver)


def edit_party(
    session: DesktopSession,
    party_id: PartyId,
    edits: Mapping[str, tuple[Any, Any]],
    on_done: OnDone,
    on_refused: OnRefused,
    *,
    receiver: QObject | None = None,
) -> None:
    """Change fields, each given with the value that was seen; the answer may hold `conflicts`."""
    session.do(Intent("party.edit", EditParty(party_id, dict(edits))), on_done, on_refused, receiver=receiver)


def join_party(session: DesktopSession, party: Party, on_done: OnDone, on_refused: OnRefused) -> None:
    """Ask for a seat; if the last goes to somebody else, a place in line is better news than a refusal."""
    until = later(party.meets_at, -REQUEST_LAPSES)
    session.do(Intent("party.join", JoinParty(party.id, or_wait=True, until=until)), on_done, on_refused)


def leave_party(session: DesktopSession, view: PartyView, on_done: OnDone, on_refused: OnRefused) -> None:
    """Give up my seat or my place in line, or decline the invitation."""
    joined_by = view.mine.joined_by if view.mine is not None else None
    session.do(Intent("party.leave", LeaveParty(view.party.id, joined_by)), on_done, on_refused)


def take_seat_back(session: DesktopSession, left: Performed, party: Party, on_refused: OnRefused) -> None:
    """Undo a leave: withdraw it while it is unsent, else ask for a seat again."""

    def ask_again(refusal: Refusal) -> None:
        if refusal.code is RefusalCode.NOT_FOUND:
            join_party(session, party, lambda _: None, on_refused)
        else:
            on_refused(refusal)

    session.undo(left.uuid, None, ask_again)


def withdraw_request(
    session: DesktopSession, view: PartyView, on_done: Callable[[], object], on_refused: OnRefused
) -> None:
    """Take back a seat that was asked for and not yet given."""

    def leave(refusal: Refusal) -> None:
        if refusal.code is RefusalCode.NOT_FOUND:
            leave_party(session, view, lambda _: on_done(), on_refused)
        else:
            on_refused(refusal)

    asked_by = view.mine.joined_by if view.mine is not None else None
    if asked_by is None:
        leave_party(session, view, lambda _: on_done(), on_refused)
    else:
        session.undo(asked_by, lambda _: on_done(), leave)


def be_late(session: DesktopSession, party: Party, minutes: int, on_done: OnDone, on_refused: OnRefused) -> None:
    """Tell everybody that I come `minutes` late; 0 takes it back."""
    session.do(Intent("party.late", BeLate(party.id, minutes)), on_done, on_refused)


def close_party(session: DesktopSession, party: Party, on_done: OnDone, on_refused: OnRefused) -> None:
    """Take no more people."""
    _set_state(session, party, PartyState.CLOSED, on_done, on_refused)


def open_again(session: DesktopSession, party: Party, on_done: OnDone, on_refused: OnRefused) -> None:
    """Take people again."""
    _set_state(session, party, PartyState.OPEN, on_done, on_refused)


def invite_colleagues(
    session: DesktopSession,
    party_id: PartyId,
    colleagues: Sequence[EmployeeId],
    on_done: OnDone,
    on_refused: OnRefused,
) -> None:
    """Ask colleagues, one change each; `on_done` and `on_refused` are called for each."""
    for colleague in colleagues:
        session.do(Intent("party.invite", Invite(party_id, colleague)), on_done, on_refused)


def withdraw_invitation(
    session: DesktopSession, party: Party, colleague: EmployeeId, on_done: OnDone, on_refused: OnRefused
) -> None:
    """Take back an invitation that nobody has answered."""
    session.do(Intent("party.uninvite", Invite(party.id, colleague)), on_done, on_refused)


def cancel_party(session: DesktopSession, party: Party, on_done: OnDone, on_refused: OnRefused) -> None:
    """Call the party off, for good."""
    session.do(Intent("party.cancel", CancelParty(party.id)), on_done, on_refused)


def record_visit(session: DesktopSession, party: Party, on_done: OnDone, on_refused: OnRefused) -> None:
    """We went."""
    session.do(Intent("visit.record", OfVisit(party.id)), on_done, on_refused)


def _set_state(
    session: DesktopSession, party: Party, state: PartyState, on_done: OnDone, on_refused: OnRefused
) -> None:
    edits = {"state": (str(party.state), state.value)}
    session.do(Intent("party.edit", EditParty(party.id, edits)), on_done, on_refused)
