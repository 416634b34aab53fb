"""What just happened, at the bottom of the window, with a way back; it takes no focus and goes by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QCursor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import announce, follow, paint_popup
from lunch_desktop.ui.widgets.button import Button, ButtonKind, IconButton
from lunch_desktop.ui.widgets.clear_place import clear_place
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import ElidedLabel

_MOST = 3
_LOOK_MS = 1_000
_PAGE_SETTLES_MS = 120
_LOOKS_AGAIN_MS = 600


class Toast(QWidget):
    """One message. Its time stands still while the pointer or the keyboard is on it."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        icon: Icon,
        text: str,
        action: str,
        on_action: Callable[[], object] | None,
        close_name: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._on_action = on_action
        self.setAccessibleName(text)
        set_role(self, QAccessible.Role.Notification)
        self._layout = QHBoxLayout(self)
        self._icon = IconLabel(theme, icon, ColourRole.SECONDARY)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(ElidedLabel(theme, text), 1)
        self.button = Button(theme, action, ButtonKind.SECONDARY, parent=self)
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self._act)
        self._layout.addWidget(self.button)
        self.close_button = IconButton(theme, Icon.CLOSE, close_name)
        self.close_button.clicked.connect(self.dismiss)
        self._layout.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(theme.metrics.toast_ms)
        self._timer.timeout.connect(self.dismiss)
        # The pointer may be gone without a word: the toast itself moves when the page beneath it changes.
        self._another_look = QTimer(self)
        self._another_look.setInterval(_LOOK_MS)
        self._another_look.timeout.connect(self._look_again)
        for widget in (self.button, self.close_button):
            widget.installEventFilter(self)
        follow(theme, self._restyle)
        self._timer.start()

    @property
    def running(self) -> bool:
        """Whether its time runs."""
        return self._timer.isActive()

    def dismiss(self) -> None:
        """Goes now."""
        self._timer.stop()
        self._another_look.stop()
        self.hide()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Being read: the time stands still."""
        super().enterEvent(event)
        self._stand_still()

    def leaveEvent(self, event: QEvent) -> None:
        """The time starts again."""
        super().leaveEvent(event)
        self._resume()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard is as good as the pointer."""
        if event.type() == QEvent.Type.FocusIn:
            self._stand_still()
        elif event.type() == QEvent.Type.FocusOut:
            self._resume()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc sends it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the surface and, as on every popup and only there, a shadow."""
        paint_popup(QPainter(self), self.theme, self.rect(), self.theme.px(self.theme.metrics.radius_card))

    def _act(self) -> None:
        self.dismiss()
        if self._on_action is not None:
            self._on_action()

    def _stand_still(self) -> None:
        self._timer.stop()
        self._another_look.start()

    def _resume(self) -> None:
        if self.isVisible() and not self.underMouse() and not self._has_keyboard:
            self._another_look.stop()
            self._timer.start()

    def _look_again(self) -> None:
        under_pointer = self.rect().contains(self.mapFromGlobal(QCursor.pos()))
        if not under_pointer and not self._has_keyboard:
            self._another_look.stop()
            self._timer.start()

    @property
    def _has_keyboard(self) -> bool:
        return self.button.hasFocus() or self.close_button.hasFocus()

    def _restyle(self) -> None:
        metrics = self.theme.metrics
        side = self.theme.px(metrics.space_m)
        self._layout.setContentsMargins(side + 3, self.theme.px(8) + 2, self.theme.px(8) + 3, self.theme.px(8) + 4)
        self._layout.setSpacing(self.theme.px(metrics.space_s))


class ToastHost(QObject):
    """Shows toasts at the bottom of a window, the newest lowest, three at most, where they cover no button or field."""

    def __init__(self, theme: Theme, window: QWidget, close_name: str) -> None:
        """``close_name`` names the × for screen readers."""
        super().__init__(window)
        self._theme, self._window, self._close_name = theme, window, close_name
        self._toasts: list[Toast] = []
        window.installEventFilter(self)
        theme.changed.connect(self._arrange)
        # What was done changes the page in a moment, and with it what the toast must not cover.
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._arrange_again)

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """Those in sight, oldest first."""
        return tuple(self._toasts)

    def show_toast(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        icon: Icon = Icon.CHECK,
    ) -> Toast:
        """Says what happened; ``action`` is the word of the way back ("되돌리기")."""
        toast = Toast(self._theme, icon, text, action, on_action, self._close_name, self._window)
        toast.closed.connect(lambda: self._remove(toast))
        self._toasts.append(toast)
        while len(self._toasts) > _MOST:
            self._toasts[0].dismiss()
        self._arrange()
        toast.show()
        toast.raise_()
        announce(toast, text)
        self._settled.start(_PAGE_SETTLES_MS)
        return toast

    def keep_clear(self) -> None:
        """Another page or sheet is in sight: finds a place there."""
        self._settled.start(_PAGE_SETTLES_MS)

    def focus_newest(self) -> bool:
        """Brings the keyboard to the newest toast (bind a key to it); False when there is none."""
        if not self._toasts:
            return False
        toast = self._toasts[-1]
        (toast.button if toast.button.isVisible() else toast.close_button).setFocus()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the toasts in place."""
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)

    def _remove(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.deleteLater()
            self._arrange()

    def _arrange_again(self) -> None:
        """Not from under the pointer: somebody is about to press it."""
        if not any(toast.underMouse() and toast.isVisible() for toast in self._toasts):
            self._arrange()
        if self._toasts:  # what is chosen on the page meanwhile may bring buttons of its own
            self._settled.start(_LOOKS_AGAIN_MS)

    def _arrange(self) -> None:
        if not self._toasts:
            return
        gap, between = self._theme.px(self._theme.metrics.space_l), self._theme.px(self._theme.metrics.space_xs)
        heights = [toast.sizeHint().height() for toast in self._toasts]
        widest = max(toast.sizeHint().width() for toast in self._toasts)
        width = min(max(widest, self._theme.px(360)), self._window.width() - 2 * gap)
        size = QSize(width, sum(heights) + between * (len(heights) - 1))
        corner = clear_place(self._window, size, gap, self._toasts)
        top = corner.y()
        for toast, height in zip(self._toasts, heights, strict=True):
            toast.setGeometry(QRect(corner.x(), top, width, height))
            top += height + between
