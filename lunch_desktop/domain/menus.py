"""What the cafeteria serves."""

from dataclasses import dataclass

from lunch_desktop.domain.ids import OfficeId, natural_id
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Day


@dataclass(frozen=True, slots=True)
class Menu:
    """What there is at a corner of the cafeteria ("" where it has only one) on a day; `dishes` one to a line.

    `price` is in won, None where nobody said.
    """

    id: str
    office_id: OfficeId
    day: Day
    corner: str
    dishes: str
    price: int | None


def menu_id(office: OfficeId, day: Day, corner: str) -> str:
    """One menu for each office, day and corner."""
    return natural_id("menu", office, day, corner)


MENUS = Table("menus", Menu, (("office_id", "day"),), {"office_id": "offices"})
