"""What the cafeteria serves today, and after lunch tomorrow; with one key a party there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.menus import Menu
from lunch_desktop.domain.times import Day, Instant, local
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, Weight
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
LUNCH_IS_OVER: Final = 14
"""The hour of the office's day from which tomorrow's menu is of interest."""


def cafeteria_day(now: Instant, time_zone: str) -> Day:
    """The day whose menu is shown at `now`."""
    wall = local(now, time_zone)
    day: date = wall.date() + timedelta(days=1 if wall.hour >= LUNCH_IS_OVER else 0)
    return Day(day.isoformat())


class CafeteriaRow(Card):
    """Hidden on days without a menu."""

    go = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._menus: tuple[Menu, ...] = ()
        self._is_tomorrow = False
        self._title = Label(theme, weight=Weight.SEMIBOLD)
        self._dishes = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.button = Button(theme)
        self.button.clicked.connect(self.go)
        row, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._dishes)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.hide()

    def show_menus(self, menus: Sequence[Menu], *, is_tomorrow: bool) -> None:
        """Show what there is."""
        self._menus, self._is_tomorrow = tuple(replace(menu) for menu in menus), is_tomorrow
        self.retranslate()
        self.setVisible(bool(menus))

    def retranslate(self) -> None:
        """Say everything anew."""
        tomorrow = translate("Today", "Cafeteria tomorrow")
        title = tomorrow if self._is_tomorrow else translate("Today", "Cafeteria today")
        self._title.setText(title)
        lines = [_line(menu) for menu in self._menus]
        self._dishes.setText("\n".join(lines))
        self.button.setText(translate("Today", "Go there…"))
        self.button.setVisible(not self._is_tomorrow)
        self.setAccessibleName(f"{title}: {'; '.join(lines)}")


def _line(menu: Menu) -> str:
    dishes = ", ".join(menu.dishes.splitlines())
    price = "" if menu.price is None else fill(translate("Today", "%1 won"), f"{menu.price:,}")
    return " · ".join(part for part in (menu.corner, dishes, price) if part)
