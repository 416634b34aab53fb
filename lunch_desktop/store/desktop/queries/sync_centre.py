"""What waits, what was refused and what happened lately, as the Sync centre lists it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, cast

from sqlalchemy import Connection, Dialect, func, select

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.groups.entities import GROUPS, Group
from lunch_desktop.domain.parties.entities import PARTIES, Party
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.history import BUILT_ON, SETTLED, TAKEN_BACK
from lunch_desktop.store.desktop.notices import needs_a_look
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import BACKED_UP_AT, CHECKED_AT, PULLED_AT, REPAIRED, RIGHTS_UNCHECKED, State
from lunch_desktop.store.prepared import Prepared, compiled_once
from lunch_desktop.store.rows import CHUNK, EntityRows
from lunch_desktop.wire.arguments import current_arguments
from lunch_desktop.wire.changes import Outcome

RECENT = 50


class ChangeStanding(StrEnum):
    """Where a change stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    """It may have reached the server."""
    WITHDRAWING = "withdrawing"
    """Its author took it back after it may have reached the server."""
    LIKELY_REFUSED = "likely_refused"
    REFUSED = "refused"
    CONFLICT = "conflict"
    """Applied, but other people's values stand in some fields."""
    APPLIED = "applied"
    VOID = "void"
    STANDS = "stands"
    """Applied, although its author took it back: the server had been faster."""
    SET_ASIDE = "set_aside"
    """It failed by itself over and over, or (`details` name `built_on`) was built on one that did."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of this desktop.

    `name` and `args` say what it wants (see the mutations); `party`, `employee`, `restaurant` and `group` are what it
    is about, where this desktop still holds them. `code` and `details` tell why it was, or is likely to be, refused;
    `conflicts` holds [mine, theirs] by field, `settled` says of which fields the author has decided ("mine" or
    "theirs"). `decided_at` is this desktop's clock when the result came, None while there is none.
    `room` is the name of the room that a change of chat names.
    """

    uuid: str
    seq: int
    name: str
    args: Mapping[str, Any]
    created_at: Instant
    standing: ChangeStanding
    code: str | None
    details: Mapping[str, Any]
    answer: Mapping[str, Any]
    conflicts: Mapping[str, Any]
    settled: Mapping[str, str]
    decided_at: Instant | None
    undoable: bool
    party: Party | None
    employee: Employee | None
    restaurant: Restaurant | None = None
    room: str | None = None
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class SyncCentre:
    """The three lists: waiting in order, needing attention latest first, and recent ones latest first.

    `checked_at` and `backed_up_at` are this desktop's clock when all of it was last compared with the server, and when
    the last backup was made; `repaired_at`, when parts were last downloaded again because they differed. `unchecked`:
    the file was put back or moved, and nothing but the person's own changes is shown until the server has been asked.
    """

    waiting: tuple[ChangeView, ...]
    attention: tuple[ChangeView, ...]
    recent: tuple[ChangeView, ...]
    pulled_at: Instant | None
    checked_at: Instant | None = None
    backed_up_at: Instant | None = None
    repaired_at: tuple[Instant, ...] = ()
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """What the sync chip tells: changes waiting, and what the person has to look at."""

    waiting: int
    attention: int
    pulled_at: Instant | None


class _Counting:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        outbox, history, notices = schema.outbox, schema.history, schema.notices
        every = select(func.count()).select_from(outbox)
        self.waiting = Prepared(every, dialect)
        self.likely = Prepared(every.where(outbox.c.refusal.is_not(None)), dialect)
        self.told = Prepared(select(notices.c.kind, notices.c.details).where(notices.c.seen.is_(False)), dialect)
        self.unseen = Prepared(select(history.c.uuid, history.c.details).where(history.c.seen.is_(False)), dialect)


_counting = compiled_once(_Counting)


def read_counts(connection: Connection, schema: DesktopSchema) -> QueueCounts:
    """Count, without reading the changes."""
    counting = _counting(schema, connection.dialect)
    decided = dict(counting.unseen.all(connection))
    with_another = sum(details.get(BUILT_ON) in decided for details in decided.values())
    told = sum(needs_a_look(kind, details) for kind, details in counting.told.all(connection))
    return QueueCounts(
        waiting=_counted(counting.waiting, connection),
        attention=len(decided) - with_another + _counted(counting.likely, connection) + told,
        pulled_at=_pulled_at(connection, schema),
    )


def _counted(count: Prepared, connection: Connection) -> int:
    found = count.one(connection)
    return 0 if found is None else int(found[0])


def read_sync_centre(connection: Connection, schema: DesktopSchema, rows: EntityRows | None) -> SyncCentre:
    """Read the three lists; without `rows`, what the changes are about is left out."""
    outbox, history = schema.outbox, schema.history
    views = _Views(connection, rows)
    shown_already = outbox.c.void & outbox.c.uuid.in_(select(history.c.uuid))  # as set aside
    queue = select(outbox).where(~shown_already).order_by(outbox.c.seq)
    waiting = [views.waiting(row) for row in connection.execute(queue)]
    latest = select(history).order_by(history.c.decided_at.desc(), history.c.seq.desc())
    unseen = [views.decided(row) for row in connection.execute(latest.where(history.c.seen.is_(False)))]
    quiet = latest.where(history.c.seen.is_(True), history.c.outcome == Outcome.APPLIED).limit(RECENT)
    recent = [views.decided(row) for row in connection.execute(quiet)]
    facts = State(connection, schema).some(PULLED_AT, CHECKED_AT, BACKED_UP_AT, REPAIRED, RIGHTS_UNCHECKED)
    return SyncCentre(
        tuple(waiting),
        tuple(unseen),
        tuple(recent),
        pulled_at=facts.get(PULLED_AT),
        checked_at=facts.get(CHECKED_AT),
        backed_up_at=facts.get(BACKED_UP_AT),
        repaired_at=tuple(sorted(facts.get(REPAIRED, {}).values())),
        unchecked=bool(facts.get(RIGHTS_UNCHECKED)),
    )


def read_changes(
    connection: Connection, schema: DesktopSchema, rows: EntityRows | None, uuids: Sequence[str]
) -> dict[str, ChangeView]:
    """Those of some changes that are kept as decided, by uuid."""
    history, views = schema.history, _Views(connection, rows)
    found: dict[str, ChangeView] = {}
    for start in range(0, len(uuids), CHUNK):
        these = select(history).where(history.c.uuid.in_(uuids[start : start + CHUNK]))
        found |= {row.uuid: views.decided(row) for row in connection.execute(these)}
    return found


_WISHES_FOR_SEATS: Final = frozenset({"party.join", "party.switch", "party.claim"})


def read_refused_join(connection: Connection, schema: DesktopSchema, rows: EntityRows) -> ChangeView | None:
    """The latest refused wish for a seat that its author has not read; for it the start page offers alternatives."""
    history = schema.history
    unseen = select(history).where(history.c.seen.is_(False), history.c.outcome == Outcome.REFUSED)
    views = _Views(connection, rows)
    for row in connection.execute(unseen.order_by(history.c.decided_at.desc(), history.c.seq.desc())):
        view = views.decided(row)
        if view.name in _WISHES_FOR_SEATS:
            return view
    return None


class _Views:
    def __init__(self, connection: Connection, rows: EntityRows | None) -> None:
        self._connection = connection
        self._rows = rows
        self._registry = mutations()

    def waiting(self, row: Any) -> ChangeView:
        refusal = row.refusal or {}
        standing = ChangeStanding.OFFERED if row.offered else ChangeStanding.WAITING
        if row.void:
            standing = ChangeStanding.WITHDRAWING
        elif refusal:
            standing = ChangeStanding.LIKELY_REFUSED
        return self._view(row, standing, refusal.get("code"), refusal.get("details", {}), {}, undoable=not row.void)

    def decided(self, row: Any) -> ChangeView:
        standing = ChangeStanding(row.outcome)
        if standing is ChangeStanding.APPLIED and not row.seen:
            standing = ChangeStanding.CONFLICT if "conflicts" in row.answer else standing
            standing = ChangeStanding.STANDS if TAKEN_BACK in row.details else standing
        return self._view(
            row,
            standing,
            row.code,
            row.details,
            row.answer,
            undoable=_undoable(row),
            decided_at=row.decided_at,
        )

    def _view(
        self,
        row: Any,
        standing: ChangeStanding,
        code: str | None,
        details: Mapping[str, Any],
        answer: Mapping[str, Any],
        *,
        undoable: bool,
        decided_at: int | None = None,
    ) -> ChangeView:
        said: dict[str, Any] = json.loads(row.payload) if row.payload else {"name": "", "args": {}}
        args = self._arguments(said)
        party_id = args.get("party_id") or answer.get("party_id")
        return ChangeView(
            uuid=row.uuid,
            seq=row.seq,
            name=said["name"],
            args=args,
            created_at=Instant(row.created_at),
            standing=standing,
            code=code,
            details=details,
            answer=answer,
            conflicts=answer.get("conflicts", {}),
            settled=answer.get(SETTLED, {}),
            decided_at=None if decided_at is None else Instant(decided_at),
            undoable=undoable,
            party=self._one("parties", party_id),
            employee=self._one("employees", args.get("employee_id")),
            restaurant=self._one("restaurants", args.get("restaurant_id")),
            room=self._room(args.get("room_id")),
            group=self._one("groups", args.get("group_id") or answer.get("group_id")),
        )

    def _room(self, room_id: str | None) -> str | None:
        """The title of the party, or the name of the group, whose room it is."""
        party = self._one(PARTIES.name, room_id)
        if party is not None:
            return str(party.title)
        group = self._one(GROUPS.name, room_id)
        return None if group is None else str(group.name)

    def _one(self, name: str, row_id: str | None) -> Any | None:
        return self._rows[name].one(self._connection, row_id) if self._rows is not None and row_id else None

    def _arguments(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """The arguments as this version has them; as they were written where it doesn't know what they mean."""
        version, args = said.get("mutation_version", 1), said["args"]
        try:
            return current_arguments(self._registry.find(said["name"], version), version, args)
        except Refusal:
            return cast(Mapping[str, Any], args)


def _undoable(row: Any) -> bool:
    """Whether a decided change has an effect that can be reversed."""
    return row.inverse is not None and row.outcome == Outcome.APPLIED


def _pulled_at(connection: Connection, schema: DesktopSchema) -> Instant | None:
    found = State(connection, schema).get(PULLED_AT)
    return None if found is None else Instant(found)
