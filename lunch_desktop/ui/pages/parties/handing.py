"""The sheet in which a host chooses who is the host from now on."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.queries.parties import Member, PartyView
from lunch_desktop.ui.actions.seats import hand_over
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.sheets import PartySheet
from lunch_desktop.ui.pages.parties.standing import heirs
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.widgets.radio_group import RadioGroup, RadioOption
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate


class HandingOver(PartySheet):
    """The sheet says that it is for good, so nothing more is asked. `refused` is told of every no."""

    def __init__(self, context: PageContext, page: QWidget, refused: Callable[[PartyView, Refusal], object]) -> None:
        super().__init__(context, page)
        self._refused = refused

    def _fill(self, sheet: SideSheet, view: PartyView) -> QWidget:
        self._heirs = heirs(view)
        self._choice = RadioGroup(self._context.theme, [_option(one) for one in self._heirs])
        sheet.body.addWidget(self._choice)
        return self._choice.focus_target

    def _words(self, view: PartyView) -> tuple[str, str, str]:
        self._choice.setAccessibleName(translate("Parties", "The new host"))
        return (
            fill(translate("Parties", "Hand over “%1”"), view.party.title),
            translate(
                "Parties", "The new host edits, invites and closes. You keep your seat; only they can give it back."
            ),
            translate("Parties", "Hand over"),
        )

    def _do(self, view: PartyView) -> bool:
        heir = next(one.employee for one in self._heirs if one.employee.id == self._choice.value)
        text = fill(translate("Parties", "%1 is the host of “%2” now"), heir.name, view.party.title)
        no = lambda refusal: self._refused(view, refusal)  # noqa: E731
        done = lambda _: self._context.shell.toast(text)  # noqa: E731
        hand_over(self._context.session, view.party, EmployeeId(heir.id), done, no)
        return True


def _option(member: Member) -> RadioOption:
    said = (member.employee.name, member.department)
    return RadioOption(member.employee.id, " · ".join(part for part in said if part))
