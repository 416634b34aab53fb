"""What a person does in the Sync centre, one function an action."""

from collections.abc import Callable, Iterable, Sequence

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.ids import ChangeId, PartyId, derived_id
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
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
    """Let a refused change go, and what waits and builds on it: without it they would be refused as well."""
    if dependents:
        session.discard([one.uuid for one in dependents])
    session.mark_seen([change.uuid])


def retry(session: DesktopSession, change: ChangeView, on_done: Done, on_refused: OnRefused) -> None:
    """Do a refused change once more. It stays where it is while the rules still say no."""
    session.retry(change.uuid, lambda _: on_done(), on_refused)


def keep_theirs(session: DesktopSession, change: ChangeView) -> None:
    """Agree to the values that stand."""
    session.mark_seen([change.uuid])


def use_mine_again(session: DesktopSession, change: ChangeView, on_done: Done, on_refused: OnRefused) -> None:
    """Put my values in the place of theirs, as a new edit that has seen theirs."""
    edits = {name: (theirs, mine) for name, (mine, theirs) in change.conflicts.items()}
    intent = Intent("party.edit", EditParty(PartyId(str(change.args["party_id"])), edits))

    def done(_: object) -> None:
        session.mark_seen([change.uuid])
        on_done()

    session.do(intent, done, on_refused)


def undo_applied(session: DesktopSession, change: ChangeView, on_done: Done, on_refused: OnRefused) -> None:
    """Reverse a change that the server has applied."""
    session.undo(change.uuid, lambda _: on_done(), on_refused)


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
