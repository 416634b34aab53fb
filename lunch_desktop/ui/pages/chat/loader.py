"""Reads a room piece by piece: what is in sight first, one question at a time."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.pages.chat.reading import Chunks, RoomContent, chunk_of, read_chunks, read_room
from lunch_desktop.ui.pages.chat.room_messages import Kept
from lunch_desktop.ui.session import DesktopSession

_PAUSE_MS: Final = 40
"""Whoever drags the thumb passes by more than can be read: it is read where they pause."""


class RoomLoader(QObject):
    """`came` says that the room was read, anew or for the first time; `closed` that I take no part in the room of this
    id; `more` that these chunks are there.
    """

    came = Signal(object)
    closed = Signal(str)
    more = Signal(object)

    def __init__(self, session: DesktopSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._kept = Kept()
        self._last = 0
        self._is_asking = False
        self._wanted: set[int] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.room_id = ""

    @property
    def chunks(self) -> Chunks:
        """What was read and is kept."""
        return self._kept.chunks

    def open(self, room_id: str, around: int | None) -> None:
        """Another room, or another place in it; None stands for the first unread message, or the end."""
        self.forget()
        self.room_id = room_id
        self._read(around, ())

    def forget(self) -> None:
        """Keep nothing of the room."""
        self.room_id, self._last, self._is_asking = "", 0, False
        self._wanted = set()
        self._pause.stop()
        self._kept.chunks.clear()

    def refresh(self, rows: range) -> None:
        """Read the room anew, with what is in sight and what lies next to it."""
        if self.room_id:
            first, last = chunk_of(rows.start + 1), chunk_of(max(rows.start, rows.stop) + 1)
            self._read(None, range(max(0, first - 1), last + 2))

    def want(self, in_sight: set[int], near: set[int]) -> None:
        """Read what is in sight as soon as it stays there, and what is near it when nothing else is being read."""
        kept = self._kept.chunks.keys()
        self._wanted = (in_sight or near) - kept
        if in_sight - kept:
            self._pause.start()
        elif self._wanted and not self._pause.isActive():
            self._ask()

    def _ask(self) -> None:
        if not self._wanted or self._is_asking or not self.room_id:
            return
        self._is_asking = True
        room_id, last, wanted = self.room_id, self._last, frozenset(self._wanted)
        self._session.read(
            lambda reads: read_chunks(reads, room_id, wanted, last),
            lambda chunks: self._take_more(room_id, chunks),
            key="chat.more",
            receiver=self,
        )

    def _read(self, around: int | None, chunks: range | tuple[()]) -> None:
        room_id, now = self.room_id, self._session.clock.now()

        def question(reads: Reads) -> RoomContent | None:
            return read_room(reads, room_id, around, chunks, now)

        self._session.read(question, lambda found: self._take(room_id, found), key="chat.room", receiver=self)

    def _take(self, room_id: str, found: RoomContent | None) -> None:
        if room_id != self.room_id:
            return
        if found is None:
            self.forget()
            self.closed.emit(room_id)
            return
        self._last = found.last
        self._kept.chunks.clear()
        self._kept.chunks.update(found.chunks)
        self.came.emit(found)

    def _take_more(self, room_id: str, chunks: Chunks) -> None:
        self._is_asking = False
        if room_id != self.room_id:
            return
        self._kept.add(chunks, min(chunks, default=0))
        self.more.emit(chunks)
