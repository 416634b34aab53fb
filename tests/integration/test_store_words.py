"""What is said of a commit to other processes is what this process tells its own streams."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path

import pytest

from lunch_desktop.domain.availability import AVAILABILITIES, Availability, AvailabilityState
from lunch_desktop.domain.ids import EmployeeId, natural_id
from lunch_desktop.domain.people import EMPLOYEES, Employee
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import Day
from lunch_desktop.store.company.told import Commit
from lunch_desktop.store.company.words import LARGEST_PATCH, MOST_CONCERNED, NotAWord, Word
from lunch_desktop.wire.sync import PushedChange, PushRequest
from tests.support.clock import ManualClock
from tests.support.company import DEPARTMENTS_HERE, OFFICE, PLACES, STAFF, Company, an_id, make_company

DAY = Day("2026-11-19")


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    made = make_company(tmp_path, ManualClock())
    yield made
    made.database.close()


def told(company: Company) -> list[Commit]:
    commits: list[Commit] = []
    company.sync.watch(commits.append)
    return commits


def away(number: int) -> tuple[object, Availability]:
    whose = STAFF[number].id
    row = natural_id(AVAILABILITIES.name, whose, DAY)
    return AVAILABILITIES, Availability(row, whose, DAY, AvailabilityState.AWAY, None, None)


def test_every_audience_is_told_the_same_from_a_word_as_from_the_commit(company: Company) -> None:
    commits = told(company)
    company.sync.import_rows([away(0), away(1), (RESTAURANTS, PLACES[0])])  # type: ignore[list-item]
    (commit,) = commits
    word = Word.from_json(commit.word().as_json())
    assert len(commit.scopes) >= 2
    assert (word.version, word.tag, word.scopes) == (commit.version, commit.tag, commit.scopes)
    audiences = chain.from_iterable(combinations(sorted(commit.scopes), n) for n in range(1, len(commit.scopes) + 1))
    for audience in map(frozenset, audiences):
        told_here = json.loads(commit.delta_for(audience))
        assert json.loads(word.delta_for(audience | {"another scope"}) or "") == told_here


def test_the_database_keeps_whom_each_commit_concerns(company: Company) -> None:
    commits = told(company)
    company.sync.import_rows([(RESTAURANTS, PLACES[0])])
    company.sync.import_rows([(EMPLOYEES, replace(STAFF[1], active=False))])
    first, second = company.sync.words(commits[0].version, 10)
    for word, commit in zip((first, second), commits, strict=True):
        assert (word.version, word.tag) == (commit.version, commit.tag)
        assert (word.scopes, word.affects_rights_of) == (commit.scopes, commit.affects_rights_of)
        assert (word.everybody, word.delta_for(word.scopes)) == (False, None)
    assert second.affects_rights_of == {STAFF[1].id}
    assert company.sync.words(first.version, 1) == [first]


def test_the_database_keeps_which_device_a_commit_is_of(company: Company) -> None:
    """It is told of its results in any case, by whichever process holds its stream."""
    commits = told(company)
    payload = '{"name": "nothing.known", "mutation_version": 1, "args": {}, "base": 0, "created_at": 0}'
    push = PushRequest(
        client_id=an_id("a device"), mutations=[PushedChange(seq=1, uuid=an_id("a change"), payload=payload)]
    )
    company.sync.push(STAFF[0].id, push)
    company.sync.push(STAFF[0].id, push)
    assert [word.pushed_by for word in company.sync.words(commits[0].version, 10)] == [an_id("a device")] * 2


def test_a_commit_that_concerns_very_many_concerns_everybody(company: Company) -> None:
    commits = told(company)
    many = [
        Employee(EmployeeId(an_id(f"new {n}")), OFFICE.id, DEPARTMENTS_HERE[0].id, "신입", "", active=True)
        for n in range(600)
    ]
    assert len(many) > MOST_CONCERNED
    company.sync.import_rows((EMPLOYEES, one) for one in many)
    (kept,) = company.sync.words(commits[0].version, 10)
    for word in (kept, commits[0].word()):
        assert (word.everybody, word.patch) == (True, None)
        assert not word.scopes | word.affects_rights_of


def test_a_large_commit_is_said_without_what_changed(company: Company) -> None:
    commits = told(company)
    company.sync.import_rows([(RESTAURANTS, replace(PLACES[0], name="가" * LARGEST_PATCH))])
    company.sync.import_rows([(RESTAURANTS, replace(PLACES[0], name="가"))])
    assert [commit.word().patch is None for commit in commits] == [True, False]
    assert commits[0].word().scopes == commits[0].scopes


@pytest.mark.parametrize("text", ["", "{}", "[1]", "[1,2,3,4,5,6,7]", "7"])
def test_what_is_no_word_is_refused(text: str) -> None:
    with pytest.raises(NotAWord):
        Word.from_json(text)
