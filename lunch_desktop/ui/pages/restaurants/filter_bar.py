"""What narrows the list of restaurants, and what sorts it: menus and chips that start a new line where they must."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.times import Day, Instant, at
from lunch_desktop.ui.pages.restaurants.filters import PRICE_BANDS, WALKS, Choices, Filters, Order
from lunch_desktop.ui.pages.restaurants.words import fact_word
from lunch_desktop.ui.texts.numbers import won
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import wall_clock
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import ButtonKind
from lunch_desktop.ui.widgets.chip import FilterChip
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry

translate = QCoreApplication.translate

_ANY, _NOW = "any", "now"
_TIMES = ((11, 30), (12, 0), (12, 30), (13, 0), (18, 0))


class FilterBar(QWidget):
    """`changed` is emitted when something else is chosen; `filters` and `order` say what."""

    changed = Signal()

    def __init__(self, theme: Theme, now: Callable[[], Instant]) -> None:
        super().__init__()
        self.theme, self._now = theme, now
        self.order = Order.BEST
        self._chosen = Filters()
        self._opening = _ANY
        self._choices, self._today, self._time_zone = Choices(), Day(""), "UTC"
        self.sort = MenuButton(theme, "", ButtonKind.QUIET, Icon.SORT)
        self.menus = {name: MenuButton(theme) for name in ("category", "price", "walk", "open", "tag", "fact")}
        self.favourites, self.untried = FilterChip(theme, ""), FilterChip(theme, "")
        self._flow = FlowLayout(self)
        for widget in (self.favourites, self.untried, *self.menus.values(), self.sort):
            self._flow.addWidget(widget)
        self.sort.chosen.connect(self._sort_by)
        for name, menu in self.menus.items():
            menu.chosen.connect(partial(self._choose, name))
        for chip in (self.favourites, self.untried):
            chip.clicked.connect(self._switch)
        self.retranslate()
        follow(theme, self._restyle)

    def add(self, widget: QWidget) -> None:
        """Put something more at the end."""
        self._flow.addWidget(widget)

    @property
    def filters(self) -> Filters:
        """What is chosen; "now" is the present moment."""
        return replace(self._chosen, open_at=self._open_at())

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self.filters != Filters()

    def clear(self) -> None:
        """Lists everything again."""
        self._chosen, self._opening = Filters(), _ANY
        for chip in (self.favourites, self.untried):
            chip.setChecked(False)
        self._say()
        self.changed.emit()

    def show_choices(self, choices: Choices, today: Day, time_zone: str) -> None:
        """Offers what the restaurants there are can be told apart by."""
        self._today, self._time_zone = today, time_zone
        if choices != self._choices:
            self._choices = choices
            self._say()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.favourites.setText(translate("Restaurants", "Favourites"))
        self.untried.setText(translate("Restaurants", "Not tried yet"))
        self._say()

    def _open_at(self) -> Instant | None:
        if self._opening == _ANY or not self._today:
            return None
        if self._opening == _NOW:
            return self._now()
        hour, minute = self._opening.split(":")
        return at(self._today, int(hour), int(minute), self._time_zone)

    def _sort_by(self, key: str) -> None:
        self.order = Order(key)
        self._say()
        self.changed.emit()

    def _switch(self) -> None:
        self._chosen = replace(self._chosen, favourites=self.favourites.isChecked(), untried=self.untried.isChecked())
        self.changed.emit()

    def _choose(self, name: str, key: str) -> None:
        said = "" if key == _ANY else key
        match name:
            case "price":
                self._chosen = replace(self._chosen, most_won=int(said) if said else None)
            case "walk":
                self._chosen = replace(self._chosen, most_walk=int(said) if said else None)
            case "open":
                self._opening = key
            case "category":
                self._chosen = replace(self._chosen, category=said)
            case "tag":
                self._chosen = replace(self._chosen, tag=said)
            case _:
                self._chosen = replace(self._chosen, fact=said)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """Names each menu by what is chosen, else by what it is for."""
        chosen = self._chosen
        price = fill(translate("Restaurants", "up to %1"), won(chosen.most_won)) if chosen.most_won else ""
        walk = fill(translate("Restaurants", "up to %1 min"), chosen.most_walk) if chosen.most_walk else ""
        opening = dict(self._openings()).get(self._opening, "") if self._opening != _ANY else ""
        for name, label, value, entries in (
            ("category", translate("Restaurants", "Category"), chosen.category, self._plain(self._choices.categories)),
            ("price", translate("Restaurants", "Price"), price, self._prices()),
            ("walk", translate("Restaurants", "Walk"), walk, self._walks()),
            ("open", translate("Restaurants", "Opening hours"), opening, self._openings()),
            ("tag", translate("Restaurants", "Tag"), f"#{chosen.tag}" if chosen.tag else "", self._tags()),
            ("fact", translate("Restaurants", "Diet"), fact_word(chosen.fact) if chosen.fact else "", self._facts()),
        ):
            menu = self.menus[name]
            menu.setText(value or label)
            menu.set_kind(ButtonKind.SECONDARY if value else ButtonKind.QUIET)
            menu.setAccessibleName(f"{label}: {value}" if value else label)
            anything = MenuEntry(_ANY, translate("Restaurants", "All"))
            menu.show_entries([anything, MenuEntry(), *(MenuEntry(key, text) for key, text in entries)])
            menu.setVisible(bool(entries))
            menu.updateGeometry()
        orders = self._orders()
        self.sort.setText(dict(orders)[self.order])
        self.sort.setAccessibleName(fill(translate("Restaurants", "Sorted by: %1"), dict(orders)[self.order]))
        self.sort.show_entries([MenuEntry(key, text) for key, text in orders])
        self._flow.invalidate()

    def _orders(self) -> list[tuple[str, str]]:
        return [
            (Order.BEST, translate("Restaurants", "Best rated")),
            (Order.NEAREST, translate("Restaurants", "Nearest")),
            (Order.CHEAPEST, translate("Restaurants", "Cheapest")),
            (Order.VISITED, translate("Restaurants", "Last visited")),
        ]

    def _plain(self, words: Sequence[str]) -> list[tuple[str, str]]:
        return [(word, word) for word in words]

    def _prices(self) -> list[tuple[str, str]]:
        return [(str(most), fill(translate("Restaurants", "up to %1"), won(most))) for most in PRICE_BANDS]

    def _walks(self) -> list[tuple[str, str]]:
        return [(str(most), fill(translate("Restaurants", "up to %1 min"), most)) for most in WALKS]

    def _openings(self) -> list[tuple[str, str]]:
        times = [
            (f"{hour}:{minute}", fill(translate("Restaurants", "open at %1"), wall_clock(hour, minute)))
            for hour, minute in _TIMES
        ]
        return [(_NOW, translate("Restaurants", "open now")), *times]

    def _tags(self) -> list[tuple[str, str]]:
        return [(tag, f"#{tag}") for tag in self._choices.tags]

    def _facts(self) -> list[tuple[str, str]]:
        return [(code, fact_word(code)) for code in self._choices.facts]

    def _restyle(self) -> None:
        self._flow.set_spacing(self.theme.px(6))
