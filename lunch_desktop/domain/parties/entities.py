"""The party and its memberships."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.ids import (
    ChangeId,
    EmployeeId,
    GroupId,
    MembershipId,
    OfficeId,
    PartyId,
    RestaurantId,
    natural_id,
)
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import MINUTE, Day, Instant

REQUEST_LAPSES: Final = 15 * MINUTE
"""A seat not confirmed this long before the meeting is no longer asked for."""
REMINDED_BEFORE: Final = 10 * MINUTE
"""Whoever has a confirmed seat is reminded this long before the meeting."""
PROMOTION_ENDS: Final = 20 * MINUTE
"""From this long before the meeting nobody is moved from the waitlist to a seat unasked."""
SMALLEST_CAPACITY: Final = 2
LARGEST_CAPACITY: Final = 30
LONGEST_TITLE: Final = 60
LONGEST_PLACE: Final = 60
LONGEST_NOTE: Final = 500
SHORTEST_LUNCH: Final = 15
LONGEST_LUNCH: Final = 240


class Visibility(StrEnum):
    """Who sees a party: everybody at the office, or those invited."""

    OFFICE = "office"
    INVITED = "invited"


class PartyState(StrEnum):
    """A closed party takes no more people; a cancelled one doesn't happen."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class MembershipState(StrEnum):
    """Where an employee stands with a party. `requested` exists on desktops only: the server has not said yet."""

    INVITED = "invited"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    LEFT = "left"
    REMOVED = "removed"


SEATED: Final = frozenset({MembershipState.CONFIRMED, MembershipState.REQUESTED})
"""States that hold a seat, or ask for one."""
TAKING_PART: Final = SEATED | {MembershipState.WAITLISTED}


@dataclass(frozen=True, slots=True)
class Party:
    """A lunch together. `day` is the office's day of `meets_at`; `minutes` is how long lunch is expected to take.

    `group_id` is the group that opened it; `booked` says that the host has reserved a table.
    """

    id: PartyId
    office_id: OfficeId
    host_id: EmployeeId
    title: str
    restaurant_id: RestaurantId | None
    day: Day
    meets_at: Instant
    minutes: int
    place: str
    capacity: int
    note: str
    visibility: str
    state: str
    opened_at: Instant
    group_id: GroupId | None = None
    booked: bool = False

    @property
    def ends_at(self) -> Instant:
        """When lunch is expected to be over."""
        return Instant(self.meets_at + self.minutes * MINUTE)

    def overlaps(self, other: "Party") -> bool:
        """Whether nobody could be at both."""
        return self.meets_at < other.ends_at and other.meets_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Membership:
    """An employee's standing with a party.

    `turn` orders the confirmed by seniority and the waiting by their place in line, from 1; 0 where nothing is
    decided. `joined_by` is the change that took the present seat or place in line: a leave names it, so that an old
    leave can't undo a newer join. `late_minutes` is what the member announced. `seated_by` is the host who gave them
    the seat by hand; None for those who took it themselves.
    """

    id: MembershipId
    party_id: PartyId
    employee_id: EmployeeId
    day: Day
    state: str
    turn: int
    joined_by: ChangeId | None
    late_minutes: int
    seated_by: EmployeeId | None = None


def membership_id(party: PartyId, employee: EmployeeId) -> MembershipId:
    """The one membership that an employee can have of a party."""
    return MembershipId(natural_id("membership", party, employee))


def lapses_at(meets_at: Instant, turn: int) -> Instant:
    """Until when a seat that was asked for may be given. Who has waited, and so has a turn, may take one until the
    meeting.
    """
    return meets_at if turn else Instant(meets_at - REQUEST_LAPSES)


PARTIES = Table(
    "parties",
    Party,
    (("office_id", "day"),),
    {"office_id": "offices", "host_id": "employees", "restaurant_id": "restaurants"},
)
MEMBERSHIPS = Table(
    "memberships",
    Membership,
    (("party_id",), ("employee_id", "day")),
    {"party_id": "parties", "employee_id": "employees"},
)
