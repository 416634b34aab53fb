"""Applying a patch from the server: what is shown is again the waiting changes replayed on confirmed rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Registry
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.history import History
from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.store.desktop.rebase import LocalRun
from lunch_desktop.store.desktop.replica import Replica
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import CURSOR, EPOCH, PULLED_AT, VERSION, State
from lunch_desktop.store.rows import CHUNK, EntityRows
from lunch_desktop.store.world import Key
from lunch_desktop.wire.sync import Outcome, PullResponse, Result, Rows, ScopePatch


@dataclass(frozen=True, slots=True)
class Applied:
    """What a patch changed: the tables, and the results of changes of this desktop."""

    tables: frozenset[str]
    results: tuple[Result, ...]


class Apply:
    """One patch, inside the caller's writing transaction."""

    def __init__(
        self, connection: Connection, schema: DesktopSchema, rows: EntityRows, registry: Registry, actor: EmployeeId
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._registry = registry
        self._actor = actor
        self._replica = Replica(connection, schema, rows)
        self._outbox = Outbox(connection, schema)
        self._history = History(connection, schema)
        self._state = State(connection, schema)

    def patch(self, patch: PullResponse, now: Instant, *, complete: bool) -> Applied:
        """Restore, patch, drop what was decided, replay the rest, save the cursor.

        `complete` says that the patch was asked for from nothing: scopes that it doesn't name are no longer ours.
        """
        touched = self._replica.restore_pristine()
        touched |= self._write(patch.tables)
        scopes = [*patch.scopes, *(self._unnamed_scopes(patch.scopes) if complete else ())]
        for scope in scopes:  # all of these before any that rows leave: a row that moves must not be forgotten between
            self._enter(scope)
        for scope in scopes:
            touched |= self._leave(scope)
        results = self._settle(patch.results, now)
        touched |= self.replay()
        self._state.set(EPOCH, patch.epoch)
        self._state.set(CURSOR, patch.cursor)
        self._state.set(VERSION, patch.version)
        self._state.set(PULLED_AT, now)
        self._history.prune(now)
        return Applied(frozenset(name for name, _ in touched), results)

    def replay(self) -> set[Key]:
        """Run all waiting changes on the confirmed rows, which must stand restored."""
        waiting = self._outbox.all()
        if not waiting:
            return set()
        run = LocalRun(self._replica, self._outbox, self._actor, self._registry)
        run.replay(waiting)
        return run.finish()

    def restore_and_replay(self) -> set[Key]:
        """After the queue itself was changed: from confirmed rows once more."""
        return self._replica.restore_pristine() | self.replay()

    def _write(self, tables: dict[str, Rows]) -> set[Key]:
        touched: set[Key] = set()
        for name, rows in tables.items():
            if name not in TABLES_BY_NAME:
                continue
            known = {*TABLES_BY_NAME[name].columns, "version"}
            confirmed = [_by_column(rows.columns, values, known) for values in rows.values]
            self._replica.write_confirmed(name, confirmed)
            touched |= {(name, row["id"]) for row in confirmed}
        return touched

    def _unnamed_scopes(self, named: Sequence[ScopePatch]) -> Iterable[ScopePatch]:
        held = self._connection.execute(select(self._schema.scope_rows.c.scope).distinct()).scalars().all()
        return [ScopePatch(scope=scope, dropped=True) for scope in held if scope not in {one.scope for one in named}]

    def _enter(self, patch: ScopePatch) -> None:
        """Note the rows that are in a scope now."""
        entered = [
            {"scope": patch.scope, "table_name": name, "row_id": row_id}
            for name, ids in patch.present.items()
            for row_id in ids
        ]
        if entered:
            self._connection.execute(insert(self._schema.scope_rows).on_conflict_do_nothing(), entered)

    def _leave(self, patch: ScopePatch) -> set[Key]:
        """Take rows out of a scope, and forget those that no other scope holds."""
        table, scope = self._schema.scope_rows, patch.scope
        keys = {(name, row_id) for name, ids in patch.gone.items() for row_id in ids}
        if patch.whole or patch.dropped:
            query = select(table.c.table_name, table.c.row_id).where(table.c.scope == scope)
            present = {(name, row_id) for name, ids in patch.present.items() for row_id in ids}
            keys |= {(name, row_id) for name, row_id in self._connection.execute(query)} - present
        by_table: dict[str, list[str]] = defaultdict(list)
        for name, row_id in keys:
            by_table[name].append(row_id)
        forgotten: set[Key] = set()
        for name, ids in by_table.items():
            for start in range(0, len(ids), CHUNK):
                some = ids[start : start + CHUNK]
                these = (table.c.table_name == name, table.c.row_id.in_(some))
                self._connection.execute(delete(table).where(table.c.scope == scope, *these))
                still_held = set(self._connection.execute(select(table.c.row_id).where(*these)).scalars())
                lost = [row_id for row_id in some if row_id not in still_held]
                if name in TABLES_BY_NAME:
                    self._replica.forget(name, lost)
                forgotten |= {(name, row_id) for row_id in lost}
        return forgotten

    def _settle(self, results: Sequence[Result], now: Instant) -> tuple[Result, ...]:
        """Move decided changes out of the queue; a result counts only for the very change that it names."""
        settled: list[Result] = []
        for result in results:
            change = self._outbox.find(result.uuid)
            if change is None or (result.hash != change.hash and result.outcome != Outcome.VOID):
                continue
            self._history.add(change, result, now)
            self._outbox.remove(change.seq)
            settled.append(result)
        return tuple(settled)


def _by_column(columns: Sequence[str], values: Sequence[Any], known: set[str]) -> dict[str, Any]:
    """A row by column; what this version doesn't know goes to `extra`, to be there after an upgrade."""
    row = dict(zip(columns, values, strict=True))
    extra = {name: row.pop(name) for name in columns if name not in known}
    return {**row, "extra": extra or None}
