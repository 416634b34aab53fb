"""How wishes are chosen from what somebody sees, for wishes of every area."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.entities import Party
from tests.support.seen import NOWHERE, Seen

T = TypeVar("T")
Numbers = tuple[int, int, int]
"""Each below 24; small ones choose what is first."""
Wish = Callable[[Seen, Numbers], Any]


def one_of(some: Sequence[T], number: int, otherwise: T) -> T:
    """The `number`-th of `some`, counted round."""
    return some[number % len(some)] if some else otherwise


def standing_of(seen: Seen, party: Party) -> str:
    """The state of one's own membership, "" without one."""
    mine = seen.memberships.get(party.id)
    return mine.state if mine else ""


def any_party(seen: Seen, number: int) -> PartyId:
    """One that is seen."""
    return PartyId(one_of([one.id for one in seen.parties], number, NOWHERE))


def joined_party(seen: Seen, number: int) -> PartyId:
    """One in which one has, wants or waits for a seat; any where there is none."""
    joined = [one.id for one in seen.parties if standing_of(seen, one) in ("confirmed", "requested", "waitlisted")]
    return PartyId(one_of(joined, number, any_party(seen, number)))


def hosted_party(seen: Seen, number: int) -> PartyId:
    """One that one hosts; any where there is none."""
    own = [one.id for one in seen.parties if one.host_id == seen.actor and one.state != "cancelled"]
    return PartyId(one_of(own, number, any_party(seen, number)))


def party_of(seen: Seen, party_id: str) -> Party | None:
    """The party of an id, if it is seen."""
    return next((one for one in seen.parties if one.id == party_id), None)
