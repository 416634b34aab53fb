"""A row of a card: a picture, words, and buttons, which go under the words where there is no room beside them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow

_NARROW_BELOW: Final = 420


class TurningRow(QWidget):
    """Subclasses make their parts, then call `lay_out`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._room = theme.px(_NARROW_BELOW)
        self._line = QHBoxLayout()
        self._words = QVBoxLayout()
        self._said = QHBoxLayout()
        self._buttons = QHBoxLayout()
        self._row = QHBoxLayout(self)

    def lay_out(
        self, picture: QWidget, line: Sequence[QWidget], below: Sequence[QWidget], buttons: Sequence[QWidget]
    ) -> None:
        """`line` are the parts of the first line of words, `below` the lines under it."""
        for widget in line:
            self._line.addWidget(widget)
        self._line.addStretch(1)
        self._words.addLayout(self._line)
        for widget in below:
            self._words.addWidget(widget)
        self._said.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self._said.addLayout(self._words, 1)
        for widget in buttons:
            self._buttons.addWidget(widget)
        self._row.addLayout(self._said, 1)
        self._row.addLayout(self._buttons)
        follow(self.theme, self._restyle)

    def use_width(self, width: int) -> None:
        """How much room there is."""
        self._room = width
        self._turn()

    def _turn(self) -> None:
        narrow = self._room < self.theme.px(_NARROW_BELOW)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        place = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        self._row.setAlignment(self._buttons, place)

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        self._row.setContentsMargins(0, theme.px(metrics.space_s), 0, theme.px(metrics.space_s))
        for layout in (self._row, self._buttons, self._line):
            layout.setSpacing(theme.px(metrics.space_s))
        self._said.setSpacing(theme.px(metrics.space_m))
        self._words.setSpacing(0)
        self._turn()
