"""In which order the rows of an export stand: by one column or more, each up or down."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind, IconButton
from lunch_desktop.ui.widgets.inputs import ComboBox

translate = QCoreApplication.translate

_MOST = 4


class _Step(QWidget):
    """One column to order by."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.column = ComboBox(theme)
        self.column.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.column.setMinimumContentsLength(8)
        self.direction = IconButton(theme, Icon.CHEVRON_UP, "", ButtonKind.SECONDARY)
        self.remove = IconButton(theme, Icon.CLOSE, "")
        self.descending = False
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.column, 1)
        self._layout.addWidget(self.direction)
        self._layout.addWidget(self.remove)
        self.column.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.direction.clicked.connect(self._turn)
        self.remove.clicked.connect(self.removed)
        follow(theme, self._restyle)

    @property
    def value(self) -> str:
        """The column, with a `-` before it where the greatest comes first."""
        return f"-{self.column.value}" if self.descending else self.column.value

    def show_step(self, options: list[tuple[str, str]], value: str, number: int) -> None:
        """Offers columns, one of them chosen."""
        self.column.show_options(options, value.removeprefix("-"))
        self.descending = value.startswith("-")
        self.name_step(number)

    def name_step(self, number: int) -> None:
        """Says what everything is."""
        self.column.setAccessibleName(fill(translate("Exports", "Order by, step %1"), number))
        word = self.column.currentText()
        up, down = translate("Exports", "Ascending"), translate("Exports", "Descending")
        self.direction.set_glyph(Icon.CHEVRON_DOWN if self.descending else Icon.CHEVRON_UP)
        self.direction.set_name(f"{word}: {down if self.descending else up}")
        self.remove.set_name(fill(translate("Exports", "Don't order by %1"), word))

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_xs))

    def _turn(self) -> None:
        self.descending = not self.descending
        self.changed.emit()


class OrderList(QWidget):
    """`changed` says that the order is another one."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._options: list[tuple[str, str]] = []
        self._steps: list[_Step] = []
        self.add_button = Button(theme, kind=ButtonKind.QUIET, icon=Icon.PLUS)
        self.add_button.clicked.connect(self._add)
        self._rows = QVBoxLayout()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._rows)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        self._layout.addLayout(line)
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def order(self) -> tuple[str, ...]:
        """As a request names it."""
        return tuple(step.value for step in self._steps)

    @property
    def steps(self) -> tuple[_Step, ...]:
        """The columns to order by, the first one first."""
        return tuple(self._steps)

    def show_order(self, options: Sequence[tuple[str, str]], order: Sequence[str]) -> None:
        """Offers columns as pairs of name and word; those of the order are chosen."""
        self._options = list(options)
        known = {name for name, _ in options}
        for step in self._steps:
            self._drop(step)
        self._steps = []
        for value in order:
            if value.removeprefix("-") in known:
                self._append(value)
        self._offer()

    def words(self) -> str:
        """The first step, and how many more there are: "Day ↑ +2"."""
        if not self._steps:
            return ""
        first = self._steps[0]
        more = f" +{len(self._steps) - 1}" if len(self._steps) > 1 else ""
        return f"{first.column.currentText()} {'↓' if first.descending else '↑'}{more}"

    def retranslate(self) -> None:
        """Says everything anew."""
        self.add_button.setText(translate("Exports", "Order by another column"))
        for number, step in enumerate(self._steps, start=1):
            step.name_step(number)

    def _append(self, value: str) -> _Step:
        step = _Step(self.theme)
        self._steps.append(step)
        self._rows.addWidget(step)
        step.show_step(self._options, value, len(self._steps))
        step.changed.connect(self._changed)
        step.removed.connect(partial(self._remove, step))
        return step

    def _add(self) -> None:
        taken = {value.removeprefix("-") for value in self.order}
        free = next((name for name, _ in self._options if name not in taken), None)
        if free is not None:
            self._append(free).column.setFocus()
            self._changed()

    def _remove(self, step: _Step) -> None:
        self._steps.remove(step)
        (self._steps[-1].column if self._steps else self.add_button).setFocus()
        self._drop(step)
        self._changed()

    def _drop(self, step: _Step) -> None:
        step.hide()
        self._rows.removeWidget(step)
        step.deleteLater()

    def _changed(self) -> None:
        self._offer()
        self.retranslate()
        self.changed.emit()

    def _offer(self) -> None:
        """Each column is offered once."""
        taken = {step.column.value for step in self._steps}
        for step in self._steps:
            own = step.column.value
            step.column.show_options([one for one in self._options if one[0] == own or one[0] not in taken], own)
        self.add_button.setVisible(len(self._steps) < min(_MOST, len(self._options)))

    def _restyle(self) -> None:
        gap = self.theme.px(self.theme.metrics.space_xs)
        self._layout.setSpacing(gap)
        self._rows.setSpacing(gap)
