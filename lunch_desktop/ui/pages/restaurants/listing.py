"""The list of restaurants with what narrows it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.restaurants.filter_bar import FilterBar
from lunch_desktop.ui.pages.restaurants.reading import ListFacts, read_list
from lunch_desktop.ui.pages.restaurants.row import RestaurantItem, RestaurantRow
from lunch_desktop.ui.pages.restaurants.words import row_item
from lunch_desktop.ui.texts.coming import still_coming
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.fitting import FittingScroll
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.row_list import RowList
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

translate = QCoreApplication.translate


class RestaurantListing(QWidget):
    """`opened` carries the id of a restaurant that was chosen, `browsed` of one that the keyboard came to.

    `suggestion_wanted` is for a place that the list lacks.
    """

    opened = Signal(str)
    browsed = Signal(str)
    filled = Signal()
    suggestion_wanted = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self.theme = context, context.theme
        self._search, self._chosen, self._from_top = "", "", False
        self._facts: ListFacts | None = None
        self.bar = FilterBar(self.theme, self._now)
        self.clear = Button(self.theme, "", ButtonKind.QUIET)
        self.suggest = Button(self.theme, "", ButtonKind.QUIET, Icon.PLUS)
        self._count = Label(self.theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self.list = RowList(
            self.theme,
            lambda: RestaurantRow(self.theme),
            self._fill,
            name=translate("Restaurants", "Restaurants"),
            key_of=lambda item: item.id if isinstance(item, RestaurantItem) else "",
        )
        self._empty = EmptyState(self.theme, Icon.STORE, "")
        self._card = Card(self.theme, padding=4)
        self._card.body.addWidget(self.list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._nothing = ScrollPage(self.theme, self._empty)
        self._stack.addWidget(self._nothing)
        self._line, self._layout = QHBoxLayout(), QVBoxLayout(self)
        self._line.addWidget(self._count, 1)
        self._line.addWidget(self.clear)
        self.bar.add(self.suggest)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(FittingScroll(self.theme, self.bar))
        self._layout.addLayout(self._line)
        self._layout.addWidget(self._stack, 1)
        self._connect()
        self.retranslate()
        follow(self.theme, self._restyle)

    @property
    def ids(self) -> list[str]:
        """The restaurants listed, in order."""
        return [one.restaurant.id for one in self._facts.views] if self._facts is not None else []

    def refresh(self) -> None:
        """Reads and shows the list anew."""
        filters, order, search, now = self.bar.filters, self.bar.order, self._search, self._now()
        self._context.session.read(
            lambda reads: read_list(reads, filters, order, search, now),
            self._show,
            key="restaurants.list",
            receiver=self,
        )

    def search(self, text: str) -> None:
        """Narrows the list to what is found."""
        if text.strip() != self._search:
            self._search, self._from_top = text.strip(), True
            self.refresh()

    def choose(self, restaurant_id: str) -> None:
        """Marks the one that is shown beside the list."""
        if restaurant_id != self._chosen:
            self._chosen = restaurant_id
            self.list.refresh()

    def focus_first(self) -> None:
        """Gives the keyboard to the row that is at hand."""
        if self.list.count:
            self.list.focus_row(max(0, self.list.current))
        else:
            self.bar.favourites.setFocus()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.bar.retranslate()
        self.list.setAccessibleName(translate("Restaurants", "Restaurants"))
        self.clear.setText(translate("Restaurants", "Show all"))
        self.suggest.setText(translate("Restaurants", "Suggest a restaurant"))
        if self._facts is not None:
            self._show(self._facts)

    def _connect(self) -> None:
        self.bar.changed.connect(self._narrowed)
        self.clear.clicked.connect(self.bar.clear)
        self.suggest.clicked.connect(self.suggestion_wanted)
        self.list.activated.connect(lambda index: self.opened.emit(self.ids[index]))
        self.list.opened.connect(lambda index: self.opened.emit(self.ids[index]))
        self.list.current_changed.connect(self._browse)

    def _narrowed(self) -> None:
        self._from_top = True
        self.refresh()

    def _show(self, facts: ListFacts | None) -> None:
        self._facts = facts
        self.clear.setVisible(self.bar.is_narrow)
        if facts is None or not facts.views:
            self._say_empty(facts)
            self.filled.emit()
            return
        self.bar.show_choices(facts.choices, facts.today, facts.time_zone)
        self.list.show_items(self._items(facts))
        if self._from_top:
            self.list.verticalScrollBar().setValue(0)
        self._from_top = False
        shown, every = QLocale().toString(len(facts.views)), QLocale().toString(facts.in_all)
        text = fill(translate("Restaurants", "%1 of %2"), shown, every)
        if len(facts.views) == facts.in_all:
            text = fill(translate("Restaurants", "%1 in all"), every)
        self._count.setText(text)
        self._stack.setCurrentWidget(self._card)
        self.filled.emit()

    def _items(self, facts: ListFacts) -> Sequence[RestaurantItem]:
        now = self._now()
        return [row_item(one, now, facts.today, facts.time_zone) for one in facts.views]

    def _fill(self, row: ListRow, item: object) -> None:
        if isinstance(row, RestaurantRow) and isinstance(item, RestaurantItem):
            row.show_item(item, chosen=item.id == self._chosen)

    def _browse(self, index: int) -> None:
        if self.list.has_row_focus() and 0 <= index < len(self.ids):
            self.browsed.emit(self.ids[index])

    def _say_empty(self, facts: ListFacts | None) -> None:
        coming = still_coming(self._context.session.status)
        if facts is None or coming:
            title = translate("Restaurants", "Restaurants are on their way")
            text = translate("Restaurants", "They appear here once this desktop has synced for the first time.")
            self._empty.show_content(Icon.SENDING, title, text)
        elif self._search:
            title = fill(translate("Restaurants", "Nothing found for “%1”"), self._search)
            text = translate("Restaurants", "Names, categories and tags are searched. Try fewer words.")
            self._empty.show_content(Icon.SEARCH, title, text)
        elif self.bar.is_narrow:
            title = translate("Restaurants", "No restaurant fits")
            text = translate("Restaurants", "Take a filter away, or show all.")
            self._empty.show_content(Icon.FILTER, title, text)
        else:
            title = translate("Restaurants", "No restaurants yet")
            text = translate("Restaurants", "Suggest one, or your administrator adds them.")
            self._empty.show_content(Icon.STORE, title, text)
        self._stack.setCurrentWidget(self._nothing)
        self._count.setText("")

    def _now(self) -> Instant:
        return self._context.session.clock.now()

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self.clear.setMaximumHeight(self.theme.px(self.theme.metrics.control))
