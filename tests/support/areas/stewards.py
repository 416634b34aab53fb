"""Restaurants as admins keep them, suggestions, and the cafeteria's week."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from lunch_desktop.domain.ids import EmployeeId, RestaurantId
from lunch_desktop.domain.menu_setting import MenuLine, SetMenus
from lunch_desktop.domain.menus import MENUS, Menu, menu_id
from lunch_desktop.domain.parties.entities import Membership, Party
from lunch_desktop.domain.people import ADMINS, Admin
from lunch_desktop.domain.restaurants.approving import Reject
from lunch_desktop.domain.restaurants.closing import ClosePlace
from lunch_desktop.domain.restaurants.editing import EditPlace
from lunch_desktop.domain.restaurants.entities import (
    FAVOURITES,
    RESTAURANTS,
    REVIEWS,
    Favourite,
    Restaurant,
    RestaurantState,
    Review,
    favourite_id,
    review_id,
)
from lunch_desktop.domain.restaurants.importing import IMPORT_PARTS, ImportPart, ImportPlaces, part_id
from lunch_desktop.domain.restaurants.merging import MergePlaces
from lunch_desktop.domain.restaurants.suggesting import OfOneSuggestion, Suggest
from lunch_desktop.domain.restaurants.suggestions import SUGGESTIONS, Suggestion, SuggestionState, write_edits
from lunch_desktop.domain.times import Day, Instant
from tests.support.areas.area import Area, Key, Rows
from tests.support.company import OFFICE, PLACES, STAFF, an_id
from tests.support.seen import Draw, Seen

ADMIN: Final = STAFF[0]
NOWHERE: Final = RestaurantId(an_id("no such restaurant"))
NEW: Final = tuple(RestaurantId(an_id(f"suggested {n}")) for n in range(2))
ALL: Final = (*(one.id for one in PLACES[:2]), *NEW)
DAYS: Final = (Day("2026-11-23"), Day("2026-11-24"))
LIST: Final = an_id("a list")


def furnish(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    """An admin, two places that somebody named, what was suggested of others, and what is said of them."""
    del parties, memberships
    rows: list[tuple[Any, Any]] = [(ADMINS, Admin(ADMIN.id, OFFICE.id))]
    for number, place in enumerate(NEW):
        state = draw(st.sampled_from([RestaurantState.SUGGESTED, *RestaurantState]))
        into = PLACES[0].id if state == RestaurantState.MERGED else None
        by = STAFF[draw(st.integers(0, 2))].id
        rows.append((RESTAURANTS, _restaurant(place, f"새 식당 {number}", state, into, by)))
        decided = draw(st.sampled_from([SuggestionState.OPEN] * 3 + list(SuggestionState)))
        rows.append((SUGGESTIONS, _suggestion(number, place, by, "", decided)))
    by = STAFF[draw(st.integers(0, 2))].id
    edits = write_edits({"phone": (draw(st.sampled_from(["02-000-0000", "02-1"])), "02-2"), "price": (9_000, 9_500)})
    decided = draw(st.sampled_from([SuggestionState.OPEN] * 3 + list(SuggestionState)))
    rows.append((SUGGESTIONS, _suggestion(2, PLACES[0].id, by, edits, decided)))
    for place in ALL:
        for employee in STAFF[:2]:
            if draw(st.booleans()):
                rows.append((REVIEWS, _review(place, employee.id, draw(st.integers(1, 5)))))
                whose = ADMIN.id  # nobody else's is held on an admin's desktop
                rows.append((FAVOURITES, Favourite(favourite_id(whose, place), place, whose)))
    if draw(st.booleans()):
        rows.append((MENUS, Menu(menu_id(OFFICE.id, DAYS[0], "한식"), OFFICE.id, DAYS[0], "한식", "비빔밥", 6_000)))
    if draw(st.booleans()):
        part = ImportPart(part_id(ADMIN.id, LIST, 1), ADMIN.id, LIST, 1, '[{"name":"먼저 온 식당"}]')
        rows.append((IMPORT_PARTS, part))
    return rows


def _restaurant(
    place: RestaurantId, name: str, state: RestaurantState, into: RestaurantId | None, by: EmployeeId
) -> Restaurant:
    return Restaurant(
        id=place,
        office_id=OFFICE.id,
        name=name,
        category="한식",
        address="",
        walk_minutes=3,
        price=9_000,
        phone="",
        state=state.value,
        merged_into=into,
        suggested_by=by,
    )


def _suggestion(number: int, place: RestaurantId, by: EmployeeId, edits: str, state: SuggestionState) -> Suggestion:
    known = an_id(f"suggestion {number}")
    reason = "같은 곳이 있어요" if state == SuggestionState.REJECTED else ""
    made_at = Instant(1_795_000_000_000)
    return Suggestion(known, OFFICE.id, place, by, not edits, edits, "", state.value, reason, made_at)


def _review(place: RestaurantId, whose: EmployeeId, rating: int) -> Review:
    at = Instant(1_795_000_000_000 + rating)
    return Review(review_id(whose, place), place, whose, rating, f"{rating}점", "친절", at, None)


def _place(draw: Draw) -> RestaurantId:
    return RestaurantId(draw(st.sampled_from([*ALL, NOWHERE])))


VALUES: Final = {
    "name": st.sampled_from(["할매국밥", " 새 이름 ", "", "가" * 61]),
    "phone": st.sampled_from(["02-2", "02-000-0000"]),
    "price": st.sampled_from([9_500, 9_000, -1]),
    "walk_minutes": st.sampled_from([3, 5, 121]),
    "hours": st.sampled_from(["", "월-금 11:00-15:00", "언젠가"]),
    "tags": st.sampled_from(["#국물, 혼밥 ,국물", ""]),
    "diet_facts": st.sampled_from(["vegetarian", "", "아무거나"]),
    "menu_link": st.sampled_from(["https://example.com/menu", "", "file:///etc/passwd"]),
    "state": st.just("approved"),
}


def _edits(draw: Draw, seen: Seen, place: RestaurantId | None, *, likely: bool = True) -> dict[str, tuple[Any, Any]]:
    there = next((one for one in (*seen.of(RESTAURANTS), *PLACES) if one.id == place), None)
    names = draw(st.lists(st.sampled_from(["phone", "price"] * 3 + sorted(VALUES)), max_size=2, unique=True))
    first = {"name": (None, draw(st.sampled_from(["새 국밥집", "새 국밥집", ""])))} if likely and place is None else {}
    return first | {name: (getattr(there, name, None), draw(VALUES[name])) for name in names}


def _suggest(draw: Draw, seen: Seen) -> Suggest:
    place = draw(st.sampled_from([None, None, *ALL, NOWHERE]))
    return Suggest(place, _edits(draw, seen, place), draw(st.sampled_from(["", "맛있어요", "가" * 301])))


def _of_one(draw: Draw, seen: Seen) -> OfOneSuggestion:
    known = {one.id: one.restaurant_id for one in seen.of(SUGGESTIONS)}
    chosen = draw(st.sampled_from([*sorted(known), an_id("no such suggestion")]))
    return OfOneSuggestion(chosen, known.get(chosen, NOWHERE) if draw(st.integers(0, 5)) else NOWHERE)


def _reconsider(draw: Draw, seen: Seen) -> OfOneSuggestion:
    decided = sorted(one.id for one in seen.of(SUGGESTIONS) if one.state in ("approved", "rejected"))
    if not decided or not draw(st.integers(0, 3)):
        return _of_one(draw, seen)
    chosen = draw(st.sampled_from(decided))
    return OfOneSuggestion(chosen, next(one.restaurant_id for one in seen.of(SUGGESTIONS) if one.id == chosen))


def _withdraw(draw: Draw, seen: Seen) -> OfOneSuggestion:
    own = sorted(one.id for one in seen.of(SUGGESTIONS) if one.suggested_by == seen.actor)
    if not own:
        return _of_one(draw, seen)
    chosen = draw(st.sampled_from(own))
    return OfOneSuggestion(chosen, next(one.restaurant_id for one in seen.of(SUGGESTIONS) if one.id == chosen))


def _reject(draw: Draw, seen: Seen) -> Reject:
    one = _of_one(draw, seen)
    waiting = sorted((each.id, each.restaurant_id) for each in seen.of(SUGGESTIONS) if each.state == "open")
    if waiting and draw(st.integers(0, 3)):
        chosen, place = draw(st.sampled_from(waiting))
        return Reject(chosen, place, "멀어요")
    return Reject(one.suggestion_id, one.restaurant_id, draw(st.sampled_from(["멀어요", "멀어요", " ", "가" * 301])))


def _edit(draw: Draw, seen: Seen) -> EditPlace:
    place = _place(draw)
    return EditPlace(place, _edits(draw, seen, place))


def _merge(draw: Draw, seen: Seen) -> MergePlaces:
    del seen
    return MergePlaces(_place(draw), _place(draw))


def _import(draw: Draw, seen: Seen) -> ImportPlaces:
    del seen
    if draw(st.integers(0, 3)):
        return ImportPlaces(LIST, 1, 1, [{"name": draw(st.sampled_from(["가게", "나게", "할매국밥"])), "phone": "1"}])
    rows = [_row(draw) for _ in range(draw(st.integers(0, 2)))]
    number, parts = draw(st.sampled_from([(1, 1), (1, 1), (1, 2), (2, 2), (3, 2)]))
    return ImportPlaces(LIST, number, parts, rows)


def _row(draw: Draw) -> dict[str, Any]:
    """Any row of a list; see `_line`."""
    row: dict[str, Any] = {
        "name": draw(st.sampled_from(["할매국밥", "새 식당", ""])),
        "walk_minutes": draw(st.sampled_from([1, 5, -1])),
    }
    more = {"id": draw(st.sampled_from([*ALL, NOWHERE])), "color": "red", "phone": "02-3"}
    return row | {name: value for name, value in more.items() if draw(st.booleans())}


def _menus(draw: Draw, seen: Seen) -> SetMenus:
    del seen
    if draw(st.integers(0, 3)):
        return SetMenus(
            [MenuLine(draw(st.sampled_from(DAYS)), "한식", draw(st.sampled_from(["국수", "비빔밥"])), None)]
        )
    return SetMenus([_line(draw) for _ in range(draw(st.integers(0, 2)))])


def _line(draw: Draw) -> MenuLine:
    """Any line; drawn part by part, because the attacks draw without Hypothesis around them."""
    return MenuLine(
        day=draw(st.sampled_from([*DAYS, *DAYS, Day("언젠가")])),
        corner=draw(st.sampled_from(["한식", " 양식 ", ""])),
        dishes=draw(st.sampled_from([" 제육볶음 \n\n국", "돈가스", "", "가" * 601])),
        price=draw(st.sampled_from([6_000, None, 6_000, -1])),
    )


def _is_suggested_still(key: Key, before: Any, row: Any) -> bool:
    """A suggestion that was taken back is kept with its place, which nobody is offered; so is an admin's own."""
    del before
    return (key[0] == RESTAURANTS.name and row.state in (RestaurantState.REJECTED, RestaurantState.CLOSED)) or (
        key[0] == SUGGESTIONS.name and row.state == SuggestionState.WITHDRAWN
    )


def _is_as_it_was(key: Key, before: Any, row: Any) -> bool:
    """A decision on what had been edited since, or closed: the place is a suggested one again."""
    return key[0] == RESTAURANTS.name and {before.state, row.state} <= {
        RestaurantState.SUGGESTED,
        RestaurantState.APPROVED,
        RestaurantState.REJECTED,
    }


def _is_open_again(key: Key, before: Any, row: Any) -> bool:
    """What was suggested only is approved once it was closed and is there again."""
    return (key[0], before.state, row.state) == (RESTAURANTS.name, RestaurantState.SUGGESTED, RestaurantState.APPROVED)


def _admin(parties: Sequence[Party], more: Rows) -> Iterable[EmployeeId]:
    del parties, more
    return (ADMIN.id,)


def _suggesters(parties: Sequence[Party], more: Rows) -> Iterable[EmployeeId]:
    del parties
    return [row.suggested_by for table, row in more if table is SUGGESTIONS and row.state == SuggestionState.OPEN]


AREA: Final = Area(
    arguments={
        "restaurant.suggest": _suggest,
        "restaurant.withdraw": _withdraw,
        "restaurant.approve": _of_one,
        "restaurant.reject": _reject,
        "restaurant.reconsider": _reconsider,
        "restaurant.edit": _edit,
        "restaurant.close": lambda draw, _: ClosePlace(_place(draw), draw(st.booleans())),
        "restaurant.merge": _merge,
        "restaurant.import": _import,
        "menu.set": _menus,
    },
    furnish=furnish,
    able={
        "restaurant.withdraw": _suggesters,
        **dict.fromkeys(
            (
                "restaurant.approve",
                "restaurant.reject",
                "restaurant.reconsider",
                "restaurant.edit",
                "restaurant.close",
                "restaurant.merge",
                "restaurant.import",
                "menu.set",
            ),
            _admin,
        ),
    },
    told_again=frozenset({"restaurant.reconsider"}),
    is_taken_back={
        "restaurant.suggest": _is_suggested_still,
        "restaurant.approve": _is_as_it_was,
        "restaurant.reject": _is_as_it_was,
        "restaurant.reconsider": _is_as_it_was,
        "restaurant.close": _is_open_again,
    },
)
