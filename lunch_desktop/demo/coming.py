"""What lies ahead at the demo company: the next lunch told in full, the rest of today, and the days after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import Final

from lunch_desktop.demo.data import Outing, Spotlight, SpotlightKind, phrases
from lunch_desktop.demo.days import is_workday, workdays_after
from lunch_desktop.demo.history import LUNCH_STARTED
from lunch_desktop.demo.lunches import Lunches
from lunch_desktop.demo.people import given_name
from lunch_desktop.demo.writing import filled, next_ten_minutes
from lunch_desktop.domain.availability import SET_AVAILABILITY, AvailabilityState, SetAvailability
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import Visibility
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import MINUTE, Day, Instant, later, local

DAYS_AHEAD: Final = 5
"""Workdays after tomorrow on which something is planned already."""
LEAST_NOTICE: Final = 40 * MINUTE
"""How far ahead a party for the rest of today lies at least."""

_PARTIES_AHEAD: Final = (3, 2, 2, 1, 1, 1)
_NO_MORE_TODAY: Final = 20
_LAST_MEETING: Final = 21
_LUNCH_ENDS: Final = 13
_SNACKS: Final = (15, 17)
_UNSEATED_IN_TEAM: Final = 3
_WINDOWS: Final = ((11, 30, 90), (11, 50, 60), (12, 0, 60), (12, 0, 60), (12, 0, 90), (12, 10, 50))
"""Hour and minute from which somebody is free, and for how many minutes."""
_ANSWERS: Final = (
    *(AvailabilityState.FREE,) * 6,
    AvailabilityState.ALONE,
    AvailabilityState.AWAY,
    None,
    None,
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many come to a spotlight, the host included, out of how many seats."""

    seated: int
    capacity: int
    waiting: int = 0


_SHAPES: Final = {
    SpotlightKind.INVITED: _Shape(2, 5),
    SpotlightKind.FULL: _Shape(3, 3, waiting=2),
    SpotlightKind.NEARLY_FULL: _Shape(3, 4),
    SpotlightKind.PRIVATE: _Shape(2, 4),
    SpotlightKind.UNDECIDED: _Shape(1, 4),
}


def next_lunch_day(lunches: Lunches) -> Day:
    """Today until half past ten on a workday, else the next workday."""
    clock = lunches.clock
    if is_workday(clock.today) and clock.now < clock.at(clock.today, *LUNCH_STARTED):
        return clock.today
    return next(workdays_after(clock.today))


def plan_ahead(lunches: Lunches, seed: int) -> None:
    """Everything that is planned. The protagonist has no seat in any of it."""
    lunch_day, today = next_lunch_day(lunches), lunches.clock.today
    _tell_next_lunch(lunches, lunch_day, Random(f"{seed}/next/{lunch_day}"))
    if lunch_day != today:
        _rest_of_today(lunches, Random(f"{seed}/rest/{today}"))
    after = DAYS_AHEAD + 1 if lunch_day == today else DAYS_AHEAD
    for day, count in zip(islice(workdays_after(lunch_day), after), _PARTIES_AHEAD, strict=False):
        rng = Random(f"{seed}/ahead/{day}")
        for _ in range(count):
            _plan_lunch(lunches, day, rng, lunches.colleagues(), rng.randint(0, 2))
    following = lunch_day if lunch_day != today else next(workdays_after(today))
    for day in (today, following) if is_workday(today) else (following,):
        _say_when_free(lunches, day, Random(f"{seed}/free/{day}"))


def _tell_next_lunch(lunches: Lunches, day: Day, rng: Random) -> None:
    team = {one.id: one.department_id for one in lunches.staff.employees}
    own = [one for one in lunches.colleagues() if team[one] == team[lunches.protagonist]]
    unseated = set(rng.sample(own, _UNSEATED_IN_TEAM))
    people = [one for one in lunches.colleagues() if one not in unseated]
    for kind in _SHAPES:
        hosts = [one for one in own if one not in unseated] if kind is SpotlightKind.INVITED else people
        taken = lunches.taken_restaurants(day)
        told = [one for one in phrases().spotlights if one.kind is kind]
        fresh = [one for one in told if not one.restaurant or lunches.writer.by_name[one.restaurant].id not in taken]
        _tell(lunches, day, rng.choice(fresh), rng, people, hosts)
    for guests in (1, 0):
        _plan_lunch(lunches, day, rng, people, guests)


def _tell(
    lunches: Lunches,
    day: Day,
    spotlight: Spotlight,
    rng: Random,
    people: Sequence[EmployeeId],
    hosts: Sequence[EmployeeId],
) -> None:
    shape = _SHAPES[spotlight.kind]
    host = lunches.circles.by_readiness(lunches.idle_at_lunch(hosts, day), rng)[0]
    idle = [one for one in lunches.idle_at_lunch(people, day) if one != host]
    friends = lunches.circles.by_closeness(host, idle, rng)
    guests = friends[: shape.seated + shape.waiting - 1]
    names = {one.id: given_name(one) for one in lunches.staff.employees}
    absent = rng.choice([one for one in lunches.colleagues() if one not in (host, *guests, friends[-1])])
    restaurant = lunches.writer.by_name[spotlight.restaurant] if spotlight.restaurant else None
    private = spotlight.kind is SpotlightKind.PRIVATE
    draft = OpenParty(
        title=spotlight.title.format(protagonist=names[lunches.protagonist], absent=names[absent]),
        restaurant_id=restaurant.id if restaurant else None,
        meets_at=lunches.writer.time(day, rng),
        minutes=60,
        place=lunches.writer.place(rng, restaurant),
        capacity=shape.capacity,
        note=spotlight.note.format(protagonist=names[lunches.protagonist]),
        visibility=Visibility.INVITED if private else Visibility.OFFICE,
    )
    party_id = lunches.hold(draft, host, lunches.clock.recently(rng), guests)
    if private:
        lunches.invite(party_id, friends[-1])
    if spotlight.kind is SpotlightKind.INVITED:
        lunches.invite(party_id, lunches.protagonist)


def _plan_lunch(
    lunches: Lunches,
    day: Day,
    rng: Random,
    people: Sequence[EmployeeId],
    guests: int,
    earliest: Instant | None = None,
) -> None:
    """An ordinary lunch that still has a seat: fewer guests than the smallest capacity leaves room for."""
    host, *rest = lunches.circles.by_readiness(lunches.idle_at_lunch(people, day), rng)
    draft = lunches.writer.lunch(day, rng, lunches.taken_restaurants(day), earliest=earliest)
    if guests >= draft.capacity - 1:
        draft = replace(draft, capacity=guests + 2)
    friends = lunches.circles.by_closeness(host, rest, rng)
    lunches.hold(draft, host, lunches.clock.recently(rng), friends[:guests])


def _rest_of_today(lunches: Lunches, rng: Random) -> None:
    """Two parties that can still be joined today; none from eight in the evening on."""
    clock, day = lunches.clock, lunches.clock.today
    if clock.now >= clock.at(day, _NO_MORE_TODAY):
        return
    first = max(next_ten_minutes(later(clock.now, LEAST_NOTICE)), clock.at(day, 11, 30))
    second = min(later(first, rng.choice((30, 40, 60, 90)) * MINUTE), clock.at(day, _LAST_MEETING))
    told: set[str] = set()
    for meets_at in (first, second):
        hour = local(meets_at, clock.time_zone).hour
        outings = phrases().later_today if is_workday(day) else phrases().weekend
        fitting = [one for one in outings if one.from_hour <= hour < one.to_hour and one.title not in told]
        if is_workday(day) and hour < _LUNCH_ENDS:
            _go_out(lunches, lunches.writer.lunch(day, rng, lunches.taken_restaurants(day)), meets_at, rng)
        else:
            outing = rng.choice(fitting)
            told.add(outing.title)
            _go_out(lunches, _outing(lunches, outing, rng, hour), meets_at, rng)


def _outing(lunches: Lunches, outing: Outing, rng: Random, hour: int) -> OpenParty:
    restaurant = lunches.writer.by_name[outing.restaurant]
    return OpenParty(
        title=outing.title,
        restaurant_id=restaurant.id,
        meets_at=lunches.clock.now,
        minutes=30 if _SNACKS[0] <= hour < _SNACKS[1] else 60,
        place=lunches.writer.place(rng, None),
        capacity=4,
        note=filled(outing.note, restaurant),
        visibility=Visibility.OFFICE,
    )


def _go_out(lunches: Lunches, draft: OpenParty, meets_at: Instant, rng: Random) -> None:
    draft = replace(draft, meets_at=meets_at, capacity=4)
    day, end = lunches.clock.today, later(meets_at, draft.minutes * MINUTE)
    idle = lunches.idle(lunches.colleagues(), day, meets_at, end)
    host, *rest = lunches.circles.by_readiness(idle, rng)
    friends = lunches.circles.by_closeness(host, rest, rng)
    lunches.hold(draft, host, lunches.clock.recently(rng), friends[: rng.randint(1, 2)])


def _say_when_free(lunches: Lunches, day: Day, rng: Random) -> None:
    """Most colleagues have said what they do at lunch; those of the protagonist's team without a seat are free."""
    team = {one.id: one.department_id for one in lunches.staff.employees}
    unseated = set(lunches.idle_at_lunch(lunches.colleagues(), day))
    for one in lunches.colleagues():
        near = one in unseated and team[one] == team[lunches.protagonist]
        answer = AvailabilityState.FREE if near else rng.choice(_ANSWERS)
        if answer is not None and (answer is AvailabilityState.FREE or one in unseated):
            _answer(lunches, one, day, answer, rng)


def _answer(lunches: Lunches, one: EmployeeId, day: Day, answer: AvailabilityState, rng: Random) -> None:
    hour, minute, length = rng.choice(_WINDOWS)
    start = lunches.clock.at(day, hour, minute)
    free = answer is AvailabilityState.FREE
    args = SetAvailability(
        day=day,
        state=answer,
        free_from=start if free else None,
        free_until=later(start, length * MINUTE) if free else None,
    )
    lunches.world.act(one, lunches.clock.recently(rng), SET_AVAILABILITY, args)
