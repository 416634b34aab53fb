"""What a person does with a restaurant."""

from collections.abc import Callable, Mapping
from typing import Any

from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.restaurants.entities import Review
from lunch_desktop.domain.restaurants.favouring import SET_FAVOURITE, SetFavourite
from lunch_desktop.domain.restaurants.reviewing import DELETE_REVIEW, WRITE_REVIEW, DeleteReview, WriteReview
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.ui.session import DesktopSession, OnRefused

OnDone = Callable[[Performed], object]


def write_review(
    session: DesktopSession,
    restaurant: RestaurantId,
    edits: Mapping[str, tuple[Any, Any]],
    on_done: OnDone,
    on_refused: OnRefused,
) -> None:
    """Say what I think of it, or change what I said."""
    session.do(Intent(WRITE_REVIEW.name, WriteReview(restaurant, dict(edits))), on_done, on_refused)


def delete_review(session: DesktopSession, review: Review, on_done: OnDone, on_refused: OnRefused) -> None:
    """Take my review away, as I see it."""
    seen = DeleteReview(review.restaurant_id, review.rating, review.text, review.tags)
    session.do(Intent(DELETE_REVIEW.name, seen), on_done, on_refused)


def set_favourite(session: DesktopSession, restaurant: RestaurantId, on: bool, on_refused: OnRefused) -> None:
    """Mark it as a favourite, or no longer."""
    session.do(Intent(SET_FAVOURITE.name, SetFavourite(restaurant, on)), None, on_refused)
