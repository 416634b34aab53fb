"""Seats by hand, guests, switches, claims and handing over, for the generated tests of both hosts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import GuestId, PartyId
from lunch_desktop.domain.parties.bringing import AddGuest, DropGuest
from lunch_desktop.domain.parties.claiming import ClaimSeat
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    REQUEST_LAPSES,
    TAKING_PART,
    Membership,
    MembershipState,
    Party,
    PartyState,
)
from lunch_desktop.domain.parties.guests import GUEST_NAMES, GUESTS, Guest, GuestName
from lunch_desktop.domain.parties.handing_over import HandOver
from lunch_desktop.domain.parties.seating import SeatColleague
from lunch_desktop.domain.parties.switching import SwitchParty
from lunch_desktop.domain.times import HOUR, Instant
from tests.support.areas.area import Area, Key, Rows
from tests.support.company import STAFF, an_id
from tests.support.seen import NOWHERE, Draw, Seen, drawn_party

_COLLEAGUES: Final = [one.id for one in STAFF[:4]]
_SEATED: Final = MembershipState.CONFIRMED
_WAITS: Final = MembershipState.WAITLISTED


def _hand_over(draw: Draw, seen: Seen) -> HandOver:
    party = drawn_party(draw, seen)
    seated = [one.employee_id for one in seen.of(MEMBERSHIPS) if one.party_id == party and one.state == _SEATED]
    heirs = [one for one in seated if one != seen.actor]
    return HandOver(party, draw(st.sampled_from([*heirs * 4, *_COLLEAGUES])))


def _seat(draw: Draw, seen: Seen) -> SeatColleague:
    party = drawn_party(draw, seen)
    there = {one.employee_id for one in seen.of(MEMBERSHIPS) if one.party_id == party and one.state in TAKING_PART}
    free = [one for one in _COLLEAGUES if one not in there]
    return SeatColleague(party, draw(st.sampled_from([*free * 3, *_COLLEAGUES])))


def _add_guest(draw: Draw, seen: Seen) -> AddGuest:
    return AddGuest(drawn_party(draw, seen), draw(st.sampled_from([" 박 과장님 ", "김손님", "Ms Guest", " "])))


def _drop_guest(draw: Draw, seen: Seen) -> DropGuest:
    party = drawn_party(draw, seen)
    here = [one.id for one in seen.of(GUESTS) if one.party_id == party]
    others = [one.id for one in seen.of(GUESTS)]
    return DropGuest(party, GuestId(draw(st.sampled_from([*here * 4, *others, NOWHERE]))))


def _claim(draw: Draw, seen: Seen) -> ClaimSeat:
    party = drawn_party(draw, seen)
    return ClaimSeat(party, Instant(_meets(seen, party) + draw(st.sampled_from([0, 0, 0, -48 * HOUR]))))


def _switch(draw: Draw, seen: Seen) -> SwitchParty:
    party = drawn_party(draw, seen)
    seats = [one for one in seen.memberships.values() if one.state == _SEATED]
    former = draw(st.sampled_from([*seats, *seats, *seen.memberships.values()])) if seen.memberships else None
    joined_by = former.joined_by if former and draw(st.integers(0, 5)) else None
    until = Instant(_meets(seen, party) - REQUEST_LAPSES + draw(st.sampled_from([0, 0, 0, -48 * HOUR])))
    return SwitchParty(party, PartyId(former.party_id if former else NOWHERE), joined_by, until)


def _meets(seen: Seen, party_id: PartyId) -> Instant:
    return next((one.meets_at for one in seen.parties if one.id == party_id), seen.now)


def _furnish(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    """At times a guest, where there is still a seat."""
    rows: list[tuple[Any, Any]] = []
    for party in parties:
        seated = [one for one in memberships if one.party_id == party.id and one.state == _SEATED]
        if len(seated) < party.capacity and draw(st.booleans()):
            inviter = draw(st.sampled_from(seated)).employee_id
            guest = GuestId(an_id(f"guest of {party.id}"))
            rows.append((GUESTS, Guest(guest, party.id, inviter)))
            rows.append((GUEST_NAMES, GuestName(guest, party.id, "이 손님")))
    return rows


def _standing(state: Any, actor: str, party: Party) -> str:
    found = (one.state for one in state.memberships if (one.party_id, one.employee_id) == (party.id, actor))
    return next(found, "")


def _goes_on(state: Any, party: Party) -> bool:
    return bool(party.state == PartyState.OPEN and party.ends_at > state.now)


def _can_host(state: Any, actor: str, party: Party) -> bool:
    return party.host_id == actor and _goes_on(state, party)


def _can_bring(state: Any, actor: str, party: Party) -> bool:
    return _standing(state, actor, party) == _SEATED and _goes_on(state, party)


def _can_drop(state: Any, actor: str, party: Party) -> bool:
    brought = [row for table, row in state.more if table is GUESTS and row.party_id == party.id]
    return _goes_on(state, party) and any(actor in (one.inviter_id, party.host_id) for one in brought)


def _can_claim(state: Any, actor: str, party: Party) -> bool:
    return bool(_standing(state, actor, party) == _WAITS and _goes_on(state, party) and party.meets_at > state.now)


def _can_switch(state: Any, actor: str, party: Party) -> bool:
    elsewhere = [one for one in state.memberships if one.employee_id == actor and one.state == _SEATED]
    ahead = _goes_on(state, party) and party.meets_at > state.now + REQUEST_LAPSES
    return bool(ahead and elsewhere and _standing(state, actor, party) not in TAKING_PART)


def _promoted(key: Key, start: Any, after: Any) -> bool:
    waits = key[0] == MEMBERSHIPS.name and start is not None and start.state == _WAITS
    return bool(waits and after == replace(start, state=_SEATED.value))


def _seat_given(actor: str, key: Key, start: Any, after: Any) -> bool:
    del actor
    asked = key[0] == MEMBERSHIPS.name and start is not None and start.state == MembershipState.REQUESTED
    return bool(asked and after.turn > 0 and after == replace(start, state=_SEATED.value, turn=after.turn))


def _guest_seated(actor: str, key: Key, start: Any, after: Any) -> bool:
    del actor
    return bool(key[0] == GUESTS.name and start and after == replace(start, state=_SEATED.value))


def _switched(actor: str, key: Key, start: Any, after: Any) -> bool:
    if _seat_given(actor, key, start, after) or _promoted(key, start, after):
        return True
    if key[0] == MEMBERSHIPS.name:
        nothing: dict[str, Any] = {"turn": 0, "joined_by": None, "late_minutes": 0, "seated_by": None}
        mine = start.employee_id == actor and start.state == _SEATED
        return bool(mine and after == replace(start, state=MembershipState.LEFT.value, **nothing))
    if key[0] == PARTIES.name:
        succeeded = after == replace(start, host_id=after.host_id)
        return bool(start.host_id == actor and (succeeded or after == replace(start, state=PartyState.CANCELLED)))
    return key[0] in (GUESTS.name, GUEST_NAMES.name) and after is None


def _is_back(key: Key, before: Any, row: Any) -> bool:
    """After a seat was taken and given up: it is given up, or went to somebody who waited."""
    del before
    return bool(key[0] == MEMBERSHIPS.name and row.state in (MembershipState.LEFT, _SEATED))


def _is_switched_back(key: Key, before: Any, row: Any) -> bool:
    """Guests stay at home, and who succeeded as the host is it."""
    if key[0] == PARTIES.name:
        return bool(row == replace(before, host_id=row.host_id))
    return _is_back(key, before, row) if key[0] == MEMBERSHIPS.name else row is None


AREA: Final = Area(
    arguments={
        "party.hand_over": _hand_over,
        "party.seat": _seat,
        "party.add_guest": _add_guest,
        "party.drop_guest": _drop_guest,
        "party.claim": _claim,
        "party.switch": _switch,
    },
    furnish=_furnish,
    chance={
        "party.hand_over": _can_host,
        "party.seat": _can_host,
        "party.add_guest": _can_bring,
        "party.drop_guest": _can_drop,
        "party.claim": _can_claim,
        "party.switch": _can_switch,
    },
    only_decided={
        "party.seat": frozenset({RefusalCode.FULL, RefusalCode.SEATED_ELSEWHERE}),
        "party.add_guest": frozenset({RefusalCode.FULL}),
        "party.claim": frozenset({RefusalCode.FULL}),
        "party.switch": frozenset({RefusalCode.FULL}),
    },
    is_a_decision={
        "party.seat": _seat_given,
        "party.add_guest": _guest_seated,
        "party.drop_guest": lambda _, key, start, after: _promoted(key, start, after),
        "party.claim": _seat_given,
        "party.switch": _switched,
    },
    is_taken_back={
        "party.seat": lambda key, _, row: (
            key[0] == MEMBERSHIPS.name and row.state in (MembershipState.REMOVED, _SEATED)
        ),
        "party.add_guest": _is_back,
        "party.claim": _is_back,
        "party.switch": _is_switched_back,
    },
)
