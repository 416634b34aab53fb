"""The sheet in which colleagues are asked to lunch; nobody has a seat before somebody says yes."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QObject, Qt, QTime
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.people import Employee, Office
from lunch_desktop.domain.proposals.making import MakeProposal
from lunch_desktop.domain.times import Day, Instant, at, day_of
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.names import PersonName
from lunch_desktop.ui.actions.votes import make_proposal
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.drafts import USUAL_MINUTES, usual_day, usual_time
from lunch_desktop.ui.pickers.colleagues import ColleaguePicker
from lunch_desktop.ui.pickers.restaurants import RestaurantPicker
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.date_field import DateField
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.time_field import TimeField

translate = QCoreApplication.translate

_OF_TIME = frozenset({RefusalCode.IN_THE_PAST, RefusalCode.TOO_SOON, RefusalCode.TIME_OUT_OF_RANGE})
_OF_PEOPLE = frozenset({RefusalCode.ASKED_OUT_OF_RANGE, RefusalCode.NOT_FOUND})


def propose(context: PageContext, employee_ids: Sequence[str], window: QWidget | None = None) -> None:
    """Open the sheet over `window`, by default the active one, with these colleagues chosen."""
    over = window or QApplication.activeWindow()
    if over is None:
        return

    def show(found: tuple[tuple[Employee, Office] | None, list[PersonName]]) -> None:
        me, people = found
        if me is not None:
            Proposing(context, over, me[1].time_zone, people)

    context.session.read(
        lambda reads: (reads.me(), [one for key in employee_ids if (one := reads.colleague(key)) is not None]),
        show,
        key="proposals.whom",
        receiver=over,
    )


class Proposing(QObject):
    """One proposal in the making; it goes with its sheet."""

    def __init__(self, context: PageContext, window: QWidget, time_zone: str, people: Sequence[PersonName]) -> None:
        self.sheet = SideSheet(context.theme, window, "", "")
        super().__init__(self.sheet)
        self._context, self._time_zone = context, time_zone
        theme, session = context.theme, context.session
        self._explained = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._banner = Banner(theme)
        self._banner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._banner.hide()
        self.people = ColleaguePicker(theme, session)
        self.people.set_people(people, without=[session.reads.actor])
        self.text, self.place = LineEdit(theme), LineEdit(theme)
        self.restaurant = RestaurantPicker(theme, session)
        self.date, self.time = DateField(theme, self._today), TimeField(theme)
        self.fields = {
            "text": Field(theme, "", self.text),
            "day": Field(theme, "", self.date),
            "meets_at": Field(theme, "", self.time),
            "restaurant_id": Field(theme, "", self.restaurant),
            "place": Field(theme, "", self.place),
        }
        self.button = Button(theme, kind=ButtonKind.PRIMARY)
        self.button.clicked.connect(self._send)
        for widget in (self._explained, self._banner, self.people, *self.fields.values()):
            self.sheet.body.addWidget(widget)
        self.sheet.body.addStretch(1)
        self.sheet.footer.addWidget(self.button)
        self.sheet.installEventFilter(self)
        self.sheet.closed.connect(self.sheet.deleteLater)
        self.text.returnPressed.connect(self._send)
        self._begin()
        self._name()
        self.sheet.open(self.text if people else self.people.input)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange and watched is self.sheet:
            self._name()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        now = self._context.session.clock.now()
        day = usual_day(now, self._time_zone)
        self.date.set_range(self._today())
        self.date.setDate(QDate.fromString(day, Qt.DateFormat.ISODate))
        self.time.setTime(QTime(*usual_time(day, now, self._time_zone)))
        self.text.setText(translate("Proposals", "Lunch together?"))
        self.text.selectAll()

    def _name(self) -> None:
        self.sheet.set_title(translate("Proposals", "Propose lunch"))
        self.sheet.set_close_name(translate("Proposals", "Close the form"))
        self._explained.setText(
            translate("Proposals", "They can answer for 24 hours. The first yes makes the party, and you host it.")
        )
        for name, label in (
            ("text", translate("Proposals", "What you say")),
            ("day", translate("Proposals", "Date")),
            ("meets_at", translate("Proposals", "Time")),
            ("restaurant_id", translate("Proposals", "Restaurant")),
            ("place", translate("Proposals", "Meeting place")),
        ):
            self.fields[name].set_label(label)
        self.people.retranslate()
        self.restaurant.retranslate()
        self.button.setText(translate("Proposals", "Propose"))

    def _send(self) -> None:
        commit_pending_input(self.sheet)
        for field in (*self.fields.values(), self.people.field):
            field.set_error("")
        self._banner.hide()
        for name, box in (("day", self.date), ("meets_at", self.time)):
            if not box.interpret():
                self.fields[name].set_error(box.error)
                return
        asked = self.people.people
        if not asked:
            self.people.field.set_error(translate("Proposals", "Choose at least one colleague."))
            self.people.input.setFocus()
            return
        day = Day(self.date.date().toString(Qt.DateFormat.ISODate))
        chosen = self.restaurant.restaurant
        new = MakeProposal(
            employee_ids=tuple(one.id for one in asked),
            meets_at=Instant(at(day, self.time.time().hour(), self.time.time().minute(), self._time_zone)),
            minutes=USUAL_MINUTES,
            restaurant_id=chosen.id if chosen is not None else None,
            place=self.place.text(),
            text=self.text.text(),
        )
        self.button.setEnabled(False)
        names = ", ".join(one.name for one in asked)
        make_proposal(self._context.session, new, lambda done: self._sent(done, names), self._refused, receiver=self)

    def _sent(self, done: Performed, names: str) -> None:
        session, shell = self._context.session, self._context.shell
        self.sheet.close_sheet()
        shell.toast(fill(translate("Proposals", "Lunch proposed to %1"), names), lambda: session.undo(done.uuid))

    def _refused(self, refusal: Refusal) -> None:
        """What was filled in stays; what is wrong stands beside its field."""
        self.button.setEnabled(True)
        said = refusal_text(refusal.code.value, refusal.details)
        field = None
        if refusal.code in _OF_TIME:
            field = self.fields["meets_at"]
        elif refusal.code in _OF_PEOPLE:
            field = self.people.field
        elif refusal.code in (RefusalCode.TITLE_MISSING, RefusalCode.TEXT_TOO_LONG):
            field = self.fields["place" if refusal.details.get("field") == "place" else "text"]
        if field is None:
            self._banner.show_message(BannerKind.ERROR, said.title, said.sentence)
        elif refusal.code is RefusalCode.TITLE_MISSING:
            field.set_error(translate("Proposals", "Say a word to them."))
        else:
            field.set_error(said.sentence)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _today(self) -> date:
        return date.fromisoformat(day_of(self._context.session.clock.now(), self._time_zone))
