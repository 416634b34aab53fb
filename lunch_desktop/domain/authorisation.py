"""Who may run a mutation. A forbidden thing answers like one that isn't there."""

from typing import Protocol, TypeVar

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    MembershipState,
    Party,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.world import ABSENT, Reader

T = TypeVar("T")


class OfParty(Protocol):
    """Arguments that name a party."""

    @property
    def party_id(self) -> PartyId: ...


def active_employee(world: Reader, args: object) -> None:
    """Every employee who has not been deactivated."""
    del args
    employee = world.get(EMPLOYEES, world.actor)
    if employee is ABSENT or (employee and not employee.active):
        raise Refusal(RefusalCode.NOT_FOUND)


def sees_party(world: Reader, args: OfParty) -> None:
    """Everybody at the party's office; of an invited party only those who have been asked, or are the host."""
    active_employee(world, args)
    party = world.get(PARTIES, args.party_id)
    if party is ABSENT or (party and not may_see(world, party)):
        raise Refusal(RefusalCode.NOT_FOUND)


def hosts_party(world: Reader, args: OfParty) -> None:
    """The party's host; to others who see it the answer is `not_host`."""
    sees_party(world, args)
    party = world.get(PARTIES, args.party_id)
    if party and party.host_id != world.actor:
        raise Refusal(RefusalCode.NOT_HOST)


def may_see(world: Reader, party: Party) -> bool:
    """Whether the actor belongs to the party's audience, as far as this host can tell."""
    employee = world.get(EMPLOYEES, world.actor)
    if employee and employee.office_id != party.office_id:
        return False
    if party.visibility == Visibility.OFFICE or party.host_id == world.actor:
        return True
    membership = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    return not world.decides if not membership else membership.state != MembershipState.REMOVED
