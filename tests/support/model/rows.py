"""Rows as dictionaries by table and id, and one change's look at them: what it writes can be thrown away."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

Row = dict[str, Any]
Tables = dict[str, dict[str, Row]]

TABLES = (
    "offices",
    "departments",
    "employees",
    "restaurants",
    "parties",
    "memberships",
    "availabilities",
    "free_windows",
    "visits",
    "admins",
    "staff_numbers",
    "export_notices",
    "export_presets",
    "menus",
    "suggestions",
    "import_parts",
    "groups",
    "group_members",
    "group_exceptions",
    "guests",
    "guest_names",
    "votes",
    "vote_options",
    "ballots",
    "proposals",
    "proposal_answers",
    "reviews",
    "favourites",
    "diets",
    "party_needs",
    "rooms",
    "messages",
    "read_markers",
)
NATURAL_KEYS = UUID("6d1f3f0e-52a0-5c0c-9d6e-3a1b8e5d9c11")


class Unknown:
    """What a desktop does not hold: there may or may not be such a row."""

    def __bool__(self) -> bool:
        return False


UNKNOWN = Unknown()


class No(Exception):
    """A rule says no, with the code that its author must read."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def natural(kind: str, *parts: str) -> str:
    """The id of a row of which there can be only one for `parts`."""
    return str(uuid5(NATURAL_KEYS, "\x1f".join((kind, *parts))))


def empty() -> Tables:
    """No rows at all."""
    return {name: {} for name in TABLES}


class Look:
    """Rows as one change sees them. `decides`: it runs on the server, where a missing row is certainly absent."""

    def __init__(self, tables: Tables, *, decides: bool, absent: set[tuple[str, str]] | None = None) -> None:
        self._tables = tables
        self._written: dict[tuple[str, str], Row | None] = {}
        self._absent = set() if absent is None else absent
        self.decides = decides
        self.actor = ""
        self.now = 0
        self.change = ""

    def get(self, table: str, row_id: str) -> Row | Unknown | None:
        """The row; None where there is certainly none."""
        if (table, row_id) in self._written:
            return self._written[table, row_id]
        found = self._tables[table].get(row_id)
        if found is None and not self.decides and (table, row_id) not in self._absent:
            return UNKNOWN
        return found

    def held(self, table: str, row_id: str) -> Row | None:
        """The row, or None wherever there is none to be read."""
        found = self.get(table, row_id)
        return None if isinstance(found, Unknown) else found

    def all(self, table: str) -> Iterator[Row]:
        """Every row there is, as it stands now."""
        for row_id in {*self._tables[table], *(key[1] for key in self._written if key[0] == table)}:
            row = self.held(table, row_id)
            if row is not None:
                yield row

    def put(self, table: str, row: Row) -> None:
        """Write a row."""
        self._written[table, row["id"]] = row

    def drop(self, table: str, row_id: str) -> None:
        """Delete a row; from now on it is certainly absent."""
        self._written[table, row_id] = None

    def keep(self) -> None:
        """The change stands: its rows are the rows."""
        for (table, row_id), row in self._written.items():
            if row is None:
                self._tables[table].pop(row_id, None)
                self._absent.add((table, row_id))
            else:
                self._tables[table][row_id] = row
                self._absent.discard((table, row_id))
        self._written = {}

    def forget(self) -> None:
        """The change is refused: nothing of it stays."""
        self._written = {}
