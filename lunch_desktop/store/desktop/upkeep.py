"""What a desktop's file needs from time to time: a backup, a look for damage, and old things let go."""

import logging
from contextlib import closing
from typing import Final

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.connection import open_raw
from lunch_desktop.store.desktop.backup import Backups
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.inbox import Inbox
from lunch_desktop.store.desktop.notices import Notices
from lunch_desktop.store.desktop.soundness import Unsound, check
from lunch_desktop.store.desktop.state import BACKED_UP_AT, READ_THROUGH_AT, State
from lunch_desktop.store.failures import explained
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem, ProblemCode

log = logging.getLogger(__name__)

EVERY: Final = 24 * HOUR
TRY_AGAIN: Final = HOUR
"""How long after a backup that failed the next is tried, in milliseconds."""


class Upkeep:
    """The upkeep of one open file. Writers go on meanwhile: everything long reads one snapshot."""

    def __init__(self, database: DesktopDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._backups = Backups(database.path, database.key)
        self._not_before = Instant(0)

    def due_at(self) -> Instant:
        """When there is something to do next. A clock that was set back doesn't put it off by more than a day."""
        with self._database.reading() as connection:
            done = State(connection, self._database.schema).some(BACKED_UP_AT, READ_THROUGH_AT)
        now = self._clock.now()
        last = [done.get(name, 0) for name in (BACKED_UP_AT, READ_THROUGH_AT)]
        return Instant(max(self._not_before, min(at + EVERY if at <= now else now for at in last)))

    def run(self) -> None:
        """Do what is due. Raises Problem: the file is damaged, which is marked, or can't be read or written now.

        A backup that fails is told as a notice and tried again later.
        """
        now = self._clock.now()
        if now < self.due_at():
            return
        self._not_before = Instant(now + TRY_AGAIN)
        self._read_through(now)
        self._back_up(now)
        with self._database.writing() as connection:
            Notices(connection, self._database.schema).prune(now)
            Inbox(connection, self._database.schema).prune(now)

    def _read_through(self, now: Instant) -> None:
        self._check(quick=True)
        self._note(READ_THROUGH_AT, now)

    def _check(self, *, quick: bool) -> None:
        with explained(str(self._database.path)):
            try:
                with closing(open_raw(self._database.path, self._database.key)) as connection:
                    check(connection, None, quick=quick)
            except Unsound as error:
                log.warning("the database is damaged: %s", error)
                raise self._database.found_damaged() from error

    def _back_up(self, now: Instant) -> None:
        try:
            self._backups.make(now)
        except (Problem, Unsound) as error:
            log.warning("no backup: %s", error)
            with self._database.writing() as connection:
                facts = {"path": str(self._backups.folder)}
                Notices(connection, self._database.schema).add(ProblemCode.BACKUP_FAILED.value, facts, now)
            if isinstance(error, Unsound):  # because of the disk that the copy is on, or of the file itself
                self._check(quick=False)
        else:
            self._note(BACKED_UP_AT, now)

    def _note(self, name: str, now: Instant) -> None:
        with self._database.writing() as connection:
            State(connection, self._database.schema).set(name, now)
