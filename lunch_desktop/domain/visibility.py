"""Who may hold which row: the scopes of every row, and the scopes that a row grants to people."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NewType

from lunch_desktop.domain.availability import AVAILABILITIES, FREE_WINDOWS, FreeWindow
from lunch_desktop.domain.chat.entities import MESSAGES, READ_MARKERS, ROOMS
from lunch_desktop.domain.circle import circle_of, circles_changed_by
from lunch_desktop.domain.diets import DIETS, PARTY_NEEDS
from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, EXPORT_PRESETS
from lunch_desktop.domain.groups.entities import (
    GROUP_EXCEPTIONS,
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupMember,
    GroupMemberState,
    GroupVisibility,
)
from lunch_desktop.domain.ids import EmployeeId, GroupId, OfficeId, PartyId, ProposalId
from lunch_desktop.domain.menus import MENUS
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    TAKING_PART,
    Membership,
    MembershipState,
    Party,
    Visibility,
)
from lunch_desktop.domain.parties.guests import GUEST_NAMES, GUESTS
from lunch_desktop.domain.parties.votes import BALLOTS, VOTE_OPTIONS, VOTES
from lunch_desktop.domain.people import ADMINS, DEPARTMENTS, EMPLOYEES, OFFICES, STAFF_NUMBERS
from lunch_desktop.domain.proposals.entities import PROPOSAL_ANSWERS, PROPOSALS, Proposal, ProposalAnswer
from lunch_desktop.domain.restaurants.entities import FAVOURITES, RESTAURANTS, REVIEWS, Review
from lunch_desktop.domain.restaurants.importing import IMPORT_PARTS
from lunch_desktop.domain.restaurants.suggestions import SUGGESTIONS, Suggestion
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.visits import VISITS
from lunch_desktop.domain.world import Lookup, Reader

Scope = NewType("Scope", str)
"""An audience: `office:<id>`, `user:<id>`, `party:<id>`, `group:<id>`, `room:<id of a party or group>`.

`admins:<id>` is that of the admins of an office.
"""


@dataclass(frozen=True, slots=True)
class Grant:
    """That an employee belongs to the audience of a scope."""

    employee_id: EmployeeId
    scope: Scope


def office_scope(office: OfficeId) -> Scope:
    """Everybody at the office."""
    return Scope(f"office:{office}")


def user_scope(employee: EmployeeId) -> Scope:
    """One employee's own devices."""
    return Scope(f"user:{employee}")


def party_scope(party: PartyId) -> Scope:
    """Those asked to a party that is not the whole office's."""
    return Scope(f"party:{party}")


def group_scope(group: GroupId) -> Scope:
    """Those asked to a group that is not the whole office's."""
    return Scope(f"group:{group}")


def room_scope(room: str) -> Scope:
    """Those who take part in a party, or are members of a group: who hears what is said there."""
    return Scope(f"room:{room}")


def admins_scope(office: OfficeId) -> Scope:
    """The office's admins."""
    return Scope(f"admins:{office}")


def scopes_of(world: Reader, table: Table[Any], row: Any) -> frozenset[Scope]:
    """Every scope that `row` belongs to. `world` is the company's, after the change."""
    audience = _AUDIENCES.get(table.name)
    if audience is None:
        raise LookupError(f"nobody has said who may see {table.name}")
    return frozenset(audience(world, row))


Audience = Callable[[Reader, Any], tuple[Scope, ...]]
"""The scopes of a row, each perhaps named twice."""


def _its_office(world: Reader, row: Any) -> tuple[Scope, ...]:
    del world
    return (office_scope(row.office_id),)


def _oneself(world: Reader, row: Any) -> tuple[Scope, ...]:
    del world
    return (user_scope(row.employee_id),)


def _who_sees_its_party(world: Reader, row: Any) -> tuple[Scope, ...]:
    party = world.get(PARTIES, row.party_id)
    return (_audience(party),) if party else ()


def _who_takes_part(world: Reader, row: Any) -> tuple[Scope, ...]:
    del world
    return (room_scope(row.party_id),)


def _who_is_in_the_room(world: Reader, row: Any) -> tuple[Scope, ...]:
    del world
    return (room_scope(row.room_id),)


def _membership(world: Reader, row: Membership) -> tuple[Scope, ...]:
    party = world.get(PARTIES, row.party_id)
    if not party:
        return ()
    own = (user_scope(row.employee_id),) if _is_asked(world, row, party) else ()
    return (_audience(party), *own)


def _who_sees_its_group(world: Reader, row: Any) -> tuple[Scope, ...]:
    group = world.get(GROUPS, row.group_id)
    return (_circle(group),) if group else ()


def _group_member(world: Reader, row: GroupMember) -> tuple[Scope, ...]:
    group = world.get(GROUPS, row.group_id)
    if not group:
        return ()
    own = (user_scope(row.employee_id),) if _is_of_group(world, row, group) else ()
    return (_circle(group), *own)


def _proposal(world: Reader, row: Proposal) -> tuple[Scope, ...]:
    return _who_was_asked(world, row.id, row)


def _proposal_answer(world: Reader, row: ProposalAnswer) -> tuple[Scope, ...]:
    proposal = world.get(PROPOSALS, row.proposal_id)
    return _who_was_asked(world, row.proposal_id, proposal) if proposal else ()


def _who_was_asked(world: Reader, proposal_id: ProposalId, proposal: Proposal) -> tuple[Scope, ...]:
    """The proposer and everybody asked, as far as they are at the proposal's office."""
    asked = [one.employee_id for one in world.find(PROPOSAL_ANSWERS, proposal_id=proposal_id)]
    whole = [world.get(EMPLOYEES, one) for one in (proposal.proposer_id, *asked)]
    return tuple(user_scope(one.id) for one in whole if one and one.office_id == proposal.office_id)


def _free_window(world: Reader, row: FreeWindow) -> tuple[Scope, ...]:
    return tuple(user_scope(colleague) for colleague in circle_of(world, row.employee_id, row.day))


def _review(world: Reader, row: Review) -> tuple[Scope, ...]:
    restaurant = world.get(RESTAURANTS, row.restaurant_id)
    return (office_scope(restaurant.office_id),) if restaurant else ()


def _suggestion(world: Reader, row: Suggestion) -> tuple[Scope, ...]:
    del world
    return (admins_scope(row.office_id), user_scope(row.suggested_by))


_AUDIENCES: Final[Mapping[str, Audience]] = {
    OFFICES.name: lambda _, row: (office_scope(row.id),),
    DEPARTMENTS.name: _its_office,
    EMPLOYEES.name: _its_office,
    ADMINS.name: lambda _, row: (user_scope(row.id),),
    STAFF_NUMBERS.name: lambda _, row: (admins_scope(row.office_id),),
    EXPORT_NOTICES.name: _oneself,
    EXPORT_PRESETS.name: _oneself,
    RESTAURANTS.name: _its_office,
    SUGGESTIONS.name: _suggestion,
    IMPORT_PARTS.name: _oneself,
    MENUS.name: _its_office,
    GROUPS.name: lambda _, row: (_circle(row),),
    GROUP_MEMBERS.name: _group_member,
    GROUP_EXCEPTIONS.name: _who_sees_its_group,
    PARTIES.name: lambda _, row: (_audience(row),),
    MEMBERSHIPS.name: _membership,
    GUESTS.name: _who_sees_its_party,
    GUEST_NAMES.name: _who_takes_part,
    VOTES.name: _who_sees_its_party,
    VOTE_OPTIONS.name: _who_sees_its_party,
    BALLOTS.name: _who_takes_part,
    PROPOSALS.name: _proposal,
    PROPOSAL_ANSWERS.name: _proposal_answer,
    AVAILABILITIES.name: _oneself,
    FREE_WINDOWS.name: _free_window,
    VISITS.name: _oneself,
    REVIEWS.name: _review,
    FAVOURITES.name: _oneself,
    DIETS.name: _oneself,
    PARTY_NEEDS.name: _who_takes_part,
    ROOMS.name: lambda _, row: (room_scope(row.id),),
    MESSAGES.name: _who_is_in_the_room,
    READ_MARKERS.name: _who_is_in_the_room,
}
"""Who may hold the rows of each table."""


def _is_asked(world: Lookup, membership: Membership, party: Party) -> bool:
    """Whether the membership lets its employee see the party; none of an office where they don't work any more does."""
    employee = world.get(EMPLOYEES, membership.employee_id)
    is_there = bool(employee and employee.office_id == party.office_id)
    return is_there and membership.state != MembershipState.REMOVED


def _audience(party: Party) -> Scope:
    return office_scope(party.office_id) if party.visibility == Visibility.OFFICE else party_scope(party.id)


def _is_of_group(world: Lookup, member: GroupMember, group: Group) -> bool:
    """Whether the standing lets its employee see the group: they are asked or a member, and work at its office."""
    employee = world.get(EMPLOYEES, member.employee_id)
    is_there = bool(employee and employee.office_id == group.office_id)
    return is_there and member.state in (GroupMemberState.INVITED, GroupMemberState.MEMBER)


def _circle(group: Group) -> Scope:
    return office_scope(group.office_id) if group.visibility == GroupVisibility.OFFICE else group_scope(group.id)


_BESIDE_PARTIES: Final[tuple[Table[Any], ...]] = (MEMBERSHIPS, GUESTS, VOTES, VOTE_OPTIONS)
_PARTS_OF_GROUPS: Final[tuple[Table[Any], ...]] = (GROUP_MEMBERS, GROUP_EXCEPTIONS)


def rescoped_by(world: Reader, table: Table[Any], before: Any | None, after: Any | None) -> Iterator[tuple[Any, Any]]:
    """Other rows, as (table, row), whose scopes may be others because this one changed; `world` is after the change."""
    if table is PARTIES and before and after and _audience(before) != _audience(after):
        for beside in _BESIDE_PARTIES:
            for row in world.find(beside, party_id=after.id):
                yield beside, row
    if table is GROUPS and before and after and _circle(before) != _circle(after):
        for part in _PARTS_OF_GROUPS:
            for row in world.find(part, group_id=after.id):
                yield part, row
    for employee in sorted(set(circles_changed_by(world, table, before, after))):
        for window in world.find(FREE_WINDOWS, employee_id=employee):
            yield FREE_WINDOWS, window


def grants_of(world: Lookup, table: Table[Any], row: Any) -> frozenset[Grant]:
    """The grants that exist because `row` does; `world` is that of the same moment."""
    if table is EMPLOYEES and row.active:
        return frozenset({Grant(row.id, office_scope(row.office_id)), Grant(row.id, user_scope(row.id))})
    if table is ADMINS:
        return frozenset({Grant(row.id, admins_scope(row.office_id))})
    if table is MEMBERSHIPS:
        return frozenset(_to_party(world, row))
    if table is GROUP_MEMBERS:
        return frozenset(_to_group(world, row))
    return frozenset()


def _to_party(world: Lookup, membership: Membership) -> Iterator[Grant]:
    party = world.get(PARTIES, membership.party_id)
    if party and _is_asked(world, membership, party):
        if party.visibility == Visibility.INVITED:
            yield Grant(membership.employee_id, party_scope(party.id))
        if membership.state in TAKING_PART:
            yield Grant(membership.employee_id, room_scope(party.id))


def _to_group(world: Lookup, member: GroupMember) -> Iterator[Grant]:
    group = world.get(GROUPS, member.group_id)
    if group and _is_of_group(world, member, group):
        if group.visibility == GroupVisibility.INVITED:
            yield Grant(member.employee_id, group_scope(group.id))
        if member.state == GroupMemberState.MEMBER:
            yield Grant(member.employee_id, room_scope(group.id))
