"""An independent witness: plain SQL that says what a person may see on the server, and what their desktop holds.

It shares nothing with the feed, the scopes or the rules, so that it can tell when they are wrong.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from lunch_desktop.store.connection import open_raw

_MY_OFFICE: Final = "(SELECT office_id FROM employees WHERE id = :me)"
_SEEN_PARTIES: Final = f"""
    SELECT id FROM parties p WHERE p.office_id = {_MY_OFFICE} AND (p.visibility = 'office' OR EXISTS (
        SELECT 1 FROM memberships m WHERE m.party_id = p.id AND m.employee_id = :me AND m.state <> 'removed'))
"""  # noqa: S608  # constants of this module
MAY_SEE: Final = {
    "offices": f"id = {_MY_OFFICE}",
    "departments": f"office_id = {_MY_OFFICE}",
    "employees": f"office_id = {_MY_OFFICE}",
    "restaurants": f"office_id = {_MY_OFFICE}",
    "parties": f"id IN ({_SEEN_PARTIES})",
    "memberships": f"party_id IN ({_SEEN_PARTIES})",
    "availabilities": "employee_id = :me",
    "free_windows": "department_id = (SELECT department_id FROM employees WHERE id = :me)",
    "visits": "employee_id = :me",
}
"""For each table, which of its rows the employee `:me` may see."""

OVERSOLD: Final = """
    SELECT p.title, count(*), p.capacity FROM parties p JOIN memberships m ON m.party_id = p.id
    WHERE m.state = 'confirmed' GROUP BY p.id HAVING count(*) > p.capacity
"""
"""Parties with more confirmed seats than they have."""

Rows = dict[str, set[tuple[object, ...]]]


def visible_on_server(path: Path, employee_id: str) -> Rows:
    """Every row of the company's database at `path` that the employee may see, by table, versions included."""
    with closing(_open(path)) as connection:
        return {name: _rows(connection, name, where, employee_id) for name, where in MAY_SEE.items()}


def held_on_desktop(path: Path, key: bytes | None = None) -> Rows:
    """Every row that the desktop's file at `path` holds, by table; `key` is that of an encrypted one."""
    with closing(_open(path, key)) as connection:
        return {name: _rows(connection, name, "1 = 1", "") for name in MAY_SEE}


def differences(server: Rows, desktop: Rows) -> list[str]:
    """What one side has and the other hasn't, one line each; none if they agree."""
    found: list[str] = []
    for name in MAY_SEE:
        found += [f"{name}: missing on the desktop: {row}" for row in sorted(server[name] - desktop[name], key=str)]
        found += [f"{name}: only on the desktop: {row}" for row in sorted(desktop[name] - server[name], key=str)]
    return found


def oversold(path: Path) -> list[tuple[str, int, int]]:
    """Parties of the company's database with more confirmed seats than they have: (title, seats, capacity)."""
    with closing(_open(path)) as connection:
        return list(connection.execute(OVERSOLD))


def waiting_on_desktop(path: Path, key: bytes | None = None) -> int:
    """How many changes wait in the desktop's file; `key` is that of an encrypted one."""
    with closing(_open(path, key)) as connection:
        return int(connection.execute("SELECT count(*) FROM outbox").fetchone()[0])


def _open(path: Path, key: bytes | None = None) -> Any:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) if key is None else open_raw(path, key)


def _rows(connection: Any, name: str, where: str, me: str) -> set[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})") if row[1] != "extra"]
    chosen = ", ".join(sorted(columns))
    return set(connection.execute(f"SELECT {chosen} FROM {name} WHERE {where}", {"me": me}))  # noqa: S608
