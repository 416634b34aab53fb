"""What the person has read, and what there is to read; kept in the desktop's file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.footprints import Footprints
from lunch_desktop.store.desktop.history import History
from lunch_desktop.store.desktop.notices import Notices
from lunch_desktop.store.desktop.standing import Standing
from lunch_desktop.system.clock import Clock


class Reading(Standing):
    """Results and notices that wait to be read. Safe to use from several threads; writers take turns."""

    def __init__(self, database: DesktopDatabase, clock: Clock) -> None:
        super().__init__(database)
        self._clock = clock
        self._footprints = Footprints()

    def mark_seen(self, uuids: Sequence[str]) -> None:
        """The author has read these results; they no longer need attention."""
        with self._writing() as connection:
            History(connection, self._schema).mark_seen(uuids)

    def note(self, kind: str, details: Mapping[str, Any]) -> None:
        """Keep something for the person to read; `details` fill the words of its `kind`."""
        with self._writing() as connection:
            Notices(connection, self._schema).add(kind, details, self._clock.now())

    def mark_notices_seen(self, ids: Sequence[int]) -> None:
        """The person has read these."""
        with self._writing() as connection:
            Notices(connection, self._schema).mark_seen(ids)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """See `DesktopDatabase.writing`."""
        with self.database.writing(self._footprints.commit) as connection:
            self._footprints.begin()
            yield connection
