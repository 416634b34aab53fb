"""The line in which one types what to look for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.inputs import LineEdit

_ICON = 16


class PaletteField(LineEdit):
    """Keeps the keyboard while the list is walked through. `moved` carries a step of the highlight, `jumped` whether
    to the end; `chosen` is Enter and `chosen_second` Ctrl+Enter, never while a syllable is being composed; `left` Esc;
    `lost` says that something else has the keyboard now.
    """

    looked_for = Signal(str)
    moved = Signal(int)
    paged = Signal(int)
    jumped = Signal(bool)
    chosen = Signal()
    chosen_second = Signal()
    left = Signal()
    lost = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._composed = ""
        self.textChanged.connect(self._tell)

    @property
    def wanted(self) -> str:
        """What is looked for, with the syllable under way."""
        before, behind = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        return before + self._composed + behind

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Look for the syllable under way, too: most Korean names are found before they are finished."""
        super().inputMethodEvent(event)
        former, self._composed = self._composed, event.preeditString()
        if former != self._composed:
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if key in steps:
            self.moved.emit(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.jumped.emit(key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                (self.chosen_second if control else self.chosen).emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through the list as the arrows do: there is nowhere else to go."""
        self.moved.emit(1 if forward else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Something else took the keyboard for good, as a key of the window does; another program's window doesn't."""
        super().focusOutEvent(event)
        self._composed = ""
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.lost.emit()

    def forget(self) -> None:
        """Empty the line without looking for anything."""
        self._composed = ""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the lens."""
        super().paintEvent(event)
        theme, side = self.theme, self.theme.px(_ICON)
        lens = theme.icon_pixmap(Icon.SEARCH, theme.colour(ColourRole.SECONDARY), _ICON, self.devicePixelRatioF())
        QPainter(self).drawPixmap(theme.px(theme.metrics.space_m), (self.height() - side) // 2, lens)

    def _tell(self) -> None:
        self.looked_for.emit(self.wanted)
