"""The inbox as the window lists it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select, bindparam, func, select

from lunch_desktop.domain.groups.entities import GROUPS
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    REMINDED_BEFORE,
    MembershipState,
    Party,
    PartyState,
    lapses_at,
)
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.proposals.entities import PROPOSALS, Proposal
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import HOUR, MINUTE, Instant, day_of
from lunch_desktop.store.desktop.inbox import OF_GROUPS, OF_PROPOSALS, OF_TALK
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView, read_changes
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.prepared import Prepared, compiled_once
from lunch_desktop.store.rows import EntityRows


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """Something that happened `at`, by this desktop's clock; see InboxKind for `details`.

    `party` is its subject and `change` what the person had wanted, where this desktop still holds them; `names` those
    of the colleagues that `details` name, `places` the restaurants. `room` is the name of the room or
    group that an entry about chat or groups has for its subject, `proposal` that of one about a proposal.
    """

    id: int
    at: Instant
    kind: str
    seen: bool
    subject: str | None
    details: Mapping[str, Any]
    party: Party | None
    change: ChangeView | None
    names: Mapping[str, str]
    places: Mapping[str, str]
    room: str = ""
    proposal: Proposal | None = None

    def named(self, *lists: str) -> list[str]:
        """The names of the colleagues in some lists of the details, one after the other; of those that are held."""
        ids = [one for name in lists for one in self.details.get(name, ())]
        return [self.names[one] for one in ids if one in self.names]

    @property
    def by(self) -> str | None:
        """The name of the colleague whose doing it was."""
        return self.names.get(str(self.details.get("by", "")))


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A seat that I asked for on this desktop, without an answer: `change` asks for it."""

    party_id: str
    change: str
    lapses_at: Instant
    ends_at: Instant


def read_inbox(connection: Connection, schema: DesktopSchema, rows: EntityRows | None) -> list[InboxEntry]:
    """Every entry, the latest first; without `rows`, whom and what they are about is left out."""
    return _entries(connection, schema, rows, select(schema.inbox).order_by(schema.inbox.c.id.desc()))


def read_news(connection: Connection, schema: DesktopSchema, rows: EntityRows | None, after: int) -> list[InboxEntry]:
    """The unread entries behind the id `after`, in their order."""
    table = schema.inbox
    unread = select(table).where(table.c.id > after, table.c.seen.is_(False)).order_by(table.c.id)
    return _entries(connection, schema, rows, unread)


def latest_id(connection: Connection, schema: DesktopSchema) -> int:
    """The id of the latest entry; 0 where there is none."""
    return int(connection.execute(select(func.max(schema.inbox.c.id))).scalar() or 0)


class _Counting:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        unseen = select(func.count()).select_from(schema.inbox).where(schema.inbox.c.seen.is_(False))
        self.unseen = Prepared(unseen, dialect)


_counting = compiled_once(_Counting)


def count_unread(connection: Connection, schema: DesktopSchema) -> int:
    """How many entries nobody has read."""
    found = _counting(schema, connection.dialect).unseen.one(connection)
    return 0 if found is None else int(found[0])


def open_requests(connection: Connection, schema: DesktopSchema) -> list[OpenRequest]:
    """My requests for seats that wait for an answer, those that lapse first in front."""
    memberships, parties = schema.entities[MEMBERSHIPS.name], schema.entities[PARTIES.name]
    written = schema.outbox_rows
    # Only a waiting change makes a membership requested, and each notes the rows that it wrote.
    waiting = select(written.c.row_id).where(written.c.table_name == MEMBERSHIPS.name)
    asked = (memberships.c.party_id, memberships.c.joined_by, memberships.c.turn)
    query = select(*asked, parties.c.meets_at, parties.c.minutes).where(
        memberships.c.id.in_(waiting),
        memberships.c.state == MembershipState.REQUESTED,
        memberships.c.seated_by.is_(None),  # those are colleagues', whom I seat as their host
        parties.c.id == memberships.c.party_id,
    )
    return [
        OpenRequest(party, change, lapses_at(meets_at, turn), Instant(meets_at + minutes * MINUTE))
        for party, change, turn, meets_at, minutes in connection.execute(query.order_by(parties.c.meets_at))
    ]


@dataclass(frozen=True, slots=True)
class ComingSeat:
    """A confirmed seat of mine in a party that takes place."""

    party_id: str
    meets_at: Instant

    @property
    def reminds_at(self) -> Instant:
        """When I am to be reminded."""
        return Instant(self.meets_at - REMINDED_BEFORE)


class _Coming:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        memberships, parties = schema.entities[MEMBERSHIPS.name], schema.entities[PARTIES.name]
        query = select(parties.c.id, parties.c.meets_at).where(
            memberships.c.employee_id == bindparam("me"),
            memberships.c.day >= bindparam("since"),
            memberships.c.state == MembershipState.CONFIRMED.value,
            parties.c.id == memberships.c.party_id,
            parties.c.state != PartyState.CANCELLED.value,
            parties.c.meets_at > bindparam("now"),
        )
        self.seats = Prepared(query.order_by(parties.c.meets_at), dialect, "me", "since", "now")


_coming = compiled_once(_Coming)


def coming_seats(connection: Connection, schema: DesktopSchema, me: EmployeeId, now: Instant) -> list[ComingSeat]:
    """My confirmed seats whose meeting is ahead, the next first. One that was asked for and not confirmed is none."""
    yesterday = day_of(Instant(now - 24 * HOUR), "UTC")  # no office's day is before it
    return [ComingSeat(*row) for row in _coming(schema, connection.dialect).seats.all(connection, me, yesterday, now)]


def _entries(
    connection: Connection, schema: DesktopSchema, rows: EntityRows | None, query: Select[Any]
) -> list[InboxEntry]:
    found = connection.execute(query).all()
    parties = _held(connection, rows, PARTIES.name, (row.subject for row in found))
    people = _held(connection, rows, EMPLOYEES.name, (one for row in found for one in _people(row.details)))
    places = _held(connection, rows, RESTAURANTS.name, (one for row in found for one in _places(row.details)))
    groups = _held(connection, rows, GROUPS.name, (row.subject for row in found if row.kind in OF_TALK | OF_GROUPS))
    asked = _held(connection, rows, PROPOSALS.name, (row.subject for row in found if row.kind in OF_PROPOSALS))
    changes = read_changes(connection, schema, rows, [row.change for row in found if row.change])
    return [
        InboxEntry(
            id=row.id,
            at=Instant(row.at),
            kind=row.kind,
            seen=row.seen,
            subject=row.subject,
            details=row.details,
            party=parties.get(row.subject),
            change=changes.get(row.change),
            names={one: people[one].name for one in _people(row.details) if one in people},
            places={one: places[one].name for one in _places(row.details) if one in places},
            room=_room_of(row, parties, groups),
            proposal=asked.get(row.subject),
        )
        for row in found
    ]


def _room_of(row: Any, parties: Mapping[str, Any], groups: Mapping[str, Any]) -> str:
    if row.kind not in OF_TALK | OF_GROUPS:
        return ""
    if row.subject in parties:
        return str(parties[row.subject].title)
    return str(groups[row.subject].name) if row.subject in groups else ""


def _people(details: Mapping[str, Any]) -> Iterator[str]:
    for name in ("joined", "left", "declined", "speakers"):
        yield from details.get(name, ())
    if "by" in details:
        yield str(details["by"])


def _places(details: Mapping[str, Any]) -> Sequence[str]:
    return [one for one in details.get("restaurant_id", ()) if one]


def _held(connection: Connection, rows: EntityRows | None, name: str, ids: Any) -> dict[str, Any]:
    if rows is None:
        return {}
    wanted = sorted({one for one in ids if one})
    return {row.id: row for row in rows[name].many(connection, wanted)}
