"""Availability: whether I eat with others today. Only *when* I am free goes to my circle, never why I am not."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import DepartmentId, EmployeeId, natural_id
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.roots import actor_only
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import EARLIEST, HOUR, LATEST, Day, Instant, is_day
from lunch_desktop.domain.world import Reader, World

LONGEST_WINDOW: Final = 6 * HOUR


class AvailabilityState(StrEnum):
    """Free in a window, eating on one's own, or not at lunch at all."""

    FREE = "free"
    ALONE = "alone"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Availability:
    """My own answer for a day; nobody else ever holds it."""

    id: str
    employee_id: EmployeeId
    day: Day
    state: str
    free_from: Instant | None
    free_until: Instant | None


@dataclass(frozen=True, slots=True)
class FreeWindow:
    """The circle's view of an availability: when a colleague is free. It does not exist unless they are."""

    id: str
    employee_id: EmployeeId
    department_id: DepartmentId
    day: Day
    free_from: Instant
    free_until: Instant


AVAILABILITIES = Table("availabilities", Availability, (("employee_id", "day"),), {"employee_id": "employees"})
FREE_WINDOWS = Table(
    "free_windows",
    FreeWindow,
    (("day",), ("department_id",), ("employee_id",)),
    {"employee_id": "employees", "department_id": "departments"},
)


@dataclass(frozen=True, slots=True)
class SetAvailability:
    """`state` None takes the answer back; a window goes with `free` only."""

    day: Day
    state: str | None
    free_from: Instant | None
    free_until: Instant | None


def availability_id(employee: EmployeeId, day: Day) -> str:
    """One availability for each employee and day."""
    return natural_id("availability", employee, day)


def free_window_id(employee: EmployeeId, day: Day) -> str:
    """One projection for each employee and day."""
    return natural_id("free_window", employee, day)


def set_availability(world: World, args: SetAvailability) -> Answer:
    """Write my answer, and make, change or withdraw what the circle sees of it."""
    _check(args)
    own, shown = availability_id(world.actor, args.day), free_window_id(world.actor, args.day)
    if args.state is None:
        world.delete(AVAILABILITIES, own)
        world.delete(FREE_WINDOWS, shown)
        return NOTHING
    world.put(
        AVAILABILITIES,
        Availability(own, world.actor, args.day, args.state, args.free_from, args.free_until),
    )
    employee = world.get(EMPLOYEES, world.actor)
    if args.free_from is None or args.free_until is None or not employee:
        world.delete(FREE_WINDOWS, shown)
    else:
        world.put(
            FREE_WINDOWS,
            FreeWindow(shown, world.actor, employee.department_id, args.day, args.free_from, args.free_until),
        )
    return NOTHING


def _check(args: SetAvailability) -> None:
    if not is_day(args.day):
        raise Refusal(RefusalCode.INVALID_VALUE, field="day")
    if args.state is not None and args.state not in tuple(AvailabilityState):
        raise Refusal(RefusalCode.INVALID_VALUE, field="state")
    if args.state != AvailabilityState.FREE:
        if args.free_from is not None or args.free_until is not None:
            raise Refusal(RefusalCode.INVALID_VALUE, field="free_from")
        return
    if args.free_from is None or args.free_until is None:
        raise Refusal(RefusalCode.INVALID_VALUE, field="free_from")
    in_calendar = EARLIEST <= args.free_from < args.free_until < LATEST
    if not in_calendar or args.free_until - args.free_from > LONGEST_WINDOW:
        raise Refusal(RefusalCode.TIME_OUT_OF_RANGE)


def _inverse(world: Reader, args: SetAvailability) -> Intent:
    before = world.get(AVAILABILITIES, availability_id(world.actor, args.day))
    if not before:
        return Intent("availability.set", SetAvailability(args.day, None, None, None))
    return Intent("availability.set", SetAvailability(args.day, before.state, before.free_from, before.free_until))


SET_AVAILABILITY = Mutation(
    name="availability.set",
    version=1,
    arguments=SetAvailability,
    run=set_availability,
    authorise=RULES["availability.set"],
    roots=actor_only,
    inverse=_inverse,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.INVALID_VALUE, RefusalCode.TIME_OUT_OF_RANGE}),
)
