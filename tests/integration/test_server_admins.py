"""Who is an admin is a row beside the account's role, on both databases."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from lunch_desktop.demo.company import build_company
from lunch_desktop.domain.people import ADMINS, Role
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.founding import Founding, found_company
from lunch_desktop.store.company.sync import CompanySync
from tests.integration.support_server import ADMIN, PASSWORD, RunningServer, running, start_clock
from tests.support.accounts import administering
from tests.support.company import OFFICE, SEALS, STAFF

BOTH = pytest.mark.parametrize("where", ["sqlite", "postgresql"])


@pytest.fixture
def where() -> str:
    """The database, where a test does not name both."""
    return "sqlite"


@pytest.fixture
def server(tmp_path: Path, where: str, request: pytest.FixtureRequest) -> Iterator[RunningServer]:
    url = request.getfixturevalue("postgres_url") if where == "postgresql" else None
    with running(tmp_path, url=url) as started:
        yield started


def admins(server: RunningServer) -> set[tuple[str, str]]:
    table = server.services.database.schema.entities[ADMINS.name]
    with server.services.database.reading() as connection:
        return {(row.id, row.office_id) for row in connection.execute(select(table.c.id, table.c.office_id))}


def of(*numbers: int) -> set[tuple[str, str]]:
    return {(STAFF[number].id, OFFICE.id) for number in numbers}


@BOTH
def test_the_row_comes_and_goes_with_the_role_and_with_the_account(server: RunningServer) -> None:
    assert admins(server) == of(0)
    server.set_role(1, Role.ADMIN)
    assert admins(server) == of(0, 1)
    server.set_active(1, False)
    assert admins(server) == of(0)
    server.set_active(1, True)
    assert admins(server) == of(0, 1)
    server.set_role(0, Role.EMPLOYEE)
    assert admins(server) == of(1)


def test_the_route_that_gives_a_role_tells_the_desktops_of_it(server: RunningServer) -> None:
    told: list[frozenset[str]] = []
    server.services.sync.watch(lambda commit: told.append(commit.scopes))
    body = {"password": PASSWORD, "role": "admin"}
    answer = server.call("PATCH", f"/api/v1/accounts/{STAFF[2].id}", server.token(ADMIN), json=body)
    assert answer.status_code == 204, answer.text
    assert admins(server) == of(0, 2)
    assert told == [{f"user:{STAFF[2].id}"}]


@BOTH
def test_a_company_from_before_gets_its_rows_at_a_start_once(server: RunningServer) -> None:
    services = server.services
    server.set_role(1, Role.ADMIN)
    rows = services.database.schema.entities[ADMINS.name]
    with services.database.writing() as connection:
        connection.execute(delete(rows).where(rows.c.id == STAFF[0].id))
    care = [administering(services.database, services.sync, services.clock) for _ in range(2)]
    changed: list[bool] = []
    starts = [threading.Thread(target=lambda one=one: changed.append(one.match_admins())) for one in care]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert sorted(changed) == [False, True]
    assert admins(server) == of(0, 1)
    assert not services.accounts.administering.match_admins()


def test_a_row_without_the_role_is_taken_away_at_a_start(server: RunningServer) -> None:
    table = server.services.database.schema.accounts.accounts
    server.set_role(1, Role.ADMIN)
    with server.services.database.writing() as connection:
        connection.execute(table.update().where(table.c.employee_id == STAFF[1].id).values(role="employee"))
    assert server.services.accounts.administering.match_admins()
    assert admins(server) == of(0)


def test_who_founds_a_company_is_its_admin_in_the_rows_too(tmp_path: Path) -> None:
    clock = start_clock()
    with closing(CompanyDatabase.open(f"sqlite:///{tmp_path / 'company.db'}")) as database:
        founding = Founding("햇살소프트", "개발팀", "Asia/Seoul", "김민지", "minji@example.com", "hash")
        sync = CompanySync(database, clock, SEALS)
        founder = found_company(database, sync, Accounts(database, clock), founding)
        rows = database.schema.entities[ADMINS.name]
        with database.reading() as connection:
            assert connection.execute(select(rows.c.id)).scalars().all() == [founder]
        assert not administering(database, sync, clock).match_admins()


def test_the_demo_companys_admins_are_those_of_its_accounts() -> None:
    company = build_company(1, start_clock().now())
    assert {one.id for one in company.admins} == {one.employee_id for one in company.accounts if one.role is Role.ADMIN}
