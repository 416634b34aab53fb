"""What choosing an entry of the palette does."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.names import GroupName, PartyName, PersonName, PlaceName
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.actions import parties
from lunch_desktop.ui.commands import Command
from lunch_desktop.ui.page import Shell
from lunch_desktop.ui.pages.parties.standing import PartyAction
from lunch_desktop.ui.pages.parties.standing import entry as way_in
from lunch_desktop.ui.pages.parties.subjects import new_at, new_with
from lunch_desktop.ui.palette.finding import Entry
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text

translate = QCoreApplication.translate

PARTIES = "parties"
GROUPS = "groups"


class Doing(QObject):
    """`search_parties` shows the parties that a text finds."""

    def __init__(
        self, session: DesktopSession, shell: Shell, search_parties: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._shell, self._search_parties = session, shell, search_parties

    def do(self, entry: Entry) -> None:
        """What Enter stands for."""
        match entry.subject:
            case Command() as command:
                command.run()
            case PersonName() as person:
                self._shell.navigate(PARTIES, new_with(person.id))
            case PlaceName() as place:
                self._shell.navigate(PARTIES, new_at(place.id))
            case GroupName() as group:
                self._shell.navigate(GROUPS, group.id)
            case PartyName() as party:
                self._shell.navigate(PARTIES, party.id)

    def do_second(self, entry: Entry) -> None:
        """What Ctrl+Enter stands for, where there is something."""
        match entry.subject:
            case PlaceName() as place:
                self._search_parties(place.name)
            case PartyName() as party:
                self._session.read(
                    lambda reads: reads.party(party.id),
                    lambda view: self._join(party, view),
                    key=f"palette.join.{party.id}",
                    receiver=self,
                )

    def _join(self, party: PartyName, view: PartyView | None) -> None:
        """Ask for a seat; where there is none to ask for, the party itself says why."""
        way = None if view is None else way_in(view, self._session.clock.now())
        if view is None or way not in (PartyAction.JOIN, PartyAction.WAIT):
            self._shell.navigate(PARTIES, party.id)
            return
        text = fill(translate("Palette", "Asked for a seat in “%1”"), view.party.title)
        parties.join_party(self._session, view.party, lambda done: self._asked(text, done), self._refused)

    def _asked(self, text: str, done: Performed) -> None:
        self._shell.toast(text, lambda: self._session.undo(done.uuid, None, self._refused))

    def _refused(self, refusal: Refusal) -> None:
        self._shell.toast(refusal_text(refusal.code.value, refusal.details).sentence)
