"""What is held on whose account: the scopes of every row, their checksums, and rows that this version can't read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain

from sqlalchemy import Connection, Dialect, Integer, Text, bindparam, delete, or_, select
from sqlalchemy.dialects.sqlite import insert

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of
from lunch_desktop.store.rows import CHUNK
from lunch_desktop.store.world import Key
from lunch_desktop.wire.sync import SUM_MASK, Checksum, Rows, ScopePatch, scope_sum

Sums = dict[str, tuple[int, int]]
"""Of some scopes: how many rows, and the sum of what each adds to the checksum, which may be negative or too large."""


class Holdings:
    """The scopes of the held rows, inside one transaction.

    A scope that is sent whole is counted while its rows come: `run` numbers the answer that brings them, and `counted`
    holds the rows and the sum of what that run has named so far, in every scope.
    """

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._schema = schema
        self._table = schema.scope_rows
        self._statements = _statements(schema, connection.dialect)
        self.counted: Sums = {}

    def enter(self, patches: Sequence[ScopePatch], tables: Mapping[str, Rows], run: int) -> None:
        """Note the rows that patches name as being in their scopes, at the versions at which `tables` brings them."""
        added: Sums = {}
        for name in dict.fromkeys(chain.from_iterable(patch.present for patch in patches)):
            versions = _versions(tables[name])
            named = {patch.scope: patch.present[name] for patch in patches if name in patch.present}
            former = self._former(name, set().union(*named.values()))
            for scope, ids in named.items():
                self._count(added, run, name, scope, ids, former, versions)
            self._statements.enter.many(
                self._connection,
                sorted((name, row_id, scope, versions[row_id], run) for scope, ids in named.items() for row_id in ids),
            )
        whole = {patch.scope for patch in patches if patch.whole}
        self._add({scope: by for scope, by in added.items() if scope not in whole})

    def leave(
        self, patches: Sequence[ScopePatch], run: int, *, sweep: bool, new: Set[str] = frozenset()
    ) -> dict[str, list[str]]:
        """Take rows out of scopes; those that no other scope holds, by table, are to be forgotten.

        They are the ones that the patches call gone, and with `sweep` all that are in dropped scopes, or in whole ones
        and not named by `run`. The whole ones among `new` held nothing before: to look for it takes reading everything.
        """
        dropped = {patch.scope for patch in patches if patch.dropped}
        leaving: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for patch in patches:
            for name, gone in patch.gone.items():
                leaving[name][patch.scope].update(gone)
        if sweep:
            whole = [patch.scope for patch in patches if patch.whole and patch.scope not in new]
            if whole or dropped:
                swept = self._statements.sweep.all(self._connection, whole, run, sorted(dropped))
                for scope, name, row_id in swept:
                    leaving[name][scope].add(row_id)
        taken: Sums = {}
        lost: dict[str, list[str]] = {}
        for name, by_scope in leaving.items():
            every: set[str] = set().union(*by_scope.values())
            former = self._former(name, every)
            for scope, ids in by_scope.items():
                self._count(taken, run, name, scope, ids, former, {})
            self._statements.leave.many(
                self._connection, sorted((name, row_id, scope) for scope, ids in by_scope.items() for row_id in ids)
            )
            lost[name] = sorted(every - {row_id for _, row_id, *_ in self._held(name, every)})
        self._add({scope: by for scope, by in taken.items() if scope not in dropped})
        for scope in dropped:
            self._write_sum(scope, 0, 0)
        return lost

    def unheld(self, patches: Sequence[ScopePatch]) -> frozenset[str]:
        """The scopes sent whole of which nothing is held: while no pages are under way one with rows has a sum."""
        whole = sorted(patch.scope for patch in patches if patch.whole)
        return frozenset(whole) - {scope for scope, *_ in self._sums_of(whole)}

    def settle(self, whole: Iterable[str]) -> None:
        """Let what the present run has counted be the checksums of scopes that came whole."""
        for scope in whole:
            rows, by = self.counted.get(scope, (0, 0))
            self._write_sum(scope, rows, by)

    def _former(self, name: str, ids: Set[str]) -> dict[tuple[str, str], tuple[int, int]]:
        """The version and the run of rows of a table, by scope and id, as they are noted now."""
        return {(scope, row_id): (version, run) for scope, row_id, version, run in self._held(name, ids)}

    def _held(self, name: str, ids: Set[str]) -> list[tuple[str, str, int, int]]:
        return self._statements.held.all(self._connection, name, sorted(ids)) if ids else []

    def _count(
        self,
        changed: Sums,
        run: int,
        name: str,
        scope: str,
        ids: Iterable[str],
        former: Mapping[tuple[str, str], tuple[int, int]],
        versions: Mapping[str, int],
    ) -> None:
        """Count rows of a table that come into a scope, at `versions`, or leave it, where they have none."""
        rows = by = 0
        counted, total = self.counted.get(scope, (0, 0))
        for row_id in ids:
            was = former.get((scope, row_id))
            if was is not None:
                sum_of_it = scope_sum(name, row_id, was[0])
                rows -= 1
                by -= sum_of_it
                if was[1] == run:
                    counted -= 1
                    total -= sum_of_it
            if row_id in versions:
                sum_of_it = scope_sum(name, row_id, versions[row_id])
                rows += 1
                by += sum_of_it
                counted += 1
                total += sum_of_it
        self.counted[scope] = (counted, total)
        had_rows, had = changed.get(scope, (0, 0))
        changed[scope] = (had_rows + rows, had + by)

    def scopes(self) -> set[str]:
        """Every scope that holds a row, also one of which a part has come in pages, which has no checksum yet."""
        return set(self._connection.execute(select(self._table.c.scope).distinct()).scalars())

    def sizes(self) -> dict[str, int]:
        """How many rows each scope holds."""
        return {scope: rows for scope, rows, _ in self._statements.all_sums.all(self._connection)}

    def sums(self) -> dict[str, Checksum]:
        """The checksum of each scope, as every patch has kept it."""
        every = self._statements.all_sums.all(self._connection)
        return {scope: Checksum(rows=rows, sum=by) for scope, rows, by in every}

    def damaged(self) -> list[str]:
        """Scopes whose checksum is not that of their rows, or of which a row is not there as it was confirmed."""
        versions = self._confirmed_versions()
        damaged: set[str] = set()
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        table = self._table
        for scope, name, row_id, version in self._connection.execute(
            select(table.c.scope, table.c.table_name, table.c.row_id, table.c.version)
        ):
            if versions.get((name, row_id)) != version:
                damaged.add(scope)
            found[scope][0] += 1
            found[scope][1] += scope_sum(name, row_id, version)
        counted = {scope: Checksum(rows=rows, sum=total & SUM_MASK) for scope, (rows, total) in found.items()}
        kept = self.sums()
        return sorted(damaged | {scope for scope in kept.keys() | counted if kept.get(scope) != counted.get(scope)})

    def strays(self) -> list[Key]:
        """Confirmed rows that are in no scope: nobody would ever take them away."""
        table = self._table
        query = select(table.c.table_name, table.c.row_id).distinct()
        return sorted(
            self._confirmed_versions().keys() - {(name, row_id) for name, row_id in self._connection.execute(query)}
        )

    def keep_unknown(self, name: str, rows: Rows) -> None:
        """Keep rows of a table that this version doesn't know, for the version that will."""
        table = self._schema.unknown_rows
        statement = insert(table)
        kept = {column: statement.excluded[column] for column in ("version", "values")}
        values = [dict(zip(rows.columns, one, strict=True)) for one in rows.values]
        if values:
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["table_name", "row_id"], set_=kept),
                [{"table_name": name, "row_id": one["id"], "version": one["version"], "values": one} for one in values],
            )

    def forget_unknown(self, name: str, ids: Sequence[str]) -> None:
        """Remove rows of a table that this version doesn't know."""
        table = self._schema.unknown_rows
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            self._connection.execute(delete(table).where(table.c.table_name == name, table.c.row_id.in_(some)))

    def _add(self, changed: Mapping[str, tuple[int, int]]) -> None:
        """Add to the checksums of scopes."""
        concerned = sorted(scope for scope, by in changed.items() if by != (0, 0))
        kept = {scope: (rows, had) for scope, rows, had in self._sums_of(concerned)}
        for scope in concerned:
            (had_rows, had), (rows, by) = kept.get(scope, (0, 0)), changed[scope]
            self._write_sum(scope, had_rows + rows, had + by)

    def _sums_of(self, scopes: Sequence[str]) -> list[tuple[str, int, int]]:
        return self._statements.sums.all(self._connection, scopes) if scopes else []

    def _write_sum(self, scope: str, rows: int, by: int) -> None:
        """A scope without rows has no checksum."""
        if rows:
            self._statements.write_sum.run(self._connection, scope, rows, by & SUM_MASK)
        else:
            self._statements.forget_sum.run(self._connection, scope)

    def _confirmed_versions(self) -> dict[Key, int]:
        """The version of every confirmed row: its pristine copy's where a waiting change has written it over."""
        versions: dict[Key, int] = {}
        for entity in TABLES:
            table = self._schema.entities[entity.name]
            for row_id, version in self._connection.execute(select(table.c.id, table.c.version)):
                versions[entity.name, row_id] = version
        unknown, pristine = self._schema.unknown_rows, self._schema.pristine
        query = select(unknown.c.table_name, unknown.c.row_id, unknown.c.version)
        versions |= {(name, row_id): version for name, row_id, version in self._connection.execute(query)}
        for name, row_id, copy in self._connection.execute(select(pristine)):
            if copy is None:
                versions.pop((name, row_id), None)
            else:
                versions[name, row_id] = copy["version"]
        return versions


def _versions(rows: Rows) -> dict[str, int]:
    row_id, version = rows.columns.index("id"), rows.columns.index("version")
    return {values[row_id]: values[version] for values in rows.values}


class _Statements:
    """What a patch runs, page after page."""

    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        table, sums = schema.scope_rows, schema.scope_sums
        key = (table.c.table_name, table.c.row_id, table.c.scope)
        entering = insert(table)
        self.enter = Prepared(
            entering.values({name: bindparam(name) for name in ("table_name", "row_id", "scope", "version", "run")})
            .on_conflict_do_update(
                index_elements=key, set_={name: entering.excluded[name] for name in ("version", "run")}
            ),
            dialect, "table_name", "row_id", "scope", "version", "run",
        )  # fmt: skip
        self.leave = Prepared(
            delete(table).where(*(column == bindparam(f"its_{column.name}") for column in key)),
            dialect, "its_table_name", "its_row_id", "its_scope",
        )  # fmt: skip
        self.held = Prepared(
            select(table.c.scope, table.c.row_id, table.c.version, table.c.run).where(
                table.c.table_name == bindparam("name", type_=Text()), is_one_of(table.c.row_id, "ids", dialect)
            ),
            dialect, "name", "ids",
        )  # fmt: skip
        unnamed = is_one_of(table.c.scope, "whole", dialect) & (table.c.run != bindparam("present", type_=Integer()))
        self.sweep = Prepared(
            select(table.c.scope, table.c.table_name, table.c.row_id).where(
                or_(unnamed, is_one_of(table.c.scope, "dropped", dialect))
            ),
            dialect, "whole", "present", "dropped",
        )  # fmt: skip
        self.all_sums = Prepared(select(sums.c.scope, sums.c.rows, sums.c.sum), dialect)
        self.sums = Prepared(
            select(sums.c.scope, sums.c.rows, sums.c.sum).where(is_one_of(sums.c.scope, "scopes", dialect)),
            dialect, "scopes",
        )  # fmt: skip
        writing = insert(sums)
        self.write_sum = Prepared(
            writing.values({name: bindparam(name) for name in ("scope", "rows", "sum")})
            .on_conflict_do_update(
                index_elements=["scope"], set_={name: writing.excluded[name] for name in ("rows", "sum")}
            ),
            dialect, "scope", "rows", "sum",
        )  # fmt: skip
        self.forget_sum = Prepared(delete(sums).where(sums.c.scope == bindparam("its_scope")), dialect, "its_scope")


_statements = compiled_once(_Statements)
