"""Markers of what was read: of those that nobody was offered, the newest of a room says all that the others said."""

from typing import Final

from sqlalchemy import Connection

from lunch_desktop.domain.chat.entities import READ_MARKERS, read_marker_id
from lunch_desktop.domain.ids import EmployeeId, RoomId
from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.rows import EntityRows

MOST_BEHIND: Final = 100
"""A marker behind which more changes wait stays where it is: all of them would have to be numbered anew."""


class Marking:
    """The actor's marker of one room, inside one writing transaction."""

    def __init__(
        self, connection: Connection, schema: DesktopSchema, rows: EntityRows, room_id: RoomId, actor: EmployeeId
    ) -> None:
        self._connection = connection
        self._outbox = Outbox(connection, schema)
        self._rows = rows
        self._id = read_marker_id(room_id, actor)

    def is_news(self, number: int) -> bool:
        """Whether nothing says yet that so much was read."""
        mine = self._rows[READ_MARKERS.name].one(self._connection, self._id)
        return mine is None or mine.number < number

    def make_way(self) -> None:
        """Take a marker of the room that waits, and was never offered, out of the queue; a newer one is to follow."""
        for seq in self._outbox.unoffered_on(READ_MARKERS.name, self._id):
            if self._outbox.count(after=seq) <= MOST_BEHIND:
                self._outbox.close_up(seq)
