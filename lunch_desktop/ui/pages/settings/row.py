"""One setting: what it is called and means, its control, and what else there is to say about it."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.system.problems import Problem
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.system.setting_words import SettingWords
from lunch_desktop.system.settings import Setting
from lunch_desktop.ui.pages.settings.editors import editor_for
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import announce, follow, set_name
from lunch_desktop.ui.widgets.button import Button, IconButton
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
NARROW_BELOW: Final = 600
"""Below this width at 100 %, the control goes under the words."""


class SettingRow(QWidget):
    """Follows the choices. `restart` says that the person wants the program to start anew."""

    restart = Signal()

    def __init__(self, theme: Theme, setting: Setting, choices: Choices) -> None:
        super().__init__()
        self.theme, self.setting = theme, setting
        self._choices, self._last = choices, False
        self._room = theme.px(NARROW_BELOW)
        self._words = SettingWords("", "")
        self._error = ""
        self._title = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self._description = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._note_icon = IconLabel(theme, Icon.INFO, ColourRole.SECONDARY, 16)
        self._note = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.editor = editor_for(theme, setting.kind)
        self.editor.edited.connect(self._edited)
        self.editor.refused.connect(self._refused)
        self.reset_button = IconButton(theme, Icon.UNDO, "")
        self.reset_button.clicked.connect(self._reset)
        self.restart_button = Button(theme)
        self.restart_button.clicked.connect(self.restart)
        self._build()
        choices.chosen.connect(self._chosen)
        choices.failed.connect(self._failed)
        self.show_value()
        follow(theme, self._restyle)

    @property
    def words(self) -> SettingWords:
        """What it says now."""
        return self._words

    def say(self, words: SettingWords) -> None:
        """Say it in another language."""
        self._words, self._error = words, ""
        self._title.setText(words.title)
        description = words.description
        if self.setting.restart:
            description += " " + translate("Settings", "It counts from the next start.")
        self._description.setText(description)
        self.editor.say(words.title, description, words.options)
        self.editor.show_value(self._choices.value(self.setting.name))
        set_name(self.reset_button, fill(translate("Settings", "Reset %1"), words.title))
        self.reset_button.setToolTip(translate("Settings", "Back to the default"))
        self.restart_button.setText(translate("Settings", "Restart now"))
        self._show_note()
        self._arrange()

    def show_value(self) -> None:
        """Show the value in force."""
        name = self.setting.name
        value, locked = self._choices.value(name), self._choices.is_locked(name)
        self.editor.show_value(value)
        self.editor.setEnabled(not locked)
        had_focus = self.reset_button.hasFocus()
        self.reset_button.setVisible(not locked and value != self.setting.default)
        if had_focus and self.reset_button.isHidden():
            self.editor.focus()
        self._restart.setVisible(self.setting.restart and value != getattr(self._choices.started, name))
        self._show_note()

    def use_width(self, width: int) -> None:
        """There are so many pixels: its own width can't say so, as its control may have made it wider."""
        self._room = width
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the line to the next one."""
        if not self._last:
            colour = self.theme.colour(ColourRole.BORDER)
            side = self.theme.px(self.theme.metrics.space_l)
            QPainter(self).fillRect(side, self.height() - 1, self.width() - 2 * side, 1, colour)

    def set_last(self, last: bool) -> None:
        """Whether nothing follows in its card."""
        self._last = last
        self.update()

    def _edited(self, value: object) -> None:
        self._error = ""
        self._choices.choose(self.setting.name, value)

    def _reset(self) -> None:
        self._error = ""
        self._choices.reset(self.setting.name)

    def _refused(self, wanted: str) -> None:
        self._error = fill(translate("Settings", "This is not understood. It should look like this: %1"), wanted)
        announce(self, self._error)
        self._show_note()

    def _chosen(self, name: str) -> None:
        if name == self.setting.name:
            self.show_value()

    def _failed(self, name: str, error: Exception) -> None:
        if name != self.setting.name:
            return
        if isinstance(error, Problem):
            said = problem_text(error, language_in_force())
            self._error = f"{said.title}. {said.what} {said.remedy}"
        else:
            self._error = translate("Settings", "It could not be stored on this PC, so it stays as it was.")
        announce(self, self._error)
        self._show_note()

    def _show_note(self) -> None:
        """The most pressing of what there is to say: an error, who has decided, or what is still to be done."""
        name = self.setting.name
        icon, role, text = Icon.INFO, ColourRole.SECONDARY, ""
        given = self._choices.given_at_start(name)
        if self._error:
            icon, role, text = Icon.ERROR, ColourRole.REFUSED_TEXT, self._error
        elif self._choices.is_locked(name):
            icon, text = Icon.SHIELD, translate("Settings", "Set by your company. Your IT department can change it.")
        elif not self._restart.isHidden():
            icon, role = Icon.RETRY, ColourRole.REQUESTED_TEXT
            text = translate("Settings", "Changed. Restart to use it.")
        elif given:
            text = fill(translate("Settings", "At this start it was given by %1, which goes before this page."), given)
        self._note_icon.set_icon(icon, role)
        self._note.set_colour(role)
        self._note.setText(text)
        self._told.setVisible(bool(text))

    def _build(self) -> None:
        # A widget and not a layout alone: an empty layout would hold the words beside it narrow.
        self._told = QWidget()
        note = QHBoxLayout(self._told)
        note.setContentsMargins(0, 0, 0, 0)
        note.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        self._note_row = note
        self._text = QVBoxLayout()
        self._text.addWidget(self._title)
        self._text.addWidget(self._description)
        self._text.addWidget(self._told)
        self._restart = QWidget()
        self._restart_layout = QHBoxLayout(self._restart)
        self._restart_layout.addWidget(self.restart_button)
        self._restart_layout.addStretch(1)
        self._text.addWidget(self._restart)
        self._controls = QHBoxLayout()
        for widget in (self.reset_button, self.editor):
            self._controls.addWidget(widget)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._text, 1)
        self._row.addLayout(self._controls)

    def _arrange(self) -> None:
        narrow = self._room < self.theme.px(NARROW_BELOW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not direction:
            self._row.setDirection(direction)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._controls, left if narrow else right)
        # The way back stands on the inner side, so that all controls begin, or end, at one line.
        backwards, forwards = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.LeftToRight
        self._controls.setDirection(backwards if narrow else forwards)
        side = 2 * self.theme.px(self.theme.metrics.space_l)
        spare = self.reset_button.sizeHint().width() + self.theme.px(self.theme.metrics.space_s)
        room = self._room - side - spare
        self.editor.use_width(room if narrow else room - self.theme.px(220))

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side, upper = theme.px(metrics.space_l), theme.px(metrics.space_m)
        self._row.setContentsMargins(side, upper, side, upper)
        self._row.setSpacing(theme.px(metrics.space_m))
        self._text.setSpacing(theme.px(2))
        self._controls.setSpacing(theme.px(metrics.space_s))
        self._note_row.setSpacing(theme.px(metrics.space_xs))
        self._restart_layout.setContentsMargins(0, theme.px(metrics.space_xs), 0, 0)
        self._arrange()
