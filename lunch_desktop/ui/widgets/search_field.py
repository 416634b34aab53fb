"""The search field of headers and lists."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow
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
        self._lens = QAction(self)
        self._clear = QAction(clear_text, self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
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
            self.clear()
            self._say()
            return
        super().keyPressEvent(event)

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start(_PAUSE_MS)

    def _say(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text())

    def _restyle(self) -> None:
        self._lens.setIcon(self.theme.icon(Icon.SEARCH, ColourRole.SECONDARY, 16))
        self._clear.setIcon(self.theme.icon(Icon.CLOSE, ColourRole.SECONDARY, 16))
