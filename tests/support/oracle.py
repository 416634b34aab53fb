"""Plain SQL that remembers and compares what the product must never lose. Nothing of the product runs in it."""

from contextlib import closing
from pathlib import Path

from tests.support.ciphered import connect_to
from tests.support.plain import ask

_MARKS = (
    "SELECT 'search', kind, row_id FROM search WHERE kind = '{table}' AND row_id NOT IN (SELECT id FROM {table})",
    "SELECT 'missing from search', '{table}', id FROM {table} WHERE id NOT IN (SELECT row_id FROM search)",
)
_SEARCHED = ("parties", "employees", "restaurants")
_PLAIN = ("offices", "departments", "memberships", "availabilities", "free_windows", "visits")


class Ledger:
    """Every result that the server ever gave; one that changes or goes is found at the next look."""

    def __init__(self, url: str) -> None:
        """`url` is where the company is kept."""
        self._url = url
        self._known: dict[tuple[str, str], tuple[object, ...]] = {}

    def check(self) -> None:
        """Look at the results that stand now."""
        query = "SELECT employee_id, uuid, hash, outcome, code, details, answer FROM results"
        standing = {(row[0], row[1]): tuple(row[2:]) for row in ask(self._url, query)}
        for key, result in self._known.items():
            assert standing.get(key) == result, f"{result} became {standing.get(key)}"
        self._known = standing


def decided_on(company: Path, employee_id: str) -> dict[str, str]:
    """The outcome of each change of the employee's that the server has decided."""
    with closing(connect_to(company)) as server:
        return dict(server.execute("SELECT uuid, outcome FROM results WHERE employee_id = ?", (employee_id,)))


def told_on(desktop: Path) -> dict[str, str]:
    """The outcomes that a desktop's person can read."""
    with closing(connect_to(desktop)) as own:
        return dict(own.execute("SELECT uuid, outcome FROM history"))


def held_marks(desktop: Path) -> list[tuple[str, ...]]:
    """What a desktop with nothing waiting keeps of rows that it does not hold: in search, pristine copies, scopes."""
    found: list[tuple[str, ...]] = []
    with closing(connect_to(desktop)) as own:
        for table in _SEARCHED:
            for query in _MARKS:
                found += own.execute(query.format(table=table)).fetchall()
        found += own.execute("SELECT 'pristine', table_name, row_id FROM pristine").fetchall()
        for table in (*_SEARCHED, *_PLAIN):
            query = "SELECT 'scope', table_name, row_id FROM scope_rows WHERE table_name = ? AND row_id NOT IN"
            found += own.execute(f"{query} (SELECT id FROM {table})", (table,)).fetchall()
            query = f"SELECT 'no scope', ?, id FROM {table} WHERE id NOT IN"
            held = "(SELECT row_id FROM scope_rows WHERE table_name = ?)"
            found += own.execute(f"{query} {held}", (table, table)).fetchall()
    return found
