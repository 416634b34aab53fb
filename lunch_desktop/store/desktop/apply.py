"""Applying a patch from the server: what is shown is again the waiting changes replayed on confirmed rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from sqlalchemy import Connection

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.chat.entities import ROOMS
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Registry
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.parties.votes import VOTES
from lunch_desktop.domain.proposals.entities import PROPOSALS
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.confirmed import ConfirmedRows
from lunch_desktop.store.desktop.footprints import Footprints
from lunch_desktop.store.desktop.history import History
from lunch_desktop.store.desktop.holdings import Holdings
from lunch_desktop.store.desktop.inbox import Inbox
from lunch_desktop.store.desktop.inbox_news import News
from lunch_desktop.store.desktop.inbox_talk import Talk
from lunch_desktop.store.desktop.outbox import Outbox, Queued
from lunch_desktop.store.desktop.proofs import Proofs
from lunch_desktop.store.desktop.rebase import LocalRun
from lunch_desktop.store.desktop.replica import Replica
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import (
    CURSOR,
    EPOCH,
    NO_VOLUMES,
    PAGES,
    PULLED_AT,
    RIGHTS_UNCHECKED,
    RUN,
    VERSION,
    State,
)
from lunch_desktop.store.desktop.volumes import BadVolume, Chunk, OpenVolume
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import Key
from lunch_desktop.wire.changes import LARGEST_BATCH, Outcome
from lunch_desktop.wire.sync import SUM_MASK, Checksum, PullResponse, Result, Rows, ScopePatch, Volume

NO_ROWS: Final = Checksum(rows=0, sum=0)
FEWEST_TO_GUARD: Final = 20
"""Rows; of a smaller scope much may go at once and mean nothing."""
LONG_QUEUE: Final = LARGEST_BATCH
"""Changes; a longer queue drains before it rebases."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What a patch changed: the tables, and the results of changes of this desktop.

    `unfinished`: there is more to fetch, the next page or a scope that has to be downloaded again.
    """

    tables: frozenset[str]
    results: tuple[Result, ...]
    unfinished: bool = False


class Rebase(Enum):
    """When waiting changes run again after rows have come that they read."""

    NEVER = "never"
    NOW = "now"
    LATER = "later"


class LosesMuch(Exception):
    """A patch would take most of a scope away although the right to it stands; nothing of it was applied."""


class Apply:
    """One patch, inside the caller's writing transaction."""

    def __init__(
        self,
        connection: Connection,
        schema: DesktopSchema,
        rows: EntityRows,
        registry: Registry,
        actor: EmployeeId,
        footprints: Footprints,
        *,
        looked_at: str | None = None,
    ) -> None:
        """`looked_at`: the room that the person sees at this moment, of which nothing has to be told."""
        self._connection = connection
        self._schema = schema
        self._registry = registry
        self._actor = actor
        self._footprints = footprints
        self._replica = Replica(connection, schema, rows)
        self._confirmed = ConfirmedRows(connection, schema, self._replica)
        self._holdings = Holdings(connection, schema)
        self._outbox = Outbox(connection, schema)
        self._history = History(connection, schema)
        self._proofs = Proofs(connection, schema)
        self._news = News(connection, schema, rows, actor)
        self._talk = Talk(connection, schema, rows, actor, looked_at)
        self._inbox = Inbox(connection, schema)
        self._state = State(connection, schema)

    def page(self, page: PullResponse, now: Instant) -> Applied:
        """Write a page of a long answer: its rows can be used at once; cursor and results come with the last one."""
        pages = self._state.get(PAGES) or {"run": self._new_run(), "counted": {}}
        self._holdings.counted = pages["counted"]
        before, heard = self._news.look(page, now), self._talk.look(page)
        rebase = self._rebase_for(page)
        touched = _tables_of(self._replica.restore_pristine()) if rebase is Rebase.NOW else set()
        touched |= self._write(page.tables, beneath=rebase is Rebase.LATER)
        self._holdings.enter(page.scopes, page.tables, pages["run"])
        touched |= self._forget(self._holdings.leave(page.scopes, pages["run"], sweep=False))
        if rebase is Rebase.NOW:
            touched |= _tables_of(self.replay())
        elif rebase is Rebase.LATER:
            self._footprints.overtaken()
        self._state.set(PAGES, {**pages, "counted": self._holdings.counted, **_where_it_stands(page)})
        touched |= self._news.tell(before, now) | self._talk.tell(heard, now)
        return Applied(frozenset(touched), (), unfinished=True)

    def chunk(self, page: PullResponse, volume: Volume, there: OpenVolume, chunk: Chunk, now: Instant) -> Applied:
        """Write a chunk of the volume that a page consists of; with the last one the page is done.

        Nothing happens if the chunk was taken before. Raises BadVolume; the caller then rolls back.
        """
        pages = self._state.get(PAGES) or {"run": self._new_run(), "counted": {}, "more": None}
        begun, taken = pages.get("volume"), pages.get("taken", 0)
        if begun not in (None, volume.name):
            raise BadVolume("another one was begun")  # which may have brought the same rows
        if chunk.number < taken:
            return Applied(frozenset(), (), unfinished=True)
        waiting = self._outbox.count()
        if waiting > LONG_QUEUE:
            raise BadVolume("a long queue waits")  # see `_rebase_for`
        before = self._news.look(None, now)
        touched = _tables_of(self._replica.restore_pristine()) if waiting else set()
        touched |= there.take(self._connection, volume.scope, chunk, pages["run"])
        touched |= _tables_of(self.replay()) if waiting else set()
        rows, by = pages["counted"].get(volume.scope, (0, 0))
        pages["counted"][volume.scope] = (rows + chunk.entries, (by + chunk.sum) & SUM_MASK)
        pages |= (
            _where_it_stands(page) if chunk is there.chunks[-1] else {"volume": volume.name, "taken": chunk.number + 1}
        )
        self._state.set(PAGES, pages)
        touched |= self._news.tell(before, now)
        return Applied(frozenset(touched), (), unfinished=True)

    def patch(self, patch: PullResponse, now: Instant, *, complete: bool, trusted: bool = False) -> Applied:
        """Restore, patch, drop what was decided, replay the rest, save the cursor.

        `complete` says that the patch was asked for from nothing: scopes that it doesn't name are no longer ours.
        Raises LosesMuch, unless `trusted`; the caller then rolls back.
        """
        pages = self._state.get(PAGES)
        if pages is not None:
            self._holdings.counted = pages["counted"]
        scopes = [*patch.scopes, *(self._unnamed_scopes(patch.scopes) if complete else ())]
        run = pages["run"] if pages is not None else self._new_run() if any(one.whole for one in scopes) else 0
        shrinking = {one.scope for one in scopes if not trusted and not one.dropped and (one.whole or one.gone)}
        sizes = self._holdings.sizes() if shrinking else {}
        before, heard = self._news.look(patch, now), self._talk.look(patch)
        rebase = self._needs_rebase(patch, scopes)
        touched = _tables_of(self._replica.restore_pristine()) if rebase else set()
        touched |= self._write(patch.tables)
        # All come in before any leaves: a row that moves must not be forgotten between.
        new = self._holdings.unheld(scopes) if pages is None else frozenset[str]()
        self._holdings.enter(scopes, patch.tables, run)
        touched |= self._forget(self._holdings.leave(scopes, run, sweep=True, new=new))
        self._holdings.settle([scope.scope for scope in scopes if scope.whole])
        self._guard({scope: rows for scope, rows in sizes.items() if scope in shrinking})
        results = self._settle(patch.results, patch.epoch, now)
        touched |= _tables_of(self.replay()) if rebase else set()
        touched |= self._news.tell(before, now) | self._talk.tell(heard, now)
        self._state.set(EPOCH, patch.epoch)
        self._state.set(CURSOR, patch.cursor)
        tables = frozenset(touched)
        if self._state.get(RIGHTS_UNCHECKED):
            self._state.set(RIGHTS_UNCHECKED, None)
            tables = frozenset(TABLES_BY_NAME)  # every row may be seen from now on
        self._state.set(VERSION, patch.version)
        self._state.set(PULLED_AT, now)
        if pages is not None:
            self._state.set(PAGES, None)
            self._state.set(NO_VOLUMES, None)
        self._history.prune(now)
        return Applied(tables, results)

    def differing(self, checksums: Mapping[str, Checksum]) -> set[str]:
        """The scopes that hold something else here than `checksums` say."""
        held = self._holdings.sums() if checksums else {}
        return {scope for scope, told in checksums.items() if held.get(scope, NO_ROWS) != told}

    def forget_strays(self, strays: Sequence[Key]) -> None:
        """Forget confirmed rows that are in no scope, under what waiting changes have made of them."""
        self._replica.restore_pristine()
        by_table: dict[str, list[str]] = {}
        for name, row_id in strays:
            by_table.setdefault(name, []).append(row_id)
        self._forget(by_table)
        self.replay()

    def _guard(self, before: dict[str, int]) -> None:
        """Raises LosesMuch if more than half of a scope that matters is gone although nobody withdrew it."""
        after = self._holdings.sizes() if before else {}
        for scope, rows in before.items():
            if rows >= FEWEST_TO_GUARD and after.get(scope, 0) * 2 < rows:
                raise LosesMuch(scope)

    def _new_run(self) -> int:
        run = int(self._state.get(RUN, 0)) + 1
        self._state.set(RUN, run)
        return run

    def is_beside(self, patch: PullResponse) -> bool:
        """Whether waiting changes do the same on what the patch leaves, so that they need not run again."""
        scopes = patch.scopes
        if any(one.whole or one.dropped for one in scopes) or self._footprints.touched_by(patch.tables, scopes):
            return False
        return not self._outbox.queued(result.uuid for result in patch.results)

    def _needs_rebase(self, patch: PullResponse, scopes: Sequence[ScopePatch]) -> bool:
        """Whether waiting changes have to come off the confirmed rows, and to run again on the new ones."""
        if self._outbox.is_empty():
            return False
        return len(scopes) != len(patch.scopes) or not self.is_beside(patch)

    def _rebase_for(self, page: PullResponse) -> "Rebase":
        """What to do with the waiting changes at a page, which brings no results.

        A long queue has mostly been decided when pages come, and these bring what came of it. To run all of it again
        at each page would take minutes for nothing: it stays as it is shown until the last page brings the results.
        Rows that leave, though, leave at once.
        """
        if self._outbox.is_empty() or not self._footprints.touched_by(page.tables, page.scopes):
            return Rebase.NEVER
        gone = ((name, row_id) for one in page.scopes for name, ids in one.gone.items() for row_id in ids)
        if self._outbox.count() <= LONG_QUEUE or any(self._replica.is_kept(*key) for key in gone):
            return Rebase.NOW
        return Rebase.LATER

    def replay(self) -> set[Key]:
        """Run all waiting changes on the confirmed rows, which must stand restored."""
        waiting = self._outbox.all()
        if not waiting:
            return set()
        run = LocalRun(self._replica, self._outbox, self._actor, self._registry, self._footprints)
        run.replay(waiting)
        self._footprints.all_ran()
        return run.finish()

    def restore_and_replay(self) -> set[Key]:
        """After the queue itself was changed: from confirmed rows once more."""
        return self._replica.restore_pristine() | self.replay()

    def _write(self, tables: dict[str, Rows], *, beneath: bool = False) -> set[str]:
        """`beneath`: what waiting changes have written over stays as it is shown."""
        for name, rows in tables.items():
            if name not in TABLES_BY_NAME:
                self._holdings.keep_unknown(name, rows)
            elif beneath:
                self._confirmed.write_beneath(name, rows)
            else:
                self._confirmed.write(name, rows)
        return tables.keys() & TABLES_BY_NAME.keys()

    def _unnamed_scopes(self, named: Sequence[ScopePatch]) -> list[ScopePatch]:
        others = self._holdings.scopes() - {one.scope for one in named}
        return [ScopePatch(scope=scope, dropped=True) for scope in sorted(others)]

    def _forget(self, lost: dict[str, list[str]]) -> set[str]:
        for name, ids in lost.items():
            if name in TABLES_BY_NAME:
                self._replica.forget(name, ids)
                if name in (PARTIES.name, PROPOSALS.name) and ids:
                    self._inbox.forget_subjects(ids)
                if name == VOTES.name and ids:
                    self._inbox.forget_votes(ids)
                if name == ROOMS.name and ids:
                    self._inbox.forget_rooms(ids)
            else:
                self._holdings.forget_unknown(name, ids)
        return {name for name, ids in lost.items() if ids}

    def _settle(self, results: Sequence[Result], epoch: str, now: Instant) -> tuple[Result, ...]:
        """Move decided changes out of the queue; a result counts only for the very change that it names.

        One that was decided before is told again; after a restore the word may be another.
        """
        if not results:
            return ()
        waiting = self._outbox.queued(result.uuid for result in results)
        settled: list[tuple[Queued, Result]] = []
        others: list[Result] = []
        for result in results:
            change = waiting.pop(result.uuid, None)
            if change is None:
                others.append(result)
            elif result.hash == change.hash or result.outcome == Outcome.VOID:
                settled.append((change, result))
        self._history.add(settled, epoch, now)
        self._outbox.remove(change.seq for change, _ in settled)
        self._news.decided([result for _, result in settled], now)
        return (*(result for _, result in settled), *self._proofs.told(others, epoch, now))


def _where_it_stands(page: PullResponse) -> dict[str, Any]:
    """Of a long answer, once the page was applied."""
    progress = page.progress.model_dump() if page.progress is not None else {}
    return {**progress, "more": page.more, "volume": None, "taken": 0}


def _tables_of(keys: set[Key]) -> set[str]:
    return {name for name, _ in keys}
