"""The planner of the sync engine: every fact and the action that follows from it."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunch_desktop.domain.times import HOUR, MINUTE, SECOND, Instant
from lunch_desktop.sync import core
from lunch_desktop.sync.core import Action, Step, StreamEnd, SyncFacts
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.changes import LARGEST_BATCH

NOW = Instant(1_795_000_000_000)
PROBLEM = Problem(ProblemCode.PROTOCOL_TOO_OLD)


def half() -> float:
    return 0.5


def synced(**named: Any) -> SyncFacts:
    """A desktop that has nothing to do."""
    return replace(SyncFacts(unsent=False, behind=False, pulled_at=NOW), **named)


def lost(**named: Any) -> SyncFacts:
    """One whose stream has just broken."""
    return synced(stream_lost_at=NOW, **named)


def soon(most: int = HOUR) -> st.SearchStrategy[Instant | None]:
    return st.none() | st.integers(-most, most).map(lambda offset: Instant(NOW + offset))


FACTS = st.builds(
    SyncFacts,
    work_offline=st.booleans(),
    sign_in_needed=st.booleans(),
    blocked=st.booleans(),
    unsent=st.booleans(),
    behind=st.booleans(),
    live=st.booleans(),
    listening=st.booleans(),
    failures=st.integers(0, 100),
    push_failures=st.integers(0, 100),
    stream_failures=st.integers(0, 100),
    retry_at=soon(),
    push_at=soon(),
    listen_at=soon(),
    behind_at=soon(),
    pulled_at=soon(),
    stream_since=soon(),
    suspect=st.none() | st.just("a change"),
)
CHANCES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("facts", "action"),
    [
        (SyncFacts(), Action(Step.PUSH)),
        (SyncFacts(unsent=False), Action(Step.PULL)),
        (SyncFacts(unsent=False, behind=False), Action(Step.PULL)),
        (synced(), Action(Step.WAIT, Instant(NOW + 30 * SECOND))),
        (synced(live=True), Action(Step.WAIT, Instant(NOW + 5 * MINUTE))),
        (synced(pulled_at=Instant(NOW - 30 * SECOND)), Action(Step.PULL)),
        (synced(behind=True), Action(Step.PULL)),
        (synced(unsent=True), Action(Step.PUSH)),
        (synced(unsent=True, behind=True), Action(Step.PUSH)),
        (synced(unsent=True, work_offline=True), Action(Step.WAIT)),
        (synced(unsent=True, sign_in_needed=True), Action(Step.WAIT)),
        (synced(unsent=True, blocked=True), Action(Step.PULL)),
        (synced(unsent=True, suspect="a change"), Action(Step.PULL)),
        (synced(unsent=True, retry_at=Instant(NOW + 7)), Action(Step.WAIT, Instant(NOW + 7))),
        (synced(unsent=True, retry_at=NOW), Action(Step.PUSH)),
        (synced(unsent=True, push_at=Instant(NOW + 7)), Action(Step.WAIT, Instant(NOW + 7))),
        (synced(unsent=True, push_at=Instant(NOW + HOUR)), Action(Step.WAIT, Instant(NOW + 30 * SECOND))),
        (synced(unsent=True, push_at=Instant(NOW + 7), behind=True), Action(Step.PULL)),
        (synced(push_at=Instant(NOW + 7)), Action(Step.WAIT, Instant(NOW + 30 * SECOND))),
        (synced(live=True, behind_at=Instant(NOW + 9)), Action(Step.WAIT, Instant(NOW + 9))),
        (synced(live=True, behind_at=NOW), Action(Step.PULL)),
        (lost(pulled_at=Instant(NOW - HOUR), listen_at=Instant(NOW + 9)), Action(Step.WAIT, Instant(NOW + 9))),
        (lost(pulled_at=Instant(NOW + 1), listen_at=Instant(NOW + 9)), Action(Step.WAIT, Instant(NOW + 9))),
        (lost(pulled_at=Instant(NOW + 1), listen_at=Instant(NOW + HOUR)), Action(Step.WAIT, Instant(NOW + 30_001))),
    ],
)
def test_what_is_done_next(facts: SyncFacts, action: Action) -> None:
    assert facts.plan(NOW) == action


@given(FACTS)
def test_nothing_is_sent_while_it_should_not_be(facts: SyncFacts) -> None:
    if facts.plan(NOW).step is Step.PUSH:
        assert facts.unsent
        assert facts.reach in (Reach.ONLINE, Reach.UNREACHABLE)
        assert facts.suspect is None
        assert facts.retry_at is None or facts.retry_at <= NOW
        assert facts.push_at is None or facts.push_at <= NOW


@given(FACTS)
def test_every_wait_ends_by_itself_unless_a_person_has_to_end_it(facts: SyncFacts) -> None:
    now = NOW
    for _ in range(4):
        action = facts.plan(now)
        if action.step is not Step.WAIT:
            assert action.until is None
            return
        if action.until is None:
            assert facts.work_offline or facts.sign_in_needed
            return
        assert action.until > now
        now = action.until
    raise AssertionError("it waits again and again")


@given(FACTS)
def test_trying_now_ends_every_pause(facts: SyncFacts) -> None:
    facts.try_now()
    assert facts.plan(NOW).step is not Step.WAIT or facts.at_rest


@given(FACTS, st.booleans())
def test_a_person_who_comes_back_from_offline_is_not_kept_waiting(facts: SyncFacts, offline: bool) -> None:
    facts.sign_in_needed = False
    facts.choose_offline(offline)
    assert (facts.reach is Reach.WORK_OFFLINE) is offline
    assert (facts.plan(NOW) == Action(Step.WAIT)) is offline


@pytest.mark.parametrize(
    "fail",
    [
        lambda facts: facts.failed(PROBLEM, NOW, half, at_least=HOUR),
        lambda facts: facts.refused(PROBLEM, NOW, half),
        lambda facts: facts.told_to_wait(HOUR, NOW, half),
        lambda facts: facts.push_failed(PROBLEM, NOW, half),
    ],
)
def test_what_was_asked_during_a_request_that_then_fails_is_not_forgotten(fail: Callable[[SyncFacts], None]) -> None:
    facts = synced(unsent=True)
    facts.try_now()
    fail(facts)
    assert facts.plan(NOW).step is not Step.WAIT
    facts.asked_again = facts.behind = facts.blocked = False
    fail(facts)
    assert facts.plan(NOW).step is Step.WAIT


def test_a_session_that_is_renewed_goes_on_at_once() -> None:
    facts = synced(sign_in_needed=True, problem=PROBLEM, retry_at=Instant(NOW + HOUR), unsent=True)
    facts.signed_in()
    assert (facts.reach, facts.problem, facts.plan(NOW)) == (Reach.ONLINE, None, Action(Step.PUSH))


@given(st.integers(0, 60), CHANCES)
def test_pauses_double_up_to_a_minute_jittered_between_half_and_whole(failures: int, chance: float) -> None:
    facts = synced(failures=failures)
    facts.failed(PROBLEM, NOW, lambda: chance)
    assert facts.retry_at is not None
    whole = min(60 * SECOND, SECOND * 2**failures)
    assert whole // 2 <= facts.retry_at - NOW <= whole
    assert (facts.reach, facts.problem) == (Reach.UNREACHABLE, PROBLEM)
    facts.succeeded()
    assert (facts.reach, facts.problem) == (Reach.ONLINE, None)


@given(st.integers(0, 10), st.integers(0, 10**9), CHANCES)
def test_what_the_server_asks_for_is_honoured_but_not_beyond_an_hour(failures: int, asked: int, chance: float) -> None:
    facts = synced(failures=failures)
    facts.failed(PROBLEM, NOW, lambda: chance, at_least=asked)
    assert facts.retry_at is not None
    assert min(asked, HOUR) <= facts.retry_at - NOW <= max(60 * SECOND, 1.25 * min(asked, HOUR) + 1)


def test_a_server_that_asks_for_patience_has_not_failed() -> None:
    facts = synced(unsent=True)
    facts.told_to_wait(20 * SECOND, NOW, half)
    assert (facts.reach, facts.failures, facts.problem) == (Reach.ONLINE, 0, None)
    assert facts.plan(NOW) == Action(Step.WAIT, Instant(NOW + 22_500))


@given(CHANCES)
def test_a_refusal_of_the_account_or_the_version_is_asked_about_again(chance: float) -> None:
    facts = synced(unsent=True)
    facts.refused(PROBLEM, NOW, lambda: chance)
    assert (facts.reach, facts.problem) == (Reach.BLOCKED, PROBLEM)
    action = facts.plan(NOW)
    assert action.step is Step.WAIT
    assert action.until is not None
    assert 15 * MINUTE // 2 <= action.until - NOW <= 15 * MINUTE
    assert facts.plan(action.until) == Action(Step.PULL), "it looks before it sends"
    facts.try_now()
    assert (facts.reach, facts.plan(NOW)) == (Reach.BLOCKED, Action(Step.PULL))
    facts.succeeded()
    assert (facts.reach, facts.plan(NOW)) == (Reach.ONLINE, Action(Step.PUSH))


def test_a_push_that_failed_by_a_change_pauses_pushes_alone() -> None:
    facts = synced(unsent=True, live=True)
    pauses = []
    for _ in range(9):
        facts.push_failed(PROBLEM, NOW, half)
        assert facts.push_at is not None
        pauses.append(facts.push_at - NOW)
    assert pauses == [750, 1500, 3000, 6000, 12000, 24000, 45000, 45000, 45000]
    assert facts.reach is Reach.ONLINE
    facts.behind = True
    assert facts.plan(NOW).step is Step.PULL
    facts.decided(1)
    assert (facts.push_failures, facts.push_at) == (0, None)


def test_the_guilty_change_is_looked_for_by_halves() -> None:
    facts = SyncFacts()
    poison, last, sizes = 301, 500, []
    while facts.suspect is None:
        first = facts.decided_up_to + 1
        sent = range(first, min(last, facts.decided_up_to + facts.most_at_once) + 1)
        sizes.append(len(sent))
        if poison not in sent:
            facts.decided(sent[-1])
        elif len(sent) > 1:
            facts.halve(len(sent), sent[-1])
        else:
            facts.suspect = "found"
            assert sent[0] == poison
    assert len(sizes) <= 10
    facts.decided(facts.doubted_up_to)
    assert facts.most_at_once == LARGEST_BATCH, "the doubt is over"


# Live streams


def test_a_stream_is_opened_once_while_the_server_is_there() -> None:
    facts = synced()
    assert facts.begin_listening(NOW)
    assert not facts.begin_listening(NOW)
    for hindrance in ({"failures": 1}, {"blocked": True}, {"work_offline": True}, {"sign_in_needed": True}):
        assert not synced(**hindrance).begin_listening(NOW)
    waits = synced(listen_at=Instant(NOW + 1))
    assert not waits.begin_listening(NOW)
    assert waits.begin_listening(Instant(NOW + 1))
    assert waits.listen_at is None


def opened(ago: int, **named: Any) -> SyncFacts:
    return synced(live=True, listening=True, stream_since=Instant(NOW - ago), **named)


def test_a_stream_that_ended_here_or_ran_out_is_opened_again_at_once() -> None:
    for how in (StreamEnd.HERE, StreamEnd.RUN_OUT):
        for ago in (0, HOUR):
            facts = opened(ago)
            facts.stream_ended(how, NOW, half)
            assert (facts.live, facts.listening) == (False, False)
            assert facts.plan(NOW) == Action(Step.PULL)
            assert facts.begin_listening(NOW)


@pytest.mark.parametrize("how", [StreamEnd.BROKEN, StreamEnd.RUN_OUT])
def test_a_stream_that_ends_again_and_again_is_opened_ever_more_rarely(how: StreamEnd) -> None:
    facts = opened(0, stream_failures=1)
    pauses = []
    for _ in range(6):
        facts.stream_ended(how, NOW, lambda: 1.0)
        assert facts.listen_at is not None
        pauses.append(facts.listen_at - NOW)
        facts.listening = True
        facts.stream_since = NOW
    assert pauses == [20 * SECOND, 40 * SECOND, *[60 * SECOND] * 4]
    facts.stream_since = Instant(NOW - MINUTE)
    facts.stream_ended(StreamEnd.BROKEN, NOW, lambda: 1.0)
    assert facts.listen_at == NOW + 10 * SECOND, "one that lasted was no failure"


def test_a_server_that_has_too_many_streams_is_polled_until_it_may_be_asked_for_one() -> None:
    facts = opened(0, pulled_at=Instant(NOW - HOUR))
    facts.stream_ended(StreamEnd.BROKEN, NOW, half, at_least=120 * SECOND)
    now, pulls = NOW, []
    while not facts.begin_listening(now):
        action = facts.plan(now)
        now = action.until or now
        if action.step is Step.PULL:
            pulls.append(now - NOW)
            facts.pulled_at, facts.behind_at = now, None
    assert pulls == [22_500, 52_500, 82_500, 112_500]
    assert now - NOW == 135_000


def busiest(times: list[int], window: int) -> int:
    """The most that fall into any one `window` of milliseconds."""
    counted = Counter(time // window for time in times)
    return max(counted.values())


def test_a_thousand_desktops_whose_streams_broke_together_come_back_over_the_whole_window() -> None:
    chance = random.Random(3).random
    times = []
    for _ in range(1_000):
        facts = opened(HOUR, pulled_at=Instant(NOW - 4 * MINUTE))
        facts.stream_ended(StreamEnd.BROKEN, NOW, chance)
        action = facts.plan(NOW)
        assert action.step is Step.WAIT
        assert action.until is not None
        assert facts.plan(action.until).step is Step.PULL
        times.append(action.until - NOW)
    assert max(times) <= 10 * SECOND
    assert busiest(times, SECOND) <= 140
    assert len({time // SECOND for time in times}) == 10, "there is no second in which none comes"


def test_a_thousand_desktops_come_back_from_a_restart_of_twenty_seconds_without_a_rush() -> None:
    chance = random.Random(3).random
    back = Instant(NOW + 20 * SECOND)
    times = []
    for _ in range(1_000):
        facts = opened(HOUR)
        facts.stream_ended(StreamEnd.BROKEN, NOW, chance)
        now = NOW
        while True:
            action = facts.plan(now)
            if action.step is Step.WAIT:
                assert action.until is not None
                now = action.until
            elif now < back:
                facts.failed(PROBLEM, now, chance)
            else:
                break
        times.append(now - back)
    assert busiest(times, SECOND) <= 150
    assert max(times) <= 40 * SECOND


def test_desktops_that_are_told_of_something_large_ask_for_it_one_by_one() -> None:
    chance = random.Random(3).random
    times = []
    for _ in range(1_000):
        facts = opened(HOUR)
        facts.news_missed(NOW, chance)
        facts.news_missed(Instant(NOW + 100), lambda: 1.0)
        action = facts.plan(NOW)
        assert action.until is not None
        times.append(action.until - NOW)
    assert max(times) <= SECOND
    assert busiest(times, 100) <= 140


# A whole life, in virtual time


@given(st.lists(st.tuples(st.integers(0, 6), CHANCES), max_size=60), CHANCES)
def test_whatever_went_before_a_healthy_server_has_everything_soon(fates: list[tuple[int, float]], luck: float) -> None:
    """A server that fails in every way, then is well: what waits is sent within the longest pause there is."""
    facts, now = SyncFacts(), NOW

    def go_on_from(moment: Instant, fate: int, chance: float) -> Instant:
        action = facts.plan(moment)
        if action.step is Step.WAIT:
            assert action.until is not None
            return action.until
        if fate == 1:
            facts.failed(PROBLEM, moment, lambda: chance)
        elif fate == 2:
            facts.refused(PROBLEM, moment, lambda: chance)
        elif fate == 3:
            facts.told_to_wait(round(chance * 100 * SECOND), moment, lambda: chance)
        elif fate == 4 and action.step is Step.PUSH:
            facts.suspect = "a change"
            facts.push_failed(PROBLEM, moment, lambda: chance)
        elif fate == 5:
            facts.begin_listening(moment)
            facts.stream_ended(StreamEnd.BROKEN, moment, lambda: chance)
        else:
            if action.step is Step.PUSH:
                facts.unsent, facts.behind = False, True
            else:
                facts.behind, facts.behind_at, facts.suspect, facts.pulled_at = False, None, None, moment
            facts.succeeded()
            facts.begin_listening(moment)
        return Instant(moment + 1)

    for fate, chance in fates:
        now = go_on_from(now, fate, chance)
    facts.unsent, healed = True, now
    while facts.unsent or facts.behind:
        now = go_on_from(now, 0, luck)
        assert now - healed < core.BLOCKED_RETRY + core.LAST_RETRY + 5


class TestStreamsThatDoNotGetThrough:
    def test_they_are_tried_ever_more_rarely_and_the_server_is_polled_meanwhile(self) -> None:
        facts = opened(30 * SECOND, pulled_at=Instant(NOW - 30 * SECOND))
        waits = []
        for _ in range(6):
            facts.stream_ended(StreamEnd.SILENT, NOW, lambda: 1.0)
            assert facts.polling
            assert facts.listen_at is not None
            waits.append((facts.listen_at - NOW) // MINUTE)
            soon = facts.plan(NOW)
            assert soon.until is not None
            assert soon.until <= NOW + core.GAP_SPREAD, "what came during the silence"
            facts.pulled_at, facts.behind, facts.behind_at = NOW, False, None
            assert facts.plan(NOW) == Action(Step.WAIT, Instant(NOW + core.POLL_WITHOUT_LIVE * 3 // 2))
            assert not facts.begin_listening(Instant(facts.listen_at - 1))
            assert facts.begin_listening(facts.listen_at)
            facts.stream_since = Instant(NOW - 30 * SECOND)
        assert waits == [5, 10, 20, 40, 60, 60]

    def test_each_desktop_polls_at_intervals_of_its_own(self) -> None:
        intervals = set()
        for number in range(10):
            facts = opened(30 * SECOND)
            facts.stream_ended(StreamEnd.SILENT, NOW, random.Random(number).random)
            intervals.add(facts.poll)
        assert len(intervals) == 10
        assert all(core.POLL_WITHOUT_LIVE <= one <= core.POLL_WITHOUT_LIVE * 3 // 2 for one in intervals)

    def test_one_that_had_lasted_was_no_sign_of_it(self) -> None:
        facts = opened(10 * MINUTE, silences=3)
        facts.stream_ended(StreamEnd.SILENT, NOW, lambda: 1.0)
        assert not facts.polling
        assert facts.listen_at is not None
        assert facts.listen_at <= NOW + core.LAST_REOPENING

    def test_silence_of_a_network_that_was_gone_says_nothing(self) -> None:
        facts = opened(30 * SECOND)
        facts.stream_ended(StreamEnd.SILENT, NOW, half)
        facts.failed(Problem(ProblemCode.SERVER_UNREACHABLE, server="x"), NOW, half)
        assert facts.listen_at is None
        facts.succeeded()
        assert not facts.polling
        assert facts.begin_listening(NOW)

    def test_neither_does_that_of_another_network(self) -> None:
        facts = opened(30 * SECOND, portal="http://wifi.example/")
        facts.stream_ended(StreamEnd.SILENT, NOW, half)
        facts.network_changed()
        assert (facts.polling, facts.portal, facts.listen_at) == (False, "", None)


class TestMobileData:
    LONG = (core.FIRST_ROWS, core.FIRST_ROWS + core.LARGE + 1)

    def test_what_is_large_waits_and_what_is_clicked_does_not(self) -> None:
        facts = synced(metered=True, progress=self.LONG, behind=True, unsent=True)
        assert facts.plan(NOW).step is Step.PUSH
        facts.unsent = False
        assert facts.plan(NOW) == Action(Step.WAIT, Instant(NOW + core.POLL_WITH_LIVE))
        assert not facts.begin_listening(NOW)
        facts.download = True
        assert facts.plan(NOW).step is Step.PULL

    @pytest.mark.parametrize(
        "progress",
        [
            None,
            (core.FIRST_ROWS - 1, 1_000_000),
            (core.FIRST_ROWS, core.FIRST_ROWS + core.LARGE),
            (1_000_000, 1_000_001),
        ],
    )
    def test_what_is_first_and_what_is_small_comes_anyway(self, progress: tuple[int, int] | None) -> None:
        assert synced(metered=True, progress=progress, behind=True).plan(NOW).step is Step.PULL

    def test_where_data_is_free_nothing_waits(self) -> None:
        assert synced(metered=False, progress=self.LONG, behind=True).plan(NOW).step is Step.PULL
