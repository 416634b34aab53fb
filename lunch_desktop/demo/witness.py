"""An independent witness: plain SQL that says what a person may see on the server, and what their desktop holds.

It shares nothing with the feed, the scopes or the rules, so that it can tell when they are wrong.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from lunch_desktop.store.connection import open_raw


def _number(day: str) -> str:
    """The Julian number of a day, in SQL that every database understands (Fliegel and Van Flandern, 1968)."""
    y, m, d = (f"CAST(substr({day}, {start}, {size}) AS INTEGER)" for start, size in ((1, 4), (6, 2), (9, 2)))
    leap = f"(({m} - 14) / 12)"
    years = f"(1461 * ({y} + 4800 + {leap})) / 4"
    return f"({years} + (367 * ({m} - 2 - 12 * {leap})) / 12 - (3 * (({y} + 4900 + {leap}) / 100)) / 4 + {d})"


_MY_OFFICE: Final = "(SELECT office_id FROM employees WHERE id = :me)"
_SEEN_PARTIES: Final = f"""
    SELECT id FROM parties p WHERE p.office_id = {_MY_OFFICE} AND (p.visibility = 'office' OR EXISTS (
        SELECT 1 FROM memberships m WHERE m.party_id = p.id AND m.employee_id = :me AND m.state <> 'removed'))
"""  # noqa: S608  # constants of this module
_MY_PARTIES: Final = """
    SELECT m.party_id FROM memberships m JOIN parties p ON p.id = m.party_id JOIN employees e ON e.id = m.employee_id
    WHERE m.employee_id = :me AND e.office_id = p.office_id AND m.state IN ('confirmed', 'waitlisted')
"""
_SEEN_GROUPS: Final = f"""
    SELECT id FROM "groups" g WHERE g.office_id = {_MY_OFFICE} AND (g.visibility = 'office' OR EXISTS (
        SELECT 1 FROM group_members m WHERE m.group_id = g.id AND m.employee_id = :me
        AND m.state IN ('invited', 'member')))
"""  # noqa: S608  # constants of this module
_MY_ROOMS: Final = f"""
    {_MY_PARTIES} UNION SELECT m.group_id FROM group_members m JOIN "groups" g ON g.id = m.group_id
    WHERE m.employee_id = :me AND m.state = 'member' AND g.office_id = {_MY_OFFICE}
"""  # noqa: S608  # constants of this module
_MY_PROPOSALS: Final = f"""
    SELECT id FROM proposals p WHERE p.office_id = {_MY_OFFICE} AND (p.proposer_id = :me OR EXISTS (
        SELECT 1 FROM proposal_answers a WHERE a.proposal_id = p.id AND a.employee_id = :me))
"""  # noqa: S608  # constants of this module
_MY_CIRCLE: Final = f"""
    SELECT id FROM employees e WHERE e.active AND e.office_id = {_MY_OFFICE} AND (
        e.department_id = (SELECT department_id FROM employees WHERE id = :me) OR EXISTS (
            SELECT 1 FROM group_members mine JOIN group_members theirs ON theirs.group_id = mine.group_id
            JOIN "groups" g ON g.id = mine.group_id
            WHERE mine.employee_id = :me AND theirs.employee_id = e.id AND g.state <> 'ended'
            AND mine.state = 'member' AND theirs.state = 'member'))
"""  # noqa: S608  # constants of this module
_EATEN_TOGETHER: Final = f"""
    EXISTS (SELECT 1 FROM visits mine JOIN visits theirs ON theirs.party_id = mine.party_id
    JOIN employees e ON e.id = theirs.employee_id
    WHERE mine.employee_id = :me AND theirs.employee_id = free_windows.employee_id
    AND e.active AND e.office_id = {_MY_OFFICE} AND {_number("free_windows.day")} - {_number("mine.day")} <= 90)
"""  # noqa: S608  # constants of this module
MAY_SEE: Final = {
    "offices": f"id = {_MY_OFFICE}",
    "departments": f"office_id = {_MY_OFFICE}",
    "employees": f"office_id = {_MY_OFFICE}",
    "restaurants": f"office_id = {_MY_OFFICE}",
    "parties": f"id IN ({_SEEN_PARTIES})",
    "memberships": f"party_id IN ({_SEEN_PARTIES})",
    "availabilities": "employee_id = :me",
    "free_windows": f"employee_id IN ({_MY_CIRCLE}) OR ({_EATEN_TOGETHER})",
    "visits": "employee_id = :me",
    "admins": "id = :me",
    "staff_numbers": "office_id IN (SELECT office_id FROM admins WHERE id = :me)",
    "export_notices": "employee_id = :me",
    "export_presets": "employee_id = :me",
    "suggestions": "suggested_by = :me OR office_id IN (SELECT office_id FROM admins WHERE id = :me)",
    "import_parts": "employee_id = :me",
    "menus": f"office_id = {_MY_OFFICE}",
    "groups": f"id IN ({_SEEN_GROUPS})",
    "group_members": f"group_id IN ({_SEEN_GROUPS})",
    "group_exceptions": f"group_id IN ({_SEEN_GROUPS})",
    "guests": f"party_id IN ({_SEEN_PARTIES})",
    "guest_names": f"party_id IN ({_MY_PARTIES})",
    "votes": f"party_id IN ({_SEEN_PARTIES})",
    "vote_options": f"party_id IN ({_SEEN_PARTIES})",
    "ballots": f"party_id IN ({_MY_PARTIES})",
    "proposals": f"id IN ({_MY_PROPOSALS})",
    "proposal_answers": f"proposal_id IN ({_MY_PROPOSALS})",
    "reviews": f"restaurant_id IN (SELECT id FROM restaurants WHERE office_id = {_MY_OFFICE})",  # noqa: S608
    "favourites": "employee_id = :me",
    "diets": "employee_id = :me",
    "party_needs": f"party_id IN ({_MY_PARTIES})",
    "rooms": f"id IN ({_MY_ROOMS})",
    "messages": f"room_id IN ({_MY_ROOMS})",
    "read_markers": f"room_id IN ({_MY_ROOMS})",
}
"""For each table, which of its rows the employee `:me` may see."""

OVERSOLD: Final = """
    SELECT title, seats, capacity FROM (
        SELECT p.title, p.capacity,
            (SELECT count(*) FROM memberships m WHERE m.party_id = p.id AND m.state = 'confirmed')
            + (SELECT count(*) FROM guests g WHERE g.party_id = p.id AND g.state = 'confirmed') AS seats
        FROM parties p) AS counted
    WHERE seats > capacity
"""
"""Parties with more confirmed seats, those of guests from outside among them, than they have."""

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
