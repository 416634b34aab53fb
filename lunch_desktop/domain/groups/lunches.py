"""The lunches of a group: how each day's party looks, and how what is said of the group reaches those opened already.

Only the server opens parties, so only it changes those that it opened: a desktop offline says what it wants of the
group, and sees the parties follow with the next exchange.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from lunch_desktop.domain.groups.entities import (
    GROUP_EXCEPTIONS,
    Group,
    GroupException,
    GroupVisibility,
    group_exception_id,
    occurrence_party_id,
)
from lunch_desktop.domain.groups.recurring import days_of
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    TAKING_PART,
    Membership,
    MembershipState,
    Party,
    PartyState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.parties.seats import confirmed, members, overlapping_seat, promote, taken
from lunch_desktop.domain.people import EMPLOYEES, OFFICES
from lunch_desktop.domain.times import Day, Instant, at, day_of
from lunch_desktop.domain.world import Reader, World

DAYS_AHEAD: Final = 7
"""So many days before a lunch its party is opened, at its hour: as this week's lunch begins, next week's opens."""
_FOLLOWS: Final = ("title", "meets_at", "minutes", "place", "capacity", "restaurant_id", "visibility")
"""What a group says of its parties, as long as nobody says otherwise of one of them."""


def zone_of(world: Reader, group: Group) -> str:
    """The time zone of the group's office."""
    office = world.get(OFFICES, group.office_id)
    return office.time_zone if office else "UTC"


def moved(day: Day, days: int) -> Day:
    """So many days later, or earlier."""
    return Day((date.fromisoformat(day) + timedelta(days)).isoformat())


def meets_at(group: Group, day: Day, time_zone: str, exception: GroupException | None = None) -> Instant:
    """When the lunch of a day begins."""
    clock = exception.meets if exception and exception.meets else group.meets
    return at(day, int(clock[:2]), int(clock[3:]), time_zone)


def opens_at(group: Group, day: Day, time_zone: str) -> Instant:
    """When the party of a day is due to be opened, whatever its exception says."""
    return meets_at(group, moved(day, -DAYS_AHEAD), time_zone)


def exception_of(world: Reader, group: Group, day: Day) -> GroupException | None:
    """What was said of this lunch alone."""
    return world.get(GROUP_EXCEPTIONS, group_exception_id(group.id, day)) or None


def lunch_of(group: Group, day: Day, time_zone: str, exception: GroupException | None, opened_at: Instant) -> Party:
    """The party of a day, as group and exception say."""
    said = exception
    return Party(
        id=occurrence_party_id(group.id, day),
        office_id=group.office_id,
        host_id=group.host_id,
        title=group.name,
        restaurant_id=said.restaurant_id if said and said.restaurant_id else group.restaurant_id,
        day=day,
        meets_at=meets_at(group, day, time_zone, said),
        minutes=said.minutes if said and said.minutes else group.minutes,
        place=said.place if said and said.place is not None else group.place,
        capacity=group.capacity,
        note=said.note if said else "",
        visibility=Visibility.OFFICE if group.visibility == GroupVisibility.OFFICE else Visibility.INVITED,
        state=PartyState.OPEN,
        opened_at=opened_at,
        group_id=group.id,
    )


def opened_ahead(world: Reader, group: Group) -> Iterator[tuple[Day, Party]]:
    """The group's parties that are opened and still to come, each with the day of the rule that it was opened for.

    Those of days that the rule says no more are among them, and those that were called off.
    """
    today = day_of(world.now, zone_of(world, group))
    for number in range(DAYS_AHEAD + 1):
        day = moved(today, number)
        party = world.get(PARTIES, occurrence_party_id(group.id, day))
        if party and party.meets_at > world.now:
            yield day, party


def reach(world: World, before: Group, after: Group, from_day: Day | None = None) -> None:
    """Let what was edited reach the parties that are opened, from a day on: as far as nobody changed them by hand."""
    if not world.decides:
        return
    zone = zone_of(world, after)
    for day, party in list(opened_ahead(world, before)):
        if party.state == PartyState.CANCELLED or (from_day and day < from_day):
            continue
        said = exception_of(world, before, day)
        was = lunch_of(before, day, zone, said, party.opened_at)
        will = lunch_of(after, day, zone, said, party.opened_at)
        if day in days_of(after.rule, after.starts_on, day, day):
            change_party(world, party, was, will)
        elif all(getattr(party, name) == getattr(was, name) for name in _FOLLOWS):
            world.put(PARTIES, replace(party, state=PartyState.CANCELLED))


def change_party(world: World, party: Party, was: Party, will: Party) -> None:
    """Move each field that is still as the group said, `was`, to what it `will` be; `note` follows, too.

    A time at which the host sits elsewhere, and a size that the seats don't fit in, leave the party as it is.
    """
    values: dict[str, Any] = {
        name: getattr(will, name) for name in (*_FOLLOWS, "note") if getattr(party, name) == getattr(was, name)
    }
    edited = replace(party, **values)
    if edited.meets_at <= world.now or overlapping_seat(world, edited, party.host_id):
        edited = replace(edited, meets_at=party.meets_at, minutes=party.minutes)
    if edited.capacity < taken(world, party, members(world, party)):
        edited = replace(edited, capacity=party.capacity)
    if edited == party:
        return
    world.put(PARTIES, edited)
    if (edited.meets_at, edited.minutes) != (party.meets_at, party.minutes):
        ask_again(world, edited)
    promote(world, edited)


def ask_again(world: World, party: Party) -> None:
    """Who has another seat at the party's time keeps that; their place here becomes an invitation."""
    for seat in confirmed(members(world, party)):
        if overlapping_seat(world, party, seat.employee_id) is not None:
            world.put(
                MEMBERSHIPS,
                replace(seat, state=MembershipState.INVITED, turn=0, joined_by=None, late_minutes=0, seated_by=None),
            )


def invite_to(world: World, party: Party, employee: EmployeeId) -> None:
    """Ask somebody to a lunch, unless they have said something of it already, or can't be asked."""
    person = world.get(EMPLOYEES, employee)
    if not person or not person.active or person.office_id != party.office_id:
        return
    theirs = world.get(MEMBERSHIPS, membership_id(party.id, employee))
    if theirs and theirs.state != MembershipState.REMOVED:
        return
    world.put(
        MEMBERSHIPS,
        Membership(
            id=membership_id(party.id, employee),
            party_id=party.id,
            employee_id=employee,
            day=party.day,
            state=MembershipState.INVITED,
            turn=0,
            joined_by=None,
            late_minutes=0,
        ),
    )


def ask_to_lunches(world: World, group: Group, employee: EmployeeId) -> None:
    """A new member is asked to what is opened already."""
    if world.decides:
        for _, party in list(opened_ahead(world, group)):
            if party.state != PartyState.CANCELLED:
                invite_to(world, party, employee)


def ask_no_more(world: World, group: Group, employee: EmployeeId) -> None:
    """Who belongs to the group no more is no longer asked to its lunches; a seat that they took is theirs."""
    if not world.decides:
        return
    for _, party in list(opened_ahead(world, group)):
        theirs = world.get(MEMBERSHIPS, membership_id(party.id, employee))
        if theirs and theirs.state not in TAKING_PART and theirs.state != MembershipState.REMOVED:
            world.put(MEMBERSHIPS, replace(theirs, state=MembershipState.REMOVED))
