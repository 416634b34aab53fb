"""Poison: a change that fails by itself is set aside with what was built on it, and nothing else of the queue is."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding
from lunch_desktop.store.desktop.set_aside import MOST_FAILURES
from lunch_desktop.sync import steps
from lunch_desktop.sync.core import Step
from lunch_desktop.sync.http import Rejected, ServerFault, Unreachable
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.problems import WireCode
from lunch_desktop.wire.sync import PullRequest, PullResponse, PushedChange, PushRequest, PushResponse
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, ask, outcomes

FAULT = ServerFault(Problem(ProblemCode.SERVER_FAULT, server="test"), WireCode.INTERNAL_ERROR)


class Choking:
    """A way to a server that fails whenever a batch holds a payload that it chokes on."""

    def __init__(self, way: Any) -> None:
        self._way = way
        self.chokes_on: Callable[[PushedChange], bool] = lambda _: False
        self.error: Exception = FAULT
        self.after_deciding = False
        self.pull_error: Exception | None = None
        self.sizes: list[int] = []

    def push(self, request: PushRequest) -> PushResponse:
        self.sizes.append(len(request.mutations))
        if any(map(self.chokes_on, request.mutations)):
            if self.after_deciding:
                self._way.push(request)
            raise self.error
        answer: PushResponse = self._way.push(request)
        return answer

    def pull(self, request: PullRequest) -> PullResponse:
        if self.pull_error is not None:
            raise self.pull_error
        answer: PullResponse = self._way.pull(request)
        return answer


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    made = Lunch(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desktop(lunch: Lunch) -> Desktop:
    return lunch.desktop(0, remote=Choking)


def way(desktop: Desktop) -> Choking:
    assert isinstance(desktop.remote, Choking)
    return desktop.remote


def away(day: int) -> SetAvailability:
    return SetAvailability(Day(f"2027-{1 + day // 28:02}-{1 + day % 28:02}"), "away", None, None)


def saying(text: str) -> Callable[[PushedChange], bool]:
    return lambda change: text in (change.payload or "")


def go_on(desktop: Desktop, most: int = 200) -> int:
    """Step as the engine does, without its pauses, until there is nothing to do; how many pushes failed."""
    failed = 0
    for _ in range(most):
        if desktop.facts.plan(desktop.clock.now()).step is Step.WAIT:
            return failed
        try:
            desktop.step()
        except steps.PushFailed:
            failed += 1
    raise AssertionError(f"still busy: {desktop.facts}")


def failures(desktop: Desktop) -> list[int]:
    return [count for (count,) in ask(desktop.path, "SELECT failures FROM outbox ORDER BY seq")]


def test_a_change_that_the_server_chokes_on_is_set_aside_with_what_was_built_on_it(
    lunch: Lunch, desktop: Desktop
) -> None:
    first = desktop.do("availability.set", away(0))
    opened = desktop.do("party.open", a_party(title="poison"))
    party = PartyId(opened.answer["party_id"])
    late = desktop.do("party.late", BeLate(party, 5))
    last = desktop.do("availability.set", away(1))
    way(desktop).chokes_on = saying("poison")
    go_on(desktop)
    assert outcomes(desktop) == {
        first.uuid: ("applied", None),
        opened.uuid: ("set_aside", None),
        late.uuid: ("set_aside", None),
        last.uuid: ("applied", None),
    }
    assert desktop.store.waiting() == 0
    assert ask(desktop.path, "SELECT id FROM parties") == []
    lunch.agrees(desktop)
    attention = {one.uuid: one for one in desktop.reads.sync_centre().attention}
    assert {one.standing for one in attention.values()} == {ChangeStanding.SET_ASIDE}
    assert attention[late.uuid].details == {"built_on": opened.uuid}
    assert attention[opened.uuid].details == {}
    assert not any(one.undoable for one in attention.values())
    seqs = ask(lunch.company.path, "SELECT last_seq FROM clients WHERE employee_id = ?", desktop.employee_id)
    assert seqs == [(4,)], "voids keep the numbering"


def test_the_guilty_one_of_a_long_queue_is_found_by_halves(lunch: Lunch, desktop: Desktop) -> None:
    wanted = [desktop.do("availability.set", away(day)) for day in range(300)]
    poison = desktop.do("party.open", a_party(title="poison"))
    wanted += [desktop.do("availability.set", away(day)) for day in range(300, 330)]
    way(desktop).sizes.clear()
    way(desktop).chokes_on = saying("poison")
    failed = go_on(desktop)
    decided = outcomes(desktop)
    assert decided.pop(poison.uuid) == ("set_aside", None)
    assert decided == {one.uuid: ("applied", None) for one in wanted}
    assert failed <= 9 + MOST_FAILURES
    assert len(way(desktop).sizes) <= 2 * 9 + MOST_FAILURES + 3
    lunch.agrees(desktop)


@pytest.mark.parametrize("code", [WireCode.INVALID_REQUEST, WireCode.TOO_LARGE])
def test_what_the_server_will_not_read_is_set_aside_likewise(lunch: Lunch, desktop: Desktop, code: WireCode) -> None:
    poison = desktop.do("party.open", a_party(title="poison"))
    way(desktop).chokes_on = saying("poison")
    way(desktop).error = Rejected(Problem(ProblemCode.SERVER_REFUSED, server="test", reason=code.value), code)
    assert go_on(desktop) == MOST_FAILURES
    assert outcomes(desktop)[poison.uuid] == ("set_aside", None)


def test_a_batch_that_is_only_together_too_large_goes_in_parts(lunch: Lunch, desktop: Desktop) -> None:
    for day in range(40):
        desktop.do("availability.set", away(day))
    remote = way(desktop)
    remote.error = Rejected(Problem(ProblemCode.SERVER_REFUSED, server="test", reason="x"), WireCode.TOO_LARGE)
    remote.chokes_on = lambda _: remote.sizes[-1] > 10
    remote.sizes.clear()
    go_on(desktop)
    assert max(size for size in remote.sizes if size <= 10) == 10
    assert {outcome for outcome, _ in outcomes(desktop).values()} == {"applied"}
    remote.chokes_on = lambda _: False
    for day in range(40, 80):
        desktop.do("availability.set", away(day))
    remote.sizes.clear()
    desktop.sync()
    assert remote.sizes[0] == 40, "the doubt is over"


def test_a_failure_counts_only_once_a_pull_has_shown_that_the_server_is_well(lunch: Lunch, desktop: Desktop) -> None:
    desktop.do("party.open", a_party(title="poison"))
    way(desktop).chokes_on = saying("poison")
    way(desktop).pull_error = FAULT
    for _ in range(3 * MOST_FAILURES):
        with pytest.raises(ServerFault if desktop.facts.suspect else steps.PushFailed):
            desktop.step()
    assert failures(desktop) == [0]
    way(desktop).pull_error = None
    for count in range(1, MOST_FAILURES):
        while failures(desktop) != [count]:
            try:
                desktop.step()
            except steps.PushFailed:
                assert failures(desktop) == [count - 1]
    assert outcomes(desktop) == {}


@pytest.mark.parametrize(
    "error",
    [
        Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server="test")),
        ServerFault(Problem(ProblemCode.SERVER_DATABASE_DOWN, server="test"), WireCode.DATABASE_UNAVAILABLE),
        ServerFault(Problem(ProblemCode.SERVER_FAULT, server="test"), WireCode.TOO_BUSY),
        ServerFault(Problem(ProblemCode.SERVER_FAULT, server="test"), WireCode.RECOVERING),
        ServerFault(Problem(ProblemCode.SERVER_FAULT, server="test")),
    ],
    ids=lambda error: f"{type(error).__name__}-{error.code}",
)
def test_no_change_is_to_blame_for_a_server_that_is_not_there(lunch: Lunch, desktop: Desktop, error: Exception) -> None:
    opened = desktop.do("party.open", a_party(title="poison"))
    way(desktop).chokes_on = saying("poison")
    way(desktop).error = error
    for _ in range(3 * MOST_FAILURES):
        with pytest.raises(type(error)):
            steps.push(desktop.store, desktop.remote, desktop.facts)
        steps.pull(desktop.store, desktop.remote, desktop.facts)
    assert failures(desktop) == [0]
    way(desktop).chokes_on = saying("nothing")
    desktop.sync()
    assert outcomes(desktop) == {opened.uuid: ("applied", None)}


def test_counting_survives_a_restart_and_one_that_failed_goes_alone(lunch: Lunch, desktop: Desktop) -> None:
    desktop.do("availability.set", away(0))
    poison = desktop.do("party.open", a_party(title="poison"))
    desktop.do("availability.set", away(1))
    way(desktop).chokes_on = saying("poison")
    while failures(desktop) != [2, 0]:
        with suppress(steps.PushFailed):
            desktop.step()
    for count in (3, 4):
        desktop.close()
        desktop.open()
        way(desktop).sizes.clear()
        while failures(desktop) != [count, 0]:
            with suppress(steps.PushFailed):
                desktop.step()
        assert way(desktop).sizes == [1]
    desktop.close()
    desktop.open()
    go_on(desktop)
    assert outcomes(desktop)[poison.uuid] == ("set_aside", None)
    assert desktop.store.waiting() == 0


def test_a_change_that_had_been_decided_after_all_is_shown_so_and_can_be_undone(lunch: Lunch, desktop: Desktop) -> None:
    """Each time the server decides, and then fails to say so."""
    party = lunch.open(0)
    desktop.sync()
    late = desktop.do("party.late", BeLate(party, 10))
    remote = way(desktop)
    remote.chokes_on = lambda change: not change.void
    held_back = remote.pull
    remote.after_deciding = True

    def pull_without_results(request: PullRequest) -> PullResponse:
        return held_back(request).model_copy(update={"results": []})

    remote.pull = pull_without_results  # type: ignore[method-assign]
    while late.uuid not in outcomes(desktop):
        with suppress(steps.PushFailed):
            desktop.step()
    assert outcomes(desktop)[late.uuid] == ("set_aside", None)
    assert [one.standing for one in desktop.reads.sync_centre().attention] == [ChangeStanding.SET_ASIDE]
    assert desktop.reads.sync_centre().waiting == (), "its void is not shown a second time"
    assert desktop.store.waiting() == 1
    remote.pull = held_back  # type: ignore[method-assign]
    desktop.facts.decided_up_to = 0
    desktop.sync()
    assert outcomes(desktop)[late.uuid] == ("applied", None)
    assert desktop.reads.counts().attention == 0
    desktop.store.undo(late.uuid)
    remote.chokes_on = lambda _: False
    desktop.sync()
    assert ask(lunch.company.path, "SELECT late_minutes FROM memberships") == [(0,)]


def test_one_set_aside_can_be_done_again_or_let_go_but_not_undone(lunch: Lunch, desktop: Desktop) -> None:
    one = desktop.do("party.open", a_party(title="poison"))
    other = desktop.do("party.open", a_party(300, title="poison too"))
    way(desktop).chokes_on = saying("poison")
    go_on(desktop)
    with pytest.raises(Refusal):
        desktop.store.undo(one.uuid)
    way(desktop).chokes_on = saying("nothing")
    again = desktop.store.retry(one.uuid)
    desktop.store.mark_seen([other.uuid])
    desktop.sync()
    assert outcomes(desktop) == {
        one.uuid: ("set_aside", None),
        other.uuid: ("set_aside", None),
        again.uuid: ("applied", None),
    }
    assert desktop.reads.counts().attention == 0
    lunch.agrees(desktop)


def test_a_void_that_the_server_chokes_on_waits_for_ever_and_is_not_set_aside(lunch: Lunch, desktop: Desktop) -> None:
    opened = desktop.do("party.open", a_party())
    desktop.store.offer()
    desktop.store.discard([opened.uuid])
    way(desktop).chokes_on = lambda change: change.void
    for _ in range(3 * MOST_FAILURES):
        with pytest.raises(steps.PushFailed):
            desktop.step()
        desktop.step()
    assert failures(desktop) == [3 * MOST_FAILURES]
    way(desktop).chokes_on = lambda _: False
    desktop.sync()
    assert outcomes(desktop) == {opened.uuid: ("void", None)}
