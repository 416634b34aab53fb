"""Generated states of a company, seen by both hosts of a mutation: the server's World and one employee's desktop's.

Every state is written by the server's own commit, pulled by its own pull and applied by the desktop's own apply, in
two transactions that are rolled back at the end; so a thousand of them cost seconds and leave nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from lunch_desktop.domain.availability import (
    AVAILABILITIES,
    FREE_WINDOWS,
    Availability,
    FreeWindow,
    availability_id,
    free_window_id,
)
from lunch_desktop.domain.catalogue import TABLES, TABLES_BY_NAME, mutations
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import ChangeId, ClientId, DepartmentId, EmployeeId, OfficeId, PartyId
from lunch_desktop.domain.mutations import execute
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    PartyState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Employee, Office
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import MINUTE, Instant, day_of
from lunch_desktop.domain.visits import VISITS, Visit, visit_id
from lunch_desktop.domain.world import ABSENT, NOT_HELD
from lunch_desktop.store.company.commit import write_changes
from lunch_desktop.store.company.cursors import read_head
from lunch_desktop.store.company.locks import Locks
from lunch_desktop.store.company.pull import Pull
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.connection import WRITES
from lunch_desktop.store.desktop.apply import Apply
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.footprints import Footprints
from lunch_desktop.store.desktop.replica import Replica
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import Key, RowWorld
from lunch_desktop.wire.sync import PullRequest
from tests.support.areas.area import Furnish, Rows, no_rows
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, PLACES, SEALS, STAFF, Company, an_id, make_company
from tests.support.seen import Seen

REGISTRY = mutations()
PEOPLE = STAFF[:4]
FAR_OFFICE = Office(OfficeId(an_id("far office")), "부산 사무실", "Asia/Seoul")
FAR_TEAM = Department(DepartmentId(an_id("far team")), FAR_OFFICE.id, "영업팀")
STRANGER = Employee(EmployeeId(an_id("stranger")), FAR_OFFICE.id, FAR_TEAM.id, "한도현", "5100", active=True)
CHANGE = ChangeId("01900000-0000-7000-8000-000000000001")
LATER_CHANGE = ChangeId("01900000-0000-7000-8000-000000000002")


@dataclass(frozen=True)
class State:
    """What a company knows beyond its staff and restaurants."""

    now: Instant
    parties: tuple[Party, ...]
    memberships: tuple[Membership, ...]
    availabilities: tuple[Availability, ...]
    free_windows: tuple[FreeWindow, ...]
    visits: tuple[Visit, ...]
    more: Rows = ()

    def rows(self) -> Iterator[tuple[Table[Any], Any]]:
        """Each with its table."""
        for table, some in (
            (PARTIES, self.parties),
            (MEMBERSHIPS, self.memberships),
            (AVAILABILITIES, self.availabilities),
            (FREE_WINDOWS, self.free_windows),
            (VISITS, self.visits),
        ):
            for row in some:
                yield table, row
        yield from self.more

    def visible_to(self, actor: EmployeeId) -> list[Party]:
        """The parties that the actor may see, by an oracle of its own."""
        asked = {
            one.party_id
            for one in self.memberships
            if one.employee_id == actor and one.state != MembershipState.REMOVED
        }
        here = FAR_OFFICE.id if actor == STRANGER.id else OFFICE.id
        return [
            party
            for party in self.parties
            if party.office_id == here and (party.visibility == Visibility.OFFICE or party.id in asked)
        ]

    def seen_by(self, actor: EmployeeId, parties: list[Party]) -> Seen:
        """What tests draw arguments from."""
        mine: dict[str, Membership] = {one.party_id: one for one in self.memberships if one.employee_id == actor}
        return Seen(actor, parties, mine, self.now, self._others)

    def _others(self, table: Table[Any]) -> list[Any]:
        return sorted((row for of, row in self.rows() if of is table), key=lambda row: row.id)


NOW = Instant(1_795_057_200_000)
"""A morning in Seoul, 11:00."""
WHEN = (-180, -30, 6, 18, 60, 60, 75, 180, 24 * 60)
"""Minutes from now to a meeting: over, running, too late to join, too late to promote, ahead and overlapping."""


@st.composite
def states(draw: st.DrawFn, fewest: int = 0, when: Sequence[int] = WHEN, furnish: Furnish = no_rows) -> State:
    """Up to four parties in every condition, meeting so many minutes from now, and who stands how with each.

    `furnish` draws what else there is.
    """
    parties: list[Party] = []
    memberships: list[Membership] = []
    visits: list[Visit] = []
    for number in range(draw(st.integers(fewest, 4))):
        far = number == 3
        host = STRANGER if far else draw(st.sampled_from(PEOPLE))
        meets_at = Instant(NOW + draw(st.sampled_from(when)) * MINUTE)
        party = Party(
            id=PartyId(an_id(f"party {number}")),
            office_id=host.office_id,
            host_id=host.id,
            title=draw(st.sampled_from(["국밥", "김치찌개"])),
            restaurant_id=draw(st.sampled_from([None, PLACES[0].id])),
            day=day_of(meets_at, OFFICE.time_zone),
            meets_at=meets_at,
            minutes=draw(st.sampled_from([30, 60])),
            place="1층 로비",
            capacity=draw(st.integers(2, 3)),
            note="",
            visibility=draw(st.sampled_from(list(Visibility))).value,
            state=draw(st.sampled_from([PartyState.OPEN] * 4 + list(PartyState))).value,
            opened_at=Instant(NOW - 300 * MINUTE),
        )
        parties.append(party)
        if far:
            memberships.append(_membership(party, STRANGER, MembershipState.CONFIRMED, 1))
            continue
        turn, seats = 1, 1
        for employee in [host, *(one for one in PEOPLE if one != host)]:
            choices = [None, *(one for one in MembershipState if one != MembershipState.REQUESTED)]
            state = MembershipState.CONFIRMED if employee == host else draw(st.sampled_from(choices))
            if state is None:
                continue
            if state == MembershipState.CONFIRMED and employee != host:
                if seats >= party.capacity:
                    state = MembershipState.WAITLISTED
                else:
                    seats += 1
            held = state in (MembershipState.CONFIRMED, MembershipState.WAITLISTED)
            memberships.append(_membership(party, employee, state, turn if held else 0))
            turn += held
            if state == MembershipState.CONFIRMED and party.meets_at <= NOW and draw(st.integers(0, 2)):
                visit = Visit(visit_id(party.id, employee.id), employee.id, party.id, party.restaurant_id, party.day)
                visits.append(visit)
    availabilities, windows = _answers(draw)
    more = tuple(furnish(draw, parties, memberships))
    return State(NOW, tuple(parties), tuple(memberships), tuple(availabilities), tuple(windows), tuple(visits), more)


def _membership(party: Party, employee: Employee, state: MembershipState, turn: int) -> Membership:
    return Membership(
        id=membership_id(party.id, employee.id),
        party_id=party.id,
        employee_id=employee.id,
        day=party.day,
        state=state.value,
        turn=turn,
        joined_by=ChangeId(an_id(f"join {party.id} {employee.id}")) if turn else None,
        late_minutes=0,
    )


def _answers(draw: st.DrawFn) -> tuple[list[Availability], list[FreeWindow]]:
    day = day_of(NOW, OFFICE.time_zone)
    availabilities, windows = [], []
    for employee in PEOPLE:
        said = draw(st.sampled_from([None, "free", "alone"]))
        if said is None:
            continue
        window = (NOW, Instant(NOW + 60 * MINUTE)) if said == "free" else (None, None)
        availabilities.append(Availability(availability_id(employee.id, day), employee.id, day, said, *window))
        if said == "free":
            whose = (free_window_id(employee.id, day), employee.id, employee.department_id, day)
            windows.append(FreeWindow(*whose, NOW, Instant(NOW + 60 * MINUTE)))
    return availabilities, windows


@dataclass(frozen=True)
class Did:
    """What running a mutation came to: a refusal, or an answer and rows (before, after), None where there is none."""

    code: str | None
    details: Mapping[str, Any]
    answer: Mapping[str, Any]
    rows: Mapping[Key, tuple[Any, Any]]


@dataclass
class Watched:
    """A source that notes which rows it could not tell about."""

    source: Any
    not_held: set[Key] = field(default_factory=set)

    def one(self, table: Table[Any], row_id: str) -> Any:
        """See Source."""
        found = self.source.one(table, row_id)
        if found is NOT_HELD:
            self.not_held.add((table.name, row_id))
        return found

    def where(self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """See Source."""
        found: list[Any] = self.source.where(table, index, values)
        return found


@dataclass
class Hosts:
    """One state in both places. Worlds are made anew at each call; nothing of one run is seen by the next."""

    state: State
    actor: EmployeeId
    company_source: CompanySource
    replica: Replica

    def server(self, *, decides: bool = True) -> RowWorld:
        """The company's World."""
        return RowWorld(self.company_source, decides=decides)

    def desktop(self, watched: Watched | None = None) -> RowWorld:
        """The World of the actor's desktop, which has pulled everything."""
        return RowWorld(watched or self.replica, decides=False)

    def run(self, world: RowWorld, name: str, args: Any, change: ChangeId = CHANGE) -> Did:
        """Run a mutation as both hosts do: a refused one is undone."""
        world.begin(self.actor, self.state.now, change)
        try:
            answer = execute(REGISTRY[name], world, args)
        except Refusal as refusal:
            world.undo()
            return Did(refusal.code.value, dict(refusal.details), {}, rows_of(world))
        return Did(None, {}, dict(answer), rows_of(world))


def rows_of(world: RowWorld) -> dict[Key, tuple[Any, Any]]:
    """What a World would write, with None for "no row" however the host names it; deleting nothing is no change."""
    found = {}
    for change in world.changes():
        before, after = (None if one in (ABSENT, NOT_HELD) else one for one in (change.before, change.after))
        if before != after:
            found[change.table.name, change.row_id] = (before, after)
    return found


class Laboratory:
    """A company and a desktop for one module's tests; each state stands in them for one block only."""

    def __init__(self, folder: Path) -> None:
        self.company: Company = make_company(folder, ManualClock(NOW), staff=len(PEOPLE))
        self.company.sync.import_rows([(OFFICES, FAR_OFFICE), (DEPARTMENTS, FAR_TEAM), (EMPLOYEES, STRANGER)])
        self.desktop = DesktopDatabase.open(folder / "desktop.db")
        schema = self.company.database.schema
        self.rows = EntityRows(schema.entities, TABLES, self.desktop.engine.dialect)

    def close(self) -> None:
        """Let go of both files."""
        self.company.database.close()
        self.desktop.close()

    @contextmanager
    def hosts(self, state: State, actor: EmployeeId) -> Iterator[Hosts]:
        """`state` in the company and on the actor's desktop, until the end of the block."""
        with _rolled_back(self.company.database.engine) as server, _rolled_back(self.desktop.engine) as local:
            schema = self.company.database.schema
            locks = Locks(server, schema)
            source = CompanySource(server, self.rows, locks)
            world = RowWorld(source, decides=True)
            world.begin(EmployeeId(""), state.now, ChangeId(""))
            for table, row in state.rows():
                world.put(table, row)
            if world.changes():
                write_changes(server, schema, self.rows, world, state.now, locks)
            client = ClientId(an_id("client"))
            reader = Pull(server, schema, SEALS, actor, client, state.now)
            patch = reader.answer(PullRequest(client_id=client), -1, read_head(server, schema))
            apply = Apply(local, self.desktop.schema, self.desktop.rows, REGISTRY, actor, Footprints())
            apply.patch(patch, state.now, complete=True)
            yield Hosts(
                state,
                actor,
                source,
                Replica(local, self.desktop.schema, self.desktop.rows),
            )


@contextmanager
def _rolled_back(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def everything(world: RowWorld) -> dict[Any, Any]:
    """Whatever a World says of every row that it knows of and under every index that those rows have keys in."""
    said: dict[Any, Any] = {}
    for name, row_id in list(world._tables):
        table = TABLES_BY_NAME[name]
        row = world.get(table, row_id)
        said[name, row_id] = row
        for seen in (row, world._stored[name, row_id]):
            for index in table.indexes if seen not in (ABSENT, NOT_HELD) else ():
                key = table.key_of(seen, index)
                said[name, index, key] = world.find(table, **dict(zip(index, key, strict=True)))
    return said


def strays(world: RowWorld) -> list[Any]:
    """Index entries of a World that are not exactly the known rows with that key."""
    found: list[Any] = []
    for (name, index, key), ids in world._found.items():
        known = {row_id: row for (whose, row_id), row in world._rows.items() if whose == name}
        rows = {row_id: row for row_id, row in known.items() if row not in (ABSENT, NOT_HELD)}
        if ids != {row_id for row_id, row in rows.items() if TABLES_BY_NAME[name].key_of(row, index) == key}:
            found.append((name, index, key))
    return found


def without_turns(row: Any) -> Any:
    """A membership apart from what only the server says of it: the state of a seat asked for, and its turn."""
    return replace(row, state="", turn=0)
