"""The demo company: believable, reproducible, and never in a state that the rules could not have led to."""

import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from lunch_desktop.demo.company import DemoCompany, build_company, build_large
from lunch_desktop.demo.days import is_workday
from lunch_desktop.domain.availability import availability_id, free_window_id
from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.domain.diets import read_needs, write_needs
from lunch_desktop.domain.parties.entities import Party, membership_id
from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.domain.visits import visit_id

SEOUL = ZoneInfo("Asia/Seoul")
MINUTE = 60_000
MOMENTS = (
    "2026-11-23T09:00",  # a Monday before work begins in earnest
    "2026-11-24T00:01",  # a workday just begun
    "2026-11-24T10:29",  # the last minute at which lunch is today's
    "2026-11-24T10:30",
    "2026-11-25T11:20",  # the rush, on payday
    "2026-11-25T11:50",
    "2026-11-25T12:15",  # in the middle of lunch
    "2026-11-26T15:00",
    "2026-11-27T19:45",  # Friday evening
    "2026-11-27T21:30",  # too late for anything today
    "2026-11-27T23:59",
    "2026-11-28T08:00",  # Saturday
    "2026-11-29T13:00",  # Sunday
    "2026-12-31T18:30",  # New Year's Eve
    "2027-01-01T00:10",  # a holiday just begun
    "2027-02-08T11:00",  # in the middle of the lunar new year
    "2026-03-02T12:00",  # a day off that makes up for a Sunday
)
SEEDS = (1, 7, 2026)


def instant(wall: str) -> Instant:
    return Instant(round(datetime.fromisoformat(wall).replace(tzinfo=SEOUL).timestamp() * 1000))


def wall(moment: int, zone: ZoneInfo = SEOUL) -> datetime:
    return datetime.fromtimestamp(moment / 1000, zone)


@cache
def company(moment: str = "2026-11-23T09:00", seed: int = 1) -> DemoCompany:
    return build_company(seed, instant(moment))


# An independent checker: it knows the invariants, and asks none of the rules that made the rows.


def faults(demo: DemoCompany, now: int) -> list[str]:
    return [*_faulty_ids(demo), *_faulty_parties(demo, now), *_faulty_seats(demo), *_faulty_answers(demo, now)]


def _faulty_ids(demo: DemoCompany) -> Iterator[str]:
    held: dict[str, set[str]] = defaultdict(set)
    for table, row in demo.rows():
        if row.id in held[table.name]:
            yield f"{table.name}: {row.id} twice"
        if UUID(row.id).version != 5:
            yield f"{table.name}: {row.id} is no UUIDv5"
        for field, target in table.references.items():
            reference = getattr(row, field)
            if reference is not None and reference not in held[target]:
                yield f"{table.name}.{field}: {reference} does not precede it"
        held[table.name].add(row.id)


def _faulty_parties(demo: DemoCompany, now: int) -> Iterator[str]:
    zone = ZoneInfo(demo.office.time_zone)
    for party in demo.parties:
        if party.day != wall(party.meets_at, zone).date().isoformat():
            yield f"{party.title}: {party.day} is not the office's day"
        if not 1 <= len(party.title) <= 60 or len(party.place) > 60 or len(party.note) > 500:
            yield f"{party.title}: length"
        if party.title != party.title.strip() or "{" in party.title + party.note or "[" in party.title:
            yield f"{party.title}: leftovers"
        if not 2 <= party.capacity <= 30 or not 15 <= party.minutes <= 240:
            yield f"{party.title}: capacity or length"
        if not party.opened_at <= now or not party.opened_at < party.meets_at:
            yield f"{party.title}: opened in the future"
        if party.state not in ("open", "closed", "cancelled") or party.visibility not in ("office", "invited"):
            yield f"{party.title}: {party.state}, {party.visibility}"


def _faulty_seats(demo: DemoCompany) -> Iterator[str]:
    by_party: dict[str, list[Any]] = defaultdict(list)
    for membership in demo.memberships:
        by_party[membership.party_id].append(membership)
    eating: dict[str, list[Party]] = defaultdict(list)
    for party in demo.parties:
        everybody = by_party[party.id]
        seated = sorted((one for one in everybody if one.state == "confirmed"), key=lambda one: int(one.turn))
        waiting = [one for one in everybody if one.state == "waitlisted"]
        if len(seated) > party.capacity:
            yield f"{party.title}: {len(seated)} of {party.capacity} seats"
        if waiting and len(seated) < party.capacity:
            yield f"{party.title}: somebody waits beside a free seat"
        turns = [one.turn for one in (*seated, *waiting)]
        if len(set(turns)) != len(turns) or any(turn < 1 for turn in turns):
            yield f"{party.title}: turns {turns}"
        if waiting and max(one.turn for one in seated) > min(one.turn for one in waiting):
            yield f"{party.title}: seated before those who waited longer"
        if seated and seated[0].employee_id != party.host_id:
            yield f"{party.title}: the host is not the longest-confirmed"
        if not seated and party.state != "cancelled":
            yield f"{party.title}: nobody comes"
        for one in everybody:
            if one.id != membership_id(party.id, one.employee_id) or one.day != party.day:
                yield f"{party.title}: id or day of a membership"
            taking_part = one.state in ("confirmed", "waitlisted")
            if not taking_part and one.state not in ("invited", "left", "removed"):
                yield f"{party.title}: {one.state}"
            if taking_part != (one.joined_by is not None) or (not taking_part and (one.turn or one.late_minutes)):
                yield f"{party.title}: {one.state} with turn {one.turn}, joined by {one.joined_by}"
            if one.late_minutes not in (0, 5, 10, 15):
                yield f"{party.title}: late by {one.late_minutes}"
        if party.state != "cancelled":
            for one in seated:
                eating[one.employee_id].append(party)
    for employee, parties in eating.items():
        parties.sort(key=lambda one: one.meets_at)
        for first, second in pairwise(parties):
            if first.meets_at + first.minutes * MINUTE > second.meets_at:
                yield f"{employee} is at {first.title} and at {second.title}"


def _faulty_answers(demo: DemoCompany, now: int) -> Iterator[str]:
    parties = {one.id: one for one in demo.parties}
    seats = {(one.party_id, one.employee_id) for one in demo.memberships if one.state == "confirmed"}
    for visit in demo.visits:
        party = parties[visit.party_id]
        if visit.id != visit_id(party.id, visit.employee_id) or (party.id, visit.employee_id) not in seats:
            yield f"a visit to {party.title} without a seat"
        if party.state == "cancelled" or party.meets_at > now:
            yield f"a visit to {party.title}, which did not happen"
        if (visit.day, visit.restaurant_id) != (party.day, party.restaurant_id):
            yield f"a visit to {party.title} somewhere else"
    zone = ZoneInfo(demo.office.time_zone)
    team = {one.id: one.department_id for one in demo.employees}
    shown = {}
    for answer in demo.availabilities:
        if answer.id != availability_id(answer.employee_id, answer.day):
            yield "id of an availability"
        if answer.state == "free":
            if answer.free_from is None or answer.free_until is None or answer.free_from >= answer.free_until:
                yield "free, but not when"
            elif wall(answer.free_from, zone).date().isoformat() != answer.day:
                yield "free on another day"
            shown[free_window_id(answer.employee_id, answer.day)] = (
                answer.employee_id,
                team[answer.employee_id],
                answer.day,
                answer.free_from,
                answer.free_until,
            )
        elif answer.state not in ("alone", "away") or answer.free_from or answer.free_until:
            yield f"{answer.state} with a window"
    windows = {
        one.id: (one.employee_id, one.department_id, one.day, one.free_from, one.free_until)
        for one in demo.free_windows
    }
    if windows != shown:
        yield "free windows are not the projection of the availabilities"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_every_invariant_holds(moment: str, seed: int) -> None:
    assert faults(company(moment, seed), instant(moment)) == []


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland", "UTC"])
def test_every_invariant_holds_at_an_office_elsewhere(zone: str) -> None:
    now = instant("2026-11-25T11:20")
    demo = build_company(3, now, zone)
    assert demo.office.time_zone == zone
    assert faults(demo, now) == []


def _any(row: Any) -> bool:
    return bool(row.id)


def _swap_first(demo: DemoCompany, name: str, wanted: Callable[[Any], bool], **changes: Any) -> DemoCompany:
    rows = list(getattr(demo, name))
    place = next(number for number, row in enumerate(rows) if wanted(row))
    rows[place] = replace(rows[place], **changes)
    column: dict[str, Any] = {name: tuple(rows)}
    return replace(demo, **column)


@pytest.mark.parametrize(
    ("name", "wanted", "changes", "complaint"),
    [
        ("parties", _any, {"day": "2026-01-01"}, "office's day"),
        ("parties", _any, {"capacity": 1}, "capacity"),
        ("parties", _any, {"title": "{restaurant} 가요"}, "leftovers"),
        ("parties", _any, {"opened_at": 4_000_000_000_000}, "future"),
        ("parties", lambda one: one.state == "open", {"minutes": 240, "restaurant_id": "nowhere"}, "precede"),
        ("memberships", lambda one: one.turn == 2, {"turn": 0}, "turns"),
        ("memberships", lambda one: one.state == "confirmed", {"joined_by": None}, "joined by"),
        ("memberships", lambda one: one.state == "confirmed", {"state": "requested"}, "requested"),
        ("memberships", lambda one: one.turn == 1, {"state": "left", "turn": 0}, "host"),
        ("memberships", _any, {"day": "2026-01-01"}, "membership"),
        ("visits", _any, {"restaurant_id": "nowhere"}, "somewhere else"),
        ("availabilities", lambda one: one.state == "free", {"free_from": None}, "not when"),
        ("free_windows", _any, {"free_until": 0}, "projection"),
    ],
)
def test_the_checker_sees_what_is_spoilt(
    name: str, wanted: Callable[[Any], bool], changes: dict[str, Any], complaint: str
) -> None:
    found = faults(_swap_first(company(), name, wanted, **changes), instant("2026-11-23T09:00"))
    assert any(complaint in one for one in found), found


def test_the_checker_sees_two_seats_at_a_time() -> None:
    demo = company()
    endless = replace(demo, parties=tuple(replace(one, minutes=10_000) for one in demo.parties))
    assert any(" is at " in one for one in faults(endless, instant("2026-11-23T09:00")))


def test_the_checker_sees_a_seat_too_many_and_somebody_waiting_in_vain() -> None:
    demo = company()
    full = next(one.party_id for one in demo.memberships if one.state == "waitlisted")
    smaller = _swap_first(demo, "parties", lambda one: one.id == full, capacity=2)
    larger = _swap_first(demo, "parties", lambda one: one.id == full, capacity=9)
    assert any("seats" in one for one in faults(smaller, instant("2026-11-23T09:00")))
    assert any("waits beside" in one for one in faults(larger, instant("2026-11-23T09:00")))


# Reproducible.


def test_the_same_seed_and_moment_give_the_same_company() -> None:
    now = instant("2026-11-25T11:20")
    assert build_company(5, now) == build_company(5, now)


def test_another_seed_gives_other_lunches_and_other_ids() -> None:
    one, other = company(seed=1), company(seed=7)
    assert not {row.id for _, row in one.rows()} & {row.id for _, row in other.rows()}
    assert [party.title for party in one.parties] != [party.title for party in other.parties]


def test_people_and_restaurants_keep_their_ids_from_day_to_day() -> None:
    one, later = company("2026-11-23T09:00"), company("2026-12-31T18:30")
    assert (one.employees, one.restaurants) == (later.employees, later.restaurants)


def test_global_chance_plays_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    now = instant("2026-11-25T11:20")
    expected = build_company(5, now)
    monkeypatch.setattr("random.random", lambda: 0.0)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert build_company(5, now) == expected


# Believable.


def test_twenty_colleagues_in_three_teams() -> None:
    demo = company()
    assert (len(demo.employees), len(demo.departments), len(demo.restaurants)) == (20, 3, 30)
    assert len({one.name for one in demo.employees}) == 20
    assert len({one.name[1:] for one in demo.employees}) == 20
    extensions = {one.extension for one in demo.employees}
    assert len(extensions) == 20
    assert all(len(one) == 4 and one.isdigit() for one in extensions)
    assert Counter(one.name[0] for one in demo.employees).most_common(3) == [("김", 4), ("이", 3), ("박", 2)]
    assert min(Counter(one.department_id for one in demo.employees).values()) >= 5
    assert all(one.active for one in demo.employees)


def test_everybody_can_sign_in_and_one_is_the_admin() -> None:
    demo = company()
    assert [one.employee_id for one in demo.accounts] == [one.id for one in demo.employees]
    assert len({one.login for one in demo.accounts}) == 20
    assert all(one.login.isascii() and one.login.endswith(".example") for one in demo.accounts)
    assert [one.role for one in demo.accounts].count(Role.ADMIN) == 1
    assert demo.protagonist == demo.employees[0].id
    assert demo.accounts[0].role == Role.EMPLOYEE
    assert demo.password.isascii()
    assert len(demo.password) >= 12


def test_restaurants_are_near_and_belong_to_nobody() -> None:
    restaurants = company().restaurants
    assert len({one.name for one in restaurants}) == len({one.address for one in restaurants}) == 30
    assert len({one.phone for one in restaurants}) == 30
    assert len({one.category for one in restaurants}) >= 10
    assert all(2 <= one.walk_minutes <= 15 for one in restaurants)
    assert all(7_000 <= one.price <= 18_000 and one.price % 500 == 0 for one in restaurants)
    assert all(one.phone.startswith("02-000-") and len(one.phone) == 11 for one in restaurants)


def test_korean_text_is_composed() -> None:
    for moment in MOMENTS:
        for _, row in company(moment).rows():
            assert is_dataclass(row)
            for field in fields(row):
                value = getattr(row, field.name)
                assert not isinstance(value, str) or unicodedata.is_normalized("NFC", value)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_six_weeks_of_lunches_on_workdays(moment: str, seed: int) -> None:
    demo, today = company(moment, seed), wall(instant(moment)).date()
    past = [one for one in demo.parties if date.fromisoformat(one.day) < today]
    by_day = Counter(one.day for one in past)
    assert today - timedelta(days=42) <= date.fromisoformat(min(by_day)) <= today - timedelta(days=35)
    assert all(is_workday(Day(one)) for one in by_day)
    assert all(2 <= count <= 5 for count in by_day.values())
    assert all(wall(one.meets_at).strftime("%H:%M") in _LUNCH_TIMES for one in past)
    assert all(3 <= one.capacity <= 6 for one in past)
    states = Counter(one.state for one in demo.memberships)
    assert min(states["left"], states["waitlisted"], states["invited"]) >= 5
    assert any(one.state == "cancelled" for one in past)
    assert 0.6 < len(demo.visits) / sum(one.state == "confirmed" for one in demo.memberships) < 0.95
    mine = [one for one in demo.visits if one.employee_id == demo.protagonist]
    assert len(mine) >= 8
    assert len({one.restaurant_id for one in mine}) >= 6


_LUNCH_TIMES = frozenset({"11:30", "11:40", "11:50", "12:00", "12:10", "12:20", "12:30"})


def test_titles_hardly_repeat() -> None:
    titles = [one.title for one in company().parties]
    assert len(set(titles)) > 0.9 * len(titles)


@pytest.mark.parametrize("seed", SEEDS)
def test_people_eat_with_their_own_team_more_often_than_by_chance(seed: int) -> None:
    demo = company(seed=seed)
    team = {one.id: one.department_id for one in demo.employees}
    hosts = {one.id: one.host_id for one in demo.parties}
    guests = [one for one in demo.memberships if one.state == "confirmed" and one.turn > 1]
    own = sum(team[one.employee_id] == team[hosts[one.party_id]] for one in guests)
    assert 0.42 < own / len(guests) < 0.75  # by chance: 0.32


# Relative to now.


def _joinable(demo: DemoCompany, now: int) -> list[Party]:
    """Office-wide parties in which the protagonist would get a seat at once."""
    seats = Counter(one.party_id for one in demo.memberships if one.state == "confirmed")
    return [
        one
        for one in demo.parties
        if one.state == "open"
        and one.visibility == "office"
        and now <= one.meets_at - 15 * MINUTE
        and seats[one.id] < one.capacity
    ]


def _next_lunch(moment: str) -> str:
    """The day of the next lunch, worked out by hand."""
    return {
        "2026-11-23T09:00": "2026-11-23",
        "2026-11-24T00:01": "2026-11-24",
        "2026-11-24T10:29": "2026-11-24",
        "2026-11-24T10:30": "2026-11-25",
        "2026-11-25T11:20": "2026-11-26",
        "2026-11-25T11:50": "2026-11-26",
        "2026-11-25T12:15": "2026-11-26",
        "2026-11-26T15:00": "2026-11-27",
        "2026-11-27T19:45": "2026-11-30",
        "2026-11-27T21:30": "2026-11-30",
        "2026-11-27T23:59": "2026-11-30",
        "2026-11-28T08:00": "2026-11-30",
        "2026-11-29T13:00": "2026-11-30",
        "2026-12-31T18:30": "2027-01-04",
        "2027-01-01T00:10": "2027-01-04",
        "2027-02-08T11:00": "2027-02-10",
        "2026-03-02T12:00": "2026-03-03",
    }[moment]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_there_is_always_something_to_join(moment: str, seed: int) -> None:
    demo, now = company(moment, seed), instant(moment)
    today, lunch = wall(now).date().isoformat(), _next_lunch(moment)
    joinable = _joinable(demo, now)
    assert sum(one.day == lunch for one in joinable) >= 5
    if today != lunch and wall(now).hour < 20:
        soon = [one for one in joinable if one.day == today and one.meets_at - now >= 40 * MINUTE]
        assert len(soon) >= 2
        assert all(wall(one.meets_at).strftime("%H:%M") <= "21:00" for one in soon)
    elif today != lunch:
        assert not [one for one in joinable if one.day == today]
    ahead = {one.day for one in demo.parties if one.day > lunch}
    assert len(ahead) == (6 if today == lunch else 5)
    assert all(is_workday(Day(one)) for one in ahead)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_next_lunch_shows_every_state(moment: str, seed: int) -> None:
    demo, lunch = company(moment, seed), _next_lunch(moment)
    parties = [one for one in demo.parties if one.day == lunch]
    states = {one.id: Counter(m.state for m in demo.memberships if m.party_id == one.id) for one in parties}
    asked = {one.party_id for one in demo.memberships if one.employee_id == demo.protagonist}
    assert len(parties) == 7
    assert any(one.capacity - states[one.id]["confirmed"] == 1 for one in parties)
    assert any(states[one.id]["waitlisted"] == 2 for one in parties)
    assert [one.visibility for one in parties if one.id in asked] == ["office"]
    assert sum(one.visibility == "invited" for one in parties) == 1
    assert any(one.restaurant_id is None for one in parties)
    places = [one.restaurant_id for one in parties if one.restaurant_id]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_protagonist_has_a_past_and_nothing_planned(moment: str, seed: int) -> None:
    demo, today = company(moment, seed), wall(instant(moment)).date().isoformat()
    mine = [one for one in demo.memberships if one.employee_id == demo.protagonist]
    assert sum(one.day < today for one in mine) >= 10
    assert {one.state for one in mine if one.day >= today} == {"invited"}
    assert not [one for one in demo.availabilities if one.employee_id == demo.protagonist]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_somebody_of_the_own_team_is_free(moment: str, seed: int) -> None:
    demo, lunch = company(moment, seed), _next_lunch(moment)
    team = demo.employees[0].department_id
    going = {one.employee_id for one in demo.memberships if one.day == lunch and one.state == "confirmed"}
    free = {one.employee_id for one in demo.free_windows if one.day == lunch and one.department_id == team}
    assert len(free - going) >= 3
    today = wall(instant(moment)).date().isoformat()
    assert {one.day for one in demo.availabilities} <= {today, lunch, *_workdays_from(lunch)}


def _workdays_from(day: str) -> list[str]:
    following = (date.fromisoformat(day) + timedelta(days=number) for number in range(1, 8))
    return [next(one.isoformat() for one in following if is_workday(Day(one.isoformat())))]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-23", True),
        ("2026-11-28", False),
        ("2026-09-25", False),  # Chuseok
        ("2026-10-03", False),
        ("2026-10-05", False),  # for the 3rd, a Saturday
        ("2026-08-17", False),  # for the 15th, a Saturday
        ("2026-03-02", False),  # for the 1st, a Sunday
        ("2027-12-27", False),  # for Christmas, a Saturday
        ("2027-01-01", False),
        ("2022-01-03", True),  # nothing makes up for New Year's Day
        ("2026-06-08", True),  # nor for Memorial Day
    ],
)
def test_the_office_knows_korean_holidays(day: str, works: bool) -> None:
    assert is_workday(Day(day)) is works


# In bulk.


def test_rows_come_in_the_order_of_the_catalogue() -> None:
    order = [table.name for table, _ in company().rows()]
    present = list(dict.fromkeys(order))
    assert order == sorted(order, key=present.index)
    assert present == [table.name for table in TABLES if table.name in present]
    assert len(present) == 18


def test_a_large_company_is_the_same_one_with_more_lunches() -> None:
    now = instant("2026-11-25T11:20")
    small, large = build_company(1, now), build_large(1, now, 1_000)
    assert len(large.parties) == len(small.parties) + 1_000
    assert faults(large, now) == []
    assert set(small.parties) < set(large.parties)
    assert set(small.memberships) < set(large.memberships)
    assert (large.employees, large.free_windows) == (small.employees, small.free_windows)
    added = [one for one in large.parties if one not in set(small.parties)]
    assert sum(one.meets_at > now for one in added) == 100
    assert 3 < (len(large.memberships) - len(small.memberships)) / 1_000 < 4
    assert build_large(1, now, 1_000) == large


def test_a_large_company_may_have_nothing_more() -> None:
    now = instant("2026-11-25T11:20")
    assert build_large(1, now, 0) == build_company(1, now)


def test_a_company_too_large_for_the_calendar_is_refused() -> None:
    early = Instant(round(datetime(2000, 3, 20, 9, tzinfo=SEOUL).timestamp() * 1000))
    with pytest.raises(ValueError, match="no calendar"):
        build_large(1, early, 5_000)
    with pytest.raises(ValueError, match="negative"):
        build_large(1, early, -1)


def test_ten_thousand_parties_are_made_in_seconds() -> None:
    now = instant("2026-11-25T11:20")
    build_company(1, now)
    start = time.process_time()
    large = build_large(1, now, 10_000)
    assert time.process_time() - start < 4  # 1.1 s on two idle cores
    assert faults(large, now) == []


def test_what_is_said_in_chats_could_have_been_said_and_something_is_left_to_read() -> None:
    demo, now = company(), instant("2026-11-23T09:00")
    seats = {(str(one.party_id), one.employee_id) for one in demo.memberships}
    counted = {one.id: one.last_number for one in demo.rooms}
    numbers: dict[str, list[int]] = {}
    for message in demo.messages:
        assert message.written_at <= now
        if message.kind == "party":
            assert (str(message.room_id), message.author_id) in seats
        assert "{" not in message.text
        numbers.setdefault(message.room_id, []).append(message.number)
    assert {room: list(range(1, last + 1)) for room, last in counted.items()} == numbers
    mine = {one.room_id: one.number for one in demo.read_markers if one.employee_id == demo.protagonist}
    assert any(number < counted[room] for room, number in mine.items())


def test_some_say_what_they_do_not_eat_in_words_that_are_known_and_most_say_nothing() -> None:
    demo = company()
    assert 3 <= len(demo.diets) < len(demo.employees) / 2
    assert demo.protagonist not in {one.employee_id for one in demo.diets}
    for one in demo.diets:
        assert write_needs(read_needs(one.diets)) == one.diets
        assert write_needs(read_needs(one.allergies)) == one.allergies
    assert {one.allergies_consent for one in demo.diets} == {"none", "unnamed", "named"}
