"""Guests from outside the company, who come with a member."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.ids import EmployeeId, GuestId, PartyId
from lunch_desktop.domain.parties.entities import MembershipState, Party
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import Reader, World

LONGEST_GUEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Guest:
    """A seat for somebody from outside; their share falls to the one who brings them. All who see the party see it.

    `state` is confirmed; on the desktop that has asked for the seat it is requested until the server has said so.
    """

    id: GuestId
    party_id: PartyId
    inviter_id: EmployeeId
    state: str = MembershipState.CONFIRMED.value


@dataclass(frozen=True, slots=True)
class GuestName:
    """Who the guest is; it has the guest's id. Only those who take part are told."""

    id: GuestId
    party_id: PartyId
    name: str


GUESTS = Table("guests", Guest, (("party_id",),), {"party_id": "parties", "inviter_id": "employees"})
GUEST_NAMES = Table("guest_names", GuestName, (("party_id",),), {"party_id": "parties"})


def guests_of(world: Reader, party: Party) -> list[Guest]:
    """Everybody from outside who comes, or is asked a seat for."""
    return world.find(GUESTS, party_id=party.id)


def seated_guests(guests: Sequence[Guest]) -> int:
    """How many seats they have."""
    return sum(1 for guest in guests if guest.state == MembershipState.CONFIRMED)


def drop_guests_of(world: World, party: Party, inviter: EmployeeId) -> None:
    """Whoever brought them doesn't come, so they don't either."""
    for guest in guests_of(world, party):
        if guest.inviter_id == inviter:
            drop_guest_rows(world, guest)


def drop_guest_rows(world: World, guest: Guest) -> None:
    """Their seat is free, and nothing is kept of their name."""
    world.delete(GUEST_NAMES, guest.id)
    world.delete(GUESTS, guest.id)
