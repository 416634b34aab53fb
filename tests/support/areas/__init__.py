"""The areas beside parties, seats and days: what generated tests have to know of each, in a module for each."""

from typing import Final

from tests.support.areas import chat, exports, groups, people, restaurants, seats, stewards
from tests.support.areas.area import Area
from tests.support.areas.proposals import PROPOSING
from tests.support.areas.votes import VOTING

AREAS: Final[tuple[Area, ...]] = (
    chat.AREA,
    exports.AREA,
    groups.AREA,
    people.AREA,
    restaurants.AREA,
    seats.AREA,
    stewards.AREA,
    VOTING,
    PROPOSING,
)

AREA_OF: Final = {name: area for area in AREAS for name in area.arguments}
"""By the name of a mutation."""
