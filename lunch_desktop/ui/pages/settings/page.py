"""Settings as a page: made of their declaration, section by section."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.system.languages import Language
from lunch_desktop.system.setting_words import SettingWords, section_words, words_of
from lunch_desktop.system.settings import SETTINGS, Section
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.settings.about_card import AboutCard
from lunch_desktop.ui.pages.settings.account_card import AccountCard
from lunch_desktop.ui.pages.settings.diagnostics import diagnostics
from lunch_desktop.ui.pages.settings.facts import Facts
from lunch_desktop.ui.pages.settings.licence_dialog import LicenceDialog
from lunch_desktop.ui.pages.settings.row import SettingRow
from lunch_desktop.ui.pages.settings.search import found_by
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.card import Section as SectionWidget
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

translate = QCoreApplication.translate
_WIDEST = 760
"""At 100 %: beyond it a control is too far from its words."""

WordsOf = Callable[[str, Language], SettingWords]


class _RowsCard(Card):
    """Rows that part themselves by lines."""

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(0)


class SettingsPage(Page):
    """The account, every setting there is, and what the program is."""

    key: ClassVar[str] = "settings"

    def __init__(
        self,
        context: PageContext,
        choices: Choices,
        facts: Facts,
        words: WordsOf = words_of,
    ) -> None:
        super().__init__(context)
        theme = context.theme
        self._choices, self._words = choices, words
        self._wanted = ""
        self._subject = ""
        self.account = AccountCard(theme, facts.account)
        self.account.sign_out.connect(facts.sign_out)
        self.account.account.connect(lambda: context.shell.navigate("profile"))
        self.rows = {one.name: SettingRow(theme, one, choices) for one in SETTINGS.values()}
        self.sections: dict[Section, SectionWidget] = {}
        for section in Section:
            members = [row for row in self.rows.values() if row.setting.section is section]
            if members:
                self.sections[section] = self._section(members)
        for row in self.rows.values():
            row.restart.connect(facts.restart)
        self.about = AboutCard(theme, facts)
        self.about.copy_wanted.connect(self._copy_diagnostics)
        self.about.licences_wanted.connect(self._show_licences)
        self._about_section = SectionWidget(theme, "")
        self._about_section.body.addWidget(self.about)
        self.empty = EmptyState(theme, Icon.SEARCH, "")
        self.empty.hide()
        self._build()
        self.retranslate()
        follow(theme, self._restyle)

    def open(self, subject: str | None) -> None:
        """Show the page; `subject` is the name of the setting that somebody wants to change."""
        self._subject = subject or ""
        super().open(subject)

    def refresh(self) -> None:
        """Show the values in force."""
        for row in self.rows.values():
            row.show_value()

    def retranslate(self) -> None:
        """Say everything anew."""
        language = language_in_force()
        title = translate("Settings", "Settings")
        self.setAccessibleName(title)
        self.context.shell.set_header(title)
        for name, row in self.rows.items():
            row.say(self._words(name, language))
        for section, widget in self.sections.items():
            widget.set_heading(section_words(section, language))
            set_name(widget, section_words(section, language))
        self._about_section.set_heading(translate("Settings", "About"))
        self.account.retranslate()
        self.about.retranslate()
        self.find_text(self._wanted)

    def find_text(self, text: str) -> None:
        """Narrow the page to what matches."""
        self._wanted = text
        found = False
        for section, widget in self.sections.items():
            heading = section_words(section, language_in_force())
            members = [row for row in self.rows.values() if row.setting.section is section]
            for row in members:
                words = row.words
                row.setVisible(found_by(text, words.title, words.description, heading, *words.options.values()))
            shown = [row for row in members if not row.isHidden()]
            for row in members:
                row.set_last(bool(shown) and row is shown[-1])
            widget.setVisible(bool(shown))
            found = found or bool(shown)
        self.account.setVisible(found_by(text, *self.account.said()))
        self._about_section.setVisible(found_by(text, *self.about.said()))
        found = found or not (self.account.isHidden() and self._about_section.isHidden())
        self.empty.setVisible(not found)
        self.empty.show_content(
            Icon.SEARCH,
            fill(translate("Settings", "No setting matches “%1”"), text.strip()),
            translate("Settings", "Try another word, or press Esc to see all settings."),
        )

    def focus_first(self) -> None:
        """On the setting that was asked for, else on the first: the account above it is rarely what one came for."""
        wanted = self.rows.get(self._subject)
        rows = [*([wanted] if wanted is not None else []), *self.rows.values()]
        if not any(row.editor.focus() for row in rows if not row.isHidden()):
            self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell everything how much room there is."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        side = self._column.contentsMargins().left()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        width = min(self.width() - bar, self._middle.maximumWidth()) - 2 * side
        self.account.use_width(width)
        self.about.use_width(width)
        for row in self.rows.values():
            row.use_width(width)

    def _copy_diagnostics(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(self._choices.settings, self.context.session.status))
        self.context.shell.toast(translate("Settings", "Diagnostics are on the clipboard"))

    def _show_licences(self) -> None:
        dialog = LicenceDialog(self.context.theme, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _section(self, rows: Sequence[SettingRow]) -> SectionWidget:
        widget = SectionWidget(self.context.theme, "")
        card = _RowsCard(self.context.theme, padding=0)
        for row in rows:
            card.body.addWidget(row)
        widget.body.addWidget(card)
        return widget

    def _build(self) -> None:
        self._column = QVBoxLayout()
        for widget in (self.account, *self.sections.values(), self._about_section, self.empty):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._middle = QWidget()
        self._middle.setLayout(self._column)
        inner = QWidget()
        beside = QHBoxLayout(inner)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addStretch(1)
        beside.addWidget(self._middle, 1000)
        beside.addStretch(1)
        self._scroll = ScrollPage(self.context.theme, inner)
        self._scroll.fill(self)

    def _restyle(self) -> None:
        theme, metrics = self.context.theme, self.context.theme.metrics
        side = theme.px(metrics.space_xl)
        self._column.setContentsMargins(side, theme.px(metrics.space_s), side, side)
        self._column.setSpacing(theme.px(metrics.space_xl))
        self._middle.setMaximumWidth(theme.px(_WIDEST) + 2 * side)
        self._share_width()
