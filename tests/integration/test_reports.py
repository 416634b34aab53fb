"""What exports read: rows and totals equal to what other queries, written by hand, find in the same database."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from lunch_desktop.demo.company import build_company
from lunch_desktop.domain.chat.entities import MESSAGES
from lunch_desktop.domain.diets import DIETS, Diet, SetDiet, diet_id
from lunch_desktop.domain.ids import DepartmentId, OfficeId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    membership_id,
)
from lunch_desktop.domain.parties.guests import GUEST_NAMES, GUESTS, Guest, GuestName
from lunch_desktop.domain.people import (
    ADMINS,
    DEPARTMENTS,
    EMPLOYEES,
    OFFICES,
    STAFF_NUMBERS,
    Admin,
    Department,
    Employee,
    Office,
    StaffNumber,
)
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, REVIEWS, Restaurant, Review, review_id
from lunch_desktop.domain.times import Day, at
from lunch_desktop.domain.visits import VISITS, Visit, visit_id
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.exchange.imports.restaurants import COLUMNS
from lunch_desktop.exchange.sources import CompanyReports, DesktopReports
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.reports.refusing import ReportFault, ReportRefused
from lunch_desktop.wire.exports import ExportRequest
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, SEALS, STAFF, an_id
from tests.support.lunch import Lunch, a_party

SECRET = "무지개코뿔소"
NAMES = ("가나", "나다", "가\U0001f600", "Zoë", "a", "B", "=1+1", "＝", "힣", "가 ", "-3", "Ａ")
ZONES = ("Asia/Seoul", "America/New_York")
DAYS = tuple(f"2026-{month:02}-{day:02}" for month in (3, 10, 11) for day in range(1, 10))
REQUEST = ExportRequest(dataset="attendance")
_ATTENDED = """
    FROM memberships m, employees e WHERE e.id = m.employee_id
    AND m.state IN ('confirmed', 'requested', 'waitlisted', 'left')
    AND EXISTS (SELECT 1 FROM parties p WHERE p.id = m.party_id AND p.state <> 'cancelled')
"""


def _random_company(seed: int) -> list[tuple[Any, Any]]:
    """Two offices whose clocks differ, and lunches of every kind; what nobody may export says SECRET."""
    rng = random.Random(seed)
    offices = [Office(OfficeId(an_id(f"office {n}")), f"사업장 {n}", zone) for n, zone in enumerate(ZONES)]
    teams = [Department(DepartmentId(an_id(f"team {n}")), offices[n % 2].id, NAMES[n]) for n in range(4)]
    people: list[Any] = []
    for n in range(24):
        team = rng.choice(teams)
        people.append(Employee(an_id(f"one {n}"), team.office_id, team.id, NAMES[n % 12], f"{n}", rng.random() < 0.9))  # type: ignore[arg-type]
    places: list[Any] = [
        Restaurant(an_id(f"place {n}"), offices[n % 2].id, name, "국밥", "", n, 1000 * n, "", state=state)  # type: ignore[arg-type]
        for n, (name, state) in enumerate(zip(NAMES, ("approved", "suggested", "closed", "approved") * 3, strict=True))
    ]
    rows: list[tuple[Any, Any]] = [*((OFFICES, one) for one in offices), *((DEPARTMENTS, one) for one in teams)]
    rows += [*((EMPLOYEES, one) for one in people), *((RESTAURANTS, one) for one in places)]
    rows += [(STAFF_NUMBERS, StaffNumber(one.id, one.office_id, f"{n:04}")) for n, one in enumerate(people[5:])]
    for n in range(50):
        office, host = rng.choice(offices), rng.choice(people)
        party: Any = an_id(f"party {n}")
        place = rng.choice([None, *places])
        day = Day(rng.choice(DAYS))
        starts = at(day, rng.randrange(10, 15), rng.randrange(60), office.time_zone)
        kinds = (rng.choice(("office", "invited")), rng.choice(("open", "closed", "cancelled")))
        where = place.id if place else None
        booked = rng.random() < 0.5
        rows.append(
            (
                PARTIES,
                Party(
                    party,
                    office.id,
                    host.id,
                    SECRET,
                    where,
                    day,
                    starts,
                    60,
                    SECRET,
                    8,
                    SECRET,
                    *kinds,
                    starts,
                    booked=booked,
                ),
            )
        )
        for one in rng.sample(people, rng.randrange(9)):
            state = rng.choice([state for state in MembershipState if state != "requested"])
            rows.append(
                (MEMBERSHIPS, Membership(membership_id(party, one.id), party, one.id, day, state.value, 1, None, 0))
            )
            if state == "confirmed" and rng.random() < 0.6:
                rows.append((VISITS, Visit(visit_id(party, one.id), one.id, party, where, day)))
        if rng.random() < 0.4:
            guest: Any = an_id(f"guest {n}")
            rows += [(GUESTS, Guest(guest, party, host.id)), (GUEST_NAMES, GuestName(guest, party, SECRET))]
    for one in people:
        for place in rng.sample(places, 3):
            written = at(Day(rng.choice(DAYS)), rng.randrange(24), rng.randrange(60), "UTC")
            rows.append(
                (
                    REVIEWS,
                    Review(
                        review_id(one.id, place.id), place.id, one.id, rng.randint(1, 5), "좋아요", "", written, None
                    ),
                )
            )
    return rows


def _database(url: str, rows: list[tuple[Any, Any]]) -> CompanyDatabase:
    database = CompanyDatabase.open(url)
    CompanySync(database, ManualClock(), SEALS).import_rows(rows)
    return database


@pytest.fixture(params=["demo", "random", "postgresql"], scope="module")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CompanyDatabase]:
    """One company for several tests: nothing here writes."""
    is_postgres = request.param == "postgresql"
    file = tmp_path_factory.mktemp("reports") / "company.db"
    url = request.getfixturevalue("postgres").fresh() if is_postgres else f"sqlite:///{file}"
    is_demo = request.param == "demo"
    made = _database(
        url, list(build_company(3, ManualClock().now()).rows()) if is_demo else _random_company(is_postgres)
    )
    yield made
    made.close()


def _ask(database: CompanyDatabase, query: str, **values: Any) -> list[tuple[Any, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query), values)]


def _read(database: CompanyDatabase, **request: Any) -> tuple[Any, list[tuple[Any, ...]]]:
    with CompanyReports(database, ManualClock(), "김관리").open(ExportRequest(**request)) as (head, rows):
        return head, [tuple(row) for row in rows]


def test_rows_and_totals_equal_those_of_queries_written_by_hand(database: CompanyDatabase) -> None:
    head, rows = _read(database, dataset="attendance")
    states = dict(_ask(database, f"SELECT m.state, count(*) {_ATTENDED} GROUP BY m.state"))
    people, days = _ask(database, f"SELECT count(DISTINCT e.id), count(DISTINCT m.day) {_ATTENDED}")[0]
    assert head.totals == {
        "confirmed": 0,
        "requested": 0,
        "waitlisted": 0,
        "left": 0,
        **states,
        "employees": people,
        "days": days,
    }
    wanted = """
        SELECT coalesce((SELECT number FROM staff_numbers s WHERE s.id = e.id), ''), e.name,
        (SELECT name FROM departments d WHERE d.id = e.department_id),
        (SELECT name FROM offices o WHERE o.id = e.office_id),
        m.day,
        (SELECT r.name FROM parties p, restaurants r WHERE p.id = m.party_id AND r.id = p.restaurant_id),
        m.state, m.id
    """
    by_hand = sorted(_ask(database, wanted + _ATTENDED), key=lambda row: (row[4], row[0], row[1], row[7]))
    assert rows == [row[:7] for row in by_hand]
    assert head.rows == len(rows) > 0

    head, rows = _read(database, dataset="parties")
    seated = """
        (SELECT p2.id, count(m.id) AS many FROM parties p2 JOIN memberships m ON m.party_id = p2.id AND m.state = '{}'
        GROUP BY p2.id)
    """
    query = f"""
        SELECT p.day, coalesce(c.many, 0), coalesce(w.many, 0),
        (SELECT count(*) FROM guests g WHERE g.party_id = p.id), p.state
        FROM parties p LEFT JOIN {seated.format("confirmed")} c ON c.id = p.id
        LEFT JOIN {seated.format("waitlisted")} w ON w.id = p.id
    """
    numbers = _ask(database, query)
    assert Counter((row[0], *row[7:10], row[5]) for row in rows) == Counter(numbers)
    totals = [sum(row[place] for row in numbers) for place in (1, 2, 3)]
    assert [head.totals[name] for name in ("confirmed", "waiting", "guests")] == totals
    assert head.totals["cancelled"] == sum(row[4] == "cancelled" for row in numbers)

    for dataset, query in (
        (
            "visits",
            "SELECT count(*), count(DISTINCT employee_id), count(DISTINCT restaurant_id), count(DISTINCT day)"
            " FROM visits",
        ),
        ("reviews", "SELECT count(*), count(DISTINCT employee_id), count(DISTINCT restaurant_id) FROM reviews"),
        ("restaurants", "SELECT count(*), count(DISTINCT category) FROM restaurants WHERE state = 'approved'"),
        (
            "employees",
            "SELECT count(*), sum(CASE WHEN active THEN 1 ELSE 0 END), count(DISTINCT department_id) FROM employees",
        ),
        ("menus", "SELECT count(*), count(DISTINCT day), count(DISTINCT corner) FROM menus"),
    ):
        head, rows = _read(database, dataset=dataset)
        totals = [value for name, value in head.totals.items() if not name.startswith("stars_")]
        assert (len(rows), head.rows, *totals) == (len(rows), *_ask(database, query)[0])
    assert (
        sum(value for name, value in _read(database, dataset="reviews")[0].totals.items() if name.startswith("stars"))
        == (_ask(database, "SELECT count(*) FROM reviews")[0][0])
    )


def test_filters_take_both_ends_of_a_period_an_office_and_a_department(database: CompanyDatabase) -> None:
    days = [row[0] for row in _ask(database, "SELECT DISTINCT day FROM memberships ORDER BY day")]
    first, last = days[len(days) // 3], days[len(days) // 2]
    department, office = _ask(database, "SELECT id, office_id FROM departments ORDER BY id")[0]
    wanted = f"SELECT count(*) {_ATTENDED} AND m.day >= :first AND m.day <= :last"
    period = {"day_from": first, "day_to": last}
    assert (
        _read(database, dataset="attendance", **period)[0].rows == _ask(database, wanted, first=first, last=last)[0][0]
    )
    _, rows = _read(database, dataset="attendance", department_id=department, office_id=office)
    assert len(rows) == _ask(database, f"SELECT count(*) {_ATTENDED} AND e.department_id = :id", id=department)[0][0]
    with CompanyReports(database, ManualClock(), "x").report(REQUEST) as report:
        theirs = dict(_ask(database, f"SELECT e.id, count(*) {_ATTENDED} GROUP BY e.id"))
        assert report.subjects() == theirs
    reviews = _read(database, dataset="reviews")[1]
    some = sorted(row[8][:10] for row in reviews)[len(reviews) // 2]
    of_the_day = _read(database, dataset="reviews", day_from=some, day_to=some)[1]
    assert Counter(of_the_day) == Counter(row for row in reviews if row[8][:10] == some)


def test_every_column_orders_rows_by_code_points_both_ways(database: CompanyDatabase) -> None:
    for name, dataset in DATASETS.items():
        for column in dataset.columns:
            for sign in ("", "-"):
                _, rows = _read(database, dataset=name, columns=(column.name,), order=(sign + column.name,))
                values = [(row[0] is not None, row[0] if row[0] is not None else "") for row in rows]
                if name == "reviews" and column.kind == "moment":
                    continue  # by the moment itself: the clocks of offices differ
                assert values == sorted(values, reverse=bool(sign)), (name, column.name)


def test_no_dataset_holds_what_is_nobody_elses_business(tmp_path: Path) -> None:
    rows = _random_company(3)
    demo = [(table, row) for table, row in build_company(3, ManualClock().now()).rows()]
    assert any(table is MESSAGES and row.text for table, row in demo)
    database = _database(f"sqlite:///{tmp_path}/company.db", [*rows, *demo])
    hidden = {row.text for table, row in demo if table is MESSAGES and len(row.text) > 3}
    hidden |= {one for table, row in demo if table is PARTIES for one in (row.title, row.note) if len(one) > 5} | {
        SECRET
    }
    ids = {row.id for table, row in [*rows, *demo] if table in (PARTIES, MEMBERSHIPS)}
    ids |= {row.host_id for table, row in rows if table is PARTIES}
    try:
        for name, dataset in DATASETS.items():
            _, found = _read(database, dataset=name, columns=tuple(column.name for column in dataset.columns))
            texts = {value for row in found for value in row if isinstance(value, str)}
            assert not [one for one in hidden for value in texts if one in value], name
            assert not ids & texts, name
    finally:
        database.close()


def test_diet_tells_no_number_of_few_and_none_that_leaves_few(tmp_path: Path) -> None:
    rows = [(table, row) for table, row in _random_company(1) if table in (OFFICES, DEPARTMENTS)]
    team = next(row for table, row in rows if table is DEPARTMENTS)
    for n in range(20):
        one: Any = an_id(f"eater {n}")
        rows.append((EMPLOYEES, Employee(one, team.office_id, team.id, f"{n}", "", active=n != 19)))
        diets = [need for need, many in (("vegan", 5), ("halal", 4), ("no_pork", 15), ("no_beef", 14)) if n < many]
        consent = "unnamed" if n < 19 else "named"
        rows.append((DIETS, Diet(diet_id(one), one, ",".join(diets), "nut", consent, "none")))
    database = _database(f"sqlite:///{tmp_path}/company.db", rows)
    found = _read(database, dataset="diet")[1]
    assert [row[1:] for row in found] == [("diet", "no_beef", 14), ("diet", "vegan", 5)]
    database.close()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"dataset": "chats"}, ReportFault.UNKNOWN_DATASET),
        ({"dataset": "attendance", "columns": ("title",)}, ReportFault.UNKNOWN_COLUMN),
        ({"dataset": "attendance", "order": ("-host_id",)}, ReportFault.UNKNOWN_COLUMN),
        ({"dataset": "diet", "department_id": "x"}, ReportFault.FILTER_NOT_TAKEN),
        ({"dataset": "restaurants", "day_to": "2026-01-01"}, ReportFault.FILTER_NOT_TAKEN),
        ({"dataset": "attendance", "day_from": "2026-02-02", "day_to": "2026-02-01"}, ReportFault.INVALID_PERIOD),
        ({"dataset": "attendance", "day_from": "2026-02-30"}, ReportFault.INVALID_PERIOD),
        ({"dataset": "attendance", "office_id": "none"}, ReportFault.UNKNOWN_OFFICE),
        ({"dataset": "attendance", "department_id": "none"}, ReportFault.UNKNOWN_DEPARTMENT),
    ],
)
def test_what_cannot_be_answered_is_refused_and_never_ignored(tmp_path: Path, wrong: Any, code: ReportFault) -> None:
    database = CompanyDatabase.open(f"sqlite:///{tmp_path}/company.db")
    with pytest.raises(ReportRefused) as refused:
        _read(database, **wrong)
    assert refused.value.code is code
    database.close()


def test_an_admins_desktop_answers_from_what_it_holds_and_says_what_it_does_not(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    try:
        desktop, other = lunch.desktop(0), lunch.desktop(1)
        for one in (desktop, other):
            one.do("party.open", a_party())
            one.sync()
        with pytest.raises(ReportRefused, match="not_admin"):
            DesktopReports(desktop.database, lunch.clock).preview(REQUEST)
        lunch.company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id))])
        desktop.sync()
        reports = DesktopReports(desktop.database, lunch.clock)
        server = CompanyReports(lunch.company.database, lunch.clock, STAFF[0].name).preview(REQUEST)
        held = reports.preview(REQUEST)
        assert (held.rows, held.head.totals) == (server.rows, server.head.totals)
        assert (held.head.source, held.head.waiting, held.head.made_by) == ("desktop", 0, STAFF[0].name)
        assert held.head.as_of is not None
        desktop.do("diet.set", SetDiet("vegan", "", "none", "none"))
        assert reports.preview(REQUEST).head.waiting == 1
        people = reports.preview(ExportRequest(dataset="employees", order=("login", "name")))
        assert people.head.missing == ("login", "role")
        assert people.head.request.order == ("name",)
        staff = STAFF[: len(lunch.ask("SELECT id FROM employees"))]
        assert [row[1] for row in people.rows] == sorted(one.name for one in staff)
        for dataset in ("visits", "diet", "audit"):
            with pytest.raises(ReportRefused, match="not_held"):
                reports.preview(ExportRequest(dataset=dataset))
    finally:
        lunch.close()


def test_datasets_declare_what_their_queries_have() -> None:
    assert set(DATASETS) == {
        "attendance",
        "audit",
        "diet",
        "employees",
        "menus",
        "parties",
        "restaurants",
        "reviews",
        "visits",
    }
    for name, dataset in DATASETS.items():
        names = {column.name for column in dataset.columns}
        assert name == dataset.name
        assert names == set(dataset.query.columns)
        assert names >= {*dataset.usual, *(one.removeprefix("-") for one in dataset.order)}
        assert names >= {one for chart in dataset.charts for one in (chart.by, chart.sum) if one}
    assert DATASETS["restaurants"].usual == tuple(COLUMNS)
    assert DATASETS["menus"].usual == ("day", "corner", "dishes", "price")
    assert DATASETS["employees"].usual == (
        "number",
        "name",
        "department",
        "office",
        "extension",
        "login",
        "role",
        "active",
    )
