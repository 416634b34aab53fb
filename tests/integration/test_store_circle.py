"""Who holds somebody's free window: the circle, by every way into it and out of it, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.groups.entities import (
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupMember,
    GroupMemberState,
    GroupState,
    group_member_id,
)
from lunch_desktop.domain.ids import DepartmentId, GroupId, OfficeId, PartyId
from lunch_desktop.domain.parties.entities import PARTIES, Party
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Office
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import HOUR, MINUTE, Day, Instant, at
from lunch_desktop.domain.visits import VISITS, OfVisit, Visit, visit_id
from tests.support.company import OFFICE, STAFF, an_id
from tests.support.desktop import Desktop
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, ask

TODAY = Day("2026-11-19")
FREE = SetAvailability(TODAY, "free", Instant(MORNING + HOUR), Instant(MORNING + 2 * HOUR))
GROUP = Group(
    id=GroupId(an_id("group")),
    office_id=OFFICE.id,
    host_id=STAFF[3].id,
    name="목요 국밥",
    description="",
    tags="",
    visibility="invited",
    rule="",
    starts_on=TODAY,
    meets="12:00",
    minutes=60,
    place="",
    capacity=4,
    restaurant_id=None,
    state=GroupState.ACTIVE.value,
    made_at=MORNING,
)
NAMES = [one.name for one in STAFF]
NAME_OF = {one.id: one.name for one in STAFF}


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    """STAFF[0] and STAFF[1], of two teams, have both said when they are free."""
    made = Lunch(tmp_path, url=company_url)
    made.decide(0, "availability.set", FREE)
    made.decide(1, "availability.set", FREE)
    yield made
    made.close()


def _held(lunch: Lunch, desktop: Desktop) -> list[str]:
    desktop.sync()
    lunch.agrees(desktop)
    return [NAME_OF[row[0]] for row in ask(desktop.path, "SELECT employee_id FROM free_windows")]


def _know_each_other(lunch: Lunch, pair: list[Desktop]) -> bool:
    """Whether both hold the other's window, or neither does; each has their own."""
    first, second = (_held(lunch, one) for one in pair)
    assert NAMES[0] in first
    assert NAMES[1] in second
    assert (NAMES[1] in first) == (NAMES[0] in second), "a circle is the same both ways"
    return NAMES[1] in first


def _member(number: int, state: str) -> tuple[Table[Any], Any]:
    whose = STAFF[number].id
    return GROUP_MEMBERS, GroupMember(group_member_id(GROUP.id, whose), GROUP.id, whose, state, 1, None)


def test_members_of_a_group_see_when_each_other_is_free_for_as_long_as_they_are_members(lunch: Lunch) -> None:
    pair, write = [lunch.desktop(0), lunch.desktop(1)], lunch.company.sync.import_rows
    assert not _know_each_other(lunch, pair)
    write([(GROUPS, GROUP), _member(0, "member")])
    write([_member(1, "invited")])
    assert not _know_each_other(lunch, pair), "who is only asked is no member"
    write([_member(1, "member")])
    assert _know_each_other(lunch, pair)
    for gone in (GroupMemberState.LEFT, GroupMemberState.REMOVED):
        write([_member(1, gone.value)])
        assert not _know_each_other(lunch, pair)
        write([_member(1, "member")])
        assert _know_each_other(lunch, pair)
    write([(GROUPS, replace(GROUP, state=GroupState.PAUSED.value))])
    assert _know_each_other(lunch, pair), "a pause ends nothing"
    write([(GROUPS, replace(GROUP, state=GroupState.ENDED.value))])
    assert not _know_each_other(lunch, pair)


def test_those_who_both_said_that_they_went_see_when_each_other_is_free(lunch: Lunch) -> None:
    pair = [lunch.desktop(0), lunch.desktop(1)]
    party = PartyId(lunch.open(2, a_party()))
    for person in (0, 1):
        lunch.decide(person, "party.join", a_seat(party))
    lunch.clock.advance(3 * HOUR)
    assert not _know_each_other(lunch, pair), "a seat together is no lunch together yet"
    lunch.decide(0, "visit.record", OfVisit(party))
    assert not _know_each_other(lunch, pair), "one word is not enough"
    lunch.decide(1, "visit.record", OfVisit(party))
    assert _know_each_other(lunch, pair)
    lunch.decide(0, "visit.forget", OfVisit(party))
    assert not _know_each_other(lunch, pair)


def _visits_ago(days: int) -> list[tuple[Table[Any], Any]]:
    day = Day((date.fromisoformat(TODAY) - timedelta(days=days)).isoformat())
    party = Party(
        id=PartyId(an_id(f"party of {days} days ago")),
        office_id=OFFICE.id,
        host_id=STAFF[0].id,
        title="국밥",
        restaurant_id=None,
        day=day,
        meets_at=at(day, 12, 0, OFFICE.time_zone),
        minutes=60,
        place="",
        capacity=4,
        note="",
        visibility="office",
        state="open",
        opened_at=Instant(at(day, 12, 0, OFFICE.time_zone) - 60 * MINUTE),
    )
    went = [Visit(visit_id(party.id, one.id), one.id, party.id, None, day) for one in STAFF[:2]]
    return [(PARTIES, party), *((VISITS, one) for one in went)]


def test_a_lunch_together_counts_for_ninety_days(lunch: Lunch) -> None:
    pair = [lunch.desktop(0), lunch.desktop(1)]
    lunch.company.sync.import_rows(_visits_ago(91))
    assert not _know_each_other(lunch, pair)
    lunch.company.sync.import_rows(_visits_ago(90))
    assert _know_each_other(lunch, pair)
    tomorrow = replace(FREE, day=Day("2026-11-20"))
    lunch.decide(0, "availability.set", tomorrow)
    assert _held(lunch, pair[1]).count(NAMES[0]) == 1, "tomorrow it was too long ago"


def test_who_leaves_the_company_or_the_office_leaves_the_circle_and_finds_it_on_return(lunch: Lunch) -> None:
    pair, write = [lunch.desktop(0), lunch.desktop(1)], lunch.company.sync.import_rows
    office = Office(OfficeId(an_id("far office")), "부산", "Asia/Seoul")
    team = Department(DepartmentId(an_id("far team")), office.id, "영업")
    write(_visits_ago(10))
    assert _know_each_other(lunch, pair)
    write([(EMPLOYEES, replace(STAFF[0], active=False))])
    assert _held(lunch, pair[1]) == [NAMES[1]]
    write([(EMPLOYEES, STAFF[0])])
    assert _know_each_other(lunch, pair)
    write([(OFFICES, office), (DEPARTMENTS, team)])
    write([(EMPLOYEES, replace(STAFF[0], office_id=office.id, department_id=team.id))])
    assert not _know_each_other(lunch, pair)
    write([(EMPLOYEES, STAFF[0])])
    assert _know_each_other(lunch, pair)


def test_a_newcomer_begins_in_the_circle_of_their_team_and_of_nobody_else(lunch: Lunch) -> None:
    lunch.company.sync.import_rows([(EMPLOYEES, replace(STAFF[4], department_id=STAFF[1].department_id))])
    fresh = lunch.desktop(4)
    assert _held(lunch, fresh) == [NAMES[1]]
