"""What employees can't or don't eat. The answer is the employee's own; a party hears of it by consent alone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, PartyId, natural_id
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.roots import actor_only
from lunch_desktop.domain.restaurants.diet_facts import ALLERGIES as ALLERGY_NEEDS
from lunch_desktop.domain.restaurants.diet_facts import DIETS as DIET_NEEDS
from lunch_desktop.domain.restaurants.diet_facts import Need
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import Reader, World


class Consent(StrEnum):
    """What the parties that an employee takes part in are told: nothing, that somebody is concerned, or who is."""

    NONE = "none"
    UNNAMED = "unnamed"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Diet:
    """An employee's own answer: codes of Need with a comma between them. Nobody else ever holds it.

    The consents to tell of a diet and of allergies are given and withdrawn separately. No codes with a consent say that
    there is nothing to heed; without a row, or without consent, nothing is known, which is never "safe".
    """

    id: str
    employee_id: EmployeeId
    diets: str
    allergies: str
    diets_consent: str
    allergies_consent: str


@dataclass(frozen=True, slots=True)
class PartyNeeds:
    """What the members of a party may be told of each other's needs; made by the server alone.

    `unnamed` are codes with how many members have each ("vegetarian:2,peanut:1"), `named` are employees with their
    codes ("<id>:vegetarian+peanut,…"). `unknown` counts the members of whom not everything is told, and the guests.
    Without a row nothing is told of anybody. See `consequences` for what is told where.
    """

    id: str
    party_id: PartyId
    unnamed: str
    named: str
    unknown: int


def diet_id(employee: EmployeeId) -> str:
    """One answer for each employee."""
    return natural_id("diet", employee)


def party_needs_id(party: PartyId) -> str:
    """One for each party."""
    return natural_id("party_needs", party)


@dataclass(frozen=True, slots=True)
class SetDiet:
    """The whole answer. Nothing said and nothing to be told takes it back."""

    diets: str
    allergies: str
    diets_consent: str
    allergies_consent: str


SAY_NOTHING: Final = SetDiet("", "", Consent.NONE.value, Consent.NONE.value)


def read_needs(codes: str) -> tuple[Need, ...]:
    """The needs that `codes` name, each once, in the order of all; those of a newer program are passed over."""
    said = frozenset(codes.split(","))
    return tuple(need for need in Need if need.value in said)


def write_needs(needs: Iterable[Need]) -> str:
    """The opposite of `read_needs`."""
    wanted = frozenset(needs)
    return ",".join(need.value for need in Need if need in wanted)


DIETS = Table("diets", Diet, (("employee_id",),), {"employee_id": "employees"})
PARTY_NEEDS = Table("party_needs", PartyNeeds, (("party_id",),), {"party_id": "parties"})


def set_diet(world: World, args: SetDiet) -> Answer:
    """Write my answer. What parties are told of it follows on the server."""
    _check(args.diets, DIET_NEEDS, "diets")
    _check(args.allergies, ALLERGY_NEEDS, "allergies")
    for name in ("diets_consent", "allergies_consent"):
        if getattr(args, name) not in tuple(Consent):
            raise Refusal(RefusalCode.INVALID_VALUE, field=name)
    if args == SAY_NOTHING:
        world.delete(DIETS, diet_id(world.actor))
        return NOTHING
    diets, allergies = (write_needs(read_needs(one)) for one in (args.diets, args.allergies))
    mine = diet_id(world.actor)
    world.put(DIETS, Diet(mine, world.actor, diets, allergies, args.diets_consent, args.allergies_consent))
    return NOTHING


def _check(codes: str, known: Collection[Need], field: str) -> None:
    if codes and not all(code in tuple(known) for code in codes.split(",")):
        raise Refusal(RefusalCode.INVALID_VALUE, field=field)


def _inverse(world: Reader, args: SetDiet) -> Intent:
    del args
    before = world.get(DIETS, diet_id(world.actor))
    if not before:
        return Intent("diet.set", SAY_NOTHING)
    said = (before.diets, before.allergies, before.diets_consent, before.allergies_consent)
    return Intent("diet.set", SetDiet(*said))


SET_DIET = Mutation(
    name="diet.set",
    version=1,
    arguments=SetDiet,
    run=set_diet,
    authorise=RULES["diet.set"],
    roots=actor_only,
    inverse=_inverse,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.INVALID_VALUE}),
)
