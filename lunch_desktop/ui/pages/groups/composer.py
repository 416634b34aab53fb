"""The sheets of a group: a new one, its fields, one lunch that is otherwise, and whom to invite."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTime
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.groups.entities import GroupVisibility
from lunch_desktop.domain.groups.excepting import ExceptLunch
from lunch_desktop.domain.groups.making import MakeGroup
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import LONGEST_LUNCH, SHORTEST_LUNCH
from lunch_desktop.domain.times import Day, day_of
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.groups import GroupView, NextLunch
from lunch_desktop.ui.actions import groups as actions
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.groups.form import GroupDraft, GroupForm, draft_of
from lunch_desktop.ui.pickers.colleagues import ColleaguePicker
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.times import short_day
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inline_error import InlineError
from lunch_desktop.ui.widgets.inputs import LineEdit, SpinBox
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.time_field import TimeField

translate = QCoreApplication.translate
_FIELD_OF: Final = {
    RefusalCode.TITLE_MISSING: "name",
    RefusalCode.CAPACITY_OUT_OF_RANGE: "capacity",
    RefusalCode.TIME_OUT_OF_RANGE: "meets",
    RefusalCode.RULE_NOT_POSSIBLE: "rule",
    RefusalCode.NOT_FOUND: "restaurant_id",
}
OnSaved = Callable[[Performed, str], object]
"""What was done, and how it is told."""


class GroupSheets(QObject):
    """One sheet at a time. `saved` is told of what was done, `refused` of a no that belongs to no field."""

    def __init__(
        self, context: PageContext, page: QWidget, saved: OnSaved, refused: Callable[[Refusal], object]
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._saved, self._refused = context, page, saved, refused
        self.sheet: SideSheet | None = None
        self.form: GroupForm | None = None

    def make(self, time_zone: str) -> None:
        """Offers a new group."""
        today = day_of(self._context.session.clock.now(), time_zone)
        office = GroupVisibility.OFFICE.value
        empty = GroupDraft("", "", "", office, "FREQ=WEEKLY;BYDAY=TU", today, "12:00", 60, "", 4, None)
        self._open_form(translate("Groups", "New group"), translate("Groups", "Make the group"), empty, time_zone)
        if self.form is not None:
            self.form.place.setText(translate("Parties", "1F lobby"))

    def edit(self, view: GroupView, from_day: Day | None) -> None:
        """Offers a group's fields, for all lunches still to come or from one on."""
        title = fill(translate("Groups", "Edit “%1”"), view.group.name)
        before = draft_of(view.group, view.restaurant)
        self._open_form(title, translate("Groups", "Save"), before, view.time_zone, view, from_day)

    def change_lunch(self, view: GroupView, lunch: NextLunch) -> None:
        """Offers time, place and note of one lunch."""
        if not self._begin(fill(translate("Groups", "The lunch of %1"), short_day(lunch.day))):
            return
        theme, said, group = self._context.theme, lunch.said, view.group
        time, minutes = TimeField(theme), SpinBox(theme, SHORTEST_LUNCH, LONGEST_LUNCH)
        minutes.setSingleStep(15)
        place, note = LineEdit(theme), LineEdit(theme)
        time.setTime(QTime.fromString(said.meets if said and said.meets else group.meets, "HH:mm"))
        minutes.setValue(said.minutes if said and said.minutes else group.minutes)
        place.setText(said.place if said and said.place is not None else group.place)
        note.setText(said.note if said else "")
        fields = {
            "meets": Field(theme, translate("Groups", "Time"), time),
            "minutes": Field(theme, translate("Groups", "Minutes"), minutes),
            "place": Field(theme, translate("Groups", "Meeting place"), place),
            "note": Field(theme, translate("Groups", "Note"), note),
        }
        explained = translate("Groups", "Only this lunch changes; all others stay as the group has them.")
        self._fill_sheet(Label(theme, explained, colour=ColourRole.SECONDARY, wrap=True), *fields.values())

        def refused(refusal: Refusal) -> None:
            words = refusal_text(refusal.code.value, refusal.details)
            name = "place" if refusal.details.get("field") == "place" else "meets"
            fields[name].set_error(words.sentence)

        def save() -> None:
            commit_pending_input(place)
            if not time.interpret():
                fields["meets"].set_error(time.error)
                return
            minutes.interpretText()
            meets = time.time().toString("HH:mm")
            wish = ExceptLunch(
                group.id,
                lunch.day,
                cancelled=False,
                meets=meets if meets != group.meets else None,
                minutes=minutes.value() if minutes.value() != group.minutes else None,
                place=place.text() if place.text().strip() != group.place else None,
                restaurant_id=said.restaurant_id if said else None,
                note=note.text(),
            )
            told = fill(translate("Groups", "The lunch of %1 is changed"), short_day(lunch.day))
            actions.except_lunch(self._context.session, wish, lambda done: self._done(done, told), refused)

        self._submit(translate("Groups", "Change this lunch"), save)
        self._show(time)

    def invite(self, view: GroupView) -> None:
        """Offers the colleagues who don't belong to the group."""
        if not self._begin(fill(translate("Groups", "Invite to “%1”"), view.group.name)):
            return
        picker = ColleaguePicker(self._context.theme, self._context.session)
        picker.set_people((), without=[one.id for one in (*view.members, *view.asked)])
        picker.changed.connect(lambda: picker.field.set_error(""))
        self._fill_sheet(picker)

        def save() -> None:
            commit_pending_input(picker)
            if not picker.people:
                picker.field.set_error(translate("Groups", "Choose at least one colleague."))
                return
            told = fill(translate("Groups", "Invited: %1"), ", ".join(one.name for one in picker.people))
            *first, last = picker.people
            for one in first:
                self._of(view, one.id, lambda _done: None)
            self._of(view, last.id, lambda done: self._saved(done, told))
            self._close()

        self._submit(translate("Groups", "Invite"), save)
        self._show(picker.input)

    def _of(self, view: GroupView, colleague: EmployeeId, done: Callable[[Performed], object]) -> None:
        session = self._context.session
        actions.of_colleague(session, "group.invite", view.group.id, colleague, done, self._refused)

    def _open_form(
        self,
        title: str,
        submit: str,
        draft: GroupDraft,
        time_zone: str,
        view: GroupView | None = None,
        from_day: Day | None = None,
    ) -> None:
        if not self._begin(title):
            return
        form = self.form = GroupForm(self._context.theme, self._context.session, time_zone)
        form.show_draft(draft)
        general = InlineError(self._context.theme)
        general.show_error("")
        parts: list[QWidget] = [general, form]
        if from_day is not None:
            text = fill(translate("Groups", "For the lunch of %1 and all after it."), short_day(from_day))
            parts.insert(0, Label(self._context.theme, text, colour=ColourRole.SECONDARY, wrap=True))
        self._fill_sheet(*parts)

        def refused(refusal: Refusal) -> None:
            words = refusal_text(refusal.code.value, refusal.details)
            field = str(refusal.details.get("field") or _FIELD_OF.get(refusal.code, ""))
            if not form.show_error(field, words.sentence):
                general.show_error(words.sentence)

        def save() -> None:
            if not form.understood():
                return
            wanted = form.draft
            session = self._context.session
            if view is None:
                told = fill(translate("Groups", "The group “%1” is made"), wanted.name.strip())
                new = MakeGroup(**wanted.values())
                actions.make_group(session, new, lambda done: self._done(done, told), refused)
                return
            before, after = draft.values(), wanted.values()
            edits = {name: (before[name], value) for name, value in after.items() if value != before[name]}
            if not edits:
                self._close()
                return
            told = translate("Groups", "The group is changed")
            actions.edit_group(session, view.group.id, edits, from_day, lambda done: self._done(done, told), refused)

        self._submit(submit, save)
        self._show(form.name)

    def _begin(self, title: str) -> bool:
        if self.sheet is not None:
            return False
        sheet = SideSheet(self._context.theme, self._page.window(), title, translate("Groups", "Close the form"))
        sheet.closed.connect(self._closed)
        self.sheet = sheet
        return True

    def _fill_sheet(self, *widgets: QWidget) -> None:
        assert self.sheet is not None
        for widget in widgets:
            self.sheet.body.addWidget(widget)
        self.sheet.body.addStretch(1)

    def _submit(self, text: str, save: Callable[[], None]) -> None:
        assert self.sheet is not None
        self.submit = Button(self._context.theme, text, ButtonKind.PRIMARY)
        self.submit.clicked.connect(save)
        self.sheet.footer.addWidget(self.submit)

    def _show(self, focus: QWidget) -> None:
        assert self.sheet is not None
        self.sheet.open(focus)

    def _done(self, performed: Performed, told: str) -> None:
        self._close()
        self._saved(performed, told)

    def _close(self) -> None:
        if self.sheet is not None:
            self.sheet.close_sheet()

    def _closed(self) -> None:
        if self.sheet is not None:
            self.sheet.deleteLater()
        self.sheet, self.form = None, None
