"""Diets: whose they are, and who is told what of them."""

from collections.abc import Iterable
from typing import Final

from lunch_desktop.domain.diets import DIETS, Diet, SetDiet, diet_id, party_needs_id
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState
from lunch_desktop.domain.people import Employee
from tests.attacks.authorisation.cast import HOST, PEOPLE, Cast, a_membership, a_party
from tests.attacks.authorisation.cells import ALLOWED
from tests.attacks.authorisation.trying import Try

TEAM_MATE: Final = PEOPLE[6]


def say_a_diet(cast: Cast, actor: Employee) -> Iterable[Try]:
    """One's own, and there is no other that one could name."""
    del cast, actor
    yield Try("for oneself", SetDiet("vegetarian", "peanut", "unnamed", "named"), ALLOWED)


def a_diet(cast: Cast) -> str:
    """The host's own answer."""
    cast.send([(DIETS, Diet(diet_id(HOST.id), HOST.id, "", "peanut", "none", "named"))])
    return diet_id(HOST.id)


def what_a_party_is_told(cast: Cast) -> str:
    """Of the host's allergy, in a party of the office in which a colleague of their team has a seat, too."""
    party = a_party(cast, HOST)
    seats = [a_membership(party, one, MembershipState.CONFIRMED) for one in (HOST, TEAM_MATE)]
    cast.send([(PARTIES, party), *((MEMBERSHIPS, one) for one in seats)])
    a_diet(cast)
    return party_needs_id(party.id)


TRIES: Final = {"diet.set": say_a_diet}
