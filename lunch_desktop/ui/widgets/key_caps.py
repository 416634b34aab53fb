"""The keys of a shortcut, drawn as they look on a keyboard."""

import re

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, paint_box

# The plus that joins keys, not the key with a plus on it.
_JOINT = re.compile(r"(?<=[^+])\+(?=.)|(?<=\+)\+(?=[^+])")
_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def keys_of(shortcut: str) -> tuple[str, ...]:
    """The keys of "Ctrl+Shift+K" one by one, as this system writes them. Only the first chord counts."""
    sequence = QKeySequence(shortcut)
    native = _parts(sequence.toString(QKeySequence.SequenceFormat.NativeText) or shortcut)
    portable = _parts(sequence.toString(QKeySequence.SequenceFormat.PortableText))
    if len(native) != len(portable):
        return native
    return tuple(_ARROWS.get(name, said) for said, name in zip(native, portable, strict=True))


def _parts(sequence: str) -> tuple[str, ...]:
    return tuple(part for part in _JOINT.split(sequence.split(", ")[0]) if part)


def caps_width(theme: Theme, keys: tuple[str, ...]) -> int:
    """How wide the caps of these keys are."""
    if not keys:
        return 0
    return sum(_cap_width(theme, key) for key in keys) + theme.px(4) * (len(keys) - 1)


def paint_caps(painter: QPainter, theme: Theme, rect: QRect, keys: tuple[str, ...]) -> None:
    """Draws the caps from the left edge of ``rect``, in the middle of its height."""
    height = theme.px(20)
    left, top = rect.x(), rect.y() + (rect.height() - height) // 2
    for key in keys:
        width = _cap_width(theme, key)
        cap = QRect(left, top, width, height)
        paint_box(painter, cap, theme.px(4), theme.colour(ColourRole.SURFACE), theme.colour(ColourRole.CONTROL))
        # The edge of the cap, seen from above.
        edge = QRect(left + theme.px(3), top + height - 2, width - 2 * theme.px(3), 1)
        painter.fillRect(edge, theme.colour(ColourRole.CONTROL))
        painter.setFont(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
        painter.setPen(theme.colour(ColourRole.SECONDARY))
        painter.drawText(cap.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, key)
        left += width + theme.px(4)


def _cap_width(theme: Theme, key: str) -> int:
    metrics = QFontMetrics(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
    return max(theme.px(20), metrics.horizontalAdvance(key) + theme.px(12))


class KeyCaps(QLabel):
    """One shortcut, "Ctrl+K", as ``Ctrl`` ``K``; a screen reader says it as it is written."""

    def __init__(self, theme: Theme, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._keys: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_shortcut(shortcut)
        follow(theme, self._restyle)

    def show_shortcut(self, shortcut: str) -> None:
        """Shows other keys; ``shortcut`` is written as for QKeySequence."""
        self._keys = keys_of(shortcut)
        self.setText("+".join(self._keys))
        self._restyle()

    def sizeHint(self) -> QSize:
        """Room for the caps."""
        return QSize(caps_width(self.theme, self._keys), self.theme.px(20))

    def minimumSizeHint(self) -> QSize:
        """Keys are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the caps."""
        paint_caps(QPainter(self), self.theme, self.rect(), self._keys)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
