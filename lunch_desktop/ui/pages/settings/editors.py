"""The controls that settings are changed with, one for each kind of value."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker

from lunch_desktop.system.setting_kinds import Address, Choice, File, HoursOrNone, Kind, Proxy, Switch, Whole
from lunch_desktop.ui.pages.settings.editor import Editor
from lunch_desktop.ui.pages.settings.hours import HoursEditor
from lunch_desktop.ui.pages.settings.proxy import ProxyEditor
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import set_flag, set_name
from lunch_desktop.ui.widgets.inputs import ComboBox, LineEdit, SpinBox
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.switch import Switch as SwitchButton

_MOST_SEGMENTS = 4
_LINE = 260
"""The width of a line of text at 100 %."""


def editor_for(theme: Theme, kind: Kind) -> Editor:
    """The control for a kind of value. Raises TypeError for a kind that has none."""
    match kind:
        case Switch():
            return SwitchEditor(theme)
        case Choice():
            return ChoiceEditor(theme, kind)
        case Whole():
            return NumberEditor(theme, kind)
        case Address() | File():
            return TextEditor(theme, kind)
        case Proxy():
            return ProxyEditor(theme, kind)
        case HoursOrNone():
            return HoursEditor(theme, kind)
    raise TypeError(f"no control for {type(kind).__name__}")


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.box = SwitchButton(theme)
        self.box.clicked.connect(lambda on: self.edited.emit(on))
        self.row.addWidget(self.box)

    def show_value(self, value: bool) -> None:
        """See Editor."""
        self.box.setChecked(value)

    def say(self, name: str, description: str, options: Mapping[str, str]) -> None:
        """See Editor."""
        set_name(self.box, name)
        self.box.setAccessibleDescription(description)


class ChoiceEditor(Editor):
    """One of a few: all in sight where there is room, else in a list."""

    def __init__(self, theme: Theme, kind: Choice) -> None:
        super().__init__(theme)
        self._kind = kind
        words = tuple((word, word) for word in kind.words)
        self.segments = SegmentedControl(theme, words, "") if len(words) <= _MOST_SEGMENTS else None
        self.list = ComboBox(theme)
        self.list.activated.connect(lambda _index: self._choose(self.list.value))
        if self.segments is not None:
            self.segments.chosen.connect(self._choose)
            self.row.addWidget(self.segments)
            self.list.hide()
        self.row.addWidget(self.list)

    def show_value(self, value: Any) -> None:
        """See Editor."""
        word = self._kind.stored(value)
        self.list.setCurrentIndex(self.list.findData(word))
        if self.segments is not None:
            self.segments.set_value(word)

    def say(self, name: str, description: str, options: Mapping[str, str]) -> None:
        """See Editor."""
        for word in self._kind.words:
            if self.segments is not None:
                self.segments.set_text(word, options.get(word, word))
        self.list.show_options([(word, options.get(word, word)) for word in self._kind.words])
        for control in (self.segments, self.list):
            if control is not None:
                set_name(control, name)
                control.setAccessibleDescription(description)

    def use_width(self, width: int) -> None:
        """See Editor."""
        if self.segments is None:
            return
        fits = self.segments.sizeHint().width() <= width
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        if fits is self.segments.isHidden():
            self.segments.setVisible(fits)
            self.list.setVisible(not fits)
            if had_focus:
                self.focus()

    def _choose(self, word: str) -> None:
        self.edited.emit(self._kind.words[word])


class NumberEditor(Editor):
    """A whole number with its unit."""

    def __init__(self, theme: Theme, kind: Whole) -> None:
        super().__init__(theme)
        self.box = SpinBox(theme, kind.least, kind.most)
        self.box.setSingleStep(kind.step)
        self.box.setSuffix(f" {kind.unit}" if kind.unit else "")
        # What is being typed counts when it is whole: 150 is not 1, 15, 150.
        self.box.setKeyboardTracking(False)
        self.box.valueChanged.connect(lambda number: self.edited.emit(number))
        self.row.addWidget(self.box)

    def show_value(self, value: int) -> None:
        """See Editor."""
        with QSignalBlocker(self.box):
            self.box.setValue(value)

    def say(self, name: str, description: str, options: Mapping[str, str]) -> None:
        """See Editor."""
        for widget in (self.box, self.box.lineEdit()):
            set_name(widget, name)
            widget.setAccessibleDescription(description)


class TextEditor(Editor):
    """A line of text; it counts when Enter or leaving ends it, and only where the setting takes it."""

    def __init__(self, theme: Theme, kind: Address | File) -> None:
        super().__init__(theme)
        self._kind = kind
        self._shown = ""
        self.field = LineEdit(theme, placeholder=kind.wanted)
        self.field.editingFinished.connect(self._finish)
        self.field.textEdited.connect(lambda _text: set_flag(self.field, "invalid", False))
        self.row.addWidget(self.field, 1)

    def show_value(self, value: str) -> None:
        """See Editor."""
        self._shown = value
        self.field.setText(value)
        set_flag(self.field, "invalid", False)

    def say(self, name: str, description: str, options: Mapping[str, str]) -> None:
        """See Editor."""
        set_name(self.field, name)
        self.field.setAccessibleDescription(description)

    def _finish(self) -> None:
        text = self.field.text().strip()
        if text == self._shown:
            return
        try:
            value = self._kind.parse(text)
        except ValueError:
            set_flag(self.field, "invalid", True)
            self.refused.emit(self._kind.wanted)
            return
        self._shown = value
        self.edited.emit(value)

    def use_width(self, width: int) -> None:
        """See Editor."""
        self.field.setFixedWidth(min(self.theme.px(_LINE), width))
