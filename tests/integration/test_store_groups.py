"""The lunches of groups: opened once, in time, by whoever can host; edits reach what nobody changed by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.domain.groups.editing import EditGroup
from lunch_desktop.domain.groups.entities import occurrence_party_id
from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.groups.recurring import NotPossible, check_rule, days_of
from lunch_desktop.domain.ids import GroupId
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.times import HOUR, Day, Instant
from lunch_desktop.server.upkeep import Upkeep
from lunch_desktop.store.company.jobs import JobOutcome
from lunch_desktop.store.company.sync import CompanySync
from tests.support.company import SEALS
from tests.support.lunch import Lunch, a_party

FRIDAY, TUESDAY = Day("2026-11-20"), Day("2026-11-24")
WEEKLY = "FREQ=WEEKLY;BYDAY=TU,FR"


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def a_group(lunch: Lunch, rule: str = WEEKLY, members: tuple[int, ...] = (1, 2)) -> GroupId:
    new = MakeGroup("국밥 모임", "", "", "office", rule, Day("2026-11-01"), "12:00", 60, "로비", 4, None)
    group = GroupId(lunch.decide(0, "group.make", new).answer["group_id"])
    for person in members:
        assert lunch.decide(person, "group.join", OfGroupAlone(group)).code is None
    return group


def look(lunch: Lunch) -> None:
    Upkeep(lunch.company.sync, lunch.clock).look()


def opened(lunch: Lunch) -> list[str]:
    return [day for (day,) in lunch.ask("SELECT day FROM parties WHERE group_id IS NOT NULL ORDER BY day")]


def test_a_week_ahead_a_lunch_is_opened_once_whoever_tries(lunch: Lunch) -> None:
    group = a_group(lunch)
    rival = CompanySync(lunch.company.database, lunch.clock, SEALS)
    due = rival.due_jobs()
    look(lunch)
    assert opened(lunch) == [FRIDAY, TUESDAY]
    assert {rival.do_job(job).outcome for job in due} == {JobOutcome.ELSEWHERE}
    party = occurrence_party_id(group, FRIDAY)
    assert [lunch.standing(party, person) for person in range(4)] == ["confirmed", "invited", "invited", None]
    lunch.clock.advance(26 * HOUR + 1)
    look(lunch)
    assert opened(lunch) == [FRIDAY, TUESDAY, "2026-11-27"]


def test_after_a_pause_what_is_ahead_is_opened_and_what_is_past_is_not(lunch: Lunch) -> None:
    a_group(lunch)
    lunch.clock.advance(10 * 24 * HOUR)
    look(lunch)
    assert opened(lunch) == ["2026-12-01", "2026-12-04"]


def test_whoever_is_free_hosts_and_a_holiday_has_no_lunch(lunch: Lunch) -> None:
    group = a_group(lunch)
    noon = lunch.party(lunch.open(0, a_party(25 * 60)))  # Friday at noon the group's host sits elsewhere
    look(lunch)
    assert noon.day == FRIDAY
    assert lunch.party(occurrence_party_id(group, FRIDAY)).host_id != noon.host_id
    assert lunch.standing(occurrence_party_id(group, FRIDAY), 1) == "confirmed"
    lunch.clock.advance(34 * 24 * HOUR)  # two days before Christmas, a Friday
    look(lunch)
    assert "2026-12-25" not in opened(lunch)
    assert "2026-12-29" in opened(lunch)


def test_an_edit_reaches_the_lunches_that_nobody_changed_by_hand(lunch: Lunch) -> None:
    group = a_group(lunch)
    look(lunch)
    by_hand, untouched = occurrence_party_id(group, FRIDAY), occurrence_party_id(group, TUESDAY)
    assert lunch.decide(0, "party.edit", EditParty(by_hand, {"place": ("로비", "정문")})).code is None
    edits = {"place": ("로비", "옥상"), "meets": ("12:00", "12:30")}
    assert lunch.decide(0, "group.edit", EditGroup(group, edits, None)).code is None
    assert (lunch.party(by_hand).place, lunch.party(untouched).place) == ("정문", "옥상")
    moved = [Instant(lunch.party(one).meets_at % (24 * HOUR)) for one in (by_hand, untouched)]
    assert moved == [3.5 * HOUR] * 2  # 12:30 in Seoul
    assert lunch.decide(0, "group.edit", EditGroup(group, {"name": ("국밥 모임", "국수")}, TUESDAY)).code is None
    assert (lunch.party(by_hand).title, lunch.party(untouched).title) == ("국밥 모임", "국수")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=YEARLY",
        "BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=99",
        "FREQ=DAILY;COUNT=3;UNTIL=20270101",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;BYHOUR=3",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=WEEKLY;UNTIL=20260101",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "freq=daily",
        "FREQ=DAILY\nRRULE:FREQ=DAILY",
    ],
)
def test_rules_that_no_group_can_have(rule: str) -> None:
    with pytest.raises(NotPossible):
        check_rule(rule, Day("2026-11-19"))


def test_a_rule_counts_from_its_first_day() -> None:
    every_other = "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"
    assert days_of(every_other, Day("2026-11-18"), Day("2026-11-18"), Day("2026-12-03")) == ("2026-11-18", "2026-12-02")
    assert days_of("FREQ=MONTHLY;BYDAY=1FR", Day("2026-11-01"), Day("2026-11-01"), Day("2027-01-31")) == (
        "2026-11-06",
        "2026-12-04",
        "2027-01-01",
    )
