"""Who of my circle is free today."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.store.desktop.queries.today import FreeColleague, Today
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import window
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.card import SideCard
from lunch_desktop.ui.widgets.label import ElidedLabel, Label

translate = QCoreApplication.translate

MOST = 8


class _Colleague(QWidget):
    """A face, a name, and when."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._face = Avatar(theme, "", 28)
        self._name = ElidedLabel(theme)
        self._window = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._face)
        self._layout.addWidget(self._name, 1)
        self._layout.addWidget(self._window)
        follow(theme, self._restyle)

    def show_colleague(self, one: FreeColleague, time_zone: str) -> None:
        """Show somebody else."""
        when = window(one.window.free_from, one.window.free_until, time_zone)
        self._face.set_person(one.employee.name)
        self._name.setText(one.employee.name)
        self._window.setText(when)
        self.setAccessibleName(fill(translate("Today", "%1, free %2"), one.employee.name, when))

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))


class FreeCard(SideCard):
    """At most eight of them, and how many more; what to do where there is nobody."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._today: Today | None = None
        self._rows = [_Colleague(theme) for _ in range(MOST)]
        self._list = QVBoxLayout()
        for row in self._rows:
            row.hide()
            self._list.addWidget(row)
        self._more = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._nobody = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.body.addLayout(self._list)
        self.body.addWidget(self._more)
        self.body.addWidget(self._nobody)
        self.retranslate()

    def show_today(self, today: Today) -> None:
        """Show who is free."""
        self._today = today
        count = len(today.free)
        self.set_heading(translate("Today", "Free today"), str(count) if count else "")
        for row, one in zip(self._rows, today.free, strict=False):
            row.show_colleague(one, today.office.time_zone)
        for place, row in enumerate(self._rows):
            row.setVisible(place < count)
        self._more.setText(fill(translate("Today", "+%1 people"), count - MOST))
        self._more.setVisible(count > MOST)
        self._nobody.setText(translate("Today", "Nobody of your circle has said so yet. Be the first, above."))
        self._nobody.setVisible(count == 0)

    def retranslate(self) -> None:
        """Say everything anew."""
        if self._today is not None:
            self.show_today(self._today)
        else:
            self.set_heading(translate("Today", "Free today"))
            self._more.hide()
            self._nobody.hide()
