"""Restaurants, suggestions and the cafeteria's week: what admins keep, by everybody who might want to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.menu_setting import MenuLine, SetMenus
from lunch_desktop.domain.menus import MENUS, Menu, menu_id
from lunch_desktop.domain.people import ADMINS, Admin, Employee
from lunch_desktop.domain.restaurants.approving import Reject
from lunch_desktop.domain.restaurants.closing import ClosePlace
from lunch_desktop.domain.restaurants.editing import EditPlace
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, RestaurantState
from lunch_desktop.domain.restaurants.importing import IMPORT_PARTS, ImportPart, ImportPlaces, part_id
from lunch_desktop.domain.restaurants.merging import MergePlaces
from lunch_desktop.domain.restaurants.suggesting import OfOneSuggestion, Suggest
from lunch_desktop.domain.restaurants.suggestions import SUGGESTIONS, Suggestion
from lunch_desktop.domain.times import Day, Instant
from tests.attacks.authorisation.callers import Caller
from tests.attacks.authorisation.cast import HOST, HOST_THERE, PEOPLE, PLACE_THERE, WHO, Cast
from tests.attacks.authorisation.cells import ALLOWED
from tests.attacks.authorisation.trying import Try
from tests.support.company import OFFICE, PLACES, an_id

_NOWHERE: Final = RestaurantId(an_id("nowhere"))
_MINE: Final = replace(
    PLACES[0],
    id=RestaurantId(an_id("named by the actor")),
    name="새로 생긴 식당",
    state=RestaurantState.SUGGESTED.value,
)
_OTHER: Final = replace(PLACES[0], id=RestaurantId(an_id("there twice")), name="두 번 있는 식당")


def _is_admin(actor: Employee) -> bool:
    return actor == PEOPLE[WHO[Caller.ADMIN]]


def _told(actor: Employee, otherwise: str = "not_admin") -> str:
    return ALLOWED if _is_admin(actor) else otherwise


def _places(actor: Employee, args: Callable[[RestaurantId], Any]) -> Iterator[Try]:
    """For what admins alone may do with a restaurant."""
    yield Try("restaurant of the office", args(PLACES[0].id), _told(actor))
    nothing = {"restaurant_id": _NOWHERE}
    yield Try("restaurant of another office", args(PLACE_THERE.id), "not_found", nothing=nothing)
    yield Try("no such restaurant", args(_NOWHERE), "not_found")


def _suggestion(cast: Cast, number: int, whose: Employee, restaurant: RestaurantId) -> OfOneSuggestion:
    """A correction that waits for the admins."""
    known = an_id(f"suggestion {number} of {whose.id}")
    edits = '{"phone": ["02-000-0000", "02-000-1111"]}'
    at = Instant(1_795_000_000_000)
    row = Suggestion(known, whose.office_id, restaurant, whose.id, False, edits, "", "open", "", at)
    cast.send([(SUGGESTIONS, row)])
    return OfOneSuggestion(known, restaurant)


def _decisions(args: Callable[[OfOneSuggestion], Any]) -> Callable[[Cast, Employee], Iterator[Try]]:
    def tries(cast: Cast, actor: Employee) -> Iterator[Try]:
        nothing = {"suggestion_id": _NOWHERE}
        host_is, there = {HOST.id}, _suggestion(cast, 0, HOST_THERE, PLACE_THERE.id)
        theirs = _suggestion(cast, 1, HOST, PLACES[0].id)
        own = _suggestion(cast, 2, actor, PLACES[1].id)
        hidden = None if _is_admin(actor) else nothing
        told = _told(actor, "not_found")
        yield Try("suggestion of a colleague's", args(theirs), told, frozenset(host_is), nothing=hidden)
        yield Try("suggestion of one's own", args(own), _told(actor))
        yield Try("suggestion at another office", args(there), "not_found", nothing=nothing)
        astray = args(OfOneSuggestion(theirs.suggestion_id, PLACES[2].id))
        yield Try("suggestion of another restaurant", astray, "not_found", nothing=nothing)
        yield Try("no such suggestion", args(OfOneSuggestion(_NOWHERE, PLACES[0].id)), "not_found")

    return tries


def _reconsider(cast: Cast, actor: Employee) -> Iterator[Try]:
    for one in _decisions(lambda of: of)(cast, actor):
        if one.stated == ALLOWED:
            known = one.args.suggestion_id
            whose = HOST if one.may_change else actor
            at = Instant(1_795_000_000_000)
            place = one.args.restaurant_id
            row = Suggestion(known, whose.office_id, place, whose.id, False, "", "", "rejected", "멀어요", at)
            cast.send([(SUGGESTIONS, row)])
        yield one


def _withdraw(cast: Cast, actor: Employee) -> Iterator[Try]:
    nothing = {"suggestion_id": _NOWHERE}
    theirs, own = _suggestion(cast, 3, HOST, PLACES[0].id), _suggestion(cast, 4, actor, PLACES[1].id)
    yield Try("suggestion of a colleague's", theirs, "not_found", nothing=nothing)
    yield Try("suggestion of one's own", own, ALLOWED)
    yield Try("no such suggestion", OfOneSuggestion(_NOWHERE, PLACES[0].id), "not_found")


def _suggest(cast: Cast, actor: Employee) -> Iterator[Try]:
    del cast, actor
    edits = {"phone": ("02-000-0000", "02-000-2222")}
    yield Try("new restaurant", Suggest(None, {"name": ("", "골목 분식")}, ""), ALLOWED)
    yield Try("restaurant of the office", Suggest(PLACES[0].id, edits, ""), ALLOWED)
    nothing = {"restaurant_id": _NOWHERE}
    yield Try("restaurant of another office", Suggest(PLACE_THERE.id, edits, ""), "not_found", nothing=nothing)
    yield Try("no such restaurant", Suggest(_NOWHERE, edits, ""), "not_found")


def _edit(cast: Cast, actor: Employee) -> Iterator[Try]:
    edits = {"price": (9_000, 9_500)}
    cast.send([(RESTAURANTS, replace(_MINE, suggested_by=actor.id))])
    yield from _places(actor, lambda place: EditPlace(place, edits))
    yield Try("restaurant that one has suggested", EditPlace(_MINE.id, edits), ALLOWED)
    cast.send([(RESTAURANTS, replace(_MINE, suggested_by=actor.id, state=RestaurantState.APPROVED.value))])
    yield Try("restaurant that was approved since", EditPlace(_MINE.id, edits), _told(actor))


def _merge(cast: Cast, actor: Employee) -> Iterator[Try]:
    cast.send([(RESTAURANTS, _OTHER)])
    yield Try("two restaurants of the office", MergePlaces(_OTHER.id, PLACES[1].id), _told(actor))
    cast.send([(RESTAURANTS, _OTHER)])
    nothing = {"into": _NOWHERE}
    told = _told(actor, "not_admin").replace(ALLOWED, "not_found")
    strange = MergePlaces(_OTHER.id, PLACE_THERE.id)
    yield Try("into a restaurant of another office", strange, told, nothing=nothing if told == "not_found" else None)
    nothing = {"restaurant_id": _NOWHERE}
    yield Try("restaurant of another office", MergePlaces(PLACE_THERE.id, PLACES[1].id), "not_found", nothing=nothing)


def _import(cast: Cast, actor: Employee) -> Iterator[Try]:
    del cast
    rows = [{"name": "가져온 식당", "phone": "02-000-3333"}]
    yield Try("for one's office", ImportPlaces(an_id("list"), 1, 1, [dict(row) for row in rows]), _told(actor))
    strange = ImportPlaces(an_id("list"), 1, 1, [{"id": PLACE_THERE.id, "name": "남의 식당"}])
    yield Try("of a restaurant of another office", strange, "not_found" if _is_admin(actor) else "not_admin")


def _menus(cast: Cast, actor: Employee) -> Iterator[Try]:
    del cast
    yield Try("for one's office", SetMenus([MenuLine(Day("2026-11-24"), "", "비빔밥", 6_000)]), _told(actor))


TRIES: Final[Mapping[str, Callable[[Cast, Employee], Iterable[Try]]]] = {
    "restaurant.suggest": _suggest,
    "restaurant.withdraw": _withdraw,
    "restaurant.approve": _decisions(lambda of: of),
    "restaurant.reject": _decisions(lambda of: Reject(of.suggestion_id, of.restaurant_id, "너무 멀어요")),
    "restaurant.reconsider": _reconsider,
    "restaurant.edit": _edit,
    "restaurant.close": lambda cast, actor: _places(actor, lambda place: ClosePlace(place, closed=cast is not None)),
    "restaurant.merge": _merge,
    "restaurant.import": _import,
    "menu.set": _menus,
}


def host_suggests(cast: Cast) -> str:
    """What the host suggests; its id."""
    return _suggestion(cast, 9, HOST, PLACES[1].id).suggestion_id


def host_keeps(cast: Cast) -> str:
    """The row of an admin, for the host; its id."""
    cast.send([(ADMINS, Admin(HOST.id, HOST.office_id))])
    return HOST.id


def host_imports(cast: Cast) -> str:
    """The first part of a list of the host's; its id."""
    part = ImportPart(part_id(HOST.id, an_id("a list"), 1), HOST.id, an_id("a list"), 1, '[{"name":"식당"}]')
    cast.send([(IMPORT_PARTS, part)])
    return part.id


def a_menu(cast: Cast) -> str:
    """What the cafeteria serves on a day; its id."""
    day = Day("2026-11-25")
    row = Menu(menu_id(OFFICE.id, day, "한식"), OFFICE.id, day, "한식", "비빔밥", 6_000)
    cast.send([(MENUS, row)])
    return row.id
