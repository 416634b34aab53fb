"""Whether a restaurant suits those who eat there, as far as they let it be known. What is unknown is never safe."""

from dataclasses import dataclass

from lunch_desktop.domain.consequences import read_named, read_unnamed
from lunch_desktop.domain.diets import Consent, Diet, PartyNeeds, read_needs
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.restaurants.diet_facts import ALLERGIES, Need, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Clash:
    """What there is to say of a restaurant and a party.

    `mine` and `named` are needs for which it is known to be unsuitable; `unnamed` is how many others at least have one.
    `ask`: an allergy is told of, and of that no list of facts is enough. `is_unknown`: of a need that is told nothing
    is known there. `silent` counts those of whom not everything is told.
    """

    mine: tuple[Need, ...]
    named: tuple[tuple[EmployeeId, tuple[Need, ...]], ...]
    unnamed: int
    ask: bool
    is_unknown: bool
    silent: int

    @property
    def warns(self) -> bool:
        """Whether it is known to be unsuitable for somebody."""
        return bool(self.mine or self.named or self.unnamed)

    @property
    def is_silent(self) -> bool:
        """Whether nobody has told anything, so that there is nothing to say."""
        return not (self.warns or self.ask or self.is_unknown)


def clash(facts: str, needs: PartyNeeds | None, mine: Diet | None, me: EmployeeId) -> Clash:
    """What `Restaurant.diet_facts` come to for a party's members; `mine` is the answer of the one who looks."""
    own = read_needs(f"{mine.diets},{mine.allergies}") if mine is not None else ()
    named = {whose: said for whose, said in (read_named(needs) if needs is not None else {}).items() if whose != me}
    unnamed = _others(needs, mine)
    told = {*own, *unnamed, *(need for said in named.values() for need in said)}
    bad = {need for need in told if verdict(facts, need) is Verdict.CLASHES}
    return Clash(
        mine=tuple(need for need in own if need in bad),
        named=tuple(
            (whose, tuple(need for need in said if need in bad))
            for whose, said in named.items()
            if any(need in bad for need in said)
        ),
        unnamed=max((count for need, count in unnamed.items() if need in bad), default=0),
        ask=any(need in ALLERGIES for need in told),
        is_unknown=any(verdict(facts, need) is Verdict.UNKNOWN for need in told),
        silent=needs.unknown if needs is not None else 0,
    )


def _others(needs: PartyNeeds | None, mine: Diet | None) -> dict[Need, int]:
    """How many others have each unnamed need: what is told of me without my name is counted once, as mine."""
    if needs is None:
        return {}
    own: set[Need] = set()
    if mine is not None and mine.diets_consent == Consent.UNNAMED:
        own |= set(read_needs(mine.diets))
    if mine is not None and mine.allergies_consent == Consent.UNNAMED:
        own |= set(read_needs(mine.allergies))
    counted = {need: count - (need in own) for need, count in read_unnamed(needs).items()}
    return {need: count for need, count in counted.items() if count > 0}
