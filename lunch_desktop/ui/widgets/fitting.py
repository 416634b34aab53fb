"""Dialogs that are as high as their text needs, at every size of text and on every screen."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.dressed import dress_bars

_NEEDS_ANOTHER_HEIGHT = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show})
_LEAST = 120


class FittingDialog(QDialog):
    """As high as its wrapped text at its width, as far as the screen goes; beyond that a `FittingScroll` in it scrolls.

    Qt itself looks only at how high the text would be at its best width, and at two thirds of the screen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def event(self, event: QEvent) -> bool:
        """Grows with what it says."""
        done = super().event(event)
        if event.type() in _NEEDS_ANOTHER_HEIGHT:
            self._fit()
        return done

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        needed = min(layout.totalHeightForWidth(self.width()), self.screen().availableGeometry().height())
        if self.height() < needed:
            self.resize(self.width(), needed)


class FittingScroll(QScrollArea):
    """Holds the text and the fields of a dialog; it asks for all the height they need, and scrolls with less."""

    def __init__(self, theme: Theme, content: QWidget, least: int = _LEAST) -> None:
        """`least` is the height in pixels under which it does not go."""
        super().__init__()
        self._content, self._least = content, least
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        dress_bars(theme, self)

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All of the content."""
        content = self._content
        return content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()

    def sizeHint(self) -> QSize:
        """As the content wishes."""
        wish = self._content.sizeHint()
        return QSize(wish.width(), self.heightForWidth(max(wish.width(), self.width())))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the content can be; it scrolls."""
        return QSize(self._content.minimumSizeHint().width(), self._least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Asks for another height when the content does."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self.updateGeometry()
        return super().eventFilter(watched, event)
