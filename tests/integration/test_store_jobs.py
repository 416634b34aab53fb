"""Jobs: what the server does by itself is done once, whoever tries, and one that fails keeps no other from its turn."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.jobs import Job, JobKind, JobKinds
from lunch_desktop.domain.parties.entities import PARTIES, PartyState
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from lunch_desktop.domain.world import World
from lunch_desktop.server.metrics import Metrics
from lunch_desktop.server.upkeep import Upkeep
from lunch_desktop.store.company import jobs, sync
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.jobs import JobOutcome
from lunch_desktop.store.company.restoring import GATHERING
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.company.told import Commit
from tests.support.company import SEALS, STAFF
from tests.support.lunch import Lunch, a_party

DEADLINE = "test.deadline"
BROKEN, HOPELESS = "깨진 국그릇", "가망 없음"


@dataclass(frozen=True)
class _Which:
    party_id: str


def _close(world: World, args: _Which) -> dict[str, Any]:
    party = world.get(PARTIES, args.party_id)
    assert party
    if party.title == HOPELESS:
        raise Refusal(RefusalCode.OVER)
    world.put(PARTIES, replace(party, state=PartyState.CLOSED))
    if party.title == BROKEN:
        raise RuntimeError("a mistake of ours")
    return {}


def _parties_due(connection: Any, schema: Any, rows: Any, now: Instant) -> Iterator[Job]:
    """Every party half an hour before its meeting, whatever has been done about it."""
    del schema
    for party in rows[PARTIES.name].where(connection, ("office_id", "day"), (STAFF[0].office_id, "2026-11-19")):
        due = Instant(party.meets_at - 30 * MINUTE)
        if due <= now:
            yield Job(DEADLINE, party.id, due, party.host_id, _Which(party.id))


@pytest.fixture
def lunch(tmp_path: Path, company_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lunch]:
    kind = JobKind(DEADLINE, _close, lambda args: ((PARTIES.name, args.party_id),))
    monkeypatch.setattr(sync, "JOBS", JobKinds([kind]))
    monkeypatch.setattr(jobs, "FINDERS", {DEADLINE: _parties_due})
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def figures(metrics: Metrics) -> dict[tuple[str, str], float]:
    """How many jobs came to which outcome, and how many were late by less than how much."""
    found = {}
    for family in text_string_to_metric_families(metrics.page().decode()):
        for sample in family.samples:
            if sample.name == "lunch_jobs_total":
                found["jobs", sample.labels["outcome"]] = sample.value
            elif sample.name == "lunch_job_late_seconds_bucket":
                found["late", sample.labels["le"]] = sample.value
    return found


def test_a_job_is_done_once_it_is_due_and_desktops_are_told(lunch: Lunch) -> None:
    party, later = lunch.open(0, a_party(60)), lunch.open(1, a_party(120))
    metrics, desktop = Metrics(), lunch.desktop(2)
    upkeep = Upkeep(lunch.company.sync, lunch.clock, metrics)
    upkeep.look()
    assert lunch.party(party).state == "open"
    lunch.clock.advance(30 * MINUTE + 5_000)
    heard: list[Commit] = []
    lunch.company.sync.watch(heard.append)
    for _ in range(2):
        upkeep.look()
    assert (lunch.party(party).state, lunch.party(later).state) == ("closed", "open")
    assert len(heard) == 1
    desktop.sync()
    lunch.agrees(desktop)
    told = figures(metrics)
    assert (told["jobs", "done"], told["late", "1.0"], told["late", "10.0"]) == (1, 0, 1)


def test_two_servers_that_try_at_the_same_moment_do_it_once(lunch: Lunch) -> None:
    for number in range(4):
        lunch.open(number, a_party(60, title=f"점심 {number}"))
    lunch.clock.advance(40 * MINUTE)
    database = CompanyDatabase.open(lunch.company.url)
    servers = (lunch.company.sync, CompanySync(database, lunch.clock, SEALS))
    due = [server.due_jobs() for server in servers]
    assert [job.uuid for job in due[0]] == [job.uuid for job in due[1]]
    together, before = Barrier(2), lunch.company.sync.head()

    def work(server: CompanySync, mine: list[Job]) -> list[JobOutcome]:
        found = []
        for job in mine:
            together.wait()
            found.append(server.do_job(job).outcome)
        return found

    with ThreadPoolExecutor(2) as pool:
        ran = list(pool.map(work, servers, due))
    database.close()
    assert [sorted(pair) for pair in zip(*ran, strict=True)] == [[JobOutcome.DONE, JobOutcome.ELSEWHERE]] * 4
    assert lunch.company.sync.head() == before + 4
    assert lunch.ask("SELECT count(*), min(outcome) FROM jobs") == [(4, "done")]


@pytest.mark.expects_error_log
def test_one_that_fails_is_tried_again_and_keeps_no_other_from_its_turn(
    lunch: Lunch, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = lunch.open(0, a_party(50, title=BROKEN)), lunch.open(1, a_party(60))
    hopeless = lunch.open(2, a_party(55, title=HOPELESS))
    lunch.clock.advance(40 * MINUTE)
    metrics = Metrics()
    upkeep = Upkeep(lunch.company.sync, lunch.clock, metrics)
    upkeep.look()
    upkeep.look()
    assert [lunch.party(one).state for one in (broken, hopeless, whole)] == ["open", "open", "closed"]
    told = figures(metrics)
    assert (told["jobs", "failed"], told["jobs", "refused"], told["jobs", "done"]) == (2, 1, 1)
    assert lunch.ask("SELECT outcome, code FROM jobs ORDER BY outcome") == [("done", None), ("refused", "over")]
    monkeypatch.setitem(globals(), "BROKEN", "")
    upkeep.look()
    assert lunch.party(broken).state == "closed"


def test_nothing_is_done_while_a_restored_server_gathers(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(60))
    lunch.clock.advance(40 * MINUTE)
    lunch.company.sync.restored()
    upkeep = Upkeep(lunch.company.sync, lunch.clock)
    upkeep.look()
    assert lunch.party(party).state == "open"
    lunch.clock.advance(GATHERING)
    upkeep.look()
    assert lunch.party(party).state == "closed"


def test_no_device_can_ask_for_a_job(lunch: Lunch) -> None:
    party = lunch.open(0, a_party(60))
    lunch.clock.advance(HOUR)
    asked = lunch.decide(0, DEADLINE, {"party_id": party})
    assert (asked.code, lunch.party(party).state) == ("not_understood", "open")
