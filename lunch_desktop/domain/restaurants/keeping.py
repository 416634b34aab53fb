"""How the one who acts stands to what an office's admins keep: restaurants, suggestions, the cafeteria's week."""

from enum import StrEnum
from typing import Final, Protocol

from lunch_desktop.domain.ids import EmployeeId, RestaurantId
from lunch_desktop.domain.mutations import Root
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, RestaurantState
from lunch_desktop.domain.restaurants.suggestions import SUGGESTIONS
from lunch_desktop.domain.rule import Subject, is_admin
from lunch_desktop.domain.world import ABSENT, Reader


class Keeping(StrEnum):
    """How the one who acts stands to it; of several that fit it is the first."""

    NONE = "nothing of the kind"
    ELSEWHERE = "at another office"
    ADMIN = "admin"
    SUGGESTER = "who suggested it"
    COLLEAGUE = "colleague"


class OfPlace(Protocol):
    """Arguments that name a restaurant, or none where a new one is meant."""

    @property
    def restaurant_id(self) -> RestaurantId | None: ...


class OfSuggestion(Protocol):
    """Arguments that name a suggestion and the restaurant that it is about."""

    @property
    def suggestion_id(self) -> str: ...

    @property
    def restaurant_id(self) -> RestaurantId: ...


SEES: Final[frozenset[StrEnum]] = frozenset({Keeping.ADMIN, Keeping.SUGGESTER, Keeping.COLLEAGUE})
_IN_THE_KNOW: Final[frozenset[StrEnum]] = frozenset({Keeping.ADMIN, Keeping.SUGGESTER})
ADMINS_ALONE: Final[frozenset[StrEnum]] = frozenset({Keeping.ADMIN})


def _to_place(world: Reader, args: OfPlace) -> Keeping | None:
    if args.restaurant_id is None:
        return _to_office(world, args)
    restaurant = world.get(RESTAURANTS, args.restaurant_id)
    if restaurant is ABSENT:
        return Keeping.NONE
    employee = world.get(EMPLOYEES, world.actor)
    if not restaurant or not employee:
        return None
    if employee.office_id != restaurant.office_id:
        return Keeping.ELSEWHERE
    admin = is_admin(world)
    if admin is None:
        return None
    if admin:
        return Keeping.ADMIN
    if restaurant.state == RestaurantState.SUGGESTED and restaurant.suggested_by == world.actor:
        return Keeping.SUGGESTER
    return Keeping.COLLEAGUE


def _to_suggestion(world: Reader, args: OfSuggestion) -> Keeping | None:
    suggestion = world.get(SUGGESTIONS, args.suggestion_id)
    if suggestion is ABSENT or (suggestion and suggestion.restaurant_id != args.restaurant_id):
        return Keeping.NONE
    employee = world.get(EMPLOYEES, world.actor)
    if not suggestion or not employee:
        return None
    if employee.office_id != suggestion.office_id:
        return Keeping.ELSEWHERE
    admin = is_admin(world)
    if admin is None:
        return None
    if not admin and suggestion.suggested_by == world.actor:
        return Keeping.SUGGESTER
    return Keeping.ADMIN if admin else Keeping.COLLEAGUE


def _to_office(world: Reader, args: object) -> Keeping | None:
    del args
    admin = is_admin(world)
    if admin is None:
        return None
    return Keeping.ADMIN if admin else Keeping.COLLEAGUE


def _name(world: Reader, args: OfPlace) -> str | None:
    restaurant = world.get(RESTAURANTS, args.restaurant_id) if args.restaurant_id is not None else None
    return restaurant.name if restaurant else None


def _nameless(world: Reader, args: object) -> None:
    del world, args


PLACE: Final = Subject("restaurant", Keeping, SEES, _to_place, _name)
SUGGESTION: Final = Subject("suggestion", Keeping, _IN_THE_KNOW, _to_suggestion, _name)
OFFICE: Final = Subject("office", Keeping, SEES, _to_office, _nameless)


def place_and_actor(actor: EmployeeId, args: OfPlace) -> tuple[Root, ...]:
    """Both, or the actor alone where a new place is meant."""
    own = (EMPLOYEES.name, actor)
    return (own,) if args.restaurant_id is None else ((RESTAURANTS.name, args.restaurant_id), own)
