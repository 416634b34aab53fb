"""The page on which admins bring lists in: employees, restaurants, the cafeteria's menus."""

from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.exchange.importer import Known
from lunch_desktop.exchange.imports import importers
from lunch_desktop.store.desktop.queries.stewardship import Importable
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.imports.card import ImportCard
from lunch_desktop.ui.pages.imports.server import ImportServer
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.scroll_page import ScrollPage
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate


class ImportsPage(Page):
    """One kind of list at a time; what was chosen for another one stays there."""

    key: ClassVar[str] = "imports"
    tables: ClassVar[frozenset[str]] = frozenset({"restaurants", "menus", "offices", "employees"})

    def __init__(self, context: PageContext, server: ImportServer | None = None, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._theme = theme = context.theme
        known = importers()
        self.kinds = SegmentedControl(theme, tuple((name, "") for name in known), "", wraps=True)
        self.kinds.chosen.connect(self._choose)
        self.cards = {name: ImportCard(context, one, server) for name, one in known.items()}
        self._holder = Card(theme, padding=24)
        for card in self.cards.values():
            self._holder.body.addWidget(card)
        content = QWidget()
        self._layout = QVBoxLayout(content)
        self._layout.addWidget(self.kinds)
        self._layout.addWidget(self._holder)
        self._layout.addStretch(1)
        ScrollPage(theme, content).fill(self)
        self._choose(next(iter(known)))
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def card(self) -> ImportCard:
        """The one in sight."""
        return self.cards[self.kinds.value]

    def open(self, subject: str | None) -> None:
        """`subject` is the kind of list."""
        if subject in self.cards:
            self._choose(subject)
        super().open(subject)

    def refresh(self) -> None:
        """Read what is there already."""
        self._show_header()
        self.context.session.read(lambda reads: reads.importable(), self._take, key="imports", receiver=self)

    def retranslate(self) -> None:
        """Say everything anew."""
        language = language_in_force()
        self.kinds.setAccessibleName(translate("Imports", "What is brought in"))
        for name, one in importers().items():
            self.kinds.set_text(name, one.words.in_("ko" if language == "ko" else "en"))
        for card in self.cards.values():
            card.retranslate()
        if self.isVisible():
            self._show_header()

    def focus_first(self) -> None:
        """On the kinds of lists."""
        self.kinds.focus_current()

    def _choose(self, name: str) -> None:
        self.kinds.set_value(name)
        for key, card in self.cards.items():
            card.setVisible(key == name)

    def _show_header(self) -> None:
        self.context.shell.set_header(translate("Imports", "Imports"))

    def _take(self, found: Importable) -> None:
        known = Known(found.office, found.restaurants, found.menus)
        for card in self.cards.values():
            card.show_known(known)

    def _restyle(self) -> None:
        metrics, px = self._theme.metrics, self._theme.px
        edge = px(metrics.space_xl)
        self._layout.setContentsMargins(edge, px(metrics.space_m), edge, edge)
        self._layout.setSpacing(px(metrics.space_l))
