"""What the demo company's cafeteria serves: this week and the next."""

import tomllib
from datetime import date, timedelta
from typing import Final

from lunch_desktop.domain.ids import OfficeId
from lunch_desktop.domain.menus import Menu, menu_id
from lunch_desktop.domain.times import Day
from lunch_desktop.system.resources import resource_path

_DAYS_OF_WORK: Final = 5
_WEEKS: Final = 2


def build_menus(office: OfficeId, today: Day) -> tuple[Menu, ...]:
    """The menus of the working days, in order; the same for the same day."""
    with resource_path("demo", "menus.toml").open("rb") as file:
        corners = tomllib.load(file)["corners"]
    present = date.fromisoformat(today)
    monday = present - timedelta(days=present.weekday())
    made: list[Menu] = []
    for number in range(_WEEKS * 7):
        when = monday + timedelta(days=number)
        if when.weekday() >= _DAYS_OF_WORK:
            continue
        day = Day(when.isoformat())
        for corner in corners:
            menu = corner["menus"][when.toordinal() % len(corner["menus"])]
            dishes = "\n".join(dish.strip() for dish in menu.split(","))
            made.append(
                Menu(menu_id(office, day, corner["name"]), office, day, corner["name"], dishes, corner["price"])
            )
    return tuple(made)
