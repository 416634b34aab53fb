"""The list of parties: which of them, how many, by day; only those in sight are read."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.queries.parties import PartyFilter, PartyView
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties import words
from lunch_desktop.ui.pages.parties.day_list import DayList
from lunch_desktop.ui.pages.parties.items import PartyItem, PartyItems, starts_of_days, window_around
from lunch_desktop.ui.pages.parties.reading import ListFacts, is_online, read_list
from lunch_desktop.ui.pages.parties.refusal_notice import RefusalNotice
from lunch_desktop.ui.pages.parties.row import PartyListRow
from lunch_desktop.ui.pages.parties.standing import entry
from lunch_desktop.ui.texts.coming import still_coming
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import as_of
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.party_row import PartyRowContent
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate


class PartyListing(QWidget):
    """Says what the person wants of the list: `opened` carries a party's id, `browsed` the id of a row that the
    keyboard came to, `entered` a PartyView to be joined or waited for.
    """

    opened = Signal(str)
    browsed = Signal(str)
    entered = Signal(object)
    new_wanted = Signal()
    filled = Signal()
    """The list was read."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self.theme = context, context.theme
        self._which, self._search, self._chosen = PartyFilter.COMING, "", ""
        self._facts: ListFacts | None = None
        self._views: dict[str, PartyView] = {}
        self._days: dict[str, Day] = {}
        self._fresh: set[tuple[int, int]] = set()
        self._from_top, self._wants_focus = True, False
        self._recalled: tuple[int, str] | None = None
        self.filter = SegmentedControl(self.theme, [(one.value, "") for one in PartyFilter], "")
        self.filter.chosen.connect(self._choose_filter)
        self._count = ElidedLabel(self.theme, colour=ColourRole.SECONDARY)
        self.new_button = Button(self.theme, "", ButtonKind.PRIMARY, Icon.PLUS)
        self.new_button.clicked.connect(self.new_wanted)
        self.notice = RefusalNotice(self.theme)
        self._empty = EmptyState(self.theme, Icon.UTENSILS, "")
        self._card = Card(self.theme, padding=4)
        self.list = self._make_list()
        self._build()
        self.retranslate()
        follow(self.theme, self._restyle)

    def refresh(self) -> None:
        """Reads the list anew, first what is in sight, which stays there."""
        facts = self._facts
        if facts is None or self._from_top or self._recalled is not None or not facts.ids:
            self._read_list()
            return
        ids = [facts.ids[index] for index in self.list.visible_indices]
        self._context.session.read(
            lambda reads: reads.parties(ids), partial(self._take_seen, facts), key="parties.seen", receiver=self
        )

    def _take_seen(self, asked_for: ListFacts, views: list[PartyView]) -> None:
        self._take(views)
        if self._facts is asked_for:
            self.list.refresh()
        self._read_list()

    def _read_list(self) -> None:
        which, search, now = self._which, self._search, self._now()
        around = 0 if self._from_top else self.list.first_visible
        if self._recalled is not None:
            around = self._recalled[0]
        self._context.session.read(
            lambda reads: read_list(reads, which, search, now, around), self._show, key="parties.list", receiver=self
        )

    def remember(self) -> dict[str, Any]:
        """Which list, and what stands at its top."""
        top = self.list.first_visible
        ids = self.ids
        return {"filter": self._which.value, "top": top, "top_id": ids[top] if top < len(ids) else ""}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Show the list that was remembered, from the row that stood at its top."""
        if kept.get("filter") in tuple(PartyFilter):
            self._which = PartyFilter(kept["filter"])
            self.filter.set_value(self._which.value)
        top = kept.get("top")
        if isinstance(top, int) and top > 0:
            self._recalled = (top, str(kept.get("top_id", "")))
            self._from_top = False

    def refresh_times(self) -> None:
        """Time has passed: says anew what can still be joined."""
        self.list.refresh()

    def show_filter(self, which: PartyFilter) -> None:
        """Shows another list."""
        self.filter.set_value(which.value)
        self._choose_filter(which.value)

    def search(self, text: str) -> None:
        """Narrows the list to what holds every word of `text`."""
        if text.strip() != self._search:
            self._search, self._from_top = text.strip(), True
            self.refresh()

    def choose(self, party_id: str) -> None:
        """Marks the party that is shown beside the list."""
        if party_id != self._chosen:
            self._chosen = party_id
            self.list.refresh()

    def focus_first(self) -> None:
        """Gives the keyboard to the row that is at hand; in an empty list to the button that makes one."""
        self._wants_focus = self._facts is None
        if self.list.count:
            self.list.focus_row(max(0, self.list.current))
        else:
            self.new_button.setFocus()

    @property
    def ids(self) -> list[str]:
        """The parties of the list, in its order."""
        return self._facts.ids if self._facts is not None else []

    @property
    def time_zone(self) -> str | None:
        """The office's; None before the first sync."""
        return self._facts.time_zone if self._facts is not None else None

    def view(self, party_id: str) -> PartyView | None:
        """A party that has been read."""
        return self._views.get(party_id)

    def tell_freshness(self) -> None:
        """Says how many there are and, out of the server's reach, how old that is."""
        facts = self._facts
        if facts is None:
            return
        count = fill(translate("Parties", "%1 in all"), QLocale().toString(len(facts.ids)))
        if facts.as_of is not None and not is_online(self._context.session):
            count = f"{count} · {as_of(facts.as_of, facts.time_zone, self._now())}"
        parts = (count, still_coming(self._context.session.status))
        self._count.setText(" · ".join(part for part in parts if part) if facts.ids else "")
        if not facts.ids:
            self._say_empty()
        self._name_new_button()

    def set_loud(self, *, loud: bool) -> None:
        """Whether "New party" is the page's filled button."""
        empty = self._stack.currentWidget() is self._empty
        self.new_button.set_kind(ButtonKind.PRIMARY if loud or empty else ButtonKind.SECONDARY)

    def retranslate(self) -> None:
        """Says everything anew."""
        for which, text in (
            (PartyFilter.COMING, translate("Parties", "Coming")),
            (PartyFilter.MINE, translate("Parties", "Mine")),
            (PartyFilter.PAST, translate("Parties", "Past")),
        ):
            self.filter.set_text(which.value, text)
        self.filter.setAccessibleName(translate("Parties", "Which parties"))
        self._name_new_button()
        if self._facts is not None:
            self.list.setAccessibleName(translate("Parties", "Parties"))
            for row in self.list.every_row:
                if isinstance(row, PartyListRow):
                    row.use_words(*_words())
            self._show(self._facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the button its word where there is room."""
        super().resizeEvent(event)
        self._name_new_button()

    def _build(self) -> None:
        self._card.body.addWidget(self.list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(self._empty)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.filter)
        self._bar.addWidget(self._count)
        self._bar.addStretch(1)
        self._bar.addWidget(self.new_button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._bar)
        self._layout.addWidget(self.notice)
        self._layout.addWidget(self._stack, 1)

    def _make_list(self) -> DayList:
        made = DayList(
            self.theme,
            lambda: PartyListRow(self.theme, *_words()),
            self._fill,
            name=translate("Parties", "Parties"),
            key_of=_key_of,
        )
        made.activated.connect(self._activate)
        made.opened.connect(self._open)
        made.current_changed.connect(self._browse)
        return made

    def _show(self, facts: ListFacts | None) -> None:
        former = self._facts.ids if self._facts is not None else None
        self._facts = facts
        if facts is None:
            self._say_empty()
            return
        self._take(facts.views)
        self._fresh = {window_around(facts.ids.index(facts.views[-1].party.id))} if facts.views else set()
        if facts.ids == former and self.list.count == len(facts.ids):
            self.list.refresh()
        else:
            self.list.show_items(PartyItems(facts.ids, self._views, self._content))
        self._show_days()
        if self._from_top:
            self.list.scroll_to_top()
        self._from_top = False
        self._go_to_recalled(facts.ids)
        self.tell_freshness()
        if facts.ids:
            self._stack.setCurrentWidget(self._card)
        if facts.ids and self._wants_focus and self.window().focusWidget() is self.new_button:
            self.focus_first()
        self._wants_focus = False
        self.filled.emit()

    def _go_to_recalled(self, ids: list[str]) -> None:
        """The row is looked for by its party: others may have come before it since."""
        recalled, self._recalled = self._recalled, None
        if recalled is None or not ids:
            return
        index, party_id = recalled
        if index >= len(ids) or ids[index] != party_id:
            index = ids.index(party_id) if party_id in ids else min(index, len(ids) - 1)
        self.list.show_from(index)
        chosen = ids.index(self._chosen) if self._chosen in ids else index
        self.list.set_current(chosen if chosen in self.list.visible_indices else index)

    def _fill(self, row: ListRow, item: object) -> None:
        if not isinstance(row, PartyListRow) or not isinstance(item, PartyItem):
            return
        row.show_item(item, chosen=item.id == self._chosen)
        if self._facts is not None and window_around(row.index) not in self._fresh:
            self._fresh.add(window_around(row.index))
            QTimer.singleShot(0, self, partial(self._read_window, window_around(row.index)))

    def _read_window(self, window: tuple[int, int]) -> None:
        facts, visible = self._facts, self.list.visible_indices
        if facts is None or window[0] >= visible.stop + 1 or window[1] < visible.start:
            # The person has scrolled on; it is read when it is in sight again.
            self._fresh.discard(window)
            return
        ids = facts.ids[window[0] : window[1]]
        self._context.session.read(
            lambda reads: reads.parties(ids),
            lambda views: self._add(views, facts),
            key=f"parties.window.{window[0]}",
            receiver=self,
        )

    def _add(self, views: list[PartyView], asked_for: ListFacts) -> None:
        self._take(views)
        if self._facts is asked_for:
            self.list.refresh()
            self._show_days()

    def _take(self, views: list[PartyView]) -> None:
        self._views.update((view.party.id, view) for view in views)
        self._days.update((view.party.id, view.party.day) for view in views)

    def _show_days(self) -> None:
        if self._facts is not None:
            starts = starts_of_days(self._facts.ids, self._days)
            today = self._facts.today
            self.list.show_headings({index: words.heading(day, today) for index, day in starts.items()})

    def _say_empty(self) -> None:
        icon = Icon.UTENSILS
        if self._facts is None:
            icon = Icon.SENDING
            title = translate("Parties", "Parties are on their way")
            sentence = translate("Parties", "They appear here once this desktop has synced for the first time.")
        elif coming := still_coming(self._context.session.status):
            icon = Icon.SENDING
            title = translate("Parties", "Parties are on their way")
            sentence = fill(translate("Parties", "%1. You can work meanwhile."), coming)
        elif self._search:
            icon = Icon.SEARCH
            title = fill(translate("Parties", "Nothing found for “%1”"), self._search)
            sentence = translate("Parties", "Titles, restaurants and meeting places are searched. Try fewer words.")
        elif self._which is PartyFilter.MINE:
            title = translate("Parties", "No lunch planned yet")
            sentence = translate("Parties", "Join a party under Coming, or open one with Ctrl+N.")
        elif self._which is PartyFilter.PAST:
            icon = Icon.CALENDAR
            title = translate("Parties", "No past parties")
            sentence = translate("Parties", "Lunches you see today are listed here from tomorrow on.")
        else:
            title = translate("Parties", "No parties yet")
            sentence = translate("Parties", "Ctrl+N opens one.")
        self._empty.show_content(icon, title, sentence)
        self._stack.setCurrentWidget(self._empty)
        self._count.setText("")
        self.set_loud(loud=True)

    def _content(self, view: PartyView) -> PartyRowContent:
        return words.row_content(view, self._now(), self._facts.time_zone if self._facts is not None else "UTC")

    def _choose_filter(self, key: str) -> None:
        self._which, self._from_top = PartyFilter(key), True
        self.refresh()

    def _activate(self, index: int) -> None:
        view = self._view_at(index)
        if view is not None and entry(view, self._now()) is not None:
            self.entered.emit(view)
        elif view is not None:
            self.opened.emit(view.party.id)

    def _open(self, index: int) -> None:
        view = self._view_at(index)
        if view is not None:
            self.opened.emit(view.party.id)

    def _browse(self, index: int) -> None:
        if self.list.has_row_focus() and self._facts is not None and 0 <= index < len(self._facts.ids):
            self.browsed.emit(self._facts.ids[index])

    def _view_at(self, index: int) -> PartyView | None:
        return self._views.get(self._facts.ids[index]) if self._facts is not None else None

    def _now(self) -> Instant:
        return self._context.session.clock.now()

    def _name_new_button(self) -> None:
        word = translate("Parties", "New party")
        self.new_button.setText(word)
        needed = sum(one.sizeHint().width() for one in (self.filter, self._count, self.new_button))
        if self.width() < needed + 3 * self.theme.px(self.theme.metrics.space_m):
            self.new_button.setText("")
        self.new_button.setAccessibleName(word)
        self.new_button.setToolTip(f"{word} (Ctrl+N)")

    def _restyle(self) -> None:
        metrics = self.theme.metrics
        self._bar.setSpacing(self.theme.px(metrics.space_m))
        self._bar.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._layout.setSpacing(self.theme.px(metrics.space_m))


def _key_of(item: object) -> str:
    return item.id if isinstance(item, PartyItem) else ""


def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the buttons and the pills of a row may say."""
    return words.ways_in(), tuple(words.state_words())
