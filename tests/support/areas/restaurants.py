"""Reviews and favourites, for the generated tests."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from lunch_desktop.domain.ids import EmployeeId, RestaurantId
from lunch_desktop.domain.parties.entities import Membership, Party
from lunch_desktop.domain.restaurants.entities import (
    FAVOURITES,
    RESTAURANTS,
    REVIEWS,
    Favourite,
    Restaurant,
    Review,
    favourite_id,
    review_id,
)
from lunch_desktop.domain.restaurants.favouring import SetFavourite
from lunch_desktop.domain.restaurants.reviewing import BLANK, DeleteReview, WriteReview
from lunch_desktop.domain.times import Instant
from tests.support.areas.area import Area, Key, Rows
from tests.support.company import OFFICE, PLACES, STAFF, an_id
from tests.support.seen import NOWHERE, Draw, Seen

THEN = Instant(1_795_000_000_000)
SECOND_NAME = Restaurant(
    RestaurantId(an_id("second name")),
    OFFICE.id,
    "할매 국밥집",
    "국밥",
    "",
    4,
    9_000,
    "",
    state="merged",
    merged_into=PLACES[0].id,
)
"""PLACES[0], as somebody else called it."""
VALUES: dict[str, Sequence[Any]] = {
    "rating": (1, 4, 5, 4, 5, 0, 6, "5"),
    "text": ("국물이 진해요", " 줄이 길어요 ", "", "가" * 1_001),
    "tags": ("혼밥, 빠름", "#빠름,빠름", "", "가" * 21, ",".join("가나다라마바사아자")),
}


def _furnish(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    del parties, memberships
    rows: list[Any] = [(RESTAURANTS, SECOND_NAME)]
    for employee in STAFF[:3]:
        if draw(st.booleans()):
            known = review_id(employee.id, PLACES[0].id)
            rows.append((REVIEWS, Review(known, PLACES[0].id, employee.id, 4, "국물이 진해요", "빠름", THEN, None)))
        if draw(st.booleans()):
            liked = favourite_id(employee.id, PLACES[0].id)
            rows.append((FAVOURITES, Favourite(liked, PLACES[0].id, employee.id)))
    return rows


def _place(draw: Draw) -> RestaurantId:
    likely = [PLACES[0].id] * 3 + [SECOND_NAME.id] * 2
    return draw(st.sampled_from([*likely, PLACES[1].id, RestaurantId(NOWHERE)]))  # type: ignore[no-any-return]


def _mine(seen: Seen, place: RestaurantId) -> Review | None:
    where = PLACES[0].id if place == SECOND_NAME.id else place
    return next((one for one in seen.of(REVIEWS) if one.id == review_id(seen.actor, where)), None)


def _write(draw: Draw, seen: Seen) -> WriteReview:
    place = _place(draw)
    mine = _mine(seen, place)
    names = draw(st.lists(st.sampled_from(sorted(BLANK)), max_size=3, unique=True))
    if draw(st.integers(0, 3)):
        names = [*dict.fromkeys([*names, "rating"])]
    mostly = draw(st.integers(0, 3)) > 0
    edits = {}
    for name in names:
        old = getattr(mine, name, BLANK[name]) if draw(st.integers(0, 4)) else VALUES[name][0]
        edits[name] = (old, draw(st.sampled_from(VALUES[name][:3] if mostly else VALUES[name])))
    return WriteReview(place, edits)


def _delete(draw: Draw, seen: Seen) -> DeleteReview:
    place = _place(draw)
    mine = _mine(seen, place)
    text = "다른 글" if draw(st.integers(0, 4)) == 0 else mine.text if mine else ""
    return DeleteReview(place, mine.rating if mine else 4, text, mine.tags if mine else "")


def _favourite(draw: Draw, seen: Seen) -> SetFavourite:
    del seen
    return SetFavourite(_place(draw), draw(st.booleans()))


def _reviewers(parties: Sequence[Party], rows: Rows) -> Iterable[EmployeeId]:
    del parties
    return [row.employee_id for table, row in rows if table is REVIEWS]


def _is_rewritten(key: Key, before: Any, row: Any) -> bool:
    """A review says the same again; when it was written and edited is as it is."""
    if key[0] != REVIEWS.name or row is None:
        return False
    return bool(replace(row, written_at=before.written_at, edited_at=before.edited_at) == before)


AREA = Area(
    arguments={"review.write": _write, "review.delete": _delete, "favourite.set": _favourite},
    furnish=_furnish,
    able={"review.delete": _reviewers},
    is_taken_back={"review.write": _is_rewritten, "review.delete": _is_rewritten},
)
