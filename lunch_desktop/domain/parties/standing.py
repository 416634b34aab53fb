"""How the one who acts stands to a party."""

from enum import StrEnum
from typing import Final, Protocol

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState, Visibility, membership_id
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.rule import Subject
from lunch_desktop.domain.world import ABSENT, Reader


class OfParty(Protocol):
    """Arguments that name a party."""

    @property
    def party_id(self) -> PartyId: ...


class Relation(StrEnum):
    """How the one who acts stands to the party that a change names; of several that fit it is the first."""

    NONE = "no such party"
    ELSEWHERE = "at another office"
    """Whatever else they are, or were, to the party."""
    HOST = "host"
    MEMBER = "member"
    """Has a seat, has asked for one, or waits for one."""
    INVITED = "invited"
    LEFT = "has left"
    """Gave the seat back, or declined the invitation."""
    COLLEAGUE = "colleague"
    """The party is the whole office's, and they have nothing to do with it."""
    STRANGER = "not asked"
    """The party is for those invited, and they never were, or were taken off the list."""


SEES: Final[frozenset[StrEnum]] = frozenset(
    {Relation.HOST, Relation.MEMBER, Relation.INVITED, Relation.LEFT, Relation.COLLEAGUE}
)
"""Who knows that there is such a party. To all others it is `not_found`, whatever they want of it."""

_BY_STATE: Final = {
    MembershipState.CONFIRMED: Relation.MEMBER,
    MembershipState.REQUESTED: Relation.MEMBER,
    MembershipState.WAITLISTED: Relation.MEMBER,
    MembershipState.INVITED: Relation.INVITED,
    MembershipState.LEFT: Relation.LEFT,
}


def relation_to(world: Reader, party_id: PartyId) -> Relation | None:
    """How the actor stands to a party; None where this desktop can't know."""
    party = world.get(PARTIES, party_id)
    if party is ABSENT:
        return Relation.NONE
    if not party:
        return None
    employee = world.get(EMPLOYEES, world.actor)
    if employee and employee.office_id != party.office_id:
        return Relation.ELSEWHERE
    if party.host_id == world.actor:
        return Relation.HOST
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    if mine and mine.state in _BY_STATE:
        return _BY_STATE[MembershipState(mine.state)]
    if party.visibility == Visibility.OFFICE:
        return Relation.COLLEAGUE
    return Relation.STRANGER if mine or world.decides else None


def _relation(world: Reader, args: OfParty) -> Relation | None:
    return relation_to(world, args.party_id)


def _title(world: Reader, args: OfParty) -> str | None:
    party = world.get(PARTIES, args.party_id)
    return party.title if party else None


PARTY: Final = Subject("party", Relation, SEES, _relation, _title)
SEATED_RELATIONS: Final[frozenset[StrEnum]] = frozenset({Relation.HOST, Relation.MEMBER})
