"""What a restaurant is to those who eat there: known to be unsuitable, to be asked, or unknown, and never safe."""

from lunch_desktop.domain.consequences import read_named, read_unnamed
from lunch_desktop.domain.diet_clash import clash
from lunch_desktop.domain.diets import Diet, PartyNeeds
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.restaurants.diet_facts import Need

ME, OTHER = EmployeeId("me"), EmployeeId("other")


def needs(unnamed: str = "", named: str = "", unknown: int = 0) -> PartyNeeds:
    return PartyNeeds("id", PartyId("party"), unnamed, named, unknown)


def mine(diets: str = "", allergies: str = "", consent: str = "none") -> Diet:
    return Diet("id", ME, diets, allergies, consent, consent)


def test_a_known_clash_is_told_of_me_of_who_is_named_and_of_others_by_their_number() -> None:
    said = needs("vegetarian:2", f"{OTHER}:halal+shellfish", 1)
    found = clash("not_vegetarian,not_halal,has_shellfish", said, mine("vegan"), ME)
    assert found.mine == (Need.VEGAN,)
    assert found.named == ((OTHER, (Need.HALAL, Need.SHELLFISH)),)
    assert (found.unnamed, found.silent, found.ask) == (2, 1, True)
    assert found.warns


def test_what_is_told_of_me_without_my_name_counts_once() -> None:
    said = needs("vegetarian:1,peanut:2")
    found = clash("not_vegetarian,has_peanut", said, mine("vegetarian", "peanut", "unnamed"), ME)
    assert found.mine == (Need.VEGETARIAN, Need.PEANUT)
    assert found.unnamed == 1


def test_an_allergy_is_always_to_be_asked_about_and_never_safe() -> None:
    found = clash("peanut_free,vegetarian", needs("peanut:1,vegetarian:1"), None, ME)
    assert not found.warns
    assert found.ask


def test_what_no_fact_is_given_of_is_unknown() -> None:
    found = clash("", needs("vegetarian:1"), None, ME)
    assert (found.warns, found.is_unknown, found.is_silent) == (False, True, False)
    assert clash("vegetarian", needs("vegetarian:1"), None, ME).is_silent


def test_where_nobody_tells_anything_there_is_nothing_to_say() -> None:
    assert clash("not_vegan", None, None, ME).is_silent
    assert clash("not_vegan", None, mine("vegan"), ME).mine == (Need.VEGAN,)


def test_needs_of_a_newer_program_are_passed_over() -> None:
    said = needs("moon_dust:1,egg:2", f"{OTHER}:moon_dust+egg")
    assert read_unnamed(said) == {Need.EGG: 2}
    assert read_named(said) == {OTHER: (Need.EGG,)}
