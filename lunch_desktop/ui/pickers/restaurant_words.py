"""How a restaurant reads in a line."""

from PySide6.QtCore import QCoreApplication, QLocale

from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.restaurants.ranking import Ratings
from lunch_desktop.ui.texts.numbers import won
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate


def stars(ratings: Ratings) -> str:
    """ "4.3 (12)"; "" without a rating."""
    mean = ratings.mean
    if mean is None:
        return ""
    shown = QLocale().toString(float(round(mean, 1)), "f", 1)
    return f"{shown} ({QLocale().toString(ratings.count)})"


def about_restaurant(restaurant: Restaurant, ratings: Ratings | None = None) -> str:
    """Category, way and price, and what colleagues give it, if that is asked for."""
    walk = fill(translate("Pickers", "%1 min walk"), restaurant.walk_minutes)
    rating = f"★ {stars(ratings)}" if ratings is not None else ""
    parts = (rating, restaurant.category, walk, won(restaurant.price) if restaurant.price else "")
    return " · ".join(part for part in parts if part)
