"""What some of the demo company don't eat, and what they let the others know of it."""

from collections.abc import Sequence
from typing import Final

from lunch_desktop.domain.diets import Consent, Diet, diet_id
from lunch_desktop.domain.people import Employee

_ANSWERS: Final = {
    2: ("vegetarian", "", Consent.NAMED, Consent.NONE),
    4: ("", "shellfish", Consent.NONE, Consent.NAMED),
    6: ("halal,no_pork", "", Consent.NAMED, Consent.UNNAMED),
    9: ("", "peanut", Consent.UNNAMED, Consent.UNNAMED),
    12: ("", "", Consent.UNNAMED, Consent.UNNAMED),
    15: ("not_spicy", "", Consent.UNNAMED, Consent.NONE),
    17: ("", "buckwheat", Consent.NONE, Consent.NONE),
}
"""By the place in the staff: diets, allergies, and the consent to tell of each. Most people have said nothing."""


def say_diets(employees: Sequence[Employee]) -> tuple[Diet, ...]:
    """Their answers."""
    answers = ((employees[place].id, said) for place, said in _ANSWERS.items() if place < len(employees))
    return tuple(
        Diet(diet_id(whose), whose, diets, allergies, of_diets.value, of_allergies.value)
        for whose, (diets, allergies, of_diets, of_allergies) in answers
    )
