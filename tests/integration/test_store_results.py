"""Every change ends, and its author is told: also when live events, clones and restored files get in between."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.state import EPOCH, State
from lunch_desktop.sync import steps
from lunch_desktop.sync.http import Rejected
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.problems import WireCode
from tests.support.ciphered import connect_to
from tests.support.desktop import Desktop
from tests.support.hub import Stream
from tests.support.lunch import Counted, Lunch, a_party, a_seat, ask, outcomes
from tests.support.network import Fate, LossyRemote

AWAY = SetAvailability(Day("2026-11-19"), "away", None, None)


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def _copy(desktop: Desktop, to: Path) -> None:
    to.unlink(missing_ok=True)
    with closing(connect_to(desktop.path)) as own, closing(connect_to(to)) as copy:
        own.backup(copy)


def _put_back(desktop: Desktop, copy: Path) -> None:
    desktop.close()
    for suffix in ("-wal", "-shm"):
        desktop.path.with_name(desktop.path.name + suffix).unlink(missing_ok=True)
    shutil.copy(copy, desktop.path)
    desktop.open()


def test_a_live_event_that_overtakes_a_refusal_does_not_swallow_it(lunch: Lunch) -> None:
    """A refusal alone concerns no scope, so the next event continues from before it and moves the cursor past it."""
    party = lunch.open(2, a_party(capacity=2))
    mine = lunch.desktop(0)
    stream = Stream(lunch.company, mine)
    lunch.company.sync.watch(stream.commit_made)
    asked = mine.do("party.join", a_seat(party))  # before the other's seat is known here, so that the wish is sent
    lunch.send(1, ("party.join", a_seat(party)))
    while stream.waiting:
        stream.deliver()
    mine.step()
    lunch.open(3, a_party(60))
    while stream.waiting:
        stream.deliver()
    mine.sync()
    assert mine.store.waiting() == 0
    assert outcomes(mine)[asked.uuid] == ("refused", "full")


def test_an_answer_counts_although_live_events_were_faster(lunch: Lunch) -> None:
    """In a busy minute somebody else's click always comes between a question and its answer."""
    mine = lunch.desktop(0)
    stream = Stream(lunch.company, mine)
    lunch.company.sync.watch(stream.commit_made)
    stream.deliver()
    lunch.open(1, a_party(60))
    lunch.open(2, a_party(120))
    request, version = mine.store.pull_request(), mine.store.version()
    answer = mine.remote.pull(request)
    stream.deliver()
    assert version < mine.store.version() < answer.version
    applied = mine.store.apply(answer, request)
    assert "parties" in applied.tables
    assert mine.store.version() == answer.version
    lunch.agrees(mine)


def test_an_answer_that_is_older_than_a_live_event_does_not_count(lunch: Lunch) -> None:
    mine = lunch.desktop(0)
    stream = Stream(lunch.company, mine)
    lunch.company.sync.watch(stream.commit_made)
    request = mine.store.pull_request()
    answer = mine.remote.pull(request)
    party = lunch.open(1, a_party(60))
    while stream.waiting:
        stream.deliver()
    version = mine.store.version()
    assert version > answer.version
    mine.store.apply(answer, request)
    assert mine.store.version() == version
    assert ask(mine.path, "SELECT id FROM parties WHERE id = ?", party)
    lunch.agrees(mine)


def test_an_answer_from_before_the_desktop_started_over_does_not_count(lunch: Lunch) -> None:
    mine = lunch.desktop(0)
    stream = Stream(lunch.company, mine)
    lunch.company.sync.watch(stream.commit_made)
    stream.deliver()
    lunch.open(1, a_party(60))
    request = mine.store.pull_request()
    stream.deliver()
    answer = mine.remote.pull(request)
    mine.store.forget_cursor()
    mine.store.apply(answer, request)
    assert mine.store.version() == -1


def test_a_clone_that_asks_first_does_not_take_the_results_away(lunch: Lunch, tmp_path: Path) -> None:
    original = lunch.desktop(0)
    first = original.do("party.open", a_party())
    original.step()
    clone = lunch.desktop(0, "clone")
    _copy(original, tmp_path / "copy.db")
    _put_back(clone, tmp_path / "copy.db")
    clone._made = 100
    second = clone.do("availability.set", AWAY)
    third = original.do("party.open", a_party(240))
    steps.push(original.store, original.remote, original.facts)
    for desktop in (clone, original, clone):
        desktop.sync()
    assert (original.store.waiting(), clone.store.waiting()) == (0, 0)
    assert outcomes(original).keys() == {first.uuid, third.uuid}
    assert outcomes(clone).keys() == {first.uuid, second.uuid}
    assert {outcome for outcome, _ in (*outcomes(original).values(), *outcomes(clone).values())} == {"applied"}
    client_ids = {one.store.pull_request().client_id for one in (original, clone)}
    assert len(client_ids) == 2


def test_a_file_restored_to_before_its_results_is_told_them_again(lunch: Lunch, tmp_path: Path) -> None:
    desktop = lunch.desktop(0)
    opened = desktop.do("party.open", a_party())
    _copy(desktop, tmp_path / "copy.db")
    desktop.sync()
    head = lunch.company.sync.head()
    _put_back(desktop, tmp_path / "copy.db")
    later = desktop.do("party.open", a_party(240))
    desktop.sync()
    assert desktop.store.waiting() == 0
    assert {uuid: outcome for uuid, (outcome, _) in outcomes(desktop).items()} == {
        opened.uuid: "applied",
        later.uuid: "applied",
    }
    assert len(lunch.ask("SELECT id FROM parties")) == 2
    assert lunch.company.sync.head() > head


def test_a_restored_file_that_makes_other_changes_takes_a_new_identity(lunch: Lunch, tmp_path: Path) -> None:
    """Its `seq` was used for something else before: nothing of either history is lost or done twice."""
    desktop = lunch.desktop(0)
    _copy(desktop, tmp_path / "copy.db")
    lost = desktop.do("party.open", a_party())
    desktop.sync()
    before = desktop.store.pull_request().client_id
    _put_back(desktop, tmp_path / "copy.db")
    made = desktop.do("party.open", a_party(240))
    desktop.sync()
    assert desktop.store.pull_request().client_id != before
    assert outcomes(desktop) == {made.uuid: ("applied", None)}
    assert len(lunch.ask("SELECT uuid FROM results WHERE uuid IN (?, ?)", lost.uuid, made.uuid)) == 2
    lunch.agrees(desktop)


@pytest.mark.parametrize("fate", list(Fate))
def test_whatever_the_network_does_a_change_takes_effect_once(lunch: Lunch, fate: Fate) -> None:
    desktop = lunch.desktop(0, remote=LossyRemote)
    remote = desktop.remote
    assert isinstance(remote, LossyRemote)
    opened = desktop.do("party.open", a_party())
    remote.fate = fate
    try:
        desktop.step()
    except Exception:  # noqa: BLE001  # whatever it was, the network works again
        desktop.facts.retry_at = None
    desktop.sync()
    assert outcomes(desktop) == {opened.uuid: ("applied", None)}
    assert len(lunch.ask("SELECT id FROM parties")) == 1
    lunch.agrees(desktop)


def test_a_crash_after_every_step_of_an_exchange_loses_nothing(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    for number in range(4):
        opened = desktop.do("party.open", a_party(60 * (number + 1), lasting=30))
        for _ in range(number):
            desktop.step()
            desktop.close()
            desktop.open()
        desktop.sync()
        assert outcomes(desktop)[opened.uuid] == ("applied", None)
    assert len(lunch.ask("SELECT id FROM parties")) == 4


def test_a_server_that_never_knows_this_history_is_not_asked_without_pause(lunch: Lunch) -> None:
    desktop = lunch.desktop(0, remote=Counted)
    remote = desktop.remote
    assert isinstance(remote, Counted)
    desktop.do("party.open", a_party())
    problem = Problem(ProblemCode.SERVER_REFUSED, server="test", reason="forked")
    remote.refuse = Rejected(problem, WireCode.CLIENT_FORKED)
    for _ in range(steps.MOST_REJECTIONS):
        steps.push(desktop.store, remote, desktop.facts)
    with pytest.raises(Rejected):
        steps.push(desktop.store, remote, desktop.facts)
    assert desktop.facts.unsent, "it is tried again after the pause"
    remote.refuse = None
    desktop.sync()
    assert desktop.store.waiting() == 0


def test_clicks_do_not_keep_away_the_pull_that_a_new_epoch_needs(lunch: Lunch) -> None:
    """Each click asks for a push; none is taken before a pull, which must not wait for the person to pause."""
    desktop = lunch.desktop(0)
    with desktop.database.writing() as connection:
        State(connection, desktop.database.schema).set(EPOCH, "another")
    for minute in range(6):
        desktop.do("party.open", a_party(60 * minute + 60, lasting=30))
        desktop.step()
    desktop.sync()
    assert {outcome for outcome, _ in outcomes(desktop).values()} == {"applied"}
    assert desktop.store.waiting() == 0
