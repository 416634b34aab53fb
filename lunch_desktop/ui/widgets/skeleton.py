"""The shape of rows that are on their way; nothing in it moves."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow, paint_box


class SkeletonRow(QWidget):
    """A row of 64 px without content. ``name`` says that something is loading."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """As high as a row."""
        return QSize(self.theme.px(320), self.theme.px(self.theme.metrics.row))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws bars where time, title, place and button will be."""
        px, painter = self.theme.px, QPainter(self)
        fill = self.theme.colour(ColourRole.SUNKEN)
        right = self.width() - px(84)
        for left, top, width, height in (
            (px(12), px(24), px(40), px(16)),
            (px(68), px(14), min(px(220), max(px(40), right - px(160))), px(14)),
            (px(68), px(38), min(px(140), max(px(30), right - px(200))), px(10)),
            (right, px(18), px(72), px(28)),
        ):
            paint_box(painter, QRect(left, top, width, height), px(4), fill)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
