"""A thin bar that tells how much is done, or only that something is under way; figures stand beside it in words."""

from PySide6.QtCore import QEvent, QRectF, QSize, QVariantAnimation
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow, paint_box

_HEIGHT = 14
_TRACK = 6
_PART = 0.3
_ROUND_MS = 1400


class ThinProgressBar(QProgressBar):
    """From 0 to 100 %. A screen reader tells the value by itself.

    With a range of nothing, ``setRange(0, 0)``, a part of the bar moves along it; where the system asks for less
    motion, dashes stand still.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._round = QVariantAnimation(self)
        self._round.setStartValue(0.0)
        self._round.setEndValue(1.0)
        self._round.setDuration(_ROUND_MS)
        self._round.setLoopCount(-1)
        self._round.valueChanged.connect(self.update)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    @property
    def is_indeterminate(self) -> bool:
        """Whether nobody knows how much there is to do."""
        return self.minimum() == self.maximum()

    @property
    def is_moving(self) -> bool:
        """Whether anything moves; nothing does out of sight."""
        return self._round.state() is QVariantAnimation.State.Running

    def setRange(self, minimum: int, maximum: int) -> None:
        """Starts and stops what moves."""
        super().setRange(minimum, maximum)
        self._move()

    def showEvent(self, event: QShowEvent) -> None:
        """Moves only in sight."""
        super().showEvent(event)
        self._move()

    def hideEvent(self, event: QHideEvent) -> None:
        """Moves only in sight."""
        super().hideEvent(event)
        self._round.stop()

    def event(self, event: QEvent) -> bool:
        """Qt would animate the bar by itself, too."""
        if event.type() == QEvent.Type.StyleAnimationUpdate:
            return True
        return super().event(event)

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
        for part in self._parts(box):
            paint_box(painter, part, radius, self.theme.colour(ColourRole.ACCENT))

    def _parts(self, box: QRectF) -> list[QRectF]:
        if not self.is_indeterminate:
            done = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
            width = max(box.height(), box.width() * done)
            return [QRectF(box.x(), box.y(), width, box.height())] if done > 0 else []
        if not self.is_moving:
            step = self.theme.px(16)
            count = int(box.width() // step)
            return [QRectF(place * step, box.y(), step / 2, box.height()) for place in range(count)]
        length = box.width() * _PART
        left = float(self._round.currentValue()) * (box.width() + length) - length
        return [QRectF(left, box.y(), length, box.height()).intersected(box)]

    def _move(self) -> None:
        if self.is_indeterminate and self.isVisible() and self.theme.motion(_ROUND_MS):
            if not self.is_moving:
                self._round.start()
        else:
            self._round.stop()
        self.update()

    def _restyle(self) -> None:
        self.setFixedHeight(self.theme.px(_HEIGHT))
        self._move()
