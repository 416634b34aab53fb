"""The search field of headers and lists."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.inputs import LineEdit

_PAUSE_MS = 120


class SearchField(LineEdit):
    """Says what to look for by ``searched`` when typing pauses; Esc and the button at the right clear it."""

    searched = Signal(str)

    def __init__(self, theme: Theme, placeholder: str, clear_text: str, parent: QWidget | None = None) -> None:
        """``clear_text`` is the accessible name of the clear button."""
        self._pause = QTimer()
        super().__init__(theme, "", placeholder, parent)
        self.setAccessibleName(placeholder)
        self._clear = IconButton(theme, Icon.CLOSE, clear_text, parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self._clear_all)
        self._clear.hide()
        self._pause.setParent(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._text_changed)
        self.submitted.connect(self._say)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """240 px wide."""
        return QSize(self.theme.px(self.theme.metrics.search), self.theme.px(self.theme.metrics.control))

    def minimumSizeHint(self) -> QSize:
        """Narrower in narrow windows."""
        return QSize(self.theme.px(120), self.theme.px(self.theme.metrics.control))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears; in an empty field it is the page's."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._clear_all()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the clear button at the right."""
        super().resizeEvent(event)
        side = self.height() - 6
        self._clear.setGeometry(self.width() - side - 3, 3, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Adds the lens."""
        super().paintEvent(event)
        theme, side = self.theme, self.theme.px(16)
        lens = theme.icon_pixmap(Icon.SEARCH, theme.colour(ColourRole.SECONDARY), 16, self.devicePixelRatioF())
        QPainter(self).drawPixmap(theme.px(10), (self.height() - side) // 2, lens)

    def _clear_all(self) -> None:
        self.clear()
        self._say()

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start(_PAUSE_MS)

    def _say(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text())

    def _restyle(self) -> None:
        self.keep_clear(self.theme.px(24), self.theme.px(24))
