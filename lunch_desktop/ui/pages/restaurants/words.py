"""What the page of restaurants says."""

from PySide6.QtCore import QCoreApplication, QLocale

from lunch_desktop.domain.restaurants.diet_facts import FACT_WORDS
from lunch_desktop.domain.restaurants.ranking import Ratings
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.queries.restaurants import RestaurantView
from lunch_desktop.ui.pages.restaurants.row import RestaurantItem
from lunch_desktop.ui.pickers.restaurant_words import about_restaurant, stars
from lunch_desktop.ui.texts.hours import ago, holidays_in, how_it_stands
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate


def stars_in_words(ratings: Ratings) -> str:
    """The same for a screen reader."""
    mean = ratings.mean
    if mean is None:
        return translate("Restaurants", "no ratings yet")
    shown = QLocale().toString(float(round(mean, 1)), "f", 1)
    return fill(translate("Restaurants", "%1 stars by %2 reviews"), shown, ratings.count)


def last_visit(view: RestaurantView, today: Day) -> str:
    """ "last here 3 weeks ago"; "" where I never ate there."""
    return fill(translate("Restaurants", "last here %1"), ago(view.last_visit, today)) if view.last_visit else ""


def fact_word(code: str) -> str:
    """A diet fact in the language in force."""
    return FACT_WORDS[code].in_language(QLocale().name()[:2])


def row_item(view: RestaurantView, now: Instant, today: Day, time_zone: str) -> RestaurantItem:
    """The row of a restaurant."""
    one = view.restaurant
    about = " · ".join(part for part in (about_restaurant(one), last_visit(view, today)) if part)
    standing = how_it_stands(one, now, time_zone, holidays_in(time_zone))
    favourite = translate("Restaurants", "favourite") if view.favourite else ""
    spoken = (one.name, favourite, stars_in_words(view.ratings), about, standing)
    return RestaurantItem(
        id=one.id,
        name=", ".join(part for part in spoken if part),
        title=one.name,
        about=about,
        rating=stars(view.ratings),
        standing=standing,
        favourite=view.favourite,
    )
