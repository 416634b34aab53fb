"""The page for admins: what was suggested, what is there twice, lists to bring in, and the cafeteria's week."""

from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.exchange.importer import Known
from lunch_desktop.exchange.imports.restaurants import IMPORTER
from lunch_desktop.store.desktop.queries.stewardship import Stewardship
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.imports.card import ImportCard
from lunch_desktop.ui.pages.stewardship.queue import Queue
from lunch_desktop.ui.pages.stewardship.twins import Twins
from lunch_desktop.ui.pages.stewardship.week import WeekCard
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

translate = QCoreApplication.translate


class StewardshipPage(Page):
    """Shows its parts to admins alone; it follows the row that says who is one."""

    key: ClassVar[str] = "stewardship"
    tables: ClassVar[frozenset[str]] = frozenset({"admins", "suggestions", "restaurants", "menus", "employees"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.queue, self.twins = Queue(context), Twins(context)
        self.importing, self.week = ImportCard(context, IMPORTER), WeekCard(context)
        self._parts = (self.queue, self.twins, self.week, self.importing)
        self._strangers = EmptyState(theme, Icon.BOWL, "")
        self._strangers.pressed.connect(lambda: self.context.shell.navigate("restaurants"))
        self._is_read = self._wants_focus = False
        content = QWidget()
        self._layout = QVBoxLayout(content)
        for part in self._parts:
            part.hide()
            self._layout.addWidget(part)
        self._layout.addWidget(self._strangers)
        self._layout.addStretch(1)
        self._strangers.hide()
        self._scroll = ScrollPage(theme, content)
        self._scroll.fill(self)
        self._theme = theme
        self.retranslate()
        follow(theme, self._restyle)

    def refresh(self) -> None:
        """Read anew."""
        self._show_header()
        self.context.session.read(lambda reads: reads.stewardship(), self._take, key="stewardship", receiver=self)

    def retranslate(self) -> None:
        """Say everything anew."""
        for part in self._parts:
            part.retranslate()
        self._strangers.show_content(
            Icon.BOWL,
            translate("Stewardship", "This page is for admins"),
            translate("Stewardship", "You can suggest restaurants and corrections; admins decide on them here."),
            translate("Stewardship", "Look at the restaurants"),
        )
        if self.isVisible():
            self._show_header()

    def focus_first(self) -> None:
        """The first button that can be pressed."""
        self._wants_focus = not self._is_read
        if not self._is_read:
            return
        if self._strangers.isVisible():
            self._strangers.focus_button()
        elif not self.queue.focus_first():
            self.week.text.setFocus()

    def _show_header(self) -> None:
        self.context.shell.set_header(translate("Stewardship", "Upkeep"))

    def _take(self, found: Stewardship) -> None:
        for part in self._parts:
            part.setVisible(found.is_admin)
        self._strangers.setVisible(not found.is_admin)
        self._is_read = True
        if found.is_admin:
            self.queue.show_waiting(found.waiting)
            self.twins.show_restaurants(found.restaurants)
            self.week.time_zone = found.time_zone
            self.importing.show_known(Known(found.office, found.restaurants))
        if self._wants_focus and self.isVisible():
            self.focus_first()

    def _restyle(self) -> None:
        metrics, px = self._theme.metrics, self._theme.px
        edge = px(metrics.space_xl)
        self._layout.setContentsMargins(edge, px(metrics.space_m), edge, edge)
        self._layout.setSpacing(px(metrics.space_xl))
