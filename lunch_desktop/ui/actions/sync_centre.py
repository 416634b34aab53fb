"""What a person does in the Sync centre, one function an action."""

from collections.abc import Callable, Iterable, Sequence

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.ids import ChangeId, derived_id
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.entities import REQUEST_LAPSES
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.times import later
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView
from lunch_desktop.ui.session import DesktopSession, OnRefused
from lunch_desktop.wire.arguments import parse_arguments

Done = Callable[[], object]


def send_now(session: DesktopSession) -> None:
    """Exchange with the server now rather than after the pause."""
    session.sync_now()


def work_offline(session: DesktopSession, offline: bool) -> None:
    """Leave the network alone, or come back to it."""
    session.set_work_offline(offline)


def withdraw(session: DesktopSession, change: ChangeView, dependents: Iterable[ChangeView], on_done: Done) -> None:
    """Take back a change that waits, and those that build on it."""
    session.discard([change.uuid, *(one.uuid for one in dependents)], lambda _: on_done())


def dismiss(session: DesktopSession, change: ChangeView, dependents: Sequence[ChangeView] = ()) -> None:
    """Let a refused change go, or one set aside, and what builds on it: without it that would be refused as well."""
    waiting = [one.uuid for one in dependents if one.standing is not ChangeStanding.SET_ASIDE]
    if waiting:
        session.discard(waiting)
    session.mark_seen([change.uuid, *(one.uuid for one in dependents)])


def retry(session: DesktopSession, change: ChangeView, on_done: Done, on_refused: OnRefused) -> None:
    """Do a refused change once more. It stays where it is while the rules still say no."""
    session.retry(change.uuid, lambda _: on_done(), on_refused)


def ask_again(session: DesktopSession, change: ChangeView, on_done: Done, on_refused: OnRefused) -> None:
    """Ask for a seat anew, with the deadline that the party has now; the change must be about a party."""
    if change.party is None:
        return
    until = later(change.party.meets_at, -REQUEST_LAPSES)
    wish = JoinParty(change.party.id, bool(change.args.get("or_wait")), until)

    def done(_: object) -> None:
        session.mark_seen([change.uuid])
        on_done()

    session.do(Intent(change.name, wish), done, on_refused)


def keep_theirs(session: DesktopSession, change: ChangeView, fields: Sequence[str]) -> None:
    """Agree to the values that stand in these fields."""
    session.settle(change.uuid, fields, mine=False)


def use_mine(
    session: DesktopSession, change: ChangeView, fields: Sequence[str], on_done: Done, on_refused: OnRefused
) -> None:
    """Put my values in the place of theirs, as a new edit that has seen theirs."""
    session.settle(change.uuid, fields, mine=True, on_done=lambda _: on_done(), on_refused=on_refused)


def leave_standing(session: DesktopSession, change: ChangeView) -> None:
    """Agree that a change counts which was taken back too late."""
    session.mark_seen([change.uuid])


def read_notices(session: DesktopSession, ids: Sequence[int]) -> None:
    """The person has read these."""
    session.mark_notices_seen(ids)


def undo_applied(session: DesktopSession, change: ChangeView, on_done: Done, on_refused: OnRefused) -> None:
    """Reverse a change that the server has applied; if it was to be looked at, that is done with it."""

    def done(_: object) -> None:
        session.mark_seen([change.uuid])
        on_done()

    session.undo(change.uuid, done, on_refused)


def do_again(session: DesktopSession, change: ChangeView, on_refused: OnRefused) -> None:
    """Make a withdrawn change anew."""
    mutation = mutations()[change.name]
    session.do(Intent(change.name, parse_arguments(mutation, change.args)), None, on_refused)


def built_upon(change: ChangeView, waiting: Sequence[ChangeView]) -> tuple[ChangeView, ...]:
    """The waiting changes that make no sense without `change`, directly or through one another, in order."""
    made = _makes(change)
    found: list[ChangeView] = []
    for one in waiting:
        if one.seq > change.seq and one.name and not made.isdisjoint(_needs(one)):
            found.append(one)
            made |= _makes(one)
    return tuple(found)


def _makes(change: ChangeView) -> set[tuple[str, ...]]:
    """What comes into being with a change: a party, somebody's place in one, a visit."""
    party_id = str(change.args.get("party_id", ""))
    match change.name:
        case "party.open":
            return {("party", derived_id(ChangeId(change.uuid), 0))}
        case "party.join":
            return {("seat", party_id)}
        case "party.invite":
            return {("guest", party_id, str(change.args.get("employee_id", "")))}
        case "visit.record":
            return {("visit", party_id)}
    return set()


def _needs(change: ChangeView) -> set[tuple[str, ...]]:
    """What a change takes for granted."""
    party_id = str(change.args.get("party_id", ""))
    needs: set[tuple[str, ...]] = {("party", party_id)} if party_id else set()
    match change.name:
        case "party.leave" | "party.late":
            needs.add(("seat", party_id))
        case "party.uninvite":
            needs.add(("guest", party_id, str(change.args.get("employee_id", ""))))
        case "visit.record":
            needs.add(("seat", party_id))
        case "visit.forget":
            needs.add(("visit", party_id))
    return needs
