"""What every board is made of: headings, lines of samples, and widgets shown in a state that nobody brought about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import HoverFade
from lunch_desktop.ui.widgets.label import Label


class Board(QWidget):
    """A column of groups, each with a heading."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        # So that none of the samples has the focus unless its board says so.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(theme.px(12))

    def group(self, heading: str) -> None:
        """Begins a group."""
        if self.column.count():
            self.column.addSpacing(self.theme.px(8))
        self.column.addWidget(
            Label(self.theme, heading, role=TextRole.CAPTION, weight=Weight.SEMIBOLD, colour=ColourRole.SECONDARY)
        )

    def line(self, *widgets: QWidget) -> None:
        """Puts samples side by side."""
        layout = QHBoxLayout()
        layout.setSpacing(self.theme.px(12))
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        self.column.addLayout(layout)

    def wide(self, *widgets: QWidget) -> None:
        """Puts samples below each other, as wide as the board."""
        for widget in widgets:
            self.column.addWidget(widget)

    def pairs(self, *widgets: QWidget) -> None:
        """Puts samples in two columns."""
        grid = QGridLayout()
        grid.setSpacing(self.theme.px(16))
        for place, widget in enumerate(widgets):
            grid.addWidget(widget, place // 2, place % 2)
        self.column.addLayout(grid)

    def end(self) -> QWidget:
        """Keeps everything at the top."""
        self.column.addStretch(1)
        if self.focusWidget() is None:
            self.setFocus()
        return self


def as_if(widget: QWidget, *, hovered: bool = False, focused: bool = False, pressed: bool = False) -> QWidget:
    """Draws a widget as if it were under the pointer, had the focus, or were pressed."""
    if hovered:
        for fade in widget.findChildren(HoverFade):
            fade.value = 1.0
    for name, state in (("hasFocus", focused), ("isDown", pressed)):
        if state:
            setattr(widget, name, lambda: True)
    return widget


def caption(theme: Theme, text: str) -> QLabel:
    """A small word beside a sample."""
    return Label(theme, text, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
