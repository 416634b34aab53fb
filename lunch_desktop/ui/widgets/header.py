"""The head of a page: what it is, the search, and how sync stands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.label import ElidedLabel


class PageHeader(QWidget):
    """56 px: title and a line of detail at the left, whatever is added at the right."""

    def __init__(self, theme: Theme, title: str = "", detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = ElidedLabel(theme, title, role=TextRole.HEADING, weight=Weight.BOLD)
        set_role(self._title, QAccessible.Role.Heading)
        self._detail = ElidedLabel(theme, detail, colour=ColourRole.SECONDARY)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._detail)
        self._layout.addStretch(1)
        follow(theme, self._restyle)

    def set_title(self, title: str, detail: str = "") -> None:
        """Changes title and detail (date, office)."""
        self._title.setText(title)
        self._detail.setText(detail)
        self._restyle()

    def add(self, widget: QWidget) -> None:
        """Adds a widget at the right: the search field first, the sync chip last."""
        self._layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the line to the page below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.theme.colour(ColourRole.BORDER))

    def _restyle(self) -> None:
        metrics = self.theme.metrics
        self.setFixedHeight(self.theme.px(metrics.header))
        side = self.theme.px(metrics.space_xl)
        self._layout.setContentsMargins(side, 0, side, 0)
        self._layout.setSpacing(self.theme.px(metrics.space_m))
        # The detail gives way before the title does.
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), self.theme.px(metrics.search)))
