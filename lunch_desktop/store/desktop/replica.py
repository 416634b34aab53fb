"""The rows that a desktop holds: reading them for a World, and keeping the confirmed copy of what it writes."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, tuple_
from sqlalchemy.dialects.sqlite import insert

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import ABSENT, NOT_HELD, Absent, NotHeld
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.search import SearchIndex
from lunch_desktop.store.rows import CHUNK, EntityRows
from lunch_desktop.store.world import Key, RowChange


class Replica:
    """The held rows, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema, rows: EntityRows) -> None:
        self._connection = connection
        self._schema = schema
        self._rows = rows
        self._search = SearchIndex(connection)

    def one(self, table: Table[Any], row_id: str) -> Any | Absent | NotHeld:
        """See Source: a missing row may exist beyond what this person sees, unless a waiting change deleted it."""
        found = self._rows[table.name].one(self._connection, row_id)
        if found is not None:
            return found
        pristine = self._schema.pristine
        query = select(pristine.c.copy).where(pristine.c.table_name == table.name, pristine.c.row_id == row_id)
        kept = self._connection.execute(query).first()
        return ABSENT if kept is not None and kept.copy is not None else NOT_HELD

    def where(self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """See Source."""
        return self._rows[table.name].where(self._connection, index, values)

    def write_local(self, changes: Sequence[RowChange]) -> None:
        """Write what a change of this desktop made of rows, keeping the confirmed copy of each beside it."""
        by_table: dict[str, list[RowChange]] = defaultdict(list)
        for change in changes:
            by_table[change.table.name].append(change)
        kept = self._kept([(change.table.name, change.row_id) for change in changes])
        for name, some in by_table.items():
            present = self._present(name, [change.row_id for change in some])
            fresh = [change.row_id for change in some if (name, change.row_id) not in kept]
            self._keep(name, {row_id: present.get(row_id) for row_id in fresh})
            written = [change for change in some if change.after is not ABSENT]
            versions = {row_id: row["version"] for row_id, row in present.items()}
            self._rows[name].upsert(self._connection, [(one.after, versions.get(one.row_id, 0)) for one in written])
            self._search.write(name, [one.after for one in written if self._search.reads_anew(name, one)])
            deleted = [change.row_id for change in some if change.after is ABSENT]
            self.forget(name, deleted)

    def restore_pristine(self) -> set[Key]:
        """Put back every confirmed row that waiting changes have written over; which rows those were."""
        pristine = self._schema.pristine
        kept = self._connection.execute(select(pristine.c.table_name, pristine.c.row_id, pristine.c.copy)).all()
        copies: dict[str, list[dict[str, Any]]] = defaultdict(list)
        absent: dict[str, list[str]] = defaultdict(list)
        for name, row_id, copy in kept:
            if copy is None:
                absent[name].append(row_id)
            else:
                copies[name].append(copy)
        for name, some in copies.items():
            self.write_confirmed(name, some)
        for name, ids in absent.items():
            self.forget(name, ids)
        self._connection.execute(delete(pristine))
        return {(name, row_id) for name, row_id, _ in kept}

    def write_confirmed(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        """Write rows as the server has them: columns by name, with `version` and perhaps `extra`."""
        table = self._schema.entities[name]
        statement = insert(table)
        kept = {column.name: statement.excluded[column.name] for column in table.columns if column.name != "id"}
        upsert = statement.on_conflict_do_update(index_elements=["id"], set_=kept)
        if rows:
            self._connection.execute(upsert, [{"extra": None, **row} for row in rows])
            columns = TABLES_BY_NAME[name].columns
            entity = TABLES_BY_NAME[name].entity
            self._search.write(name, [entity(*(row[column] for column in columns)) for row in rows])

    def forget(self, name: str, ids: Sequence[str]) -> None:
        """Remove rows, wherever they have left a mark."""
        self._rows[name].delete(self._connection, ids)
        self._search.forget(name, ids)

    def _kept(self, keys: Sequence[Key]) -> set[Key]:
        """Those of `keys` whose confirmed copy is kept already."""
        pristine = self._schema.pristine
        these = tuple_(pristine.c.table_name, pristine.c.row_id).in_(list(keys))
        query = select(pristine.c.table_name, pristine.c.row_id).where(these)
        return {(name, row_id) for name, row_id in self._connection.execute(query)}

    def _present(self, name: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """The rows as they are now, with all their columns, by id."""
        table = self._schema.entities[name]
        found: dict[str, dict[str, Any]] = {}
        for start in range(0, len(ids), CHUNK):
            query = select(table).where(table.c.id.in_(ids[start : start + CHUNK]))
            found |= {row["id"]: dict(row) for row in self._connection.execute(query).mappings()}
        return found

    def _keep(self, name: str, copies: dict[str, dict[str, Any] | None]) -> None:
        if copies:
            kept = [{"table_name": name, "row_id": row_id, "copy": copy} for row_id, copy in copies.items()]
            self._connection.execute(insert(self._schema.pristine), kept)
