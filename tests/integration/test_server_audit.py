"""The audit log: a chain that only grows, and that shows when it was tampered with."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from lunch_desktop.server.services import Services
from lunch_desktop.store.company.accounts_audit import GENESIS, Action
from tests.integration.support_server import make_services, start_clock
from tests.support.company import STAFF


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = make_services(tmp_path, start_clock())
    yield made
    made.database.close()


def tamper(folder: Path, statement: str, *values: object) -> None:
    """What somebody with the file and without the guards can do."""
    connection = sqlite3.connect(folder / "company.db")
    for trigger in ("audit_log_keeps", "audit_log_holds"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def test_the_chain_begins_with_nothing_and_each_entry_holds_the_one_before(services: Services) -> None:
    entries = services.identity.accounts.audit_entries()
    assert [entry.number for entry in entries] == list(range(1, len(STAFF) + 1))
    assert entries[0].previous_hash == GENESIS
    assert all(one.hash == other.previous_hash for one, other in pairwise(entries))
    state = services.identity.accounts.verify_audit()
    assert (state.count, state.hash, state.broken_at) == (len(STAFF), entries[-1].hash, None)
    assert services.identity.accounts.audit_end() == state


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_log SET subject = 'somebody else' WHERE number = 3", 3),
        ("UPDATE audit_log SET at = at + 1 WHERE number = 1", 1),
        ("UPDATE audit_log SET details = '{}' WHERE number = 8", 8),
        ("UPDATE audit_log SET actor = 'somebody' WHERE number = 2", 2),
        ("DELETE FROM audit_log WHERE number = 4", 4),
        ("DELETE FROM audit_log WHERE number = 8", 8),
        ("DELETE FROM audit_log", 1),
        (
            "INSERT INTO audit_log SELECT 9, at, actor, action, subject, details, hash, hash FROM audit_log"
            " WHERE number = 8",
            9,
        ),
    ],
)
def test_tampering_is_found_at_its_place(services: Services, tmp_path: Path, statement: str, broken_at: int) -> None:
    tamper(tmp_path, statement)
    assert services.identity.accounts.verify_audit().broken_at == broken_at


def test_the_database_itself_refuses_to_change_or_delete_an_entry(services: Services) -> None:
    log = services.database.schema.accounts.audit_log
    for statement in (update(log).values(subject="x"), delete(log)):
        with pytest.raises(DatabaseError, match="only grows"), services.database.writing() as connection:
            connection.execute(statement)


def test_an_entry_stands_only_if_what_it_tells_of_happened(services: Services) -> None:
    before = services.identity.accounts.audit_end()
    with suppress(ZeroDivisionError), services.database.writing() as connection:
        services.identity.accounts.audit.append(connection, start_clock().now(), Action.SIGNED_OUT)
        raise ZeroDivisionError
    assert services.identity.accounts.audit_end() == before
    with pytest.raises(LookupError):
        services.identity.accounts.set_active("nobody", False, actor=None)
    assert services.identity.accounts.audit_end() == before


def test_details_are_kept_as_written_in_any_language(services: Services) -> None:
    services.identity.accounts.note(Action.SESSION_REVOKED, actor=STAFF[0].id, device='책상 PC\n"x"')
    assert services.identity.accounts.audit_entries(after=8)[0].details == {"device": '책상 PC\n"x"'}
    assert services.identity.accounts.verify_audit().broken_at is None


def test_entries_can_be_read_on_from_where_one_stopped(services: Services) -> None:
    accounts = services.identity.accounts
    first = accounts.audit_entries(limit=3)
    assert [one.number for one in accounts.audit_entries(after=first[-1].number, limit=2)] == [4, 5]


def test_an_empty_log_is_whole(tmp_path: Path) -> None:
    from lunch_desktop.store.company.accounts import Accounts
    from tests.support.company import make_company

    company = make_company(tmp_path, start_clock())
    accounts = Accounts(company.database, company.clock)
    assert accounts.verify_audit() == accounts.audit_end()
    with company.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit_log")).scalar() == 0
    company.database.close()
