"""Both values of each field of a conflict, side by side."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, paint_box
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class TwoValues:
    """A field, the value that stands and the one that the author wanted."""

    field: str
    theirs: str
    mine: str


class BothValues(QWidget):
    """A small table: field, theirs, mine."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._shown: tuple[tuple[str, ...], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        follow(theme, self._restyle)

    def show_values(self, values: tuple[TwoValues, ...]) -> None:
        """Shows other values."""
        heads = ("", translate("SyncCentre", "Theirs, in force"), translate("SyncCentre", "Mine"))
        table = (heads, *((one.field, one.theirs, one.mine) for one in values)) if values else ()
        if table == self._shown:
            return
        self._shown = table
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, texts in enumerate(table):
            for column, text in enumerate(texts):
                is_head = row == 0 or column == 0
                label = Label(
                    self.theme,
                    text,
                    role=TextRole.CAPTION if is_head else TextRole.BODY,
                    weight=Weight.REGULAR if is_head else Weight.SEMIBOLD,
                    colour=ColourRole.SECONDARY if is_head else ColourRole.TEXT,
                    wrap=True,
                    parent=self,
                )
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
                label.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground that holds the table together."""
        radius = self.theme.px(self.theme.metrics.radius_button)
        border = self.theme.colour(ColourRole.BORDER) if self.theme.high_contrast else None
        paint_box(QPainter(self), self.rect(), radius, self.theme.colour(ColourRole.CANVAS), border)

    def _restyle(self) -> None:
        gap = self.theme.px(self.theme.metrics.space_m)
        self._grid.setContentsMargins(gap, self.theme.px(8), gap, self.theme.px(8))
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(self.theme.px(self.theme.metrics.space_xs))
        self.update()
