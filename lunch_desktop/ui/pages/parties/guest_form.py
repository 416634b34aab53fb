"""The sheet in which a member names somebody from outside who comes along."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.parties.guests import LONGEST_GUEST_NAME
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.actions.seats import add_guest
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.sheets import PartySheet
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate


class BringingGuest(PartySheet):
    """`refused` is told of every no."""

    def __init__(self, context: PageContext, page: QWidget, refused: Callable[[PartyView, Refusal], object]) -> None:
        super().__init__(context, page)
        self._refused = refused

    def _fill(self, sheet: SideSheet, view: PartyView) -> QWidget:
        del view
        self._input = LineEdit(self._context.theme)
        self._field = Field(self._context.theme, "", self._input)
        self._input.returnPressed.connect(self._pressed)
        self._input.textChanged.connect(lambda _: self._field.set_error(""))
        sheet.body.addWidget(self._field)
        return self._input

    def _words(self, view: PartyView) -> tuple[str, str, str]:
        self._field.set_label(translate("Parties", "Guest’s name"))
        self._field.set_help(translate("Parties", "Only those who take part read it."))
        return (
            fill(translate("Parties", "A guest in “%1”"), view.party.title),
            translate("Parties", "A guest from outside takes one of the seats, and their share falls to you."),
            translate("Parties", "Bring the guest"),
        )

    def _do(self, view: PartyView) -> bool:
        commit_pending_input(self._input)
        name = self._input.text().strip()
        if name and len(name) <= LONGEST_GUEST_NAME:
            no = lambda refusal: self._refused(view, refusal)  # noqa: E731
            add_guest(self._context.session, view.party.id, name, lambda done: self._tell(name, done), no)
            return True
        if name:
            most = translate("Parties", "At most %n character(s).", None, LONGEST_GUEST_NAME)
            self._field.set_error(most)
        else:
            self._field.set_error(translate("Parties", "Type a name, so that the others know who comes."))
        self._input.setFocus()
        return False

    def _tell(self, name: str, performed: Performed) -> None:
        text = fill(translate("Parties", "%1 comes with you"), name)
        self._context.shell.toast(text, lambda: self._context.session.undo(performed.uuid))
