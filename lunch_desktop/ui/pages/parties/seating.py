"""The sheet in which a host gives colleagues seats by hand."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.parties.entities import TAKING_PART
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.actions.seats import seat_colleagues
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.sheets import PartySheet
from lunch_desktop.ui.pickers.colleagues import ColleaguePicker
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate


class Seating(PartySheet):
    """`refused` is told of every no."""

    def __init__(self, context: PageContext, page: QWidget, refused: Callable[[PartyView, Refusal], object]) -> None:
        super().__init__(context, page)
        self._refused = refused

    def _fill(self, sheet: SideSheet, view: PartyView) -> QWidget:
        self._picker = ColleaguePicker(self._context.theme, self._context.session)
        taking = [one.employee.id for one in view.members if one.membership.state in TAKING_PART]
        self._picker.set_people((), without=taking)
        self._picker.changed.connect(lambda: self._picker.field.set_error(""))
        sheet.body.addWidget(self._picker)
        return self._picker.input

    def _words(self, view: PartyView) -> tuple[str, str, str]:
        self._picker.retranslate()
        return (
            fill(translate("Parties", "Seats in “%1”"), view.party.title),
            fill(
                translate("Parties", "Free seats: %1. Whom you seat reads it at once, and may leave like everybody."),
                view.free,
            ),
            translate("Parties", "Give the seats"),
        )

    def _do(self, view: PartyView) -> bool:
        commit_pending_input(self._picker)
        people = [one.id for one in self._picker.people]
        if not people:
            self._picker.field.set_error(translate("Parties", "Choose at least one colleague."))
        elif len(people) > view.free:
            self._picker.field.set_error(fill(translate("Parties", "Only %1 of the seats are free."), view.free))
        else:
            done, no = self._tell, lambda refusal: self._refused(view, refusal)
            seat_colleagues(self._context.session, view.party.id, people, done, no)
            return True
        self._picker.input.setFocus()
        return False

    def _tell(self, performed: Performed) -> None:
        text = translate("Parties", "Asked for the seat; your colleague reads it as soon as it is given")
        self._context.shell.toast(text, lambda: self._context.session.undo(performed.uuid))
