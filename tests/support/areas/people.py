"""Diets, for the generated tests of both hosts."""

from hypothesis import strategies as st

from lunch_desktop.domain.diets import SAY_NOTHING, SetDiet
from tests.support.areas.area import Area
from tests.support.seen import Draw, Seen

ANSWERS = (
    SetDiet("vegetarian", "peanut", "unnamed", "unnamed"),
    SetDiet("", "shellfish,egg", "none", "named"),
    SetDiet("no_pork", "", "named", "none"),
    SetDiet("", "", "unnamed", "unnamed"),
    SAY_NOTHING,
    SetDiet("peanut", "", "none", "none"),
    SetDiet("", "vegan", "none", "none"),
    SetDiet("vegan", "", "perhaps", "none"),
)
"""The last three are senseless: an allergy among the diets, a diet among the allergies, no such consent."""


def _diet(draw: Draw, seen: Seen) -> SetDiet:
    del seen
    answer: SetDiet = draw(st.sampled_from(ANSWERS))
    return answer


AREA = Area(arguments={"diet.set": _diet})
