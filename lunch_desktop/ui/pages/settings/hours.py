"""The control of hours of the day: whether there are any, and from when to when."""

from collections.abc import Mapping
from datetime import time

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QTime

from lunch_desktop.system.setting_kinds import Hours, HoursOrNone
from lunch_desktop.ui.pages.settings.editor import Editor
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.switch import Switch as SwitchButton
from lunch_desktop.ui.widgets.time_field import TimeField

translate = QCoreApplication.translate
_FIELD = 76
"""The width of a time at 100 %."""


class HoursEditor(Editor):
    """A switch, and two times while it is on. The end may be on the next day."""

    def __init__(self, theme: Theme, kind: HoursOrNone) -> None:
        super().__init__(theme)
        self._hours = self._usual = kind.usual
        self.start, self.end = TimeField(theme, button=False), TimeField(theme, button=False)
        self._between = Label(theme, "–", colour=ColourRole.SECONDARY)
        self.box = SwitchButton(theme)
        self.box.clicked.connect(self._switch)
        for field in (self.start, self.end):
            field.changed.connect(self._finish)
            field.failed.connect(self._not_read)
        for widget in (self.start, self._between, self.end, self.box):
            self.row.addWidget(widget)
        follow(theme, self._restyle)

    def show_value(self, value: Hours | None) -> None:
        """See Editor."""
        self._hours = value or self._hours
        for field, moment in ((self.start, self._hours.start), (self.end, self._hours.end)):
            with QSignalBlocker(field):
                field.setTime(QTime(moment.hour, moment.minute))
        self.box.setChecked(value is not None)
        for widget in (self.start, self._between, self.end):
            widget.setVisible(value is not None)

    def say(self, name: str, description: str, options: Mapping[str, str]) -> None:
        """See Editor."""
        set_name(self.box, name)
        self.box.setAccessibleDescription(description)
        for field, text in (
            (self.start, translate("Settings", "%1, from")),
            (self.end, translate("Settings", "%1, until")),
        ):
            set_name(field, fill(text, name))

    def _switch(self, on: bool) -> None:
        value = self._hours if on else None
        self.show_value(value)
        self.edited.emit(value)

    def _not_read(self, error: str) -> None:
        if error:
            self.refused.emit(_shown(self._usual))

    def _finish(self) -> None:
        start, end = (time(field.time().hour(), field.time().minute()) for field in (self.start, self.end))
        if start == end:
            self.refused.emit(_shown(self._usual))
            return
        self._hours = Hours(start, end)
        self.edited.emit(self._hours)

    def _restyle(self) -> None:
        for field in (self.start, self.end):
            field.setFixedWidth(self.theme.px(_FIELD))


def _shown(hours: Hours) -> str:
    return f"{hours.start:%H:%M} – {hours.end:%H:%M}"
