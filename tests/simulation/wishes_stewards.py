"""What people want of restaurants and of the cafeteria's week: small edits of fields that the oracle can tidy, too."""

from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.menu_setting import MenuLine, SetMenus
from lunch_desktop.domain.restaurants.approving import Reject
from lunch_desktop.domain.restaurants.closing import ClosePlace
from lunch_desktop.domain.restaurants.editing import EditPlace
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.restaurants.importing import ImportPlaces
from lunch_desktop.domain.restaurants.merging import MergePlaces
from lunch_desktop.domain.restaurants.suggesting import OfOneSuggestion, Suggest
from lunch_desktop.domain.restaurants.suggestions import SUGGESTIONS
from lunch_desktop.domain.times import Day
from tests.simulation.wishing import Numbers, Wish, one_of
from tests.support.company import PLACES, an_id
from tests.support.seen import Seen

_NAMES = ("마당국수", " 골목 분식 ", "마당국수")
_PHONES = ("02-000-1111", "02-000-2222", "")
_NOWHERE = RestaurantId(an_id("no such restaurant"))


def _place(seen: Seen, number: int) -> RestaurantId:
    held = [one.id for one in seen.of(RESTAURANTS)] or [one.id for one in PLACES]
    return RestaurantId(one_of(held, number, _NOWHERE))


def _edits(seen: Seen, place: RestaurantId, number: int) -> dict[str, tuple[object, object]]:
    there = next((one for one in seen.of(RESTAURANTS) if one.id == place), None)
    wanted = {"phone": _PHONES[number % 3], "price": 9_000 + 500 * (number % 3)}
    names = (("phone",), ("price",), ("phone", "price"))[number // 3 % 3]
    return {name: (getattr(there, name, None), wanted[name]) for name in names}


def _suggest(seen: Seen, numbers: Numbers) -> Suggest:
    a, b, c = numbers
    if a % 2:
        place = _place(seen, b)
        return Suggest(place, _edits(seen, place, c), "")
    edits = {"name": ("", _NAMES[b % 3]), "walk_minutes": (0, c % 9)}
    return Suggest(None, edits, ("", "가까워요")[c % 2])


def _of_one(seen: Seen, numbers: Numbers) -> OfOneSuggestion:
    found = one_of(list(seen.of(SUGGESTIONS)), numbers[0], None)
    return OfOneSuggestion(found.id, found.restaurant_id) if found else OfOneSuggestion(an_id("nothing"), _NOWHERE)


def _reject(seen: Seen, numbers: Numbers) -> Reject:
    one = _of_one(seen, numbers)
    return Reject(one.suggestion_id, one.restaurant_id, ("너무 멀어요", "")[numbers[1] % 5 == 4])


def _edit(seen: Seen, numbers: Numbers) -> EditPlace:
    place = _place(seen, numbers[0])
    return EditPlace(place, _edits(seen, place, numbers[1]))


def _import(seen: Seen, numbers: Numbers) -> ImportPlaces:
    a, b, c = numbers
    rows: list[dict[str, object]] = [{"name": _NAMES[a % 3], "phone": _PHONES[b % 3]}]
    if c % 3 == 0:
        rows.append({"id": _place(seen, b), "name": "할매국밥"})
    return ImportPlaces(an_id("a list"), *((1, 1), (1, 2), (2, 2))[c % 3], rows)


def _menus(seen: Seen, numbers: Numbers) -> SetMenus:
    del seen
    a, b, c = numbers
    days = (Day("2026-11-23"), Day("2026-11-24"))
    lines = [
        MenuLine(days[a % 2], ("", "양식")[b % 2], ("제육볶음\n미역국", "돈가스", "")[c % 3], (None, 6_000)[b % 2])
    ]
    return SetMenus(lines)


WISHES: dict[str, Wish] = {
    "restaurant.suggest": _suggest,
    "restaurant.withdraw": _of_one,
    "restaurant.approve": _of_one,
    "restaurant.reject": _reject,
    "restaurant.reconsider": _of_one,
    "restaurant.edit": _edit,
    "restaurant.close": lambda seen, numbers: ClosePlace(_place(seen, numbers[0]), closed=numbers[1] % 3 == 0),
    "restaurant.merge": lambda seen, numbers: MergePlaces(_place(seen, numbers[0]), _place(seen, numbers[1])),
    "restaurant.import": _import,
    "menu.set": _menus,
}
