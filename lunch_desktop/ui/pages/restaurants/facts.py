"""What a restaurant is: where, what it costs, when it is open, what it says of diets."""

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.restaurants.diet_facts import fact_codes
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.restaurants.fitting import hours_of
from lunch_desktop.domain.restaurants.tags import split_tags
from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.pages.parties.fact_row import FactRow
from lunch_desktop.ui.pages.restaurants.words import fact_word
from lunch_desktop.ui.texts.hours import holidays_in, how_it_stands, week_lines
from lunch_desktop.ui.texts.numbers import won
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.tag import Tag

translate = QCoreApplication.translate


def menu_host(restaurant: Restaurant) -> str:
    """Where the menu's link leads; "" for a link that is not https, which is never opened."""
    url = QUrl(restaurant.menu_link, QUrl.ParsingMode.StrictMode)
    return url.host() if url.isValid() and url.scheme() == "https" else ""


class RestaurantFacts(QWidget):
    """One line for each fact; what nobody knows is left out, but for diets, where it is said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._way, self._price = FactRow(theme, Icon.WALKING), FactRow(theme, Icon.WON)
        self._hours, self._phone = FactRow(theme, Icon.CLOCK), FactRow(theme, Icon.PHONE)
        self._address, self._diet = FactRow(theme, Icon.MAP_PIN), FactRow(theme, Icon.SHIELD)
        self._tags = QWidget()
        self._tag_flow = FlowLayout(self._tags)
        self._layout = QVBoxLayout(self)
        self._rows = (self._hours, self._way, self._address, self._price, self._phone, self._diet)
        for row in self._rows:
            self._layout.addWidget(row)
        self._layout.addWidget(self._tags)
        follow(theme, self._restyle)

    def show_restaurant(self, one: Restaurant, now: Instant, time_zone: str) -> None:
        """Shows another one, as it stands now."""
        self._way.show_fact(fill(translate("Restaurants", "%1 min on foot, one way"), one.walk_minutes))
        self._address.show_fact(one.address)
        price = fill(translate("Restaurants", "about %1 for a lunch"), won(one.price)) if one.price else ""
        self._price.show_fact(price)
        self._phone.show_fact(one.phone)
        hours = hours_of(one)
        if hours is None:
            self._hours.show_fact(translate("Restaurants", "Opening hours unknown"))
        else:
            stands = how_it_stands(one, now, time_zone, holidays_in(time_zone))
            self._hours.show_fact(stands, "\n".join(week_lines(hours)))
        facts = " · ".join(fact_word(code) for code in fact_codes(one.diet_facts))
        unknown = translate("Restaurants", "Everything else is unknown: ask before you eat.")
        nothing = translate("Restaurants", "Nothing is known about diets and allergies: ask before you eat.")
        self._diet.show_fact(facts or nothing, unknown if facts else "")
        self._tag_flow.clear()
        for tag in split_tags(one.tags):
            self._tag_flow.addWidget(Tag(self.theme, f"#{tag}"))
        self._tags.setVisible(bool(one.tags))

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._tag_flow.set_spacing(self.theme.px(6))
