"""A surface that opens below a field and goes when the person turns to something else."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import POPUP_SHADOW, follow, paint_popup


def covering(widget: QWidget) -> QWidget:
    """What a popup of ``widget`` lies in: the sheet that covers the window, if it is in one, else its window."""
    present: QWidget | None = widget
    while present is not None and not (present.isWindow() or present.property("modalOverlay")):
        present = present.parentWidget()
    return present if present is not None else widget


class PopupPanel(QWidget):
    """Lies in the window, not above it, so that no window manager is between it and the keyboard.

    Esc and a press or a turn of the wheel anywhere else close it; ``closed`` says so. Tab goes round inside.
    """

    closed = Signal()

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__(covering(field))
        self.theme, self._field = theme, field
        self.body = QVBoxLayout(self)
        self.hide()
        # Destroyed with the field, though it lies elsewhere.
        field.destroyed.connect(self.deleteLater)
        follow(theme, self._restyle)

    def open_at(self, size: QSize) -> None:
        """Opens with room for ``size``: below the field, above it where there is no room, or over it."""
        over = self.parentWidget()
        if over is None:
            return
        edge = 2 * (self.theme.px(self.theme.metrics.space_s) + POPUP_SHADOW)
        width = min(size.width() + edge, over.width())
        height = min(size.height() + edge, over.height())
        corner = self._field.mapTo(over, QPoint(0, 0))
        top = corner.y() + self._field.height()
        if top + height > over.height():
            top = corner.y() - height if corner.y() >= height else over.height() - height
        left = min(max(0, corner.x() - POPUP_SHADOW), over.width() - width)
        self.setGeometry(QRect(left, top, width, height))
        self.show()
        self.raise_()
        _application().installEventFilter(self)

    def close_panel(self) -> None:
        """Goes; the keyboard goes back to the field, unless the person has turned to something else."""
        if self.isHidden():
            return
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        _application().removeEventFilter(self)
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever turns to something else is done with it."""
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
        if event.type() in presses and isinstance(watched, QWidget) and not self._is_mine(watched):
            QTimer.singleShot(0, self, self.close_panel)
        elif event.type() == QEvent.Type.WindowDeactivate and watched is self.window():
            self.close_panel()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it and nothing else."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            # What nobody in here wanted is not for what lies beneath.
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on its edge is nobody else's."""
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside."""
        stops = [
            one
            for one in self.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()
        ]
        if stops:
            present = QApplication.focusWidget()
            position = next((place for place, stop in enumerate(stops) if stop is present), -1)
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            stops[(position + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the surface."""
        paint_popup(QPainter(self), self.theme, self.rect(), self.theme.px(self.theme.metrics.radius_button))

    def _is_mine(self, watched: QWidget) -> bool:
        mine = watched is self or self.isAncestorOf(watched)
        return mine or watched is self._field or self._field.isAncestorOf(watched)

    def _restyle(self) -> None:
        edge = self.theme.px(self.theme.metrics.space_s) + POPUP_SHADOW
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(self.theme.px(self.theme.metrics.space_xs))
        self.update()


def _application() -> QCoreApplication:
    application = QApplication.instance()
    if application is None:
        raise RuntimeError("there are no widgets without an application")
    return application
