"""What admins look after: suggestions that wait, restaurants, and what the cafeteria serves."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from lunch_desktop.domain.ids import EmployeeId, OfficeId
from lunch_desktop.domain.menus import MENUS, Menu
from lunch_desktop.domain.people import ADMINS, EMPLOYEES, OFFICES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.restaurants.suggestions import SUGGESTIONS, Suggestion, SuggestionState
from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.rows import EntityRows


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A suggestion that waits, what it is about, and who made it."""

    suggestion: Suggestion
    restaurant: Restaurant
    by: str


@dataclass(frozen=True, slots=True)
class Stewardship:
    """All of it; `waiting` is in the order in which it was suggested, `time_zone` the office's."""

    is_admin: bool
    waiting: tuple[SuggestionView, ...]
    restaurants: tuple[Restaurant, ...]
    time_zone: str = "UTC"
    office: str = ""


@dataclass(frozen=True, slots=True)
class Importable:
    """What a list that is brought in may be about; `office` is the name of one's own."""

    office: str
    restaurants: tuple[Restaurant, ...]
    menus: tuple[Menu, ...]


def read_stewardship(connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId) -> Stewardship:
    """What the actor's desktop holds of it; nothing for whoever is no admin."""
    if rows[ADMINS.name].one(connection, actor) is None:
        return Stewardship(False, (), ())
    suggestions, restaurants = schema.entities[SUGGESTIONS.name], schema.entities[RESTAURANTS.name]
    waiting = select(suggestions.c.id).where(suggestions.c.state == SuggestionState.OPEN.value)
    order = waiting.order_by(suggestions.c.made_at, suggestions.c.id)
    found = [rows[SUGGESTIONS.name].one(connection, one) for one in connection.execute(order).scalars()]
    views = []
    for one in found:
        restaurant = rows[RESTAURANTS.name].one(connection, one.restaurant_id) if one else None
        by = rows[EMPLOYEES.name].one(connection, one.suggested_by) if one else None
        if one is not None and restaurant is not None:
            views.append(SuggestionView(one, restaurant, by.name if by else ""))
    ids = list(connection.execute(select(restaurants.c.id).order_by(restaurants.c.name)).scalars())
    places = tuple(rows[RESTAURANTS.name].many(connection, ids))
    me = rows[EMPLOYEES.name].one(connection, actor)
    office = rows[OFFICES.name].one(connection, me.office_id) if me else None
    return Stewardship(True, tuple(views), places, office.time_zone if office else "UTC", office.name if office else "")


def read_importable(connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId) -> Importable:
    """What the actor's desktop holds of their office; nothing for whoever is no admin."""
    me = rows[EMPLOYEES.name].one(connection, actor)
    office = rows[OFFICES.name].one(connection, me.office_id) if me else None
    if office is None or rows[ADMINS.name].one(connection, actor) is None:
        return Importable("", (), ())
    restaurants = rows[RESTAURANTS.name].where(connection, ("office_id",), (office.id,))
    menus = schema.entities[MENUS.name]
    ids = list(connection.execute(select(menus.c.id).where(menus.c.office_id == office.id)).scalars())
    return Importable(office.name, tuple(restaurants), tuple(rows[MENUS.name].many(connection, ids)))


def read_menus(
    connection: Connection, schema: DesktopSchema, rows: EntityRows, office: OfficeId, day: Day
) -> tuple[Menu, ...]:
    """What the office's cafeteria serves on a day, corner by corner."""
    del schema
    found = rows[MENUS.name].where(connection, ("office_id", "day"), (office, day))
    return tuple(sorted(found, key=lambda one: one.corner))
