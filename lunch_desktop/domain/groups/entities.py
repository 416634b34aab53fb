"""The group, its members, and the single lunches that differ from its rule."""

from dataclasses import dataclass
from enum import StrEnum

from lunch_desktop.domain.ids import ChangeId, EmployeeId, GroupId, OfficeId, PartyId, RestaurantId, natural_id
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Day, Instant


class GroupState(StrEnum):
    """A paused group opens no parties; an ended one is only looked back at."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class GroupVisibility(StrEnum):
    """Who sees that there is a group, and may join it by themselves: the office, or nobody but those invited."""

    OFFICE = "office"
    INVITED = "invited"


class GroupMemberState(StrEnum):
    """Where an employee stands with a group."""

    INVITED = "invited"
    MEMBER = "member"
    LEFT = "left"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Group:
    """A circle of colleagues who have lunch regularly.

    `rule` is an RRULE (RFC 5545, section 3.3.10) without its name, "" for a group that opens no parties by itself; it
    counts from `starts_on`, a day at the office. `meets` is the office's wall clock, "HH:MM"; `minutes`, `place`,
    `capacity` and `restaurant_id` are those of the parties that it opens. `tags` are words with a comma between them.
    """

    id: GroupId
    office_id: OfficeId
    host_id: EmployeeId
    name: str
    description: str
    tags: str
    visibility: str
    rule: str
    starts_on: Day
    meets: str
    minutes: int
    place: str
    capacity: int
    restaurant_id: RestaurantId | None
    state: str
    made_at: Instant


@dataclass(frozen=True, slots=True)
class GroupMember:
    """An employee's standing with a group. `turn` orders members by seniority, from 1; 0 for those who are none.

    `joined_by` is the change that made them a member: a leave names it, so that an old leave can't undo a newer join.
    """

    id: str
    group_id: GroupId
    employee_id: EmployeeId
    state: str
    turn: int
    joined_by: ChangeId | None


@dataclass(frozen=True, slots=True)
class GroupException:
    """One lunch of a group that is not as its rule says: called off, or at another time or place (None: as ever)."""

    id: str
    group_id: GroupId
    day: Day
    cancelled: bool
    meets: str | None
    minutes: int | None
    place: str | None
    restaurant_id: RestaurantId | None
    note: str


def group_member_id(group: GroupId, employee: EmployeeId) -> str:
    """The one standing that an employee can have with a group."""
    return natural_id("group_member", group, employee)


def group_exception_id(group: GroupId, day: Day) -> str:
    """One exception for each group and day of its rule."""
    return natural_id("group_exception", group, day)


def occurrence_party_id(group: GroupId, day: Day) -> PartyId:
    """The one party that a group can open for a day of its rule."""
    return PartyId(natural_id("occurrence", group, day))


GROUPS = Table(
    "groups",
    Group,
    (("office_id",),),
    {"office_id": "offices", "host_id": "employees", "restaurant_id": "restaurants"},
)
GROUP_MEMBERS = Table(
    "group_members",
    GroupMember,
    (("group_id",), ("employee_id",)),
    {"group_id": "groups", "employee_id": "employees"},
)
GROUP_EXCEPTIONS = Table(
    "group_exceptions",
    GroupException,
    (("group_id",),),
    {"group_id": "groups", "restaurant_id": "restaurants"},
)
