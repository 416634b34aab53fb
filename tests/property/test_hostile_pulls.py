"""Whatever a modified client asks for, it is sent only what its person may see now, by the word of plain SQL.

Rights come and go meanwhile: people are asked and taken off the list, move to another team or office and back, and are
deactivated. Asked with are cursors and pages of others and of former rights, spoilt ones, and the names of all scopes.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import DepartmentId, OfficeId, PartyId
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Employee, Office
from lunch_desktop.domain.times import HOUR, Day, Instant
from lunch_desktop.store.company import making_volumes, pull
from lunch_desktop.store.company.cursors import ResyncRequired
from lunch_desktop.store.company.sync import AccountRefused, NoSuchVolume
from lunch_desktop.store.company.told import Commit
from lunch_desktop.store.volume import shape
from lunch_desktop.wire.sync import PullRequest, PullResponse
from tests.support import plain
from tests.support.company import STAFF, an_id
from tests.support.lunch import Lunch, a_party, a_seat

SEEDS = int(os.environ.get("LUNCH_HOSTILE_HISTORIES", "3"))
STEPS = 70
DAY = 24 * HOUR
PEOPLE = range(5)
TODAY = Day("2026-11-19")
THERE = Office(OfficeId(an_id("hostile office")), "부산 사무실", "Asia/Seoul")
TEAM_THERE = Department(DepartmentId(an_id("hostile team")), THERE.id, "영업팀")
pytestmark = pytest.mark.timeout(300)


@dataclass
class History:
    """A company, what was ever given to anybody, and the word of its last commits."""

    lunch: Lunch
    people: list[Employee]
    cursors: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)
    parties: list[PartyId] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    clients: dict[int, str] = field(default_factory=dict)
    mine: dict[int, set[str]] = field(default_factory=dict)
    """The uuids of each one's own changes."""
    checked: int = 0

    def decide(self, person: int, name: str, args: Any) -> str | None:
        """One change from the one device of a person; the party that it opened."""
        client = self.clients.setdefault(person, self.lunch.new_id())
        own = self.mine.setdefault(person, set())
        change = self.lunch.change(name, args, seq=len(own) + 1)
        try:
            answer = self.lunch.push(person, [change], client)
        except AccountRefused:
            return None
        own.add(change.uuid)
        return answer.results[0].answer.get("party_id")

    def seen_by(self, person: int) -> set[tuple[str, str, int]]:
        """Every row that a person may see: table, id, version."""
        url, found = self.lunch.company.url, set()
        for table, rows in plain.visible(url, STAFF[person].id).items():
            columns = sorted(_columns(url, table))
            place, version = columns.index("id"), columns.index("version")
            found |= {(table, str(row[place]), int(str(row[version]))) for row in rows}
        return found


@cache
def _columns(url: str, table: str) -> list[str]:
    return [row[1] for row in plain.ask(url, f"PRAGMA table_info({table})") if row[1] != "extra"]


def opened(history: History, chance: Random) -> None:
    """A party, for the office or those invited."""
    party = a_party(visibility=chance.choice(["office", "invited", "invited"]), now=history.lunch.clock.now())
    made = history.decide(chance.choice(PEOPLE), "party.open", party)
    if made is not None:
        history.parties.append(PartyId(made))


def asked(history: History, chance: Random) -> None:
    """Somebody is asked, or no longer, by whoever may."""
    if not history.parties:
        return
    party = chance.choice(history.parties)
    host = next(n for n, one in enumerate(STAFF) if one.id == history.lunch.party(party).host_id)
    name = chance.choice(["party.invite", "party.invite", "party.uninvite"])
    history.decide(host, name, Invite(party, chance.choice([STAFF[n].id for n in PEOPLE])))


def joined(history: History, chance: Random) -> None:
    """Somebody wants a seat."""
    if history.parties:
        party = chance.choice(history.parties)
        wish = a_seat(party, until=history.lunch.clock.now() + DAY)
        history.decide(chance.choice(PEOPLE), "party.join", wish)


def answered(history: History, chance: Random) -> None:
    """Somebody says when they are free."""
    now = history.lunch.clock.now()
    free = SetAvailability(
        history.lunch.ask("SELECT max(day) FROM parties")[0][0] or TODAY, "free", now, Instant(now + HOUR)
    )
    history.decide(chance.choice(PEOPLE), "availability.set", free)


def moved(history: History, chance: Random) -> None:
    """Somebody goes to another team, to the other office, back, away, or comes back to work."""
    number = chance.choice(PEOPLE)
    person, home = history.people[number], STAFF[number]
    there = replace(home, office_id=THERE.id, department_id=TEAM_THERE.id)
    beside = replace(home, department_id=STAFF[(number + 1) % 2].department_id)
    history.people[number] = chance.choice([home, home, beside, there, replace(person, active=not person.active)])
    history.lunch.company.sync.import_rows([(EMPLOYEES, history.people[number])])


def pulled(history: History, chance: Random) -> None:
    """An ordinary pull, of which everything is kept that could be shown again by somebody else."""
    person = chance.choice(PEOPLE)
    cursor = chance.choice([None, None, *history.cursors[-3:]])
    wanted = PullRequest(client_id=history.lunch.new_id(), cursor=cursor, pages=True, volumes=shape())
    with suppress(AccountRefused, ResyncRequired):
        _keep(history, history.lunch.company.sync.pull(STAFF[person].id, wanted))


def kept_in_files(history: History, chance: Random) -> None:
    """The server makes volumes."""
    del chance
    history.lunch.clock.advance(HOUR)
    history.lunch.company.sync.keep_volumes()


DEEDS = (opened, opened, asked, asked, asked, joined, answered, moved, moved, pulled, pulled, kept_in_files)


def _keep(history: History, answer: PullResponse) -> None:
    history.cursors += [answer.cursor] if answer.cursor else []
    history.pages += [answer.more] if answer.more else []
    history.volumes += [answer.volume.name] if answer.volume else []


def attacked(history: History, chance: Random) -> None:
    """A pull such as no desktop of ours would make; everything of the answer is looked at."""
    sync, person = history.lunch.company.sync, chance.choice(PEOPLE)
    scopes = [one for (one,) in history.lunch.ask("SELECT DISTINCT scope FROM feed")]
    cursor = chance.choice([None, *history.cursors])
    page = chance.choice([None, *history.pages])
    spoil = chance.randrange(6)
    if spoil == 0 and page is not None:
        page = page[:-1] + ("A" if page[-1] != "A" else "B")
    if spoil == 1 and cursor is not None:  # as a former desktop would show it, without the seal
        cursor = cursor.rsplit(".", 1)[0]
    wanted = PullRequest(
        client_id=chance.choice([history.lunch.new_id(), *history.clients.values()]),
        cursor=cursor,
        page=page,
        pages=chance.random() < 0.5,
        repair=chance.sample([*scopes, "office:", "party:%", "user:*"], chance.randrange(4)),
        verify=chance.random() < 0.5,
        volumes=chance.choice([None, shape()]),
    )
    held, seen = sync.scopes(STAFF[person].id), history.seen_by(person)
    for answer in _answers(history, person, wanted):
        history.checked += 1
        assert _rows(answer) <= seen
        assert {one.scope for one in answer.scopes if not one.dropped} <= held
        assert answer.checksums.keys() <= held
        assert {one.uuid for one in answer.results} <= history.mine.get(person, set())
        assert answer.volume is None or answer.volume.scope in held
    for name in history.volumes:
        with suppress(NoSuchVolume, AccountRefused):
            sync.volume(STAFF[person].id, name)
            assert history.people[person].active
            assert sync._volumes is not None
            assert sync._volumes.scope_of(name, sync.place().epoch) in held


def _answers(history: History, person: int, wanted: PullRequest) -> Iterator[PullResponse]:
    sync, who = history.lunch.company.sync, STAFF[person].id
    try:
        quick = sync.pull_if_nothing_new(who, wanted)
        if quick is not None:
            yield quick
        answer = sync.pull(who, wanted)
    except ResyncRequired:
        return
    except AccountRefused:
        assert not history.people[person].active
        return
    assert history.people[person].active
    _keep(history, answer)
    yield answer


def _rows(answer: PullResponse) -> set[tuple[str, str, int]]:
    found = set()
    for table, rows in answer.tables.items():
        place, version = rows.columns.index("id"), rows.columns.index("version")
        found |= {(table, str(row[place]), int(row[version])) for row in rows.values}
    return found


def told(history: History) -> None:
    """Of the last commit everybody is told only their part, by this process and by another one."""
    if not history.commits:
        return
    commit = history.commits[-1]
    for person in PEOPLE:
        scopes = frozenset(map(str, history.lunch.company.sync.scopes(STAFF[person].id)))
        if not history.people[person].active:
            continue
        seen = history.seen_by(person)
        for patch in (commit.delta_for(scopes), commit.word().delta_for(scopes)):
            if patch is not None:
                history.checked += 1
                assert _rows(PullResponse.model_validate_json(patch)) <= seen
    history.commits.clear()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows are many."""
    monkeypatch.setattr(pull, "PAGE", 7)
    monkeypatch.setattr(making_volumes, "LARGE", 10)
    monkeypatch.setattr(making_volumes, "FEWEST", 2)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nobody_is_sent_what_they_may_not_see_whatever_they_ask_with(tmp_path: Path, small: None, seed: int) -> None:
    lunch, chance = Lunch(tmp_path, staff=len(PEOPLE)), Random(seed)
    lunch.company.sync.import_rows([(OFFICES, THERE), (DEPARTMENTS, TEAM_THERE)])
    history = History(lunch, list(STAFF[: len(PEOPLE)]))
    lunch.company.sync.watch(history.commits.append)
    try:
        for _ in range(STEPS):
            chance.choice(DEEDS)(history, chance)
            told(history)
            attacked(history, chance)
    finally:
        lunch.close()
    assert history.checked > STEPS
    assert history.pages
    assert history.volumes
