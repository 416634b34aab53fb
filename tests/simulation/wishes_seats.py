"""Seats by hand, guests, switches, claims and handing over, as somebody plausibly wants them."""

from typing import Final

from lunch_desktop.domain.ids import GuestId, PartyId
from lunch_desktop.domain.parties.bringing import AddGuest, DropGuest
from lunch_desktop.domain.parties.claiming import ClaimSeat
from lunch_desktop.domain.parties.guests import GUESTS
from lunch_desktop.domain.parties.handing_over import HandOver
from lunch_desktop.domain.parties.seating import SeatColleague
from lunch_desktop.domain.parties.switching import SwitchParty
from lunch_desktop.domain.times import MINUTE, Instant
from tests.simulation.founding import STAFF_SIZE
from tests.simulation.wishing import (
    Numbers,
    Wish,
    any_party,
    hosted_party,
    joined_party,
    one_of,
    party_of,
    standing_of,
)
from tests.support.company import STAFF
from tests.support.seen import NOWHERE, Seen


def _hand_over(seen: Seen, numbers: Numbers) -> HandOver:
    return HandOver(hosted_party(seen, numbers[0]), STAFF[numbers[1] % STAFF_SIZE].id)


def _seat(seen: Seen, numbers: Numbers) -> SeatColleague:
    return SeatColleague(hosted_party(seen, numbers[0]), STAFF[numbers[1] % STAFF_SIZE].id)


def _add_guest(seen: Seen, numbers: Numbers) -> AddGuest:
    return AddGuest(joined_party(seen, numbers[0]), ("박 과장님", " 김 손님 ", "")[numbers[1] % 3])


def _drop_guest(seen: Seen, numbers: Numbers) -> DropGuest:
    brought = [one for one in seen.of(GUESTS) if one.inviter_id == seen.actor] or list(seen.of(GUESTS))
    guest = one_of(brought, numbers[0], None)
    if guest is None:
        return DropGuest(joined_party(seen, numbers[0]), GuestId(NOWHERE))
    return DropGuest(guest.party_id, guest.id)


def _claim(seen: Seen, numbers: Numbers) -> ClaimSeat:
    waits = [one.id for one in seen.parties if standing_of(seen, one) == "waitlisted"]
    party_id = PartyId(one_of(waits, numbers[0], any_party(seen, numbers[0])))
    party = party_of(seen, party_id)
    return ClaimSeat(party_id, party.meets_at if party else seen.now)


def _switch(seen: Seen, numbers: Numbers) -> SwitchParty:
    a, b, _ = numbers
    free = [one.id for one in seen.parties if one.state == "open" and standing_of(seen, one) in ("", "left", "invited")]
    party_id = PartyId(one_of(free, a, any_party(seen, a)))
    party = party_of(seen, party_id)
    seats = [one for one in seen.memberships.values() if one.state in ("confirmed", "requested")]
    former = sorted(seats, key=lambda one: one.id)[b % len(seats)] if seats else None
    until = Instant(party.meets_at - 15 * MINUTE) if party else seen.now
    joined_by = former.joined_by if former else None
    return SwitchParty(party_id, former.party_id if former else NOWHERE, joined_by, until)


WISHES: Final[dict[str, Wish]] = {
    "party.hand_over": _hand_over,
    "party.seat": _seat,
    "party.add_guest": _add_guest,
    "party.drop_guest": _drop_guest,
    "party.claim": _claim,
    "party.switch": _switch,
}
LIVELY: Final = ["party.seat", "party.add_guest", "party.switch", "party.claim"]
