"""The audit log: an entry stands with what it tells of, is sealed soon after, and whoever changes it is found out."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.server.neighbours import Neighbours
from lunch_desktop.server.sealing import Sealing
from lunch_desktop.store.company.accounts import Accounts, NewAccount
from lunch_desktop.store.company.accounts_audit import OPERATOR, SERVER, Action
from lunch_desktop.store.company.administering import AccountChange, Administering
from lunch_desktop.store.company.auditing.anchors import ANCHOR_FILE
from lunch_desktop.store.company.auditing.entries import shortened
from lunch_desktop.store.company.auditing.keys import KEY_FILE
from lunch_desktop.store.company.auditing.pruning import prune_audit
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.credentials import NoSuchAccount
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from tests.integration.support_server import start_clock
from tests.support.accounts import administering
from tests.support.audit import findings, tamper, verdict_on
from tests.support.clock import ManualClock
from tests.support.company import SEALS, STAFF, make_company


@dataclass
class Log:
    """A company's accounts with the log they leave."""

    database: CompanyDatabase
    accounts: Accounts
    sealer: AuditSealer
    clock: ManualClock
    keys: Path
    administering: Administering

    def note(self, times: int = 1, action: Action = Action.SIGNED_IN) -> None:
        for _ in range(times):
            self.accounts.note(action, actor=STAFF[0].id, subject=STAFF[0].id)

    def sealed(self, *batches: int) -> None:
        """So many entries in each batch."""
        for many in batches:
            self.note(many)
            assert self.sealer.seal() == 1
            self.clock.advance(1_000)

    def findings(self) -> list[tuple[str, int | None]]:
        return findings(self.database, self.keys)

    def tamper(self, *statements: str) -> None:
        tamper(self.database, statements)


@pytest.fixture
def log(tmp_path: Path, company_url: str) -> Iterator[Log]:
    clock, keys = start_clock(), tmp_path / "keys"
    company = make_company(tmp_path, clock, url=company_url)
    yield Log(
        company.database,
        Accounts(company.database, clock),
        AuditSealer(company.database, keys, clock),
        clock,
        keys,
        administering(company.database, company.sync, clock),
    )
    company.database.close()


def test_sealed_in_batches_it_is_whole_and_says_how_far_it_goes(log: Log) -> None:
    log.sealed(3, 1, 2)
    log.note(2)
    verdict = verdict_on(log.database, log.keys)
    assert (verdict.entries, verdict.seals, verdict.waiting, verdict.findings) == (6, 3, 2, [])
    end = log.accounts.audit_end()
    assert verdict.last is not None
    assert (end.entries, end.seals, end.hash) == (6, 3, verdict.last.hash)
    assert log.sealer.seal() == 1
    assert log.sealer.seal() == 0, "nothing waits"
    assert [entry.number for entry in log.accounts.audit_entries()] == list(range(1, 9))


MOVED = (
    "UPDATE audit_entries SET number = -1 WHERE number = 2",
    "UPDATE audit_entries SET number = 2 WHERE number = 3",
    "UPDATE audit_entries SET number = 3 WHERE number = -1",
)
COPY = (
    "INSERT INTO audit_entries SELECT 'x', {number}, at, actor, action, 'somebody', device, was, became, details, mac, "
    "chained_to, chained FROM audit_entries WHERE number = 1"
)
LAST_BATCH = ("DELETE FROM audit_entries WHERE number > 4", "DELETE FROM audit_seals WHERE number = 3")
WITH_HEAD = "UPDATE audit_head SET entry = 4, seal = 2, hash = (SELECT previous FROM audit_seals WHERE number = 3)"
NOTHING = (
    "DELETE FROM audit_entries",
    "DELETE FROM audit_seals",
    "DELETE FROM audit_head",
)


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["DELETE FROM audit_entries WHERE number = 3"], [("entry_missing", 3)]),
        (["DELETE FROM audit_entries WHERE number = 6"], [("entry_missing", 6)]),
        (["UPDATE audit_entries SET number = NULL WHERE number = 5"], [("entry_missing", 5)]),
        (MOVED, [("entry_moved", 2), ("entry_moved", 3)]),
        ([COPY.format(number=7)], [("entry_added", 7)]),
        ([COPY.format(number="NULL")], [("entry_forged", None)]),
        ([WITH_HEAD, *LAST_BATCH], [("end_missing", 3)]),
        (LAST_BATCH, [("end_missing", 3), ("head_changed", 3)]),
        (["DELETE FROM audit_head"], [("head_changed", 0)]),
        (["UPDATE audit_head SET entry = 5"], [("head_changed", 3)]),
        (NOTHING, [("end_missing", 3)]),
        (["DELETE FROM audit_seals WHERE number = 2"], [("seal_missing", 2)]),
        (["DELETE FROM audit_seals WHERE number = 1"], [("beginning_missing", 2)]),
        (["UPDATE audit_seals SET at = at + 1 WHERE number = 2"], [("seal_changed", 2)]),
        (["UPDATE audit_seals SET leaves = '' WHERE number = 3"], [("seal_changed", 3)]),
        (["UPDATE audit_seals SET signature = 'no' WHERE number = 1"], [("seal_changed", 1)]),
        (["UPDATE audit_seals SET key = 'other' WHERE number = 2"], [("seal_by_stranger", 2)]),
    ],
)
def test_tampering_is_found_and_named(log: Log, statements: list[str], found: list[tuple[str, int | None]]) -> None:
    log.sealed(3, 1, 2)
    assert log.findings() == []
    log.tamper(*statements)
    assert log.findings() == found


def test_every_field_counts(log: Log) -> None:
    changes = (
        "actor = 'somebody'",
        "action = 'signed_out'",
        "subject = NULL",
        "at = at + 1",
        "device = 'x'",
        "was = '{}'",
        "became = '{}'",
        "details = '{\"a\":1}'",
        "mac = NULL",
        "id = 'x'",
    )
    log.sealed(len(changes) + 1)
    log.tamper(
        *(f"UPDATE audit_entries SET {change} WHERE number = {number}" for number, change in enumerate(changes, 1))
    )
    assert log.findings() == [("entry_changed", number) for number in range(1, len(changes) + 1)]


def test_a_forged_entry_that_the_server_seals_is_still_told_from_its_own(log: Log) -> None:
    log.sealed(2)
    log.tamper(COPY.format(number="NULL"))
    log.note()
    log.sealer.seal()
    assert [fault for fault, _ in log.findings()] == ["entry_forged"]


def test_a_log_that_was_replaced_as_a_whole_is_found(log: Log, tmp_path: Path) -> None:
    """By somebody who has the same program, and not the key: first with a key of theirs, then as a copy of old."""
    log.sealed(2, 2)
    log.tamper(*NOTHING)
    stranger = AuditSealer(log.database, tmp_path / "stranger", log.clock)
    for _ in range(3):
        log.note()
        stranger.seal()
    assert log.findings() == [
        ("seal_by_stranger", 1),
        ("replaced", 2),
        ("seal_by_stranger", 2),
        ("seal_by_stranger", 3),
    ]
    assert findings(log.database, tmp_path / "stranger") == [], "what is checked with the wrong key fits it"


def test_with_the_wrong_key_nothing_is_believed(log: Log, tmp_path: Path) -> None:
    log.sealed(1, 1)
    AuditSealer(log.database, tmp_path / "other", log.clock)
    assert findings(log.database, tmp_path / "other") == [("seal_by_stranger", 1), ("seal_by_stranger", 2)]


def test_another_key_takes_over_and_the_former_is_believed(log: Log) -> None:
    log.sealed(1)
    (log.keys / KEY_FILE).rename(log.keys / "audit-2026.pem")
    log.sealer = AuditSealer(log.database, log.keys, log.clock)
    log.sealed(1)
    assert log.findings() == []


def test_a_restored_database_says_so_and_its_log_goes_on(log: Log) -> None:
    log.sealed(2, 1, 3)
    log.tamper(WITH_HEAD.replace("= 4", "= 3"), "DELETE FROM audit_entries WHERE number > 3", LAST_BATCH[1])
    assert log.sealer.seal() == 1, "what is missing is itself noted"
    assert log.accounts.audit_entries()[-1].action == Action.AUDIT_END_MISSING
    assert log.findings() == [("end_missing", 3)]
    log.sealed(1)
    assert log.findings() == [("end_missing", 3)], "it is noted once, and stays"


def test_an_entry_that_commits_late_is_sealed_by_the_next(log: Log) -> None:
    """On SQLite there is one writer at a time, so nothing can be late there; sealing waits then."""
    if log.database.engine.dialect.name == "sqlite":
        return
    with log.database.writing() as late:
        log.accounts.audit.append(late, log.clock.now(), Action.SIGNED_OUT)
        log.clock.advance(5_000)
        log.note()
        assert log.sealer.seal() == 1
        log.sealed(2)
    assert log.sealer.seal() == 1
    assert [entry.action for entry in log.accounts.audit_entries()] == [*[Action.SIGNED_IN] * 3, Action.SIGNED_OUT]
    assert log.findings() == []


def test_several_processes_append_and_seal_at_once(log: Log) -> None:
    """Each with connections of its own; entries come in any order, and every one is in one batch."""
    url = log.database.engine.url.render_as_string(hide_password=False)
    others = [CompanyDatabase.open(url) for _ in range(2)]
    errors: list[BaseException] = []

    def work(database: CompanyDatabase) -> None:
        try:
            database.vouch_with(log.database.audit_key)
            accounts, sealer = Accounts(database, log.clock), AuditSealer(database, log.keys, log.clock)
            for number in range(30):
                accounts.note(Action.SIGNED_IN, subject=STAFF[0].id)
                if number % 3 == 0:
                    sealer.seal()
        except BaseException as error:  # noqa: BLE001  # it is told below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(database,)) for database in (log.database, *others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in others:
        database.close()
    log.sealer.seal()
    assert errors == []
    verdict = verdict_on(log.database, log.keys)
    assert (verdict.entries, verdict.waiting, verdict.findings) == (90, 0, [])


def test_the_oldest_batches_go_and_what_stays_is_whole(log: Log) -> None:
    log.sealed(2, 2)
    log.clock.advance(100 * HOUR)
    log.sealed(1, 1)
    now = log.clock.now()
    assert prune_audit(log.database, now, Instant(now - HOUR)) == 4
    assert log.findings() == [], "it is declared, though not sealed yet"
    log.sealed(1)
    verdict = verdict_on(log.database, log.keys)
    assert (verdict.entries, verdict.pruned, verdict.findings) == (4, 4, [])
    assert prune_audit(log.database, now, Instant(now - HOUR)) == 0
    log.clock.advance(100 * HOUR)
    assert prune_audit(log.database, log.clock.now(), log.clock.now()) == 2, "the last batch stays"
    assert log.findings() == []


def test_a_running_server_lets_go_of_what_is_older_than_its_setting_once_a_day(log: Log) -> None:
    day = 24 * HOUR
    sealing = Sealing(log.database, log.sealer, log.accounts, log.clock, keep=30 * day)
    log.note(3)
    sealing.look()
    log.clock.advance(29 * day)
    log.note()
    sealing.look()
    log.clock.advance(day // 2)
    log.note()
    sealing.look()
    log.clock.advance(day)
    assert [entry.number for entry in log.accounts.audit_entries()] == [1, 2, 3, 4, 5]
    sealing.look()
    left = log.accounts.audit_entries()
    assert [(entry.number, entry.action) for entry in left] == [
        (4, "signed_in"),
        (5, "signed_in"),
        (None, "audit_pruned"),
    ]
    assert left[-1].actor == SERVER
    assert log.findings() == []


def test_whoever_cuts_off_the_beginning_cannot_call_it_pruned(log: Log) -> None:
    log.sealed(2, 2)
    log.tamper(
        "DELETE FROM audit_entries WHERE number <= 2",
        "DELETE FROM audit_seals WHERE number = 1",
        "UPDATE audit_head SET pruned = 2",
        "INSERT INTO audit_entries (id, at, actor, action, details, mac) SELECT 'x', 1, 'server', 'audit_pruned', "
        '\'{"entries":2,"hash":"\' || previous || \'","seal":1}\', \'no\' FROM audit_seals WHERE number = 2',
    )
    assert log.findings() == [("entry_forged", None), ("beginning_missing", 2)]


def test_the_database_itself_refuses_to_change_or_delete_an_entry_or_a_seal(log: Log) -> None:
    log.sealed(2)
    log.note()
    audit = log.database.schema.accounts.audit
    for statement in (
        update(audit.entries).values(subject="x"),
        update(audit.entries).where(audit.entries.c.number.is_(None)).values(number=9, subject="x"),
        update(audit.entries).where(audit.entries.c.number == 1).values(number=9),
        delete(audit.entries).where(audit.entries.c.number.is_(None)),
        delete(audit.entries).where(audit.entries.c.number == 1),
        update(audit.seals).values(at=1),
        delete(audit.seals),
    ):
        with pytest.raises(DatabaseError, match="only grows"), log.database.writing() as connection:
            connection.execute(statement)
    assert log.findings() == []


def test_an_entry_stands_only_if_what_it_tells_of_happened(log: Log) -> None:
    with suppress(ZeroDivisionError), log.database.writing() as connection:
        log.accounts.audit.append(connection, log.clock.now(), Action.SIGNED_OUT)
        raise ZeroDivisionError
    with pytest.raises(NoSuchAccount):
        log.administering.change("nobody", AccountChange(role=Role.ADMIN), actor=None)
    assert log.accounts.audit_entries() == []


def test_an_empty_log_is_whole(log: Log) -> None:
    assert log.findings() == []
    assert log.sealer.seal() == 0
    assert not (log.keys / ANCHOR_FILE).exists()


def test_an_entry_tells_who_what_to_whom_and_what_it_was_before(log: Log) -> None:
    log.administering.create([NewAccount(STAFF[1].id, "person1@example.com", None)], actor=OPERATOR)
    log.administering.change(STAFF[1].id, AccountChange(role=Role.ADMIN), actor=STAFF[0].id)
    made, changed = log.accounts.audit_entries()
    assert (made.actor, made.subject, made.before, made.after) == (OPERATOR, STAFF[1].id, None, {"role": "employee"})
    assert (changed.actor, changed.before, changed.after) == (STAFF[0].id, {"role": "employee"}, {"role": "admin"})
    rows = repr(_rows(log.database))
    assert "person1" not in rows, "no address of anybody"


@pytest.mark.parametrize("words", ["김하늘", "person@example.com", "two words", "a" * 101, ["a", "list"]])
def test_words_of_people_are_refused(log: Log, words: object) -> None:
    with pytest.raises(ValueError, match="ids, codes and numbers"):
        log.accounts.note(Action.SIGNED_IN, subject=STAFF[0].id, name=words)
    with pytest.raises(ValueError, match="ids, codes and numbers"), log.database.writing() as connection:
        log.accounts.audit.append(connection, log.clock.now(), Action.LOGIN_CHANGED, before={"login": words})


def test_nothing_is_noted_without_the_servers_keys(tmp_path: Path) -> None:
    with closing(CompanyDatabase.open(f"sqlite:///{tmp_path / 'company.db'}")) as database:
        accounts = Accounts(database, start_clock())
        with pytest.raises(RuntimeError, match="keys"):
            accounts.note(Action.SIGNED_IN)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("unknown", "unknown"),
        ("what a proxy sent", "unknown"),
    ],
)
def test_of_an_address_the_network_is_kept(address: str, kept: str) -> None:
    assert shortened(address) == kept


def _rows(database: CompanyDatabase) -> list[object]:
    with database.reading() as connection:
        return list(connection.execute(select(database.schema.accounts.audit.entries)))


def test_numbers_follow_the_order_in_which_entries_were_made(log: Log) -> None:
    """Also those of one millisecond."""
    for number in range(20):
        log.accounts.note(Action.SIGNED_IN, subject=STAFF[0].id, turn=number)
    log.sealer.seal()
    assert [entry.details["turn"] for entry in log.accounts.audit_entries()] == list(range(20))


def test_more_than_one_batch_takes_is_sealed_at_once(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lunch_desktop.store.company.auditing.sealing.MOST", 4)
    log.note(10)
    assert log.sealer.seal() == 3
    verdict = verdict_on(log.database, log.keys)
    assert (verdict.entries, verdict.seals, verdict.findings) == (10, 3, [])


class Hears:
    """A hub that keeps what it hears of sessions."""

    streams = 1

    def __init__(self) -> None:
        self.ended: list[str] = []

    def seen(self, place: object) -> None:
        del place

    def sessions_ended(self, families: list[str]) -> None:
        self.ended += families

    def employees_changed(self, employees: list[str]) -> None:
        del employees

    def forget(self, *families: str) -> None:
        del families


def test_other_processes_hear_of_each_ended_session_once_sealed_or_not(log: Log) -> None:
    sync = CompanySync(log.database, log.clock, SEALS)
    hub: Any = Hears()
    neighbours = Neighbours(sync.place, log.accounts, hub)
    neighbours._hub = hub

    def look() -> list[str]:
        hub.ended.clear()
        asyncio.run(neighbours._look(hub))
        return list(hub.ended)

    log.accounts.note(Action.SIGNED_OUT, device="first")
    assert look() == ["first"]
    log.sealer.seal()
    assert look() == []
    log.accounts.note(Action.SESSION_REVOKED, device="an admin's", family="second")
    log.sealer.seal()
    log.accounts.note(Action.TOKEN_REUSED, device="third")
    assert look() == ["second", "third"]
    assert look() == []
