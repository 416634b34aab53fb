"""A page that is longer than its window: it scrolls up and down, and follows the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.dressed import dress_bars


class ScrollPage(QScrollArea):
    """Shows ``content`` on the ground of what is around it. It is no stop of Tab; what has the keyboard is in sight."""

    def __init__(self, theme: Theme, content: QWidget, *, margin: int = 48) -> None:
        """``margin`` is how much of what is around the focused widget is seen with it, in pixels at 100 %."""
        super().__init__()
        self.theme = theme
        self._content, self._margin = content, margin
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        # Qt switches it on for a scroll area's widget.
        for ground in (content, self.viewport()):
            ground.setAutoFillBackground(False)
        dress_bars(theme, self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def fill(self, page: QWidget) -> None:
        """Becomes all that a page shows."""
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)

    def _follow_focus(self, _former: QWidget | None, focused: QWidget | None) -> None:
        if focused is not None and self.isVisible() and self._content.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, self.theme.px(self._margin))
