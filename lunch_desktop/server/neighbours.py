"""Hearing of what other processes of the same server did, and telling them.

With a bus a commit is heard of as it is told. The database is looked at as well, because a bus may lose a word: seldom
while the bus works, and often while it does not, or where there is none. What is found there is told as heads, since
the database keeps whom a commit concerns and not what it changed. Sessions that ended are found in the audit log.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Final, Protocol

from lunch_desktop.server.hearing import Listener, OwnCommit
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_audit import Action, Entry
from lunch_desktop.store.company.sync import Place
from lunch_desktop.store.company.words import Word
from lunch_desktop.system.problems import Problem

LOOK_SECONDS: Final = 0.5
"""Between two looks at the database where it is the only way."""
WITH_BUS_SECONDS: Final = 2.0
UNWATCHED_SECONDS: Final = 5.0
"""While nobody listens here."""

_ENDED: Final = frozenset({Action.SIGNED_OUT, Action.SESSION_REVOKED, Action.TOKEN_REUSED})
_CHANGED: Final = frozenset({Action.ACCOUNT_DEACTIVATED, Action.ROLE_CHANGED})

_logger = logging.getLogger(__name__)


class Bus(Protocol):
    """Words from process to process. Used on the event loop only."""

    @property
    def connected(self) -> bool: ...
    async def start(self, ear: "Ear", epoch: str) -> None: ...
    async def stop(self) -> None: ...
    def move(self, epoch: str) -> None: ...
    def tell(self, commit: OwnCommit) -> None: ...
    def tell_ended(self, family: str) -> None: ...


class Ear(Protocol):
    """Who hears from a bus."""

    def heard(self, word: Word) -> None: ...
    def heard_ended(self, families: Iterable[str]) -> None: ...
    def hurry(self) -> None: ...


class Standings(Protocol):
    """What this process remembers of sessions."""

    def forget(self, *families: str) -> None: ...
    def forget_employee(self, employee_id: str) -> None: ...


class Neighbours:
    """The hub's other processes: it is told what they did, and they what was done here."""

    def __init__(
        self, place: Callable[[], Place], accounts: Accounts, standings: Standings, bus: Bus | None = None
    ) -> None:
        """`place` reads where the database stands; it may wait."""
        self._place = place
        self._accounts = accounts
        self._standings = standings
        self._bus = bus
        self._hub: Listener | None = None
        self._audited = 0
        self._waiting: frozenset[str] = frozenset()
        self._hurried = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._blind = False

    @property
    def way(self) -> str:
        """How their commits come here now: `redis` or `database`."""
        return "redis" if self._bus is not None and self._bus.connected else "database"

    async def start(self, hub: Listener) -> None:
        """Begin to listen for `hub`."""
        self._hub = hub
        self._audited = (await asyncio.to_thread(self._accounts.audit_end)).entries
        self._task = asyncio.create_task(self._look_round(), name="neighbours")
        if self._bus is not None:
            await self._bus.start(self, (await asyncio.to_thread(self._place)).epoch)

    async def stop(self) -> None:
        """Stop listening."""
        if self._bus is not None:
            await self._bus.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def tell(self, commit: OwnCommit) -> None:
        """Tell of a commit that was made here."""
        if self._bus is not None:
            self._bus.tell(commit)

    def tell_ended(self, family: str) -> None:
        """Tell of a session that was ended here."""
        if self._bus is not None:
            self._bus.tell_ended(family)

    def hurry(self) -> None:
        """Look at once: somebody began to listen, or the bus was lost or found."""
        self._hurried.set()

    def heard(self, word: Word) -> None:
        """Another process tells of a commit."""
        if self._hub is not None:
            self._hub.heard(word)

    def heard_ended(self, families: Iterable[str]) -> None:
        """Another process ended these sessions."""
        ended = list(families)
        self._standings.forget(*ended)
        if self._hub is not None:
            self._hub.sessions_ended(ended)

    async def _look_round(self) -> None:
        while self._hub is not None:
            self._hurried.clear()
            try:
                await self._look(self._hub)
                self._blind = False
            except Problem as problem:
                if not self._blind:
                    _logger.warning("what other processes did can't be seen: %s", problem.code)
                self._blind = True
            except Exception:
                _logger.exception("a look at what other processes did failed")
            try:
                await asyncio.wait_for(self._hurried.wait(), self._pause(self._hub))
            except TimeoutError:
                continue

    def _pause(self, hub: Listener) -> float:
        if hub.streams == 0:
            return UNWATCHED_SECONDS
        return WITH_BUS_SECONDS if self.way == "redis" else LOOK_SECONDS

    async def _look(self, hub: Listener) -> None:
        place = await asyncio.to_thread(self._place)
        if self._bus is not None:
            self._bus.move(place.epoch)
        hub.seen(place)
        entries = await asyncio.to_thread(self._accounts.audit_entries, self._audited)
        unheard = [entry for entry in entries if entry.id not in self._waiting]
        self._audited = max([self._audited, *(entry.number for entry in entries if entry.number is not None)])
        self._waiting = frozenset(entry.id for entry in entries if entry.number is None)
        if unheard:
            self._learn(hub, unheard)

    def _learn(self, hub: Listener, entries: list[Entry]) -> None:
        """What the audit log tells of sessions, whoever wrote it there."""
        ended = [str(entry.details.get("family", entry.device)) for entry in entries if entry.action in _ENDED]
        changed = [entry.subject for entry in entries if entry.action in _CHANGED and entry.subject is not None]
        if ended:
            self.heard_ended(ended)
        for employee_id in changed:
            self._standings.forget_employee(employee_id)
        hub.employees_changed(changed)
