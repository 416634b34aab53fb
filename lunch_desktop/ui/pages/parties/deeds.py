"""Carries out what the buttons of a party ask for, tells it, and offers the way back."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.actions import parties as actions
from lunch_desktop.ui.actions import seats
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.asking import ask_to_cancel, ask_to_drop, ask_to_leave, ask_to_switch
from lunch_desktop.ui.pages.parties.invitation import invitation_text
from lunch_desktop.ui.pages.parties.standing import PartyAction
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text

translate = QCoreApplication.translate

Refused = Callable[[PartyView, Refusal], object]


class PartyDeeds:
    """`refused` is told of every no, with the party that it is about."""

    def __init__(self, context: PageContext, page: QWidget, refused: Refused) -> None:
        self._context, self._session, self._page = context, context.session, page
        self._refused = refused
        self.recorded: set[str] = set()
        """Parties that were recorded as eaten at since the program started."""

    def do(self, action: PartyAction, view: PartyView, time_zone: str) -> None:
        """Carry out an action that needs nothing to be filled in."""
        if action is PartyAction.COPY:
            self._copy(view, time_zone)
            return
        deed = {
            PartyAction.JOIN: self._join,
            PartyAction.WAIT: self._wait,
            PartyAction.SWITCH: self._switch,
            PartyAction.CLAIM: self._claim,
            PartyAction.BOOKED: self._say_booked,
            PartyAction.NOT_BOOKED: self._say_booked,
            PartyAction.WENT: self._record_visit,
            PartyAction.CLOSE: self._close,
            PartyAction.OPEN_AGAIN: self._open_again,
            PartyAction.DECLINE: self._decline,
            PartyAction.CANCEL_WAITING: self._cancel_waiting,
            PartyAction.WITHDRAW_REQUEST: self._withdraw_request,
            PartyAction.LEAVE: self._leave,
            PartyAction.CANCEL: self._cancel,
        }.get(action)
        if deed is not None:
            deed(view)

    def be_late(self, view: PartyView, minutes: int) -> None:
        """Announce that I come late, or that I don't after all."""
        if minutes:
            text = fill(translate("Parties", "Everybody will read that you come %1 min late"), minutes)
        else:
            text = translate("Parties", "Everybody will read that you come on time")
        actions.be_late(self._session, view.party, minutes, self._told(text), self._no(view))

    def withdraw_invitation(self, view: PartyView, colleague: str) -> None:
        """Take an unanswered invitation back."""
        name = next((one.employee.name for one in view.members if one.employee.id == colleague), "")
        seated = any(one.employee.id == colleague and one.membership.seated_by for one in view.members)
        withdrawn = translate("Parties", "Invitation of %1 withdrawn")
        text = fill(translate("Parties", "Seat of %1 freed") if seated else withdrawn, name)
        done = self._told(text)
        actions.withdraw_invitation(self._session, view.party, EmployeeId(colleague), done, self._no(view))

    def _join(self, view: PartyView) -> None:
        text = fill(translate("Parties", "Asked for a seat in “%1”"), view.party.title)
        actions.join_party(self._session, view.party, self._told(text), self._no(view))

    def _wait(self, view: PartyView) -> None:
        text = fill(translate("Parties", "Asked to wait for a seat in “%1”"), view.party.title)
        actions.join_party(self._session, view.party, self._told(text), self._no(view))

    def _switch(self, view: PartyView) -> None:
        if view.in_the_way is None:
            return
        text = fill(translate("Parties", "Asked to switch to “%1”"), view.party.title)
        question = ask_to_switch(self._context.theme, view, self._context.session.reads.actor, self._page.window())
        if question is None:
            seats.switch_party(self._session, view, self._told(text), self._no(view))
            return
        question.accepted.connect(lambda: seats.switch_party(self._session, view, self._told(text), self._no(view)))
        question.finished.connect(question.deleteLater)
        question.open()

    def _claim(self, view: PartyView) -> None:
        text = fill(translate("Parties", "Asked for the free seat in “%1”"), view.party.title)
        seats.claim_seat(self._session, view.party, self._told(text), self._no(view))

    def _say_booked(self, view: PartyView) -> None:
        booked = not view.party.booked
        said = translate("Parties", "Everybody reads that a table is reserved")
        text = said if booked else translate("Parties", "Everybody reads that no table is reserved")
        done, no = self._told(text), self._no(view)
        seats.say_booked(self._session, view.party, booked=booked, on_done=done, on_refused=no)

    def drop_guest(self, view: PartyView, guest_id: str) -> None:
        """A guest doesn't come: their name is forgotten, so it is asked first."""
        found = next((one for one in view.guests if one.guest.id == guest_id), None)
        if found is None:
            return
        text = fill(translate("Parties", "%1 does not come"), found.name or translate("Parties", "The guest"))
        question = ask_to_drop(self._context.theme, found, self._page.window())
        no = self._no(view)
        question.accepted.connect(
            lambda: seats.drop_guest(
                self._session, view.party.id, found.guest.id, lambda _: self._context.shell.toast(text), no
            )
        )
        question.finished.connect(question.deleteLater)
        question.open()

    def _record_visit(self, view: PartyView) -> None:
        def done(performed: Performed) -> None:
            self.recorded.add(view.party.id)
            where = view.restaurant.name if view.restaurant is not None else ""
            named = fill(translate("Parties", "Noted in your visits: %1"), where)
            self._told(named if where else translate("Parties", "Noted in your visits"))(performed)

        actions.record_visit(self._session, view.party, done, self._no(view))

    def _close(self, view: PartyView) -> None:
        text = fill(translate("Parties", "“%1” takes no more people"), view.party.title)
        actions.close_party(self._session, view.party, self._told(text), self._no(view))

    def _open_again(self, view: PartyView) -> None:
        text = fill(translate("Parties", "“%1” takes people again"), view.party.title)
        actions.open_again(self._session, view.party, self._told(text), self._no(view))

    def _decline(self, view: PartyView) -> None:
        self._give_up(view, fill(translate("Parties", "Invitation to “%1” declined"), view.party.title))

    def _cancel_waiting(self, view: PartyView) -> None:
        self._give_up(view, fill(translate("Parties", "You no longer wait for “%1”"), view.party.title))

    def _withdraw_request(self, view: PartyView) -> None:
        text = fill(translate("Parties", "Request for “%1” taken back"), view.party.title)
        actions.withdraw_request(
            self._session, view, lambda: self._context.shell.toast(text, lambda: self._wait(view)), self._no(view)
        )

    def _leave(self, view: PartyView) -> None:
        text = fill(translate("Parties", "You left “%1”"), view.party.title)
        question = ask_to_leave(self._context.theme, view, self._page.window())
        if question is None:
            self._give_up(view, text)
            return
        question.accepted.connect(
            lambda: actions.leave_party(self._session, view, lambda _: self._context.shell.toast(text), self._no(view))
        )
        question.finished.connect(question.deleteLater)
        question.open()

    def _cancel(self, view: PartyView) -> None:
        text = fill(translate("Parties", "“%1” is cancelled"), view.party.title)
        question = ask_to_cancel(self._context.theme, view, self._page.window())
        question.accepted.connect(
            lambda: actions.cancel_party(
                self._session, view.party, lambda _: self._context.shell.toast(text), self._no(view)
            )
        )
        question.finished.connect(question.deleteLater)
        question.open()

    def _copy(self, view: PartyView, time_zone: str) -> None:
        QGuiApplication.clipboard().setText(invitation_text(view, time_zone))
        self._context.shell.toast(translate("Parties", "Invitation copied: paste it into a messenger"))

    def _give_up(self, view: PartyView, text: str) -> None:
        """Leave, with the seat asked for again as the way back."""

        def done(performed: Performed) -> None:
            no = self._no(view)
            self._context.shell.toast(text, lambda: actions.take_seat_back(self._session, performed, view.party, no))

        actions.leave_party(self._session, view, done, self._no(view))

    def _told(self, text: str) -> Callable[[Performed], object]:
        """Say that it was done, with Undo."""
        return lambda performed: self._context.shell.toast(text, lambda: self.undo(performed))

    def undo(self, performed: Performed) -> None:
        """Take a change back; where that is too late, say so."""
        self._session.undo(performed.uuid, None, self._not_undone)

    def _not_undone(self, refusal: Refusal) -> None:
        said = refusal_text(refusal.code.value, refusal.details)
        too_late = translate("Parties", "It can’t be undone any more.")
        self._context.shell.toast(f"{too_late} {said.what}")

    def _no(self, view: PartyView) -> Callable[[Refusal], object]:
        return lambda refusal: self._refused(view, refusal)
