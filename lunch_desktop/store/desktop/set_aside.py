"""Changes that fail by themselves, over and over, while the server is well: out of the way, but not lost."""

from typing import Final

from sqlalchemy import Connection

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.history import BUILT_ON, History
from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.store.desktop.schema import DesktopSchema

MOST_FAILURES: Final = 5
"""How often a change may fail alone before it is set aside."""


class SettingAside:
    """Inside one writing transaction. The caller then replays what still waits."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._outbox = Outbox(connection, schema)
        self._history = History(connection, schema)

    def count(self, uuid: str, now: Instant) -> bool:
        """Count one more failure of a change; whether that was one too many, and it was set aside.

        A void is counted too, so that it is sent alone, but never set aside: there is nothing less to send.
        """
        change = self._outbox.find(uuid)
        if change is None:
            return False
        failures = self._outbox.count_failure(change.seq)
        if failures < MOST_FAILURES or change.void:
            return False
        self._set_aside(change.seq, now)
        return True

    def _set_aside(self, seq: int, now: Instant) -> None:
        """Move the change and what was built on it to the history; a void keeps each one's place in the queue."""
        by_seq = {change.seq: change for change in self._outbox.all()}
        going = [seq, *self._outbox.dependents(seq)]
        for one in going:
            because = {} if one == seq else {BUILT_ON: by_seq[seq].uuid}
            self._history.set_aside(by_seq[one], because, now)
        for one in reversed(going):
            self._outbox.withdraw(by_seq[one])
