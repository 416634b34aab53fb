"""A date of what has been: a day typed without its year is the last one of that name, not the next."""

import datetime as dt
from collections.abc import Callable

from lunch_desktop.ui.texts.typed import typed_day
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.date_field import DateField


class PastDateField(DateField):
    """As DateField; days to come are taken where they are named with their year, or by their distance."""

    def __init__(self, theme: Theme, today: Callable[[], dt.date]) -> None:
        super().__init__(theme, today)
        self._now = today

    def take_text(self, text: str) -> str:
        """Reads a day."""
        now = self._now()
        next_one = typed_day(text, now)
        if next_one is not None and next_one > now:
            last_one = typed_day(text, now - dt.timedelta(days=364))
            if last_one is not None and (last_one.month, last_one.day) == (next_one.month, next_one.day):
                return super().take_text(last_one.isoformat())
        return super().take_text(text)
