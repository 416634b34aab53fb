"""The audit log goes along: from the chain of earlier versions, and to another database."""

import json
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from lunch_desktop.domain.times import Instant
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.auditing.pruning import prune_audit
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.database import MIGRATIONS, CompanyDatabase
from lunch_desktop.store.company.moving.move import Move
from lunch_desktop.store.company.sync import CompanySync
from tests.integration.support_server import start_clock
from tests.support.audit import findings, tamper, verdict_on
from tests.support.company import SEALS, STAFF, company_at, make_company
from tests.support.postgres import server_of

FORMER = "0006"
"""The last revision with a chain."""
ENTRIES = 12


@pytest.fixture
def former_url(company_url: str) -> str:
    """A database as an earlier version left it."""
    url = company_url if company_url.startswith("sqlite") else server_of(company_url).fresh(migrated=False)
    engine = connections.connect(url, foreign_keys=True)
    with connections.writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, FORMER)
        previous = "0" * 64
        for number in range(1, ENTRIES + 1):
            said = [number, 1_000 - number, None, "signed_in", "누구", '{"device":"책상 PC"}', previous]
            digest = sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
            connection.execute(
                text("INSERT INTO audit_log VALUES (:number, :at, :actor, :action, :subject, :details, :prev, :hash)"),
                dict(zip(("number", "at", "actor", "action", "subject", "details", "prev"), said, strict=True))
                | {"hash": digest},
            )
            previous = digest
        connection.execute(
            text("INSERT INTO audit_head VALUES (1, :number, :hash)"), {"number": ENTRIES, "hash": previous}
        )
    engine.dispose()
    return url


@pytest.fixture
def carried(former_url: str) -> Iterator[CompanyDatabase]:
    """The same after the upgrade."""
    with closing(CompanyDatabase.open(former_url)) as database:
        CompanySync(database, start_clock(), SEALS)
        yield database


def test_the_former_chain_is_carried_over_sealed_and_still_checked(carried: CompanyDatabase, tmp_path: Path) -> None:
    clock, keys = start_clock(), tmp_path / "keys"
    sealer, accounts = AuditSealer(carried, keys, clock), Accounts(carried, clock)
    assert findings(carried, keys) == [], "before its first seal, too"
    accounts.note(Action.SIGNED_OUT)
    assert sealer.seal() == 1
    entries = accounts.audit_entries()
    assert [entry.number for entry in entries] == list(range(1, ENTRIES + 2))
    assert [entry.at for entry in entries[:3]] == [999, 998, 997], "in the order of the chain, not of the clock"
    assert entries[0].details == {"device": "책상 PC"}
    verdict = verdict_on(carried, keys)
    assert (verdict.entries, verdict.findings) == (ENTRIES + 1, [])
    clock.advance(1_000)
    accounts.note(Action.SIGNED_OUT)
    sealer.seal()
    assert prune_audit(carried, clock.now(), Instant(clock.now() - 500)) == ENTRIES + 1
    assert findings(carried, keys) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_entries SET subject = 'x' WHERE at = 995", [("chain_broken", 5)]),
        ("DELETE FROM audit_entries WHERE at = 996", [("chain_broken", 4)]),
        ("DELETE FROM audit_entries WHERE at = 988", [("chain_broken", 12)]),
    ],
)
def test_what_was_tampered_with_before_the_first_seal_is_found_after_it(
    carried: CompanyDatabase, tmp_path: Path, statement: str, found: list[tuple[str, int]]
) -> None:
    tamper(carried, [statement])
    assert findings(carried, tmp_path / "keys")[:1] == found
    AuditSealer(carried, tmp_path / "keys", start_clock()).seal()
    assert findings(carried, tmp_path / "keys")[:1] == found


def test_a_moved_company_takes_its_log_along(tmp_path: Path, postgres_url: str) -> None:
    clock, keys = start_clock(), tmp_path / "keys"
    company = make_company(tmp_path, clock)
    accounts, sealer = Accounts(company.database, clock), AuditSealer(company.database, keys, clock)
    for _ in range(3):
        accounts.note(Action.SIGNED_IN, subject=STAFF[0].id)
        sealer.seal()
    accounts.note(Action.SIGNED_OUT, subject=STAFF[0].id)
    company.database.close()
    back = f"sqlite:///{tmp_path / 'back.db'}"
    for source, target in ((company.url, postgres_url), (postgres_url, back)):
        Move(source, target).run(lambda _: None)
        moved = company_at(tmp_path / "company.db", clock, url=target)
        verdict = verdict_on(moved.database, keys)
        assert (verdict.entries + verdict.waiting, verdict.findings) == (4, [])
        moved.database.close()
    there = company_at(tmp_path / "company.db", clock, url=back)
    assert AuditSealer(there.database, keys, clock).seal() == 1
    tamper(there.database, ["DELETE FROM audit_entries WHERE number = 2"])
    assert findings(there.database, keys) == [("entry_missing", 2)]
    there.database.close()
