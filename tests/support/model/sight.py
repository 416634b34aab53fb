"""Who must hold which rows, and what a desktop must show of them while changes wait."""

from collections.abc import Iterable
from copy import copy

from tests.support.model.company import Word, run
from tests.support.model.rows import TABLES, Look, Row, Tables

Waiting = tuple[str, str | None, int]
"""A waiting change's uuid, its payload (None: a void, which does nothing) and when it was made."""


def visible(tables: Tables, person: str) -> Tables:
    """The rows that a person may see, and must hold once they have everything."""
    me = tables["employees"][person]
    places = tables["memberships"].values()
    asked = {one["party_id"] for one in places if one["employee_id"] == person and one["state"] != "removed"}
    return {
        name: {key: row for key, row in tables[name].items() if _sees(name, row, me, tables, asked)} for name in TABLES
    }


def _sees(name: str, row: Row, me: Row, tables: Tables, asked: set[str]) -> bool:
    if name == "offices":
        return bool(row["id"] == me["office_id"])
    if name in ("departments", "employees", "restaurants"):
        return bool(row["office_id"] == me["office_id"])
    if name in ("availabilities", "visits"):
        return bool(row["employee_id"] == me["id"])
    if name == "free_windows":
        return bool(row["department_id"] == me["department_id"])
    party = row if name == "parties" else tables["parties"][row["party_id"]]
    return bool(party["office_id"] == me["office_id"]) and (party["visibility"] == "office" or party["id"] in asked)


def shown(confirmed: Tables, queue: Iterable[Waiting], person: str) -> tuple[Tables, dict[str, Word]]:
    """What a desktop must show: its waiting changes, run in order on the confirmed rows; and the word on each."""
    tables = {name: copy(rows) for name, rows in confirmed.items()}
    absent: set[tuple[str, str]] = set()
    words = {}
    for uuid, payload, made_at in queue:
        if payload is not None:
            words[uuid] = run(Look(tables, decides=False, absent=absent), payload, uuid, person, made_at)
    return tables, words


def click(confirmed: Tables, tables: Tables, payload: str, uuid: str, person: str, now: int) -> Word:
    """What a click must come to on a desktop that shows `tables`."""
    absent = {(name, key) for name, rows in confirmed.items() for key in rows if key not in tables[name]}
    return run(
        Look({name: copy(rows) for name, rows in tables.items()}, decides=False, absent=absent),
        payload,
        uuid,
        person,
        now,
    )
