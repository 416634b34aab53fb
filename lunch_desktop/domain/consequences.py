"""What the server derives from rows that a change wrote: what the members of a party may be told of each other's needs.

Only those with a confirmed seat count. A need is told by name where its owner wants that. One that is to be told
without a name is told where at least three members have not named theirs: among fewer it would be plain whose it is.
It is then unknown, like that of whoever said nothing, or wants nothing told, and like that of a guest.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from lunch_desktop.domain.diets import DIETS, PARTY_NEEDS, Consent, Diet, PartyNeeds, party_needs_id, read_needs
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState, Party, PartyState
from lunch_desktop.domain.parties.guests import GUESTS
from lunch_desktop.domain.restaurants.diet_facts import Need
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.domain.world import World

FEWEST_UNNAMED: Final = 3
"""From so many members on who have not named theirs, a need without a name is told."""

Sides = tuple[Table[Any], Any | None, Any | None]
"""A row's table, and the row before and after a commit; None where there was or is none."""
TELLING: Final = frozenset({MEMBERSHIPS.name, PARTIES.name, GUESTS.name, DIETS.name})
"""The tables from whose rows anything follows."""


def earliest_day(now: Instant) -> Day:
    """From this day on lunches may still lie ahead somewhere; of former ones nothing is told any more."""
    return Day((date.fromisoformat(day_of(now, "UTC")) - timedelta(days=1)).isoformat())


def parties_told_otherwise(changes: Iterable[Sides], now: Instant) -> set[PartyId]:
    """The parties whose needs may be others because of rows that changed; for a diet see the employee's parties."""
    from_day = earliest_day(now)
    found = set[PartyId]()
    for table, before, after in changes:
        row: Any = after or before
        if table is MEMBERSHIPS:
            if _eats(before) != _eats(after) and row.day >= from_day:
                found.add(row.party_id)
        elif table is PARTIES:
            if before is not None and (after is None or before.state != after.state):
                found.add(row.id)
        elif table is GUESTS and (before is None or after is None):
            found.add(row.party_id)
    return found


def diets_changed(changes: Iterable[Sides]) -> set[EmployeeId]:
    """Whose answers are others now."""
    rows = (after or before for table, before, after in changes if table is DIETS)
    return {one.employee_id for one in rows if one is not None}


def tell_needs(world: World, party_id: PartyId, diets: Mapping[EmployeeId, Diet]) -> None:
    """Write what the members of a party are told, or take it away. `diets` are the answers of its members."""
    known, told = world.get(PARTY_NEEDS, party_needs_id(party_id)), _needs(world, party_id, diets)
    if told is not None:
        world.put(PARTY_NEEDS, told)
    elif known:
        world.delete(PARTY_NEEDS, known.id)


def eaters(world: World, party_id: PartyId) -> list[EmployeeId]:
    """Those with a confirmed seat, in order of id."""
    seats = world.find(MEMBERSHIPS, party_id=party_id)
    return sorted(one.employee_id for one in seats if _eats(one))


def _needs(world: World, party_id: PartyId, diets: Mapping[EmployeeId, Diet]) -> PartyNeeds | None:
    party = world.get(PARTIES, party_id)
    if not party or not _still_matters(party, world.now):
        return None
    present = eaters(world, party_id)
    answers = [diets.get(one) for one in present]
    unnamed: Counter[Need] = Counter()
    named: dict[EmployeeId, tuple[Need, ...]] = {}
    in_the_dark = set[EmployeeId]()
    for allergies in (False, True):
        consents = [_consent(one, allergies=allergies) for one in answers]
        is_many = len(consents) - consents.count(Consent.NAMED) >= FEWEST_UNNAMED
        for whose, diet, consent in zip(present, answers, consents, strict=True):
            if diet is None or consent is Consent.NONE or (consent is Consent.UNNAMED and not is_many):
                in_the_dark.add(whose)
                continue
            said = read_needs(diet.allergies if allergies else diet.diets)
            if consent is Consent.UNNAMED:
                unnamed.update(said)
            elif said:
                named[whose] = named.get(whose, ()) + said
    guests = len(world.find(GUESTS, party_id=party_id))
    if not named and not unnamed and len(in_the_dark) == len(present):
        return None
    return PartyNeeds(
        id=party_needs_id(party_id),
        party_id=party_id,
        unnamed=",".join(f"{need}:{unnamed[need]}" for need in Need if unnamed[need]),
        named=",".join(f"{whose}:{'+'.join(said)}" for whose, said in sorted(named.items())),
        unknown=len(in_the_dark) + guests,
    )


def read_unnamed(needs: PartyNeeds) -> dict[Need, int]:
    """How many members have each need, of those that are told without a name."""
    pairs = _pairs(needs.unnamed)
    return {need: int(pairs[need]) for need in Need if need in pairs}


def read_named(needs: PartyNeeds) -> dict[EmployeeId, tuple[Need, ...]]:
    """The needs of those who wanted to be named."""
    return {EmployeeId(whose): read_needs(said.replace("+", ",")) for whose, said in _pairs(needs.named).items()}


def _pairs(text: str) -> dict[str, str]:
    found = (one.partition(":") for one in text.split(",") if one)
    return {name: said for name, _, said in found}


def _still_matters(party: Party, now: Instant) -> bool:
    return party.state != PartyState.CANCELLED and party.day >= earliest_day(now)


def _eats(membership: Any | None) -> bool:
    return membership is not None and membership.state == MembershipState.CONFIRMED


def _consent(diet: Diet | None, *, allergies: bool) -> Consent:
    if diet is None:
        return Consent.NONE
    return Consent(diet.allergies_consent if allergies else diet.diets_consent)
