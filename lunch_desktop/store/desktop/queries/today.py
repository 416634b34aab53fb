"""The start page: my lunch today, what I can join, who is free."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from lunch_desktop.domain.availability import (
    AVAILABILITIES,
    FREE_WINDOWS,
    Availability,
    FreeWindow,
    availability_id,
)
from lunch_desktop.domain.groups.entities import GROUP_MEMBERS, GroupMemberState
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import (
    REQUEST_LAPSES,
    TAKING_PART,
    MembershipState,
    PartyState,
)
from lunch_desktop.domain.people import EMPLOYEES, OFFICES, Employee, Office
from lunch_desktop.domain.times import Day, Instant, at, day_of
from lunch_desktop.domain.visits import VISITS, visit_id
from lunch_desktop.store.desktop.queries.parties import PartyQueries, PartyView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView, read_refused_join
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import PULLED_AT, State
from lunch_desktop.store.rows import EntityRows

MOST_ROWS = 8
AFTERNOON_ENDS = 18
"""Until this hour the page asks whether I went."""


class HeroState(StrEnum):
    """What the top of the page says about my lunch."""

    NOTHING = "nothing"
    JOINED = "joined"
    REQUESTED = "requested"
    LAPSED = "lapsed"
    """Requested, but not confirmed in time."""
    WAITLISTED = "waitlisted"
    HOST = "host"
    AFTER = "after"
    CANCELLED = "cancelled"
    """My party was called off, and I have no other."""


@dataclass(frozen=True, slots=True)
class FreeColleague:
    """A colleague of my circle who is free."""

    employee: Employee
    window: FreeWindow


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the start page. `as_of` is when the last patch was applied; None before the first.

    `joinable` holds at most eight rows, invitations, my groups and my team first, then by time; `more` counts the
    rest. `day` is the day they are of: today, or the next day on which there is something to join once nothing is
    left today. `refused` is a join of mine that the server refused and that I have not read yet. `wished` is the
    party for which I want to give up my seat in `party`, while the server has not decided.
    """

    me: Employee
    office: Office
    now: Instant
    today: Day
    availability: Availability | None
    hero: HeroState
    party: PartyView | None
    went: bool
    day: Day
    joinable: tuple[PartyView, ...]
    more: int
    free: tuple[FreeColleague, ...]
    refused: ChangeView | None
    as_of: Instant | None
    former: Availability | None = None
    """My latest answer of a former day."""
    wished: PartyView | None = None


def read_today(
    connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId, now: Instant
) -> Today | None:
    """The page at `now`; None while the first sync has not brought my own row."""
    me = rows[EMPLOYEES.name].one(connection, actor)
    office = rows[OFFICES.name].one(connection, me.office_id) if me is not None else None
    if me is None or office is None:
        return None
    today = day_of(now, office.time_zone)
    queries = PartyQueries(connection, schema, rows, actor)
    parties = queries.of_day(today)
    hero, party = _hero(parties, now, office.time_zone, today)
    joinable = _joinable(parties, now)
    day = today
    if not joinable and (following := queries.next_day_to_join(today)) is not None:
        day, joinable = following, _joinable(queries.of_day(following), now)
    groups = _my_groups(connection, schema, actor)
    ranked = sorted(joinable, key=lambda view: (*_nearness(view, me, groups), view.party.meets_at, view.party.id))
    shown = tuple(ranked[:MOST_ROWS])
    went = party is not None and rows[VISITS.name].one(connection, visit_id(party.party.id, actor)) is not None
    return Today(
        me=me,
        office=office,
        now=now,
        today=today,
        availability=rows[AVAILABILITIES.name].one(connection, availability_id(actor, today)),
        hero=hero,
        party=party,
        went=went,
        day=day,
        joinable=shown,
        more=len(ranked) - len(shown),
        free=_free(connection, rows, actor, today, now),
        refused=read_refused_join(connection, schema, rows),
        as_of=_as_of(connection, schema),
        former=former_availability(connection, schema, rows, actor, today),
        wished=_wished(parties, party),
    )


def _hero(parties: list[PartyView], now: Instant, time_zone: str, today: Day) -> tuple[HeroState, PartyView | None]:
    """The party that matters most now: the next one I take part in, else the last one today, else one called off."""
    mine = [view for view in parties if view.my_state in TAKING_PART]
    standing = [view for view in mine if view.party.state != PartyState.CANCELLED]
    coming = [view for view in standing if view.party.ends_at > now]
    if coming:
        best = min(coming, key=lambda view: (_rank(view), view.party.meets_at))
        if best.party.meets_at <= now and best.my_state == MembershipState.CONFIRMED:
            return HeroState.AFTER, best
        return _standing(best, now), best
    eaten = [view for view in standing if view.my_state == MembershipState.CONFIRMED]
    if eaten and now < at(today, AFTERNOON_ENDS, 0, time_zone):
        return HeroState.AFTER, eaten[-1]
    called_off = [v for v in mine if v.party.state == PartyState.CANCELLED and not v.i_host and v.party.meets_at > now]
    return (HeroState.CANCELLED, called_off[0]) if called_off else (HeroState.NOTHING, None)


def _wished(parties: list[PartyView], held: PartyView | None) -> PartyView | None:
    """The party for which a seat is asked at the time of one that is held: that is how a switch looks here."""
    if held is None or held.my_state != MembershipState.CONFIRMED:
        return None
    asked = (one for one in parties if one.my_state == MembershipState.REQUESTED and one.party.overlaps(held.party))
    return next(asked, None)


def _rank(view: PartyView) -> int:
    return {MembershipState.CONFIRMED: 0, MembershipState.REQUESTED: 1}.get(view.my_state or MembershipState.LEFT, 2)


def _standing(view: PartyView, now: Instant) -> HeroState:
    if view.my_state == MembershipState.WAITLISTED:
        return HeroState.WAITLISTED
    if view.my_state == MembershipState.REQUESTED:
        return HeroState.REQUESTED if now <= view.lapses_at else HeroState.LAPSED
    return HeroState.HOST if view.i_host else HeroState.JOINED


def _joinable(parties: list[PartyView], now: Instant) -> list[PartyView]:
    return [view for view in parties if view.joinable and now <= view.party.meets_at - REQUEST_LAPSES]


def _nearness(view: PartyView, me: Employee, groups: frozenset[str]) -> tuple[int, int, int]:
    """Invitations first, then lunches of my groups, then parties of my team or with my team in them."""
    invited = view.my_state == MembershipState.INVITED
    mine = view.party.group_id in groups
    team = any(member.employee.department_id == me.department_id for member in view.members)
    return (0 if invited else 1, 0 if mine else 1, 0 if team else 1)


def _my_groups(connection: Connection, schema: DesktopSchema, actor: EmployeeId) -> frozenset[str]:
    members = schema.entities[GROUP_MEMBERS.name]
    belongs = (members.c.employee_id == actor, members.c.state == GroupMemberState.MEMBER.value)
    return frozenset(connection.execute(select(members.c.group_id).where(*belongs)).scalars())


def _free(
    connection: Connection, rows: EntityRows, actor: EmployeeId, today: Day, now: Instant
) -> tuple[FreeColleague, ...]:
    windows = rows[FREE_WINDOWS.name].where(connection, ("day",), (today,))
    others = [window for window in windows if window.employee_id != actor and window.free_until > now]
    people = {one.id: one for one in rows[EMPLOYEES.name].many(connection, [w.employee_id for w in others])}
    free = [FreeColleague(people[w.employee_id], w) for w in others if w.employee_id in people]
    return tuple(sorted(free, key=lambda one: (one.window.free_from, one.employee.name)))


def _as_of(connection: Connection, schema: DesktopSchema) -> Instant | None:
    found = State(connection, schema).get(PULLED_AT)
    return None if found is None else Instant(found)


def former_availability(
    connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId, today: Day
) -> Availability | None:
    """My latest answer before a day; None if there is none."""
    table = schema.entities[AVAILABILITIES.name]
    mine = (table.c.employee_id == actor) & (table.c.day < today)
    row_id = connection.execute(select(table.c.id).where(mine).order_by(table.c.day.desc()).limit(1)).scalar()
    found: Availability | None = rows[AVAILABILITIES.name].one(connection, row_id) if row_id is not None else None
    return found
