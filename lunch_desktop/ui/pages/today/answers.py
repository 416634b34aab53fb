"""What the server said about seats I asked for, told in passing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync.status import Reach
from lunch_desktop.ui.page import Shell
from lunch_desktop.ui.session import DesktopSession, OnRefused
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.wire.changes import Outcome

if TYPE_CHECKING:
    from lunch_desktop.wire.sync import Result

translate = QCoreApplication.translate

_WISHES: Final = frozenset({"party.join", "party.switch", "party.claim"})
_ANSWER_EXPECTED_MS: Final = 700
"""While the server is within reach its answer is likely here by then, and one toast is enough for both."""


@dataclass(frozen=True, slots=True)
class SeatGiven:
    """A join of mine that the server granted, with the party as it stands now."""

    uuid: str
    view: PartyView


class SeatAnswers(QObject):
    """Follows every join from the request to the answer. A refusal is not told here: it stands in the hero."""

    def __init__(
        self,
        session: DesktopSession,
        shell: Shell,
        on_refused: OnRefused,
        may_tell: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """`may_tell` says whether the page is shown, so that joins made elsewhere are told there."""
        super().__init__(parent)
        self._session, self._shell, self._on_refused, self._may_tell = session, shell, on_refused, may_tell
        self._asked: dict[str, str] = {}
        self._ways_back: dict[str, Callable[[], None]] = {}
        session.results_came.connect(self._results_came)

    def asked(self, performed: Performed, title: str) -> None:
        """A seat was asked for here: tell it, unless the answer comes first."""
        uuid = performed.uuid
        self._asked[uuid] = title
        status = self._session.status
        if status is not None and status.reach is Reach.ONLINE:
            QTimer.singleShot(_ANSWER_EXPECTED_MS, self, lambda: self._tell_request(uuid))
        else:
            self._tell_request(uuid)

    def _tell_request(self, uuid: str) -> None:
        if uuid in self._asked:
            text = fill(translate("Today", "Seat requested – “%1”"), self._asked[uuid])
            self._shell.toast(text, self._way_back(uuid))

    def _results_came(self, results: "tuple[Result, ...]") -> None:
        applied = {result.uuid for result in results if result.outcome is Outcome.APPLIED}
        for result in results:
            if result.outcome is not Outcome.APPLIED:
                self._asked.pop(result.uuid, None)
        told = applied if self._may_tell() else applied & self._asked.keys()
        for uuid in applied:
            self._asked.pop(uuid, None)
        if told:
            self._session.read(
                lambda reads: _seats_given(reads, told), self._tell, key=f"today.answers {min(told)}", receiver=self
            )

    def _tell(self, given: tuple[SeatGiven, ...]) -> None:
        for one in given:
            title = one.view.party.title
            if one.view.my_state == MembershipState.CONFIRMED:
                text = fill(translate("Today", "Seat confirmed – “%1”"), title)
            elif one.view.my_state == MembershipState.WAITLISTED:
                place = one.view.my_waiting_place
                text = fill(translate("Today", "On the waitlist, place %1 – “%2”"), place, title)
            else:
                continue
            self._shell.toast(text, self._way_back(one.uuid))

    def _way_back(self, uuid: str) -> Callable[[], None]:
        """The same for the request and for its answer, so that the later toast takes the earlier one's place."""

        def take_back() -> None:
            self._asked.pop(uuid, None)
            self._ways_back.pop(uuid, None)
            self._session.undo(uuid, None, self._on_refused)

        return self._ways_back.setdefault(uuid, take_back)


def _seats_given(reads: Reads, uuids: set[str]) -> tuple[SeatGiven, ...]:
    given: list[SeatGiven] = []
    for change in reads.sync_centre().recent:
        if change.uuid in uuids and change.name in _WISHES and change.party is not None:
            view = reads.party(change.party.id)
            if view is not None:
                given.append(SeatGiven(change.uuid, view))
    return tuple(given)
