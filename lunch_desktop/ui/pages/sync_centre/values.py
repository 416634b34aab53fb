"""Both values of each field of a conflict, side by side, with a choice for each."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, paint_box, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

translate = QCoreApplication.translate
NARROW_BELOW: Final = 620
"""Below this width at 100 %, the choice goes under the values."""


@dataclass(frozen=True, slots=True)
class EntryAction:
    """A button: its key, its word, and its name where a screen reader reads it without the row."""

    key: str
    text: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TwoValues:
    """A field, the value that stands and the one that the author wanted; what can be chosen, or what was."""

    field: str
    theirs: str
    mine: str
    actions: tuple[EntryAction, ...] = ()
    settled: PillContent | None = None


class BothValues(QWidget):
    """A small table: field, theirs, mine, and the choice. `pressed` carries the key of an action."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.buttons: dict[str, Button] = {}
        self._shown: tuple[object, ...] = ()
        self._values: tuple[TwoValues, ...] = ()
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        follow(theme, self._restyle)

    def show_values(self, values: tuple[TwoValues, ...]) -> None:
        """Shows other values."""
        self._values = values
        heads = ("", translate("SyncCentre", "Theirs, in force"), translate("SyncCentre", "Mine"))
        shown = (heads, values, self._narrow)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        if not values:
            return
        for column, text in enumerate(heads):
            self._say(text, 0, column, is_head=True)
        has_choice = any(one.actions or one.settled is not None for one in values)
        for number, one in enumerate(values):
            row = 1 + number * (2 if self._narrow and has_choice else 1)
            for column, text in enumerate((one.field, one.theirs, one.mine)):
                self._say(text, row, column, is_head=column == 0)
            if has_choice:
                self._offer(one, row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the choice under the values where there is no room beside them."""
        super().resizeEvent(event)
        self._turn()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground that holds the table together."""
        radius = self.theme.px(self.theme.metrics.radius_button)
        border = self.theme.colour(ColourRole.BORDER) if self.theme.high_contrast else None
        paint_box(QPainter(self), self.rect(), radius, self.theme.colour(ColourRole.CANVAS), border)

    def _clear(self) -> None:
        self.buttons.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _say(self, text: str, row: int, column: int, *, is_head: bool) -> None:
        label = Label(
            self.theme,
            text,
            role=TextRole.CAPTION if is_head else TextRole.BODY,
            weight=Weight.REGULAR if is_head else Weight.SEMIBOLD,
            colour=ColourRole.SECONDARY if is_head else ColourRole.TEXT,
            wrap=True,
            parent=self,
        )
        middle = Qt.AlignmentFlag.AlignTop if row == 0 or self._narrow else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(label, row, column, middle)
        label.show()

    def _offer(self, one: TwoValues, row: int) -> None:
        """The buttons of a field, each under its value where there is no room beside them; or what was chosen."""
        choice = QWidget(self)
        layout = QHBoxLayout(choice)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        layout.setAlignment(Qt.AlignmentFlag.AlignLeft)
        for column, action in enumerate(one.actions, start=1):
            button = self._button(action)
            if self._narrow:
                self._grid.addWidget(button, row + 1, column, Qt.AlignmentFlag.AlignLeft)
                button.show()
            else:
                layout.addWidget(button)
        if one.settled is not None:
            layout.addWidget(StatePill(self.theme, one.settled, choice))
        if not self._narrow:
            self._grid.addWidget(choice, row, 3)
        elif one.settled is not None:
            self._grid.addWidget(choice, row + 1, 1, 1, 2)
        choice.setVisible(bool(layout.count()))

    def _button(self, action: EntryAction) -> Button:
        button = Button(self.theme, action.text, kind=ButtonKind.SECONDARY, parent=self)
        set_name(button, action.name)
        button.clicked.connect(lambda: self.pressed.emit(action.key))
        self.buttons[action.key] = button
        return button

    def _turn(self) -> None:
        narrow = self.width() < self.theme.px(NARROW_BELOW)
        if narrow != self._narrow:
            focused = next((key for key, button in self.buttons.items() if button.hasFocus()), None)
            self._narrow = narrow
            self.show_values(self._values)
            if focused in self.buttons:
                self.buttons[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        gap = self.theme.px(self.theme.metrics.space_m)
        self._grid.setContentsMargins(gap, self.theme.px(8), gap, self.theme.px(8))
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(self.theme.px(self.theme.metrics.space_xs))
        self._turn()
        self.update()
