"""What people plausibly want to have heeded at lunch."""

from lunch_desktop.domain.diets import SAY_NOTHING, SetDiet
from tests.simulation.wishing import Numbers, Wish
from tests.support.seen import Seen

_ANSWERS = (
    SetDiet("vegetarian", "peanut", "unnamed", "unnamed"),
    SetDiet("", "shellfish", "none", "named"),
    SetDiet("no_pork", "egg", "named", "unnamed"),
    SAY_NOTHING,
    SetDiet("", "", "unnamed", "unnamed"),
)


def _diet(seen: Seen, numbers: Numbers) -> SetDiet:
    del seen
    return _ANSWERS[numbers[0] % len(_ANSWERS)]


WISHES: dict[str, Wish] = {"diet.set": _diet}
