"""The shape of rows and cards that are on their way; nothing in it moves."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow, paint_box


class _Skeleton(QWidget):
    """Bars where words will be; ``name`` says that something is loading."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    def bars(self) -> tuple[tuple[int, int, int, int], ...]:
        """Left, top, width and height of each bar in pixels."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the bars; where all grounds are one colour, their outlines."""
        painter, theme = QPainter(self), self.theme
        border = theme.colour(ColourRole.BORDER) if theme.high_contrast else None
        for left, top, width, height in self.bars():
            bar = QRect(left, top, width, height)
            paint_box(painter, bar, theme.px(4), theme.colour(ColourRole.SUNKEN), border, dashed=True)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class SkeletonRow(_Skeleton):
    """A row of 64 px without content."""

    def sizeHint(self) -> QSize:
        """As high as a row."""
        return QSize(self.theme.px(320), self.theme.px(self.theme.metrics.row))

    def bars(self) -> tuple[tuple[int, int, int, int], ...]:
        """Where time, title, place and button will be."""
        px, right = self.theme.px, self.width() - self.theme.px(84)
        return (
            (px(12), px(24), px(40), px(16)),
            (px(68), px(14), min(px(220), max(px(40), right - px(160))), px(14)),
            (px(68), px(38), min(px(140), max(px(30), right - px(200))), px(10)),
            (right, px(18), px(72), px(28)),
        )


class SkeletonCard(_Skeleton):
    """What will be a heading, a few lines and a button, to be put into a `Card`."""

    def sizeHint(self) -> QSize:
        """As high as a small card's content."""
        return QSize(self.theme.px(240), self.theme.px(132))

    def minimumSizeHint(self) -> QSize:
        """Narrower in narrow columns."""
        return QSize(self.theme.px(120), self.theme.px(132))

    def bars(self) -> tuple[tuple[int, int, int, int], ...]:
        """Where heading, lines and button will be."""
        px, width = self.theme.px, self.width()
        return (
            (0, px(4), min(px(160), width * 3 // 5), px(16)),
            (0, px(36), width * 9 // 10, px(10)),
            (0, px(56), width * 7 // 10, px(10)),
            (0, px(92), min(px(88), width), px(32)),
        )
