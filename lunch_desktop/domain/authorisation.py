"""Who may do what with a change: one statement, which is also what runs. What is not allowed here is refused.

A mutation registers its row of RULES as what authorises it. A forbidden thing answers like one that isn't there. The
role plays no part: an admin is an employee like others where lunch is concerned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Protocol

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import OfficeId, PartyId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    MembershipState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.table import Table
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


SEES: Final = frozenset({Relation.HOST, Relation.MEMBER, Relation.INVITED, Relation.LEFT, Relation.COLLEAGUE})
"""Who knows that there is such a party. To all others it is `not_found`, whatever they want of it."""

_BY_STATE: Final = {
    MembershipState.CONFIRMED: Relation.MEMBER,
    MembershipState.REQUESTED: Relation.MEMBER,
    MembershipState.WAITLISTED: Relation.MEMBER,
    MembershipState.INVITED: Relation.INVITED,
    MembershipState.LEFT: Relation.LEFT,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may run a mutation: of `allowed`, whose account is not deactivated.

    `allowed` is None for what touches nothing but the actor's own. `others` is what those are told who see the party
    and may not. What a mutation checks beyond this is about the party's state and the time, not about who asks.
    """

    allowed: frozenset[Relation] | None
    others: RefusalCode = RefusalCode.NOT_FOUND

    @property
    def refusals(self) -> frozenset[RefusalCode]:
        """All that this rule alone may say."""
        denied = self.allowed is not None and SEES - self.allowed
        return frozenset({RefusalCode.NOT_FOUND, *((self.others,) if denied else ())})

    def of(self, relation: Relation) -> RefusalCode | None:
        """What somebody in this relation is told; None if they may."""
        if self.allowed is None or relation in self.allowed:
            return None
        return self.others if relation in SEES else RefusalCode.NOT_FOUND

    def __call__(self, world: Reader, args: Any) -> None:
        """Raises Refusal. A desktop that can't know how somebody stands lets the change pass; the server can."""
        employee = world.get(EMPLOYEES, world.actor)
        if employee is ABSENT or (employee and not employee.active):
            raise Refusal(RefusalCode.NOT_FOUND)
        if self.allowed is None:
            return
        relation = relation_to(world, args.party_id)
        code = None if relation is None else self.of(relation)
        if code is None:
            return
        party = world.get(PARTIES, args.party_id)
        if code is RefusalCode.NOT_JOINED and party:
            raise Refusal(code, title=party.title)
        raise Refusal(code)


_SEATED: Final = frozenset({Relation.HOST, Relation.MEMBER})
_BY_HOST: Final = Rule(frozenset({Relation.HOST}), RefusalCode.NOT_HOST)
_OWN_SEAT: Final = Rule(_SEATED, RefusalCode.NOT_JOINED)

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "party.open": Rule(None),
        "party.edit": _BY_HOST,
        "party.cancel": _BY_HOST,
        "party.invite": _BY_HOST,
        "party.uninvite": _BY_HOST,
        "party.join": Rule(SEES),
        "party.leave": Rule(_SEATED | {Relation.INVITED}, RefusalCode.NOT_JOINED),
        "party.late": _OWN_SEAT,
        "availability.set": Rule(None),
        "visit.record": _OWN_SEAT,
        "visit.forget": Rule(SEES),
    }
)
"""For every mutation, by its name, who may run it. Whatever it changes of a person is the actor's own row, but for the
host's list: `party.invite` and `party.uninvite`."""


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


def check_named(world: Reader, table: Table[Any], row_id: str, office: OfficeId) -> None:
    """Refuse a change that names what is not of its `office`, just as one that names nothing there is.

    Not so on a desktop which doesn't hold the row. Raises Refusal `not_found`.
    """
    row = world.get(table, row_id)
    if row is ABSENT or (row and row.office_id != office):
        raise Refusal(RefusalCode.NOT_FOUND)
