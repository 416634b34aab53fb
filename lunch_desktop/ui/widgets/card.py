"""Flat cards with a 1-px border, and sections with a heading."""

from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import follow, paint_box
from lunch_desktop.ui.widgets.label import ElidedLabel, Label


class Card(QWidget):
    """A surface; put what it holds into ``body``."""

    def __init__(self, theme: Theme, *, padding: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._padding = padding
        self.body = QVBoxLayout(self)
        follow(theme, self._restyle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the surface."""
        radius = self.theme.px(self.theme.metrics.radius_card)
        border = self.theme.colour(ColourRole.BORDER)
        paint_box(QPainter(self), self.rect(), radius, self.theme.colour(ColourRole.SURFACE), border)

    def _restyle(self) -> None:
        side = self.theme.px(self._padding)
        self.body.setContentsMargins(side, side, side, side)
        self.body.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self.update()


class SideCard(Card):
    """A card with a heading and a count, for the column beside the page."""

    def __init__(self, theme: Theme, heading: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=12, parent=parent)
        self._heading = ElidedLabel(theme, heading, weight=Weight.SEMIBOLD)
        set_role(self._heading, QAccessible.Role.Heading)
        self._detail = Label(theme, detail, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        row = QHBoxLayout()
        row.addWidget(self._heading, 1)
        row.addWidget(self._detail)
        self.body.addLayout(row)
        self.setAccessibleName(heading)
        set_role(self, QAccessible.Role.Grouping)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_heading(self, heading: str, detail: str = "") -> None:
        """Changes the heading and the detail beside it."""
        self._heading.setText(heading)
        self._detail.setText(detail)
        self.setAccessibleName(heading)


class Section(QWidget):
    """A heading over part of a page, with room for controls at its right; content goes into ``body``."""

    def __init__(self, theme: Theme, heading: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._heading = ElidedLabel(theme, heading, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        set_role(self._heading, QAccessible.Role.Heading)
        self._detail = Label(theme, detail, colour=ColourRole.SECONDARY)
        self.body = QVBoxLayout(self)
        self._row = QHBoxLayout()
        self._row.addWidget(self._heading)
        self._row.addWidget(self._detail)
        self._row.addStretch(1)
        self.body.addLayout(self._row)
        follow(theme, self._restyle)

    def set_heading(self, heading: str, detail: str = "") -> None:
        """Changes the heading and the detail after it."""
        self._heading.setText(heading)
        self._detail.setText(detail)

    def add_control(self, widget: QWidget) -> None:
        """Adds a control at the right of the heading."""
        self._row.addWidget(widget)

    def _restyle(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._row.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._heading.setMinimumHeight(self.theme.px(self.theme.metrics.control))
