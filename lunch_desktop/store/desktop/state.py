"""Single facts that a desktop keeps: who it is and how far it has got."""

from typing import Any, Final

from sqlalchemy import Connection, Dialect, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.prepared import Prepared, compiled_once

CLIENT_ID: Final = "client_id"
"""This database's identity towards the server; a UUID made with the database."""
EMPLOYEE_ID: Final = "employee_id"
EPOCH: Final = "epoch"
CURSOR: Final = "cursor"
VERSION: Final = "version"
"""The version that the cursor stands for."""
NEXT_SEQ: Final = "next_seq"
PULLED_AT: Final = "pulled_at"
"""The desktop's clock when the last patch was applied; shown as "as of 11:02"."""
FIRST_PULLED_AT: Final = "first_pulled_at"
"""The desktop's clock when the first answer was written: what had expired by then is no news."""
MET_EPOCH: Final = "met_epoch"
"""The server's epoch that this desktop was told of before it pulled from it."""
RESTORING: Final = "restoring"
"""What became so far of changes that a restored server was offered: {"offered", "again", "changed", ...}."""
PAGES: Final = "pages"
"""How far a long answer has got: {"more", "run", "counted", "done", "total", "volume", "taken"}.

`counted` is what its rows add to the checksum of each scope. Of the volume of that name so many chunks were taken.
"""
NO_VOLUMES: Final = "no_volumes"
"""A volume could not be taken: the rest of the long answer comes in pages."""
RUN: Final = "run"
"""How many times a scope was sent whole; rows that the present run has not named have left it."""
REPAIR: Final = "repair"
"""Scopes whose checksum differs; the next pull asks for them whole."""
REPAIRED: Final = "repaired"
"""When each scope was last downloaded again because its checksum differed, by scope, in milliseconds."""
CHECKED_AT: Final = "checked_at"
"""The desktop's clock when every scope was last compared with the server."""
RIGHTS_UNCHECKED: Final = "rights_unchecked"
"""The rows come from a restored file: nobody may see them before the server has said that they still may."""
GENERATION: Final = "generation"
"""How often the file was opened and closed, and where; by it an older copy is told from the newest."""
BACKED_UP_AT: Final = "backed_up_at"
"""The desktop's clock when the last verified backup was made."""
READ_THROUGH_AT: Final = "read_through_at"
"""The desktop's clock when the file was last checked for damage."""

MUTED_ROOMS: Final = "muted_rooms"
"""Ids of the rooms that tell this person nothing; on this desktop alone."""


class _Statements:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        table = schema.state
        written = insert(table)
        kept = written.on_conflict_do_update(index_elements=["name"], set_={"value": written.excluded.value})
        named = table.c.name == bindparam("fact")
        self.get = Prepared(select(table.c.value).where(named), dialect, "fact")
        self.forget = Prepared(delete(table).where(named), dialect, "fact")
        self.set = Prepared(kept, dialect, "name", "value")


_statements = compiled_once(_Statements)


class State:
    """Read and write facts inside a transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema) -> None:
        self._connection = connection
        self._statements = _statements(schema, connection.dialect)

    def get(self, name: str, default: Any = None) -> Any:
        """The fact, or `default`."""
        found = self._statements.get.one(self._connection, name)
        return default if found is None or found[0] is None else found[0]

    def some(self, *names: str) -> dict[str, Any]:
        """Those of the facts that are there."""
        return {name: value for name in names if (value := self.get(name)) is not None}

    def set(self, name: str, value: Any) -> None:
        """Write a fact; None forgets it."""
        if value is None:
            self._statements.forget.run(self._connection, name)
        else:
            self._statements.set.run(self._connection, name, value)
