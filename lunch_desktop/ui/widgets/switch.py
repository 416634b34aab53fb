"""A switch: on or off, at once, without a button to confirm it."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import HoverFade, follow, mix, paint_box, paint_focus, set_name
from lunch_desktop.ui.widgets.check_box import mark_line

_TRACK = QSize(40, 22)
_THUMB = 14
_EDGE = 4


class Switch(QCheckBox):
    """For what takes effect the moment it is turned; a `CheckBox` is for what a form sends later.

    The place of the thumb and a check mark say the state besides the colour. ``name`` names a switch without a word of
    its own, as beside a setting.
    """

    def __init__(self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self._hover = HoverFade(theme, self)
        self._place = 0.0
        self._slide = QVariantAnimation(self)
        self._slide.valueChanged.connect(self._move)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._turn)
        if name:
            set_name(self, name)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """Track and word; 32 px high."""
        edge = 2 * self.theme.px(_EDGE)
        width = self.theme.px(_TRACK.width()) + edge
        if self.text():
            width += self.theme.px(8) + self.fontMetrics().horizontalAdvance(self.text()) + self.theme.px(4)
        return QSize(width, self.theme.px(self.theme.metrics.control))

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """The word is as good as the track."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter turns it like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws track, thumb, mark and word."""
        painter, theme = QPainter(self), self.theme
        size = QSize(theme.px(_TRACK.width()), theme.px(_TRACK.height()))
        track = QRect(theme.px(_EDGE), (self.height() - size.height()) // 2, size.width(), size.height())
        fill, border, thumb = self._look()
        width, dashed = mark_line(self, theme, used=self._hover.value > 0)
        paint_box(painter, track, size.height() / 2, fill, border, width=width, dashed=dashed)
        if self.isChecked():
            pixmap = theme.icon_pixmap(Icon.CHECK, thumb, 12, self.devicePixelRatioF())
            painter.drawPixmap(track.x() + theme.px(6), track.y() + (track.height() - theme.px(12)) // 2, pixmap)
        side, inset = theme.px(_THUMB), (track.height() - theme.px(_THUMB)) / 2
        left = track.x() + inset + (track.width() - 2 * inset - side) * self._place
        paint_box(painter, QRectF(left, track.y() + inset, side, side), side / 2, thumb)
        if self.text():
            painter.setFont(self.font())
            painter.setPen(theme.colour(ColourRole.TEXT if self.isEnabled() else ColourRole.DISABLED))
            words = self.rect().adjusted(track.right() + 1 + theme.px(8), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            ring = self.rect() if self.text() else track.adjusted(-3, -3, 3, 3)
            radius = theme.px(6) if self.text() else ring.height() / 2
            paint_focus(painter, ring, radius, theme.colour(ColourRole.ACCENT))

    def _look(self) -> tuple[QColor, QColor, QColor]:
        """Fill and border of the track, colour of the thumb."""
        colour = self.theme.colour
        if not self.isEnabled():
            return colour(ColourRole.SUNKEN), colour(ColourRole.BORDER), colour(ColourRole.DISABLED)
        used = 1.0 if self.isDown() else self._hover.value
        if self.isChecked():
            deeper = ColourRole.ACCENT_PRESSED if self.isDown() else ColourRole.ACCENT_HOVER
            fill = mix(colour(ColourRole.ACCENT), colour(deeper), used)
            return fill, colour(ColourRole.TEXT) if self._is_plain(used) else fill, colour(ColourRole.ON_ACCENT)
        line = mix(colour(ColourRole.CONTROL), colour(ColourRole.TEXT), used)
        ground = ColourRole.PRESSED if self.isDown() else ColourRole.SURFACE
        return colour(ground), line, line

    def _is_plain(self, used: float) -> bool:
        """Where the colour can't say that the pointer is on it."""
        return self.theme.high_contrast and used > 0

    def _turn(self, on: bool) -> None:
        target = 1.0 if on else 0.0
        self._slide.stop()
        duration = self.theme.motion(self.theme.metrics.hover_ms)
        if duration == 0 or not self.isVisible():
            self._move(target)
            return
        self._slide.setDuration(duration)
        self._slide.setStartValue(self._place)
        self._slide.setEndValue(target)
        self._slide.start()

    def _move(self, place: float) -> None:
        self._place = float(place)
        self.update()

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY))
        self.updateGeometry()
        self.update()
