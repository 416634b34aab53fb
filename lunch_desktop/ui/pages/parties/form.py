"""The form in which a party is opened or edited."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QEvent, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.parties.entities import (
    LARGEST_CAPACITY,
    LONGEST_LUNCH,
    SHORTEST_LUNCH,
    SMALLEST_CAPACITY,
    Visibility,
)
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.times import Day, Instant, at, day_of
from lunch_desktop.ui.pages.parties.diet_notice import DietNotice
from lunch_desktop.ui.pages.parties.drafts import PartyDraft, meets_at, usual_time
from lunch_desktop.ui.pages.parties.fit_notice import FitNotice
from lunch_desktop.ui.pages.parties.vote_choice import VoteChoice
from lunch_desktop.ui.pages.parties.words import heading
from lunch_desktop.ui.pickers.colleagues import ColleaguePicker
from lunch_desktop.ui.pickers.restaurants import RestaurantPicker
from lunch_desktop.ui.pickers.scrolling import bring_into_view
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.holidays import holidays_at
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.date_field import DateField
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit, SpinBox, TextArea
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.time_field import TimeField

translate = QCoreApplication.translate


def suggested_title(restaurant: str = "") -> str:
    """The title that stands there before anybody has typed one."""
    if not restaurant:
        return translate("Parties", "Let’s have lunch")
    return fill(translate("Parties", "Lunch at %1"), restaurant)


class PartyForm(QWidget):
    """Shows a `PartyDraft` and gives it back as it was changed. `submitted` is Enter in any field but the note."""

    submitted = Signal()

    def __init__(self, theme: Theme, session: DesktopSession, time_zone: str, *, is_new: bool) -> None:
        super().__init__()
        self.theme, self._session, self._time_zone, self._is_new = theme, session, time_zone, is_new
        self._suggested = ""
        self._time_is_usual = is_new
        self.title, self.place, self.note = LineEdit(theme), LineEdit(theme), TextArea(theme, lines=3)
        self.restaurant = RestaurantPicker(theme, session)
        self.by_vote = VoteChoice(theme, session, time_zone) if is_new else None
        self.fit = FitNotice(theme)
        self.diet = DietNotice(theme)
        self.party_id: str | None = None
        """The party that is edited; its members' needs are heeded."""
        self.date, self.time = DateField(theme, self._today), TimeField(theme)
        self.date.set_holidays(holidays_at(time_zone))
        self.minutes = SpinBox(theme, SHORTEST_LUNCH, LONGEST_LUNCH)
        self.minutes.setSingleStep(15)
        self.seats = SpinBox(theme, SMALLEST_CAPACITY, LARGEST_CAPACITY)
        self.visibility = SegmentedControl(theme, [(one.value, "") for one in Visibility], "")
        self.colleagues = ColleaguePicker(theme, session)
        self.fields = {
            "title": Field(theme, "", self.title),
            "restaurant_id": Field(theme, "", self.restaurant),
            "day": Field(theme, "", self.date),
            "meets_at": Field(theme, "", self.time),
            "minutes": Field(theme, "", self.minutes),
            "capacity": Field(theme, "", self.seats),
            "place": Field(theme, "", self.place),
            "note": Field(theme, "", self.note),
            "visibility": Field(theme, "", self.visibility),
        }
        self._build()
        self._connect()
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def draft(self) -> PartyDraft:
        """The form as it stands, with what is being composed."""
        commit_pending_input(self)
        for box in (self.minutes, self.seats):
            box.interpretText()
        for picker in (self.date, self.time):
            picker.interpret()
        day, time = self.date.date(), self.time.time()
        return PartyDraft(
            title=self.title.text(),
            restaurant=self.restaurant.restaurant,
            typed=self.restaurant.unknown,
            day=Day(day.toString(Qt.DateFormat.ISODate)),
            time=(time.hour(), time.minute()),
            minutes=self.minutes.value(),
            place=self.place.text(),
            capacity=self.seats.value(),
            note=self.note.toPlainText(),
            visibility=Visibility(self.visibility.value),
            guests=self.colleagues.people,
            vote=self.by_vote.draft if self.by_vote is not None else None,
        )

    def begin(self) -> None:
        """Start over: nobody has said a time yet."""
        self._time_is_usual = self._is_new
        self.leave_only_vote(only=False)

    def leave_only_vote(self, *, only: bool) -> None:
        """The party is open, and its vote not yet: nothing but that can be changed here."""
        for part in (*self.fields.values(), self.colleagues):
            part.setEnabled(not only)
        if self.by_vote is not None:
            self.by_vote.switch.setEnabled(not only)

    def show_draft(self, draft: PartyDraft) -> None:
        """Fills the form."""
        chosen = draft.restaurant if draft.vote is None else None
        self._suggested = suggested_title(chosen.name if chosen is not None else "")
        self.title.setText(draft.title)
        self.restaurant.set_restaurant(draft.restaurant, draft.typed)
        if self._is_new:
            self.date.set_range(self._today())
        usual = self._time_is_usual
        self.date.setDate(QDate.fromString(draft.day, Qt.DateFormat.ISODate))
        self.time.setTime(QTime(*draft.time))
        self._time_is_usual = usual and draft.time == usual_time(draft.day, self._now(), self._time_zone)
        self.minutes.setValue(draft.minutes)
        self.place.setText(draft.place)
        self.seats.setValue(draft.capacity)
        self.note.setPlainText(draft.note)
        self.visibility.set_value(draft.visibility.value)
        self.colleagues.set_people(draft.guests)
        if self.by_vote is not None:
            self.by_vote.show_draft(draft.vote, meets_at(draft, self._time_zone))
        self.clear_errors()
        self._show_help()

    def understood(self) -> bool:
        """Whether everything that was typed could be read; else the keyboard is where it could not."""
        commit_pending_input(self)
        for name, box in (("day", self.date), ("meets_at", self.time)):
            if not box.interpret():
                self.show_error(name, box.error)
                return False
        return self.by_vote is None or self.by_vote.understood()

    def show_error(self, field: str, text: str) -> bool:
        """Says at a field what is wrong and brings the keyboard there; False where the form has no such field."""
        shown = self.fields.get(field)
        if shown is None or shown.isHidden():
            return False
        shown.set_error(text)
        shown.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(shown)
        return True

    def clear_errors(self) -> None:
        """Everything is tried anew."""
        for field in self.fields.values():
            field.set_error("")

    def retranslate(self) -> None:
        """Says everything anew; a title that nobody typed as well."""
        for name, label in (
            ("title", translate("Parties", "Title")),
            ("restaurant_id", translate("Parties", "Restaurant")),
            ("day", translate("Parties", "Date")),
            ("meets_at", translate("Parties", "Time")),
            ("minutes", translate("Parties", "Minutes")),
            ("capacity", translate("Parties", "Seats")),
            ("place", translate("Parties", "Meeting place")),
            ("note", translate("Parties", "Note")),
            ("visibility", translate("Parties", "Who sees it")),
        ):
            self.fields[name].set_label(label)
        self.visibility.set_text(Visibility.OFFICE.value, translate("Parties", "The office"))
        self.visibility.set_text(Visibility.INVITED.value, translate("Parties", "Invited only"))
        self.note.setPlaceholderText(translate("Parties", "What should they know? Booking, budget, diet …"))
        self.restaurant.retranslate()
        if self.by_vote is not None:
            self.by_vote.retranslate()
        self.colleagues.retranslate()
        self._show_help()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that no field wanted for itself submits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on from a number, a date or a time to the next field, not to the line inside of it."""
        present = QApplication.focusWidget()
        if not forward or not isinstance(present, QAbstractSpinBox):
            return super().focusNextPrevChild(forward)
        following = present.nextInFocusChain()
        while following is not None and following is not present:
            inside = isinstance(following.parentWidget(), QAbstractSpinBox)
            takes_tab = bool(following.focusPolicy() & Qt.FocusPolicy.TabFocus) and following.isEnabled()
            if takes_tab and not inside and following.isVisible() and self.isAncestorOf(following):
                following.setFocus(Qt.FocusReason.TabFocusReason)
                bring_into_view(following)
                return True
            following = following.nextInFocusChain()
        return super().focusNextPrevChild(forward)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _connect(self) -> None:
        self.title.textEdited.connect(lambda: self.fields["title"].set_error(""))
        self.restaurant.changed.connect(self._restaurant_changed)
        if self.by_vote is not None:
            self.by_vote.changed.connect(self._vote_wanted)
        self.date.changed.connect(self._day_changed)
        self.time.changed.connect(self._time_changed)
        self.date.failed.connect(self.fields["day"].set_error)
        self.time.failed.connect(self.fields["meets_at"].set_error)
        self.minutes.valueChanged.connect(lambda: self.fields["minutes"].set_error(""))
        self.minutes.valueChanged.connect(self._show_fit)
        self.seats.valueChanged.connect(lambda: self.fields["capacity"].set_error(""))
        self.place.textEdited.connect(lambda: self.fields["place"].set_error(""))
        self.note.textChanged.connect(lambda: self.fields["note"].set_error(""))
        self.visibility.chosen.connect(self._visibility_chosen)

    def _restaurant_changed(self) -> None:
        """The title follows the restaurant until somebody types one."""
        self.fields["restaurant_id"].set_error("")
        if self._is_new and self.title.text() == self._suggested:
            chosen = self._chosen
            self._suggested = suggested_title(chosen.name if chosen is not None else "")
            self.title.setText(self._suggested)
        self._show_help()

    def _vote_wanted(self) -> None:
        """A restaurant that was chosen is the first of the options."""
        if self.by_vote is None:
            return
        if self.by_vote.is_wanted:
            self.by_vote.suggest(self.restaurant.restaurant)
        self._restaurant_changed()
        if not self.by_vote.is_wanted:
            self.restaurant.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _is_voted(self) -> bool:
        return self.by_vote is not None and self.by_vote.is_wanted

    @property
    def _chosen(self) -> Restaurant | None:
        return None if self._is_voted else self.restaurant.restaurant

    def _day_changed(self, day: QDate) -> None:
        """Until somebody says a time, it is the usual one of the day."""
        self.fields["day"].set_error("")
        if self._time_is_usual:
            usual = usual_time(Day(day.toString(Qt.DateFormat.ISODate)), self._now(), self._time_zone)
            self.time.setTime(QTime(*usual))
            self._time_is_usual = True
        self._show_help()

    def _time_changed(self) -> None:
        self._time_is_usual = False
        self.fields["meets_at"].set_error("")
        self._show_fit()

    def _visibility_chosen(self) -> None:
        self._show_help()
        if not self.colleagues.isHidden():
            # Once it has its place.
            QTimer.singleShot(0, self, lambda: bring_into_view(self.colleagues))

    def _show_help(self) -> None:
        day = Day(self.date.date().toString(Qt.DateFormat.ISODate))
        said = heading(day, day_of(self._now(), self._time_zone))
        holiday = holidays_at(self._time_zone)(self.date.date().year()).get(date.fromisoformat(day))
        self.fields["day"].set_help(f"{said} · {holiday}" if holiday else said)
        chosen = self._chosen
        self.fields["restaurant_id"].setVisible(not self._is_voted)
        self.diet.look(self._session, chosen.id if chosen is not None else None, self.party_id)
        unknown = self.restaurant.unknown
        missing = translate("Parties", "“%1” is not in the list: the place stays undecided.")
        self.fields["restaurant_id"].set_help(fill(missing, unknown) if unknown else "")
        self._show_fit()
        invited = self.visibility.value == Visibility.INVITED
        self.fields["visibility"].setVisible(self._is_new)
        self.fields["visibility"].set_help(
            translate("Parties", "Nobody else learns of it.") if invited and self._is_new else ""
        )
        # Whoever was chosen is invited whoever else may come, and so stays in sight.
        self.colleagues.setVisible(self._is_new and (invited or bool(self.colleagues.people)))

    def _show_fit(self) -> None:
        """Warns beside the restaurant where the time does not fit its opening hours, or the way there and back."""
        day = Day(self.date.date().toString(Qt.DateFormat.ISODate))
        time, zone = self.time.time(), self._time_zone
        when = at(day, time.hour(), time.minute(), zone)
        self.fit.show_fit(self._chosen, when, self.minutes.value(), zone)
        if self.by_vote is not None:
            self.by_vote.meet_at(when)

    def _today(self) -> date:
        return date.fromisoformat(day_of(self._now(), self._time_zone))

    def _now(self) -> Instant:
        return self._session.clock.now()

    def _build(self) -> None:
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._pairs = []
        for names in (("title",), ("restaurant_id",), ("day", "meets_at"), ("minutes", "capacity"), ("place",)):
            pair = QHBoxLayout()
            for name in names:
                pair.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            self._pairs.append(pair)
            self._layout.addLayout(pair)
            if names == ("restaurant_id",):
                if self.by_vote is not None:
                    self._layout.addWidget(self.by_vote)
                self._layout.addWidget(self.fit)
                self._layout.addWidget(self.diet)
        self._layout.addWidget(self.fields["note"])
        self._layout.addWidget(self.fields["visibility"])
        self._layout.addWidget(self.colleagues)
        self._layout.addStretch(1)

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_l))
        for pair in self._pairs:
            pair.setSpacing(self.theme.px(self.theme.metrics.space_m))
