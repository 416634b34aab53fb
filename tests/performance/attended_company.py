"""A demo company with years of lunches behind it: as many seats as are asked for, written straight into its database.

No feed is written for them, so no desktop ever fetches them: only what reads the tables, as an export does, sees them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Table, func, insert, select

from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState, PartyState, Visibility
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.times import HOUR
from lunch_desktop.store.company.database import CompanyDatabase

FIRST_DAY: Final = date(2021, 1, 4)
EMPLOYEES_IN_ALL: Final = 1_000
SEATS: Final = 4
"""Of each party."""
_AT_ONCE: Final = 4_000
_FAMILIES: Final = "김이박최정강조윤장임한오서신권황안송류전홍"
_NAMES: Final = ("민서", "서연", "도윤", "하은", "지호", "수아", "예준", "유진", "현우", "지민", "=1+1", "다온")


def attend(database: CompanyDatabase, seats: int, seed: int = 1) -> None:
    """Add colleagues up to a thousand, and lunches until that many seats were taken since FIRST_DAY."""
    random = Random(seed)
    tables = database.schema.entities
    with database.writing() as connection:
        people = [dict(one) for one in connection.execute(select(tables[EMPLOYEES.name])).mappings()]
        more = [_colleague(random, random.choice(people), number) for number in range(EMPLOYEES_IN_ALL)]
        connection.execute(insert(tables[EMPLOYEES.name]), more[len(people) :])
        known = [one["id"] for one in (*people, *more[len(people) :])]
        places = list(connection.execute(select(tables["restaurants"].c.id)).scalars())
        there = connection.execute(select(func.count()).select_from(tables[MEMBERSHIPS.name])).scalar_one()
        lunches = _lunches(random, known, places, people[0]["office_id"])
        for party, members in _in_parts(lunches, (seats - there) // SEATS):
            _write(connection, tables[PARTIES.name], party)
            _write(connection, tables[MEMBERSHIPS.name], members)


def _write(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _in_parts(
    lunches: Iterator[tuple[dict[str, Any], list[dict[str, Any]]]], most: int
) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    wanted = islice(lunches, most)
    while part := list(islice(wanted, _AT_ONCE)):
        yield [party for party, _ in part], [one for _, members in part for one in members]


def _colleague(random: Random, like: dict[str, Any], number: int) -> dict[str, Any]:
    name = random.choice(_FAMILIES) + random.choice(_NAMES)
    return {**like, "id": _uuid(random), "name": name, "extension": f"{number:04}", "extra": None}


def _lunches(
    random: Random, people: list[str], places: list[str], office: str
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    day = FIRST_DAY
    while True:
        if day.weekday() < 5:
            eating = random.sample(people, len(people) * 4 // 5)
            for begin in range(0, len(eating) - SEATS + 1, SEATS):
                yield _lunch(random, day, eating[begin : begin + SEATS], random.choice(places), office)
        day += timedelta(days=1)


def _lunch(
    random: Random, day: date, members: list[str], place: str, office: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    meets = (day - date(1970, 1, 1)).days * 24 * HOUR + 3 * HOUR
    party = {
        "id": _uuid(random),
        "office_id": office,
        "host_id": members[0],
        "title": "점심",
        "restaurant_id": place,
        "day": day.isoformat(),
        "meets_at": meets,
        "minutes": 60,
        "place": "",
        "capacity": SEATS,
        "note": "",
        "visibility": Visibility.OFFICE.value,
        "state": PartyState.OPEN.value,
        "opened_at": meets - 2 * HOUR,
        "group_id": None,
        "booked": False,
        "version": 1,
    }
    seats = [
        {
            "id": _uuid(random),
            "party_id": party["id"],
            "employee_id": employee,
            "day": party["day"],
            "state": MembershipState.CONFIRMED.value,
            "turn": turn,
            "joined_by": None,
            "late_minutes": 0,
            "seated_by": None,
            "version": 1,
        }
        for turn, employee in enumerate(members, start=1)
    ]
    return party, seats


def _uuid(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))


def attend_at(path: Path, seats: int) -> None:
    """The same, in the SQLite file of a company whose server does not run."""
    database = CompanyDatabase.open(f"sqlite:///{path}")
    try:
        attend(database, seats)
    finally:
        database.close()
