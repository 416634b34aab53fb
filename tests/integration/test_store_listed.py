"""Many rows in one statement, on both databases; and that a batch takes no more statements than a few changes do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.domain.people import OFFICES
from lunch_desktop.domain.times import MINUTE
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.listed import Finding, Writing
from tests.support.company import STAFF
from tests.support.lunch import MORNING, Lunch, a_party, a_seat
from tests.support.statements import watched

FEED = ("scope", "table_name", "row_id", "version", "gone", "day")
DAY = 24 * 60
"""Minutes."""


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


@pytest.fixture
def company(lunch: Lunch) -> CompanyDatabase:
    return lunch.company.database


def _entry(scope: str, row_id: str, version: int = 1, *, gone: bool = False) -> tuple[object, ...]:
    return scope, "things", row_id, version, gone, "2026-11-19"


def _write(company: CompanyDatabase, writing: Writing, *rows: tuple[object, ...]) -> None:
    with company.writing() as connection:
        writing.run(connection, rows)


def _found(engine: Engine, finding: Finding, *values: tuple[object, ...]) -> list[tuple[object, ...]]:
    with connections.reading(engine) as connection:
        return sorted(finding.all(connection, values))


def test_rows_are_found_by_several_columns_together(company: CompanyDatabase) -> None:
    feed, dialect = company.schema.feed, company.engine.dialect
    _write(company, Writing(feed, FEED, dialect), *(_entry(scope, row) for scope in "abc" for row in "xyz"))
    finding = Finding([feed.c.scope, feed.c.row_id], [feed.c.scope, feed.c.row_id], dialect)
    wanted = [("a", "x"), ("b", "z"), ("b", "z"), ("d", "x"), ("'", '"')]
    assert _found(company.engine, finding, *wanted) == [("a", "x"), ("b", "z")]
    assert _found(company.engine, finding) == []


def test_what_else_must_hold_is_looked_at(company: CompanyDatabase) -> None:
    feed, dialect = company.schema.feed, company.engine.dialect
    _write(company, Writing(feed, FEED, dialect), _entry("a", "x"), _entry("b", "x", gone=True))
    finding = Finding([feed.c.scope], [feed.c.table_name, feed.c.row_id], dialect, feed.c.gone.is_(False))
    assert _found(company.engine, finding, ("things", "x")) == [("a",)]


def test_rows_that_are_there_are_updated_and_others_inserted(company: CompanyDatabase) -> None:
    feed, dialect = company.schema.feed, company.engine.dialect
    writing = Writing(feed, FEED, dialect, key=["scope", "table_name", "row_id"], updated=["version", "gone"])
    _write(company, writing, _entry("a", "x"))
    _write(company, writing, _entry("a", "x", 2, gone=True), _entry("a", "y", 2))
    with company.reading() as connection:
        query = select(feed.c.row_id, feed.c.version, feed.c.gone).where(feed.c.table_name == "things")
        assert sorted(map(tuple, connection.execute(query))) == [("x", 2, True), ("y", 2, False)]


def test_a_right_that_is_given_again_is_no_longer_withdrawn(company: CompanyDatabase) -> None:
    grants, me = company.schema.grants, STAFF[0].id
    names = ("employee_id", "scope", "granted", "revoked")
    _write(company, Writing(grants, names, company.engine.dialect), (me, "party:1", 1, 2))
    again = Writing(grants, names[:3], company.engine.dialect, key=names[:2], updated=["granted"], cleared=["revoked"])
    _write(company, again, (me, "party:1", 3))
    with company.reading() as connection:
        kept = connection.execute(select(grants).where(grants.c.scope == "party:1")).all()
    assert [tuple(one) for one in kept] == [(me, "party:1", 3, None)]


def test_without_a_key_a_row_that_is_there_is_a_fault(company: CompanyDatabase) -> None:
    writing = Writing(company.schema.feed, FEED, company.engine.dialect)
    _write(company, writing, _entry("a", "x"))
    with pytest.raises(IntegrityError):
        _write(company, writing, _entry("a", "y"), _entry("a", "x"))


def test_words_of_an_enumeration_and_plain_texts_may_be_mixed(company: CompanyDatabase) -> None:
    """Rows that were read hold texts, rows that a rule has just made hold members."""
    feed = company.schema.feed
    _write(
        company,
        Writing(feed, FEED, company.engine.dialect),
        _entry("a", MembershipState.CONFIRMED),
        _entry("a", "waitlisted"),
    )
    with company.reading() as connection:
        kept = connection.execute(select(feed.c.row_id).where(feed.c.table_name == "things")).scalars()
        assert sorted(kept) == ["confirmed", "waitlisted"]


def test_json_comes_as_text_and_is_read_as_what_it_says(company: CompanyDatabase) -> None:
    schema: CompanySchema = company.schema
    offices = schema.entities[OFFICES.name]
    writing = Writing(offices, ("id", "name", "time_zone", "version", "extra"), company.engine.dialect)
    _write(company, writing, ("somewhere", "부산", "Asia/Seoul", 1, '{"새": [1, null]}'))
    with company.reading() as connection:
        extra = connection.execute(select(offices.c.extra).where(offices.c.id == "somewhere")).scalar_one()
    assert extra == {"새": [1, None]}


def _statements_of(lunch: Lunch, first_day: int, changes: int) -> int:
    """How many statements it takes to decide a batch of so many wishes for seats, each on a day of its own."""
    parties = [lunch.open(1, a_party(90 + DAY * (first_day + number))) for number in range(changes)]
    wishes = [
        lunch.change("party.join", a_seat(one, until=MORNING + DAY * MINUTE * 100), seq)
        for seq, one in enumerate(parties, 1)
    ]
    seen: list[str] = []
    with watched(lunch.company.database.engine, seen.append):
        results = lunch.push(0, wishes, lunch.new_id()).results
    assert [one.outcome for one in results] == ["applied"] * changes
    return len(seen)


def test_a_batch_takes_as_many_statements_as_a_few_changes(lunch: Lunch) -> None:
    lunch.decide(0, "party.open", a_party(30 * DAY))  # a person's first commit counts their rows once
    assert _statements_of(lunch, 0, 20) == _statements_of(lunch, 20, 2)
