"""A sheet that slides in from the right over the page, for what is looked at or filled in beside it."""

import shiboken6
from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.dressed import dress_bars
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.tab_order import move_focus, tab_stops

_WIDTH = 400


class _Panel(QWidget):
    """The sheet itself, on the veil."""

    def __init__(self, theme: Theme, veil: QWidget) -> None:
        super().__init__(veil)
        self.theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour(ColourRole.SURFACE))
        painter.fillRect(0, 0, 1, self.height(), self.theme.colour(ColourRole.BORDER))


class SideSheet(QWidget):
    """Covers ``window`` with a veil and shows a panel at its right.

    Put content into ``body`` (it scrolls) and buttons into ``footer``. ``open`` keeps who had the focus,
    ``close_sheet`` gives it back; Esc and a click on the veil close. Tab stays inside. ``closed`` is
    emitted in every case.
    """

    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget, title: str, close_name: str) -> None:
        super().__init__(window)
        self.theme = theme
        self._window = window
        self._returns_to: QWidget | None = None
        # The test driver looks here first, as this covers the rest.
        self.setProperty("modalOverlay", True)
        set_role(self, QAccessible.Role.Dialog)
        self.setAccessibleName(title)
        self._panel = _Panel(theme, self)
        self._slide = QPropertyAnimation(self._panel, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._title = ElidedLabel(theme, title, role=TextRole.HEADING, weight=Weight.BOLD)
        set_role(self._title, QAccessible.Role.Heading)
        self._close = IconButton(theme, Icon.CLOSE, close_name)
        self._close.clicked.connect(self.close_sheet)
        self._build()
        window.installEventFilter(self)
        self.hide()
        follow(theme, self._restyle)

    def set_title(self, title: str) -> None:
        """Changes the title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_close_name(self, name: str) -> None:
        """Names the × anew."""
        self._close.set_name(name)

    def open(self, focus: QWidget | None = None) -> None:
        """Slides in and gives the focus to ``focus``, else to the first that takes it."""
        self._returns_to = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        duration = self.theme.motion(self.theme.metrics.sheet_ms)
        if duration:
            home = self._panel.pos()
            self._slide.setDuration(duration)
            self._slide.setStartValue(QPoint(self.width(), 0))
            self._slide.setEndValue(home)
            self._slide.start()
        stops = tab_stops(self._panel)
        target = focus or next((stop for stop in stops if stop is not self._close), self._close)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def close_sheet(self) -> None:
        """Goes, and gives the focus back."""
        if self.isHidden():
            return
        self._slide.stop()
        self.hide()
        former, self._returns_to = self._returns_to, None
        # What had it may be gone: rows are made anew when their list is.
        stray = QApplication.focusWidget()
        if former is not None and shiboken6.isValid(former) and former.isVisible():
            former.setFocus(Qt.FocusReason.OtherFocusReason)
        elif stray is not None:
            # Hiding gave it to whatever comes first in the window; the window knows better where the person goes on.
            stray.clearFocus()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes; the page beneath never sees it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_sheet()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the sheet, and leaves it when it is gone."""
        if self.isHidden():
            return super().focusNextPrevChild(forward)
        move_focus(self._panel, forward=forward)
        present = QApplication.focusWidget()
        if present is not None:
            self._scroll.ensureWidgetVisible(present)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps covering the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._slide.stop()
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the veil."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 140 if self.theme.dark else 80))

    def _build(self) -> None:
        content = QWidget()
        content.setAutoFillBackground(False)
        self.body = QVBoxLayout(content)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(content)
        dress_bars(self.theme, self._scroll)
        content.setAutoFillBackground(False)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._close)
        self.footer = QHBoxLayout()
        self.footer.addStretch(1)
        self._column = QVBoxLayout(self._panel)
        self._column.addLayout(self._head)
        self._column.addWidget(self._scroll, 1)
        self._column.addLayout(self.footer)

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(self.theme.px(_WIDTH), round(self.width() * 0.92))
        self._panel.setGeometry(self.width() - width, 0, width, self.height())

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side, gap = theme.px(metrics.space_xl), theme.px(metrics.space_l)
        self._head.setContentsMargins(side, gap, gap, theme.px(metrics.space_s))
        self.body.setContentsMargins(side, theme.px(metrics.space_s), side, gap)
        self.body.setSpacing(gap)
        self.footer.setContentsMargins(side, theme.px(metrics.space_m), side, gap)
        self.footer.setSpacing(theme.px(metrics.space_s))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        if self.isVisible():
            self._place()
        self.update()
