"""Where the server's World reads: the company's own rows, which are all there are."""

from typing import Any

from sqlalchemy import Connection

from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import ABSENT, Absent
from lunch_desktop.store.rows import EntityRows


class CompanySource:
    """A row that is not in the database is certainly absent."""

    def __init__(self, connection: Connection, rows: EntityRows) -> None:
        self._connection = connection
        self._rows = rows

    def one(self, table: Table[Any], row_id: str) -> Any | Absent:
        """See Source."""
        found = self._rows[table.name].one(self._connection, row_id)
        return ABSENT if found is None else found

    def where(self, table: Table[Any], index: tuple[str, ...], values: tuple[Any, ...]) -> list[Any]:
        """See Source."""
        return self._rows[table.name].where(self._connection, index, values)
