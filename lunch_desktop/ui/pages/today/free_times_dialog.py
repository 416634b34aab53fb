"""When I am free today: from when until when."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.availability import LONGEST_WINDOW
from lunch_desktop.domain.times import Day, Instant, at, local
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.fitting import FittingDialog
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.time_field import TimeField

translate = QCoreApplication.translate
_WIDTH: Final = 400


class FreeTimesDialog(FittingDialog):
    """`chosen` carries the window, as a pair of instants."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, day: Day, time_zone: str, window: tuple[Instant, Instant], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.theme, self._day, self._time_zone = theme, day, time_zone
        self.setWindowTitle(translate("Today", "When are you free?"))
        self._told = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._told.setText(translate("Today", "Your circle sees these times, and nothing else."))
        self.start, self.end = TimeField(theme), TimeField(theme)
        self._start = Field(theme, translate("Today", "From"), self.start)
        self._end = Field(theme, translate("Today", "Until"), self.end)
        for edit, instant in ((self.start, window[0]), (self.end, window[1])):
            shown = local(instant, time_zone)
            edit.setTime(QTime(shown.hour, shown.minute))
            edit.changed.connect(lambda _time: self._end.set_error(""))
        self.start.failed.connect(self._start.set_error)
        self.end.failed.connect(self._end.set_error)
        self.save_button = Button(theme, translate("Today", "I am free then"), ButtonKind.PRIMARY)
        self.save_button.clicked.connect(self._save)
        cancel = Button(theme, translate("Today", "Cancel"), ButtonKind.SECONDARY)
        cancel.clicked.connect(self.reject)
        fields, buttons = QHBoxLayout(), QHBoxLayout()
        for field in (self._start, self._end):
            fields.addWidget(field, 1)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._told)
        self._layout.addLayout(fields)
        self._layout.addLayout(buttons)
        self.save_button.setDefault(True)
        follow(theme, self._restyle)

    def _save(self) -> None:
        if not (self.start.interpret() and self.end.interpret()):
            return
        first, last = (
            at(self._day, one.time().hour(), one.time().minute(), self._time_zone) for one in (self.start, self.end)
        )
        if first >= last:
            self._end.set_error(translate("Today", "Choose a later time than the first."))
        elif last - first > LONGEST_WINDOW:
            self._end.set_error(translate("Today", "Six hours at most."))
        else:
            self.chosen.emit((first, last))
            self.accept()

    def _restyle(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        edge = px(metrics.space_xl)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(px(metrics.space_l))
        self.setMinimumWidth(px(_WIDTH))
