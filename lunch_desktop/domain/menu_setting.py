"""`menu.set`: an admin writes what the cafeteria serves, usually a week at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.menus import MENUS, Menu, menu_id
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation, Root
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.times import Day, is_day
from lunch_desktop.domain.world import Reader, World

MOST_LINES: Final = 200
LONGEST_CORNER: Final = 40
LONGEST_DISHES: Final = 600
DEAREST: Final = 1_000_000


class MenuLine(NamedTuple):
    """What there is at a corner on a day; no `dishes`: nothing any more."""

    day: Day
    corner: str
    dishes: str
    price: int | None


@dataclass(frozen=True, slots=True)
class SetMenus:
    """The menus of these days and corners, which take the place of what was written for them before."""

    lines: list[MenuLine]


def set_menus(world: World, args: SetMenus) -> Answer:
    """Days and corners that are not named stay as they are."""
    lines = [tidied_line(line) for line in args.lines]
    if not lines:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    if len(lines) > MOST_LINES or len({(line.day, line.corner) for line in lines}) != len(lines):
        raise Refusal(RefusalCode.INVALID_VALUE, field="lines")
    employee = world.get(EMPLOYEES, world.actor)
    if not employee:
        return NOTHING
    for line in lines:
        known = menu_id(employee.office_id, line.day, line.corner)
        if line.dishes:
            world.put(MENUS, Menu(known, employee.office_id, line.day, line.corner, line.dishes, line.price))
        else:
            world.delete(MENUS, known)
    return NOTHING


def tidied_line(line: MenuLine) -> MenuLine:
    """One dish to a line, without blanks around it. Raises Refusal."""
    if not is_day(line.day):
        raise Refusal(RefusalCode.INVALID_VALUE, field="day")
    dishes = "\n".join(dish for dish in (" ".join(one.split()) for one in line.dishes.splitlines()) if dish)
    corner = " ".join(line.corner.split())
    for name, text, most in (("corner", corner, LONGEST_CORNER), ("dishes", dishes, LONGEST_DISHES)):
        if len(text) > most:
            raise Refusal(RefusalCode.TEXT_TOO_LONG, field=name, most=most)
    if line.price is not None and not 0 <= line.price <= DEAREST:
        raise Refusal(RefusalCode.INVALID_VALUE, field="price")
    return MenuLine(line.day, corner, dishes, line.price)


def _inverse(world: Reader, args: SetMenus) -> Intent | None:
    """What was there before, line by line."""
    employee = world.get(EMPLOYEES, world.actor)
    if not employee:
        return None
    former = []
    for line in args.lines:
        corner = " ".join(line.corner.split())
        menu = world.get(MENUS, menu_id(employee.office_id, line.day, corner))
        former.append(MenuLine(line.day, corner, menu.dishes if menu else "", menu.price if menu else None))
    return Intent("menu.set", SetMenus(former)) if former else None


def _roots(actor: EmployeeId, args: SetMenus) -> Iterable[Root]:
    del args
    return ((EMPLOYEES.name, actor),)


SET_MENUS = Mutation(
    name="menu.set",
    version=1,
    arguments=SetMenus,
    run=set_menus,
    authorise=RULES["menu.set"],
    roots=_roots,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_ADMIN,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.INVALID_VALUE,
            RefusalCode.NOTHING_TO_CHANGE,
        }
    ),
)
