"""Choosing a restaurant, or none yet."""

from PySide6.QtCore import QCoreApplication, Signal

from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.pickers.restaurant_words import about_restaurant
from lunch_desktop.ui.pickers.suggestion_row import Suggestion, found_parts
from lunch_desktop.ui.pickers.suggestions import SuggestionField
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme

translate = QCoreApplication.translate


class RestaurantPicker(SuggestionField):
    """`changed` says that another restaurant, or none, is chosen; an empty field means not decided yet."""

    changed = Signal()

    def __init__(self, theme: Theme, session: DesktopSession) -> None:
        super().__init__(theme, session, _find, _nothing)
        self._restaurant: Restaurant | None = None
        self.retranslate()
        self.taken.connect(self._choose_suggestion)
        self.textEdited.connect(self._typed)

    @property
    def restaurant(self) -> Restaurant | None:
        """The restaurant chosen; None while it is undecided."""
        return self._restaurant

    @property
    def unknown(self) -> str:
        """What was typed and is no restaurant, "" for nothing."""
        return self.text().strip() if self._restaurant is None else ""

    def set_restaurant(self, restaurant: Restaurant | None, typed: str = "") -> None:
        """Shows a choice, or what was typed instead of one."""
        self._restaurant = restaurant
        self.setText(restaurant.name if restaurant is not None else typed)
        self.setModified(False)

    def retranslate(self) -> None:
        """Says everything anew."""
        self.setPlaceholderText(translate("Pickers", "Not decided yet"))

    def _choose_suggestion(self, suggestion: Suggestion) -> None:
        self.set_restaurant(suggestion.value)
        self.changed.emit()

    def _typed(self, text: str) -> None:
        if self._restaurant is not None and text.strip() != self._restaurant.name:
            self._restaurant = None
            self.changed.emit()
        elif self._restaurant is None:
            self.changed.emit()


def _find(reads: Reads, text: str) -> list[Suggestion]:
    undecided = Suggestion(None, translate("Pickers", "Not decided yet"), "", Icon.VOTE)
    ratings = reads.ratings()
    found = [
        Suggestion(one, one.name, about_restaurant(one, ratings.get(one.id)), Icon.STORE, found_parts(text, one.name))
        for one in reads.restaurants(text)
    ]
    return found if text.strip() else [undecided, *found]


def _nothing() -> str:
    return translate("Pickers", "No restaurant of that name. Leave it undecided and say it in the note.")
