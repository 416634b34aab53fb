"""What every component shares: following the theme, naming itself, painting by the tokens."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole

POPUP_SHADOW = 3
"""How far a popup's shadow reaches around it, in pixels at every scale."""

_POLISHED_AT_ONCE = 60


def follow(theme: Theme, restyle: Callable[[], None]) -> None:
    """Runs a widget's ``restyle`` method now and whenever the theme changes, for as long as the widget
    lives.
    """
    theme.changed.connect(restyle)
    restyle()


def polished(widget: QWidget) -> Iterator[None]:
    """Does to a widget and all in it, some at a time, what Qt else does to all at once when they are first shown."""
    for place, part in enumerate((widget, *widget.findChildren(QWidget))):
        part.ensurePolished()
        if place % _POLISHED_AT_ONCE == _POLISHED_AT_ONCE - 1:
            yield
    yield


def announce(widget: QWidget, message: str) -> None:
    """Has a screen reader say a message that appears without taking the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, message))


def set_name(widget: QWidget, name: str) -> None:
    """Sets the accessible name only when it is another one, as each change is told to screen readers."""
    if widget.accessibleName() != name:
        widget.setAccessibleName(name)


def set_flag(widget: QWidget, name: str, value: bool) -> None:
    """Sets a property that the stylesheet selects on, and has the widget styled again."""
    if bool(widget.property(name)) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def paint_box(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: QColor | None,
    border: QColor | None = None,
    *,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box whose border lies inside ``rect``, on whole pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(border, width)
        if dashed:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        box = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        radius = max(0.0, radius - width / 2)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def paint_focus(painter: QPainter, rect: QRect, radius: float, colour: QColor, *, inset: float = 0.0) -> None:
    """The 2-px focus ring, ``inset`` pixels inside ``rect``."""
    box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    paint_box(painter, box, max(0.0, radius - inset), None, colour, width=2.0)


def paint_popup(painter: QPainter, theme: Theme, rect: QRect, radius: float) -> QRect:
    """The surface of a popup with its shadow, which only popups have; gives the surface's place inside ``rect``."""
    for depth, alpha in ((0, 14), (1, 22), (2, 34)):
        edge = rect.adjusted(depth, depth, -depth, -depth)
        paint_box(painter, edge, radius + POPUP_SHADOW - depth, QColor(0, 0, 0, alpha))
    body = rect.adjusted(POPUP_SHADOW, 2, -POPUP_SHADOW, -4)
    paint_box(painter, body, radius, theme.colour(ColourRole.SURFACE), theme.colour(ColourRole.BORDER))
    return body


def paint_ground(
    painter: QPainter,
    theme: Theme,
    rect: QRect,
    radius: float,
    *,
    hover: float = 0.0,
    pressed: bool = False,
    selected: bool = False,
    on_canvas: bool = False,
) -> None:
    """What lies under a row or an item: nothing at rest, else how it is being used. ``on_canvas`` is for what does not
    lie on a card, as the colour of hovering is the canvas's in the light mode.

    In high contrast, where all grounds are one colour, a line says it: dotted under the pointer, thick while pressed,
    and a bar at the start of what is selected.
    """
    if theme.high_contrast:
        _paint_contrast_ground(painter, theme, rect, radius, hover=hover, pressed=pressed, selected=selected)
        return
    over, down = ColourRole.HOVER, ColourRole.PRESSED
    if on_canvas:
        over, down = ColourRole.PRESSED, ColourRole.BORDER
    if selected:
        fill = theme.colour(ColourRole.SELECTED)
        paint_box(painter, rect, radius, mix(fill, theme.colour(down), 0.5 if pressed else hover * 0.25))
    elif pressed:
        paint_box(painter, rect, radius, theme.colour(down))
    elif hover > 0:
        ground = theme.colour(over)
        ground.setAlphaF(hover)
        paint_box(painter, rect, radius, ground)


def _paint_contrast_ground(
    painter: QPainter, theme: Theme, rect: QRect, radius: float, *, hover: float, pressed: bool, selected: bool
) -> None:
    text = theme.colour(ColourRole.TEXT)
    if pressed:
        paint_box(painter, rect, radius, None, text, width=3.0)
    elif hover > 0:
        paint_box(painter, rect, radius, None, text, dashed=True)
    if selected:
        paint_box(painter, rect, radius, None, theme.colour(ColourRole.ACCENT))
        bar = QRect(rect.x(), rect.y(), theme.px(5), rect.height())
        painter.fillRect(bar, theme.colour(ColourRole.ACCENT))


def mix(first: QColor, second: QColor, amount: float) -> QColor:
    """The colour ``amount`` (0 to 1) of the way from the first to the second."""
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * amount,
        first.greenF() + (second.greenF() - first.greenF()) * amount,
        first.blueF() + (second.blueF() - first.blueF()) * amount,
    )


class HoverFade(QObject):
    """Fades a widget's hover colour in and out; ``value`` runs from 0 to 1."""

    def __init__(self, theme: Theme, widget: QWidget) -> None:
        super().__init__(widget)
        self.value = 0.0
        self._theme = theme
        self._widget = widget
        self._animation = QVariantAnimation(self)
        self._animation.valueChanged.connect(self._step)
        widget.setAttribute(Qt.WidgetAttribute.WA_Hover)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Starts a fade where the pointer comes and goes."""
        if not isValid(self._widget):  # it is being taken down, and says that it hides
            return False
        if event.type() == QEvent.Type.HoverEnter:
            self._fade(1.0 if self._widget.isEnabled() else 0.0)
        elif event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Hide, QEvent.Type.EnabledChange):
            self._fade(0.0)
        return super().eventFilter(watched, event)

    def _fade(self, target: float) -> None:
        self._animation.stop()
        duration = self._theme.motion(self._theme.metrics.hover_ms)
        if duration == 0 or not self._widget.isVisible():
            self._step(target)
            return
        self._animation.setDuration(duration)
        self._animation.setStartValue(self.value)
        self._animation.setEndValue(target)
        self._animation.start()

    def _step(self, value: float) -> None:
        self.value = float(value)
        self._widget.update()
