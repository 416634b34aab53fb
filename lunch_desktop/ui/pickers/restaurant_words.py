"""How a restaurant reads in a line."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.restaurants import Restaurant
from lunch_desktop.ui.texts.numbers import won
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate


def about_restaurant(restaurant: Restaurant) -> str:
    """Category, way and price."""
    walk = fill(translate("Pickers", "%1 min walk"), restaurant.walk_minutes)
    parts = (restaurant.category, walk, won(restaurant.price) if restaurant.price else "")
    return " · ".join(part for part in parts if part)
