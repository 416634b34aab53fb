"""The rows of the start page: parties that take people now."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.pages.parties.items import PartyItem
from lunch_desktop.ui.pages.parties.row import PartyListRow
from lunch_desktop.ui.pages.parties.words import row_content, ways_in
from lunch_desktop.ui.pages.today.finding import Found, RowFilter
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import as_of, day_heading, short_date
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card, Section
from lunch_desktop.ui.widgets.chip import FilterChip
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.row_list import RowList
from lunch_desktop.ui.widgets.skeleton import SkeletonRow

translate = QCoreApplication.translate

_SKELETONS = 4
_FEWEST_IN_SIGHT = 3


class _Rows(RowList):
    """As high as its rows where there is room."""

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(super().sizeHint().width(), self.maximumHeight())


class OpenParties(Section):
    """At most eight rows. `join` carries the PartyView to join or wait for, `show_party` the one to look at."""

    join = Signal(object)
    show_party = Signal(object)
    show_all = Signal()
    filter_chosen = Signal(str)
    go = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._found: Found | None = None
        self._text = ""
        self._stale = False
        self._coming = ""
        self._coming_line = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._coming_line.hide()
        self._scrolls = True
        self._views: tuple[PartyView, ...] = ()
        self._card = Card(theme, padding=4)
        self._skeletons = [SkeletonRow(theme) for _ in range(_SKELETONS)]
        self._list = _Rows(theme, self._make_row, _fill_row, key_of=_key_of)
        self._list.activated.connect(lambda index: self.join.emit(self._views[index]))
        self._list.opened.connect(lambda index: self.show_party.emit(self._views[index]))
        self._empty = EmptyState(theme, Icon.UTENSILS, "")
        self._empty.pressed.connect(self._empty_pressed)
        self._more = Button(theme, "", ButtonKind.QUIET)
        self._more.clicked.connect(self.show_all)
        self._build()
        self.retranslate()
        theme.changed.connect(self._fit)

    @property
    def list(self) -> RowList:
        """The rows."""
        return self._list

    @property
    def filter(self) -> RowFilter:
        """The filter in force."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), RowFilter.ALL)

    def set_filter(self, chosen: RowFilter) -> None:
        """Put a filter in force without saying so."""
        self._chips[chosen].setChecked(True)

    def show_found(self, found: Found, text: str, *, stale: bool, coming: str = "") -> None:
        """Show the rows of a reading; `text` is what was searched for, `stale` that the server is out of reach.

        `coming` says that not everything is here yet.
        """
        self._found, self._text, self._stale, self._coming = found, text.strip(), stale, coming
        now, zone = found.today.now, found.today.office.time_zone
        self._views = found.rows
        self._list.show_items([_item(view, now, zone, dated=found.day is None) for view in found.rows])
        for skeleton in self._skeletons:
            skeleton.hide()
        self._filters.setVisible(bool(found.rows) or self.filter is not RowFilter.ALL)
        self._show_words(found)
        self._list.setVisible(bool(found.rows))
        self._empty.setVisible(not found.rows)
        self._fit()

    def focus_rows(self) -> bool:
        """Bring the keyboard to the first row; False when there is none."""
        if not self._views:
            return False
        self._list.focus_row(0)
        return True

    def set_scrolls(self, scrolls: bool) -> None:
        """Whether the rows scroll in their own room, or the page scrolls with all of them in sight."""
        if scrolls != self._scrolls:
            self._scrolls = scrolls
            self._fit()

    def retranslate(self) -> None:
        """Say everything anew."""
        words = {
            RowFilter.ALL: translate("Today", "All"),
            RowFilter.TEAM: translate("Today", "My team"),
            RowFilter.INVITED: translate("Today", "Invited"),
            RowFilter.SOON: translate("Today", "Within an hour"),
        }
        for key, chip in self._chips.items():
            chip.setText(words[key])
            chip.updateGeometry()
        self._list.setAccessibleName(translate("Today", "Open parties"))
        for skeleton in self._skeletons:
            skeleton.setAccessibleName(translate("Today", "Loading"))
        if self._found is not None:
            self.show_found(self._found, self._text, stale=self._stale, coming=self._coming)
        else:
            self.set_heading(translate("Today", "Open now"))

    def _build(self) -> None:
        self._chips = {key: FilterChip(self.theme, "") for key in RowFilter}
        group = QButtonGroup(self)
        self._filters = QWidget()
        self._flow = FlowLayout(self._filters)
        for key, chip in self._chips.items():
            chip.clicked.connect(lambda _checked=False, key=key: self.filter_chosen.emit(key))
            group.addButton(chip)
            self._flow.addWidget(chip)
        self._chips[RowFilter.ALL].setChecked(True)
        self._filters.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        for skeleton in self._skeletons:
            self._card.body.addWidget(skeleton)
        for widget in (self._list, self._empty):
            widget.hide()
            self._card.body.addWidget(widget)
        self._more.hide()
        self._filters.hide()
        self.body.addWidget(self._coming_line)
        self.body.addWidget(self._filters)
        column = QVBoxLayout()
        column.addWidget(self._card)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.body.addLayout(column, 1)
        follow(self.theme, self._restyle_flow)

    def _make_row(self) -> ListRow:
        return PartyListRow(self.theme, ways_in())

    def _show_words(self, found: Found) -> None:
        today = found.today
        if self._text:
            heading = fill(translate("Today", "Found for “%1”"), self._text)
        elif found.day == today.today or found.day is None:
            heading = translate("Today", "Open now")
        else:
            heading = fill(translate("Today", "%1 – open parties"), day_heading(found.day, today.today))
        count = str(len(found.rows) + found.more) if found.rows else ""
        fresh = ""
        if self._stale and today.as_of is not None:
            fresh = as_of(today.as_of, today.office.time_zone, today.now)
        self.set_heading(heading, " · ".join(part for part in (count, fresh) if part))
        self._coming_line.setText(self._coming)
        self._coming_line.setVisible(bool(self._coming))
        self._more.setText(fill(translate("Today", "+%1 more"), found.more))
        self._more.setVisible(found.more > 0)
        if self._coming and self.filter is RowFilter.ALL:
            self._empty.show_content(
                Icon.SENDING,
                translate("Today", "Lunches are on their way"),
                translate("Today", "They appear here as they come. You can open a party meanwhile."),
                translate("Today", "Open a party"),
            )
        elif self._text:
            self._empty.show_content(
                Icon.SEARCH,
                translate("Today", "No open party fits"),
                translate("Today", "Titles, restaurants and hosts were looked through."),
            )
        elif self.filter is not RowFilter.ALL:
            self._empty.show_content(
                Icon.FILTER,
                translate("Today", "No open party fits the filter"),
                translate("Today", "Look at all of them, or open one yourself."),
                translate("Today", "Show all"),
            )
        else:
            self._empty.show_content(
                Icon.UTENSILS,
                translate("Today", "No party is open yet"),
                translate("Today", "Open the first one: colleagues see it at once and can join with one key."),
                translate("Today", "Open a party"),
            )

    def _empty_pressed(self) -> None:
        if self.filter is RowFilter.ALL:
            self.go.emit()
        else:
            self._chips[RowFilter.ALL].click()

    def _fit(self) -> None:
        """The card is as high as its rows where there is room."""
        height = self.theme.px(self.theme.metrics.row)
        whole = len(self._views) * height
        self._list.setMinimumHeight(min(whole, _FEWEST_IN_SIGHT * height) if self._scrolls else whole)
        self._list.setMaximumHeight(max(whole, 1))
        self._list.updateGeometry()

    def _restyle_flow(self) -> None:
        self._flow.set_spacing(self.theme.px(self.theme.metrics.space_s))


def _item(view: PartyView, now: Instant, time_zone: str, *, dated: bool) -> PartyItem:
    content = row_content(view, now, time_zone)
    if dated:
        day = short_date(view.party.meets_at, time_zone)
        place = " · ".join(part for part in (day, content.place) if part)
        content = replace(content, place=place, name=f"{content.name}, {day}")
    return PartyItem(view.party.id, view, content)


def _fill_row(row: ListRow, item: object) -> None:
    if isinstance(row, PartyListRow) and isinstance(item, PartyItem):
        row.show_item(item, chosen=False)


def _key_of(item: object) -> str:
    return item.id if isinstance(item, PartyItem) else ""
