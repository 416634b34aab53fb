"""One more option for a vote that runs."""

from PySide6.QtCore import QCoreApplication, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.parties.votes import Vote, VoteSubject
from lunch_desktop.domain.times import Instant, at, day_of, local
from lunch_desktop.ui.pickers.restaurants import RestaurantPicker
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.time_field import TimeField

translate = QCoreApplication.translate


class OptionForm(QWidget):
    """A restaurant, or a time on the party's day. `submitted` is Enter."""

    submitted = Signal()

    def __init__(self, theme: Theme, session: DesktopSession, vote: Vote, meets_at: Instant, time_zone: str) -> None:
        super().__init__()
        self._vote, self._meets_at, self._time_zone = vote, meets_at, time_zone
        self._restaurant = RestaurantPicker(theme, session)
        self._time = TimeField(theme)
        here = local(meets_at, time_zone)
        self._time.setTime(QTime(here.hour, here.minute))
        self.editor: RestaurantPicker | TimeField = self._restaurant if self._is_place else self._time
        other = self._time if self._is_place else self._restaurant
        other.setParent(self)
        other.hide()
        self._field = Field(theme, "", self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        self.retranslate()

    def option(self) -> tuple[RestaurantId | None, Instant | None] | None:
        """What was chosen; None where that is nothing, which is said there."""
        commit_pending_input(self)
        self._field.set_error("")
        if self._is_place:
            if self._restaurant.restaurant is not None:
                return self._restaurant.restaurant.id, None
            unknown = self._restaurant.unknown
            missing = fill(translate("Votes", "There is no restaurant “%1”."), unknown)
            self._field.set_error(missing if unknown else translate("Votes", "Choose a restaurant."))
            return None
        if not self._time.interpret():
            self._field.set_error(self._time.error)
            return None
        time = self._time.time()
        day = day_of(self._meets_at, self._time_zone)
        return None, at(day, time.hour(), time.minute(), self._time_zone)

    def show_error(self, *, of_deadline: bool, text: str) -> None:
        """Says what is wrong; there is one field for all."""
        del of_deadline
        self._field.set_error(text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Says everything anew."""
        label = translate("Votes", "Restaurant") if self._is_place else translate("Votes", "Time")
        self._field.set_label(label)
        self._restaurant.retranslate()
        self._restaurant.setPlaceholderText(translate("Votes", "Find a restaurant"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that the field did not want for itself adds it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    @property
    def _is_place(self) -> bool:
        return self._vote.subject == VoteSubject.PLACE
