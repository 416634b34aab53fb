"""What is held on whose account: the scopes of every row, their checksums, and rows that this version can't read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.rows import CHUNK
from lunch_desktop.store.world import Key
from lunch_desktop.wire.sync import SUM_MASK, Checksum, Rows, ScopePatch, scope_sum


class Holdings:
    """The scopes of the held rows, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._schema = schema
        self._table = schema.scope_rows

    def enter(self, patch: ScopePatch, tables: dict[str, Rows], run: int) -> None:
        """Note the rows that a patch names as being in its scope, at the versions at which `tables` brings them.

        The checksum of a scope that comes whole is left to `count_anew`.
        """
        rows = by = 0
        for name, ids in patch.present.items():
            versions = _versions(tables[name])
            for start in range(0, len(ids), CHUNK):
                some = ids[start : start + CHUNK]
                if not patch.whole:
                    was = self._versions_in(patch.scope, name, some)
                    rows += len(some) - len(was)
                    by += sum(scope_sum(name, row_id, versions[row_id]) for row_id in some)
                    by -= sum(scope_sum(name, row_id, version) for row_id, version in was.items())
                self._put(
                    {
                        "scope": patch.scope,
                        "table_name": name,
                        "row_id": row_id,
                        "version": versions[row_id],
                        "run": run,
                    }
                    for row_id in some
                )
        self._add(patch.scope, rows, by)

    def leave(self, patch: ScopePatch, run: int, *, sweep: bool) -> dict[str, list[str]]:
        """Take rows out of a scope; those that no other scope holds, by table, are to be forgotten.

        They are the ones that the patch calls gone, and with `sweep` all that `run` has not named.
        """
        table, scope = self._table, patch.scope
        leaving: dict[str, list[str]] = {name: list(ids) for name, ids in patch.gone.items()}
        if sweep:
            query = select(table.c.table_name, table.c.row_id).where(table.c.scope == scope)
            if patch.whole:
                query = query.where(table.c.run != run)
            for name, row_id in self._connection.execute(query):
                leaving.setdefault(name, []).append(row_id)
        lost: dict[str, list[str]] = defaultdict(list)
        rows = by = 0
        for name, ids in leaving.items():
            for start in range(0, len(ids), CHUNK):
                some = ids[start : start + CHUNK]
                was = self._versions_in(scope, name, some)
                rows -= len(was)
                by -= sum(scope_sum(name, row_id, version) for row_id, version in was.items())
                these = (table.c.table_name == name, table.c.row_id.in_(some))
                self._connection.execute(delete(table).where(table.c.scope == scope, *these))
                still_held = set(self._connection.execute(select(table.c.row_id).where(*these)).scalars())
                lost[name] += [row_id for row_id in some if row_id not in still_held]
        self._add(scope, rows, by)
        return lost

    def sizes(self) -> dict[str, int]:
        """How many rows each scope holds."""
        sums = self._schema.scope_sums
        return {row.scope: row.rows for row in self._connection.execute(select(sums))}

    def sums(self) -> dict[str, Checksum]:
        """The checksum of each scope, as every patch has kept it."""
        query = select(self._schema.scope_sums)
        return {row.scope: Checksum(rows=row.rows, sum=row.sum) for row in self._connection.execute(query)}

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

    def count_anew(self, scopes: Iterable[str]) -> None:
        """Make the checksums of scopes from the rows that are noted in them."""
        table, sums = self._table, self._schema.scope_sums
        for scope in scopes:
            query = select(table.c.table_name, table.c.row_id, table.c.version).where(table.c.scope == scope)
            added = [scope_sum(name, row_id, version) for name, row_id, version in self._connection.execute(query)]
            self._connection.execute(delete(sums).where(sums.c.scope == scope))
            self._add(scope, len(added), sum(added))

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

    def _versions_in(self, scope: str, name: str, ids: Sequence[str]) -> dict[str, int]:
        table = self._table
        query = select(table.c.row_id, table.c.version).where(
            table.c.scope == scope, table.c.table_name == name, table.c.row_id.in_(ids)
        )
        return {row.row_id: row.version for row in self._connection.execute(query)}

    def _put(self, entries: Iterable[dict[str, Any]]) -> None:
        statement = insert(self._table)
        kept = {name: statement.excluded[name] for name in ("version", "run")}
        upsert = statement.on_conflict_do_update(index_elements=["scope", "table_name", "row_id"], set_=kept)
        self._connection.execute(upsert, list(entries))

    def _add(self, scope: str, rows: int, by: int) -> None:
        """Add to a scope's checksum; one without rows has none."""
        if not rows and not by:
            return
        sums = self._schema.scope_sums
        found = self._connection.execute(select(sums.c.rows, sums.c.sum).where(sums.c.scope == scope)).first()
        had_rows, had = found if found is not None else (0, 0)
        if had_rows + rows == 0:
            self._connection.execute(delete(sums).where(sums.c.scope == scope))
        elif found is None:
            new = {"scope": scope, "rows": rows, "sum": by & SUM_MASK}
            self._connection.execute(insert(sums), [new])
        else:
            self._connection.execute(
                update(sums).where(sums.c.scope == scope).values(rows=had_rows + rows, sum=(had + by) & SUM_MASK)
            )

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
