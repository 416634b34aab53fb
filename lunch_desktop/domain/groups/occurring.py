"""The job `group.occur`: the server opens the party of one day of a group's rule.

Its members are invited, and only its host is seated, because silence never holds a seat: who does not answer would keep
one from somebody who wants it, and would find themselves at two lunches. If the host sits elsewhere at that time, the
longest-standing member who is free hosts this lunch; if nobody can, there is none.
"""

from dataclasses import dataclass, replace
from typing import Final

from lunch_desktop.domain.groups.entities import GROUPS, Group, GroupState, occurrence_party_id
from lunch_desktop.domain.groups.lunches import exception_of, invite_to, lunch_of, opens_at, zone_of
from lunch_desktop.domain.groups.members import in_turn, is_here, standings, succeed
from lunch_desktop.domain.groups.recurring import days_of
from lunch_desktop.domain.ids import EmployeeId, GroupId, RestaurantId
from lunch_desktop.domain.jobs import JobKind, NotDue
from lunch_desktop.domain.mutations import NOTHING, Answer, Root
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    membership_id,
)
from lunch_desktop.domain.parties.seats import overlapping_seat
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.world import ABSENT, World


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A day of a group's rule."""

    group_id: GroupId
    day: Day


def open_lunch(world: World, args: Occurrence) -> Answer:
    """Open the day's party. Raises NotDue if group or rule have changed since the job was found."""
    group = world.get(GROUPS, args.group_id)
    if not group or group.state != GroupState.ACTIVE:
        raise NotDue
    zone = zone_of(world, group)
    said = exception_of(world, group, args.day)
    if args.day not in days_of(group.rule, group.starts_on, args.day, args.day) or (said and said.cancelled):
        raise NotDue
    lunch = lunch_of(group, args.day, zone, said, world.now)
    if opens_at(group, args.day, zone) > world.now or lunch.meets_at <= world.now:
        raise NotDue
    if world.get(PARTIES, lunch.id) is not ABSENT:
        return NOTHING
    if not is_here(world, group, group.host_id):
        group = succeed(world, group)
        if group.state != GroupState.ACTIVE:
            return NOTHING
    host = _host_of(world, group, lunch)
    if host is None:
        return NOTHING
    party = replace(lunch, host_id=host, restaurant_id=_still_there(world, lunch))
    world.put(PARTIES, party)
    world.put(
        MEMBERSHIPS,
        Membership(
            id=membership_id(party.id, host),
            party_id=party.id,
            employee_id=host,
            day=party.day,
            state=MembershipState.CONFIRMED,
            turn=1,
            joined_by=world.change,
            late_minutes=0,
        ),
    )
    for member in in_turn(standings(world, group)):
        if member.employee_id != host:
            invite_to(world, party, member.employee_id)
    return NOTHING


def _host_of(world: World, group: Group, lunch: Party) -> EmployeeId | None:
    """The group's host, else whoever of its members is free, in turn."""
    others = [one.employee_id for one in in_turn(standings(world, group)) if one.employee_id != group.host_id]
    able = (one for one in (group.host_id, *others) if is_here(world, group, one))
    return next((one for one in able if overlapping_seat(world, lunch, one) is None), None)


def _still_there(world: World, lunch: Party) -> RestaurantId | None:
    restaurant = world.get(RESTAURANTS, lunch.restaurant_id) if lunch.restaurant_id else None
    return restaurant.id if restaurant else None


def _roots(args: Occurrence) -> tuple[Root, ...]:
    return (GROUPS.name, args.group_id), (PARTIES.name, occurrence_party_id(args.group_id, args.day))


GROUP_OCCUR: Final = JobKind("group.occur", open_lunch, _roots)
