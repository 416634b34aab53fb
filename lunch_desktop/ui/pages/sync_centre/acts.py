"""What the buttons of the Sync centre do, what is told afterwards, and what is asked before."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.ui.actions import sync_centre as do
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.sync_centre.contents import Action
from lunch_desktop.ui.pages.sync_centre.editing import Editing
from lunch_desktop.ui.pages.sync_centre.words import spoken_title
from lunch_desktop.ui.texts.changes import change_title, message_text
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.widgets.dialog import ConfirmDialog

translate = QCoreApplication.translate
PARTIES = "parties"
"""The key of the page that shows a party."""
NAMED_AT_MOST = 5


class Acts:
    """Carries out what was pressed; `on_refused` is told the change's uuid and why it was refused."""

    def __init__(self, page: QWidget, context: PageContext, on_refused: Callable[[str, Refusal], None]) -> None:
        self._page = page
        self._context = context
        self._on_refused = on_refused
        self._editing = Editing(context, page, lambda party_id: context.shell.navigate(PARTIES, party_id))

    def act(self, change: ChangeView, action: Action, dependents: Sequence[ChangeView], field: str = "") -> None:
        """Do it, or ask first where it takes more along or can't be undone. `field` is the one to settle, else all."""
        session = self._context.session
        open_fields = [name for name in change.conflicts if name not in change.settled]
        fields = [field] if field in open_fields else open_fields
        match action:
            case Action.RETRY:
                do.retry(session, change, lambda: self._tell_waiting(change), self._refusing(change))
            case Action.EDIT:
                self._editing.open(change, lambda: do.dismiss(session, change, dependents))
            case Action.COPY:
                QGuiApplication.clipboard().setText(message_text(change))
                self._context.shell.toast(translate("SyncCentre", "Copied"))
            case Action.DISCARD:
                self._after_asking(change, dependents, lambda: do.dismiss(session, change, dependents))
            case Action.OPEN_PARTY if change.party is not None:
                self._context.shell.navigate(PARTIES, change.party.id)
            case Action.ASK_AGAIN:
                do.ask_again(session, change, lambda: self._tell_waiting(change), self._refusing(change))
            case Action.KEEP_THEIRS:
                do.keep_theirs(session, change, fields)
            case Action.USE_MINE:
                do.use_mine(session, change, fields, lambda: self._tell_waiting(change), self._refusing(change))
            case Action.LEAVE:
                do.leave_standing(session, change)
            case Action.WITHDRAW:
                withdrawn = self._tell_withdrawn(change, dependents)
                self._after_asking(change, dependents, lambda: do.withdraw(session, change, dependents, withdrawn))
            case Action.UNDO:
                self._undo(change)

    def _undo(self, change: ChangeView) -> None:
        def undo() -> None:
            text = fill(translate("SyncCentre", "Undone: %1"), change_title(change))
            told = self._context.shell.toast
            do.undo_applied(self._context.session, change, lambda: told(text), self._refusing(change))

        if change.name != "party.open":
            undo()
            return
        self._ask(
            fill(translate("SyncCentre", "Cancel “%1”?"), change.args.get("title", "")),
            translate("SyncCentre", "Everybody who joined will read that it is off. This can't be undone."),
            translate("SyncCentre", "Cancel the party"),
            undo,
        )

    def _after_asking(self, change: ChangeView, dependents: Sequence[ChangeView], go_on: Callable[[], object]) -> None:
        """What takes nothing else along needs no question."""
        if not dependents:
            go_on()
            return
        named = ", ".join(spoken_title(one) for one in dependents[:NAMED_AT_MOST])
        rest = len(dependents) - NAMED_AT_MOST
        if rest > 0:
            more = fill(translate("SyncCentre", "%1 more"), rest)
            named = f"{named}, {more}"
        self._ask(
            fill(translate("SyncCentre", "Discard “%1” and what is built on it?"), spoken_title(change)),
            fill(translate("SyncCentre", "These go too: %1. This can't be undone."), named),
            translate("SyncCentre", "Discard all"),
            go_on,
        )

    def _ask(self, title: str, text: str, confirm: str, go_on: Callable[[], object]) -> None:
        keep = translate("SyncCentre", "Keep it")
        dialog = ConfirmDialog(self._context.theme, title, text, confirm, keep, danger=True, parent=self._page)
        dialog.accepted.connect(go_on)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _refusing(self, change: ChangeView) -> Callable[[Refusal], None]:
        return lambda refusal: self._on_refused(change.uuid, refusal)

    def _tell_waiting(self, change: ChangeView) -> None:
        self._context.shell.toast(fill(translate("SyncCentre", "Waiting again: %1"), change_title(change)))

    def _tell_withdrawn(self, change: ChangeView, dependents: Sequence[ChangeView]) -> Callable[[], object]:
        text = fill(translate("SyncCentre", "Withdrawn: %1"), change_title(change))
        toast = self._context.shell.toast
        if dependents:
            return lambda: toast(text)

        def back() -> None:
            do.do_again(self._context.session, change, self._tell_refusal)

        return lambda: toast(text, back)

    def _tell_refusal(self, refusal: Refusal) -> None:
        said = refusal_text(refusal.code, refusal.details)
        self._context.shell.toast(f"{said.title}. {said.next_step}")
