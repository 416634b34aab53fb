"""Warns where a lunch does not fit its restaurant's opening hours, or the way there and back; it never refuses."""

from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.restaurants.fitting import misfit
from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.pages.parties.fact_row import FactRow
from lunch_desktop.ui.texts.hours import holidays_in, misfit_text
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import announce


class FitNotice(FactRow):
    """Hidden while everything fits, or nothing is known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Icon.WARNING)
        self._said = ""
        self.set_tone(Icon.WARNING, ColourRole.REQUESTED_TEXT)

    def text(self) -> str:
        """What is said, "" for nothing."""
        return self._said

    def show_fit(self, restaurant: Restaurant | None, meets_at: Instant, minutes: int, time_zone: str) -> None:
        """Looks at a lunch; a screen reader is told of a new warning at once."""
        found = None
        if restaurant is not None:
            found = misfit(restaurant, meets_at, minutes, time_zone, holidays_in(time_zone))
        text = misfit_text(found, restaurant, time_zone) if found is not None and restaurant is not None else ""
        if text and text != self._said and self.isVisibleTo(self.window()):
            announce(self, text)
        self._said = text
        self.show_fact(text)
