"""What pages work with: reading the desktop's file, doing things, and hearing of what changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from lunch_desktop.domain.chat.entities import ROOMS, RoomKind
from lunch_desktop.domain.chat.reading import ReadRoom
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import RoomId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.store.desktop.inbox import INBOX
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync.status import Changed, SyncStatus
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem
from lunch_desktop.ui.runtime.bridge import GuiBridge
from lunch_desktop.ui.runtime.tasks import Tasks

if TYPE_CHECKING:
    from lunch_desktop.store.desktop.local import LocalStore
    from lunch_desktop.store.desktop.performed import Performed
    from lunch_desktop.sync.engine import SyncEngine

T = TypeVar("T")

OnRefused = Callable[[Refusal], object]
_INBOX_ALONE: Final = frozenset({INBOX})


class DesktopSession(QObject):
    """One signed-in account on this desktop.

    `changed` carries the names of the tables whose rows changed, whether by this person or by the server, and INBOX;
    `results_came` the server's results (tuple of wire Results) on changes of this desktop; `status_changed` a
    SyncStatus; `problem_found` a Problem that kept something from being stored or read. `damaged` says that the file is
    damaged: this session can't go on, and the next one recovers it. `sign_in_wanted`: the
    person wants to sign in again.

    Everything here returns at once. Writes run one after the other in the order in which they were asked for.
    """

    changed = Signal(frozenset)
    results_came = Signal(tuple)
    status_changed = Signal(object)
    problem_found = Signal(object)
    damaged = Signal()
    sign_in_wanted = Signal()
    closing = Signal()

    def __init__(
        self,
        store: "LocalStore | Callable[[], LocalStore]",
        reads: Reads,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        """`store`, or what makes it when something is first written; it is called on other threads."""
        super().__init__(parent)
        self._get_store = store if callable(store) else lambda: store
        self.reads = reads
        self.clock = clock
        self._build_engine: Callable[[], SyncEngine] | None = None
        self._engine: SyncEngine | None = None
        self._metered: bool | None = None
        self._wants_offline: bool | None = None
        self._bridge = GuiBridge(self)
        self._reading = Tasks(self, workers=2)
        self._writing = Tasks(self, workers=1)
        self._reading.failed.connect(self._failed)
        self._writing.failed.connect(self._failed)
        self.status: SyncStatus | None = None
        reads.watch_damage(lambda: self._bridge.call(self.damaged.emit))

    def connect_engine(
        self, build: "Callable[[Callable[[SyncStatus], None], Callable[[Changed], None]], SyncEngine]"
    ) -> None:
        """Name what builds the engine, which `start_engine` starts, with listeners that hand over to this thread."""
        self._build_engine = partial(
            build,
            lambda status: self._bridge.call(lambda: self._take_status(status)),
            lambda changed: self._bridge.call(lambda: self._take_changed(changed)),
        )

    def start_engine(self) -> None:
        """Build the engine on another thread, as it takes its time, and begin to exchange."""
        build, self._build_engine = self._build_engine, None
        if build is not None:
            self._reading.run(partial(_started, build), self._take_engine, receiver=self)

    def read(
        self,
        question: Callable[[Reads], T],
        on_answer: Callable[[T], object],
        *,
        key: str,
        receiver: QObject | None = None,
    ) -> None:
        """Ask the file something; a newer question with the same key makes an older answer void."""
        self._reading.run(lambda: question(self.reads), on_answer, key=key, receiver=receiver)

    def do(
        self,
        intent: Intent,
        on_done: "Callable[[Performed], object] | None" = None,
        on_refused: OnRefused | None = None,
        *,
        receiver: QObject | None = None,
    ) -> None:
        """Perform a mutation: durable here before `on_done`, sent when it can be. A refusal leaves nothing behind."""
        self._write(lambda: self._store.perform(intent), lambda done: done.tables, on_done, on_refused, receiver)

    def undo(
        self, uuid: str, on_done: Callable[[frozenset[str]], object] | None = None, on_refused: OnRefused | None = None
    ) -> None:
        """Take a change back, by withdrawing it or by its inverse."""
        self._write(lambda: self._store.undo(uuid), lambda tables: tables, on_done, on_refused, None)

    def discard(self, uuids: Sequence[str], on_done: Callable[[frozenset[str]], object] | None = None) -> None:
        """Withdraw waiting changes, and what was built on them."""
        self._write(lambda: self._store.discard(uuids), lambda tables: tables, on_done, None, None)

    def retry(
        self, uuid: str, on_done: "Callable[[Performed], object] | None" = None, on_refused: OnRefused | None = None
    ) -> None:
        """Do a refused change again, as a new one."""
        self._write(lambda: self._store.retry(uuid), lambda done: done.tables, on_done, on_refused, None)

    def settle(
        self,
        uuid: str,
        fields: Sequence[str],
        *,
        mine: bool,
        on_done: Callable[[frozenset[str]], object] | None = None,
        on_refused: OnRefused | None = None,
    ) -> None:
        """Decide about fields of a conflict: keep theirs, or edit again with mine."""
        self._write(
            lambda: self._store.settle(uuid, fields, mine=mine), lambda tables: tables, on_done, on_refused, None
        )

    def mark_notices_seen(self, ids: Sequence[int]) -> None:
        """The person has read these notices."""
        self._write(lambda: self._store.mark_notices_seen(ids), lambda _: _INBOX_ALONE, None, None, None)

    def mark_inbox_seen(self, ids: Sequence[int]) -> None:
        """The person has read these entries of the inbox."""
        self._write(lambda: self._store.mark_inbox_seen(ids), lambda _: _INBOX_ALONE, None, None, None)

    def mark_all_inbox_seen(self, up_to: int) -> None:
        """The person wants to read none of the entries up to this id any more."""
        self._write(lambda: self._store.mark_all_inbox_seen(up_to), lambda _: _INBOX_ALONE, None, None, None)

    def note_lapsed(self) -> None:
        """Tell in the inbox which requests for a seat were not confirmed in time."""
        nothing = frozenset[str]()
        self._write(self._store.note_lapsed, lambda lapsed: _INBOX_ALONE if lapsed else nothing, None, None, None)

    def note_expired(self) -> None:
        """Tell in the inbox which of the person's proposals nobody answered in time."""
        me, nothing = self.reads.actor, frozenset[str]()
        self._write(
            lambda: self._store.note_expired(me), lambda told: _INBOX_ALONE if told else nothing, None, None, None
        )

    def note_reminders(self) -> None:
        """Remind in the inbox of the person's lunches that are near."""
        me, nothing = self.reads.actor, frozenset[str]()
        self._write(
            lambda: self._store.note_reminders(me), lambda told: _INBOX_ALONE if told else nothing, None, None, None
        )

    def mark_seen(self, uuids: Sequence[str]) -> None:
        """The person has read these results."""
        self._write(lambda: self._store.mark_seen(uuids), lambda _: _INBOX_ALONE, None, None, None)

    def read_room(self, kind: RoomKind, room_id: str, number: int) -> None:
        """The person has seen a room up to the message of this number. May be called as often as they scroll."""
        read = ReadRoom(kind.value, RoomId(room_id), number)
        nothing = frozenset[str]()
        self._write(
            lambda: self._store.read_room(read),
            lambda done: nothing if done is None else done.tables,
            None,
            lambda _: None,  # they left it meanwhile: then nobody wants to know
            None,
        )

    def mute_room(self, room_id: str, *, muted: bool, on_done: Callable[[object], object] | None = None) -> None:
        """Whether a room tells the person nothing, on this desktop alone. `changed` names ROOMS afterwards."""
        rooms = frozenset({ROOMS.name})
        self._write(lambda: self._store.mute_room(room_id, muted=muted), lambda _: rooms, on_done, None, None)

    def look_at_room(self, room_id: str | None) -> None:
        """The person looks at a room, so nothing has to be told of it; None: at none, or the window is not in front."""
        self._writing.run(lambda: self._store.look_at_room(room_id))

    def sync_now(self) -> None:
        """Exchange with the server now."""
        if self._engine is not None:
            self._engine.sync_now()

    def set_work_offline(self, offline: bool) -> None:
        """Leave the network alone, or come back to it."""
        if self._engine is not None:
            self._engine.set_work_offline(offline)
        else:
            self._wants_offline = offline

    def network_changed(self) -> None:
        """The network is another one, or lets us through again."""
        if self._engine is not None:
            self._engine.network_changed()

    def set_metered(self, metered: bool) -> None:
        """Whether data costs money on the connection that is used now."""
        self._metered = metered
        if self._engine is not None:
            self._engine.set_metered(metered)

    def download_now(self) -> None:
        """Fetch what waits because it is large, although data costs money."""
        if self._engine is not None:
            self._engine.download_now()

    def sign_in_at_proxy(self, proxy: str, user: str, password: str) -> None:
        """Keep what the person typed for a proxy, and go on; the keyring may take a while."""
        engine = self._engine
        if engine is not None:
            self._reading.run(lambda: engine.sign_in_at_proxy(proxy, user, password))

    def signed_in_again(self) -> None:
        """The session was renewed: go on exchanging."""
        if self._engine is not None:
            self._engine.signed_in()

    def close(self) -> None:
        """Finish what was asked for, then stop exchanging. Blocks for a few seconds at most.

        Whoever hears `closing` may still write; nobody may ask for anything after that.
        """
        self.closing.emit()
        self._writing.close()
        self._reading.close()
        if self._engine is not None:
            self._engine.stop()
        self.reads.watch_damage(lambda: None)

    def _write(
        self,
        work: Callable[[], T],
        tables: Callable[[T], frozenset[str]],
        on_done: Callable[[T], object] | None,
        on_refused: OnRefused | None,
        receiver: QObject | None,
    ) -> None:
        def done(result: T) -> None:
            if self._engine is not None:
                self._engine.local_change()
            self.changed.emit(tables(result))
            if on_done is not None:
                on_done(result)

        def failed(error: Exception) -> None:
            if isinstance(error, Refusal) and on_refused is not None:
                on_refused(error)
            else:
                self._failed(error)

        self._writing.run(work, done, failed, receiver=receiver)

    @property
    def _store(self) -> "LocalStore":
        """Never on the GUI thread: the first time it is made."""
        return self._get_store()

    def _take_engine(self, engine: "SyncEngine") -> None:
        self._engine = engine
        if self._metered is not None:
            engine.set_metered(self._metered)
        if self._wants_offline is not None:
            engine.set_work_offline(self._wants_offline)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Problem):
            self.problem_found.emit(error)
        else:
            raise error

    def _take_status(self, status: SyncStatus) -> None:
        self.status = status
        self.status_changed.emit(status)

    def _take_changed(self, changed: Changed) -> None:
        self.changed.emit(changed.tables)
        if changed.results:
            self.results_came.emit(changed.results)


def _started(build: "Callable[[], SyncEngine]") -> "SyncEngine":
    engine = build()
    engine.start()
    return engine
