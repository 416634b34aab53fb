"""A thin bar that tells how much of a download has come; its figures stand beside it in words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow, paint_box

_HEIGHT = 14
_TRACK = 6


class ThinProgressBar(QProgressBar):
    """From 0 to 100 %. A screen reader tells the value by itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self.theme.px(120), self.theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As high as it is drawn."""
        return QSize(self.theme.px(60), self.theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the track and what has come of it."""
        painter = QPainter(self)
        track = self.theme.px(_TRACK)
        box, radius = QRectF(0, (self.height() - track) / 2, self.width(), track), track / 2
        border = self.theme.colour(ColourRole.BORDER) if self.theme.high_contrast else None
        paint_box(painter, box, radius, self.theme.colour(ColourRole.SUNKEN), border)
        come = max(box.height(), box.width() * self.value() / 100)
        if self.value() > 0:
            box.setWidth(come)
            paint_box(painter, box, radius, self.theme.colour(ColourRole.ACCENT))

    def _restyle(self) -> None:
        self.setFixedHeight(self.theme.px(_HEIGHT))
        self.update()
