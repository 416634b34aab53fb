"""What a company's database lets go of: nobody is misled by what is no longer kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import ChangeId
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.times import HOUR, Day
from lunch_desktop.server.upkeep import Upkeep
from lunch_desktop.store.company.restoring import GATHERING, Recovering
from lunch_desktop.wire.changes import Outcome
from lunch_desktop.wire.sync import OfferAgainRequest, PullRequest, PushedChange, PushRequest, PushResponse
from tests.support.company import STAFF
from tests.support.lunch import Lunch, a_party, a_seat, outcomes
from tests.support.restoring import back_up, put_back, wait_for

DAY = 24 * HOUR
ALONE = SetAvailability(Day("2026-11-19"), "alone", None, None)


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def floors(lunch: Lunch) -> tuple[int, int]:
    """The floor of cursors and that of results."""
    ((floor, log_floor),) = lunch.ask("SELECT floor, log_floor FROM head")
    return floor, log_floor


def tombstones(lunch: Lunch) -> int:
    return int(lunch.ask("SELECT count(*) FROM feed WHERE gone")[0][0])


def push(lunch: Lunch, base: int, cursor: str | None, uuid: str | None = None) -> PushResponse:
    """Push a change of the first colleague which was made on what was known at the version `base`."""
    change = lunch.change("availability.set", ALONE, uuid=uuid)
    assert change.payload is not None
    payload = change.payload.replace('"base":0', f'"base":{base}')
    assert f'"base":{base},' in payload
    change = PushedChange(seq=1, uuid=change.uuid, payload=payload)
    request = PushRequest(client_id=lunch.new_id(), cursor=cursor, mutations=[change])
    return lunch.company.sync.push(STAFF[0].id, request)


def code(response: PushResponse) -> str | None:
    return response.results[0].code


def test_tombstones_go_after_180_days_and_older_cursors_start_over(lunch: Lunch) -> None:
    party = lunch.open(0, a_party())
    invited = lunch.decide(0, "party.open", a_party(240, visibility="invited")).answer["party_id"]
    away, old = lunch.desktop(1), lunch.desktop(2)
    at = old.store.pull_request().cursor
    waiting = old.do("party.open", a_party(400 * 24 * 60))
    joined = lunch.decide(3, "party.join", a_seat(party))
    lunch.decide(3, "party.leave", LeaveParty(party, ChangeId(joined.uuid)))
    lunch.decide(0, "party.invite", {"party_id": invited, "employee_id": STAFF[1].id})
    lunch.decide(0, "party.uninvite", {"party_id": invited, "employee_id": STAFF[1].id})
    away.sync()
    gone, head = tombstones(lunch), lunch.company.sync.head()
    assert gone
    lunch.clock.advance(180 * DAY)
    lunch.company.sync.prune()
    assert (floors(lunch)[0], tombstones(lunch)) == (0, gone), "not a moment too early"
    lunch.clock.advance(1)
    lunch.company.sync.prune()
    assert (floors(lunch)[0], tombstones(lunch)) == (head, 0)
    assert lunch.ask("SELECT count(*), min(version) FROM commits") == [(1, head)]
    epoch = lunch.ask("SELECT epoch FROM head")
    patch = away.remote.pull(away.store.pull_request())
    assert [scope.scope for scope in patch.scopes if scope.whole] == []
    old.sync()
    assert lunch.ask("SELECT epoch FROM head") == epoch, "an old cursor is no sign of a restore"
    assert old.store.pull_request().cursor != at
    assert waiting.uuid in outcomes(old)
    for desktop in (away, old):
        desktop.sync()
        lunch.agrees(desktop)


def test_results_go_after_400_days_and_what_may_have_been_decided_is_refused(lunch: Lunch) -> None:
    lunch.desktop(0)
    decided = push(lunch, 1, None).results[0]
    head = lunch.company.sync.head()
    lunch.clock.advance(400 * DAY)
    lunch.decide(1, "availability.set", ALONE)
    lunch.company.sync.prune()
    assert floors(lunch)[1] == 0, "not a moment too early"
    lunch.clock.advance(1)
    lunch.company.sync.prune()
    assert floors(lunch)[1] == head == decided.version
    cursor = lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=lunch.new_id())).cursor
    assert code(push(lunch, head - 1, cursor)) == "too_old"
    assert code(push(lunch, head - 1, None)) == "too_old"
    assert code(push(lunch, 0, cursor)) == "too_old"
    again = push(lunch, head - 1, cursor, decided.uuid)
    assert code(again) == "too_old", "it is not decided twice"
    assert code(push(lunch, head, cursor)) is None
    assert code(push(lunch, 0, None)) is None, "this desktop has never pulled, so nothing of it was ever decided"


def test_a_receipt_of_a_result_that_is_no_longer_kept_is_not_taken(lunch: Lunch) -> None:
    """Otherwise a change of long ago could be made to take effect once more."""
    desktop = lunch.desktop(0)
    desktop.do("availability.set", ALONE)
    desktop.sync()
    request, _ = desktop.store.proofs("another epoch", None)
    lunch.clock.advance(401 * DAY)
    lunch.company.sync.prune()
    before = lunch.company.sync.head()
    answer = lunch.company.sync.offer_again(
        STAFF[0].id, OfferAgainRequest(client_id=lunch.new_id(), changes=request.changes)
    )
    assert (answer.taken, answer.results, lunch.company.sync.head()) == (0, [], before)


def test_nothing_goes_while_a_restored_server_gathers(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    desktop.do("availability.set", ALONE)
    desktop.sync()
    backup = back_up(lunch)
    opened = desktop.do("party.open", a_party())
    desktop.sync()
    lunch.clock.advance(401 * DAY)
    put_back(lunch, backup)
    desktop.facts.try_now()
    lunch.company.sync.restored()
    lunch.company.sync.prune()
    assert floors(lunch) == (0, 0)
    wait_for(lunch, desktop)
    assert outcomes(desktop).get(opened.uuid, ("applied", None)) == ("applied", None)
    lunch.company.sync.prune()
    assert floors(lunch) != (0, 0)


def test_a_clock_that_was_wrong_for_a_while_lets_nothing_go_too_early(lunch: Lunch) -> None:
    lunch.clock.advance(-300 * DAY)
    lunch.decide(0, "availability.set", ALONE)
    lunch.clock.advance(300 * DAY)
    lunch.decide(1, "availability.set", ALONE)
    lunch.company.sync.prune()
    assert floors(lunch)[0] < 2


def test_the_server_looks_after_it_once_a_day(lunch: Lunch) -> None:
    upkeep = Upkeep(lunch.company.sync, lunch.clock)
    lunch.decide(0, "availability.set", ALONE)
    upkeep.look()
    assert floors(lunch)[0] == 0
    lunch.clock.advance(181 * DAY)
    upkeep.look()
    first = floors(lunch)[0]
    assert first == lunch.company.sync.head()
    lunch.decide(0, "availability.set", ALONE)
    lunch.clock.advance(DAY - 1)
    upkeep.look()
    assert floors(lunch)[0] == first


def test_the_server_ends_the_gathering_by_itself(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    backup = back_up(lunch)
    party = desktop.do("party.open", a_party()).answer["party_id"]
    desktop.sync()
    put_back(lunch, backup)
    desktop.sync()
    upkeep = Upkeep(lunch.company.sync, lunch.clock)
    upkeep.look()
    with pytest.raises(Recovering):
        lunch.company.sync.pull(STAFF[1].id, PullRequest(client_id=lunch.new_id()))
    lunch.clock.advance(GATHERING)
    upkeep.look()
    assert lunch.standing(party, 0) == "confirmed"
    assert lunch.ask("SELECT gathering_until FROM head") == [(None,)]


@pytest.mark.expects_error_log
def test_upkeep_that_fails_is_tried_again(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> None:
    upkeep = Upkeep(lunch.company.sync, lunch.clock)
    lunch.clock.advance(181 * DAY)

    def fail() -> Any:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as broken:
        broken.setattr(lunch.company.sync, "prune", fail)
        upkeep.look()
    assert floors(lunch)[0] == 0
    upkeep.look()
    assert floors(lunch)[0] == lunch.company.sync.head()


def test_a_void_of_an_old_change_is_taken(lunch: Lunch) -> None:
    push(lunch, 1, None)
    lunch.clock.advance(401 * DAY)
    lunch.company.sync.prune()
    void = PushedChange(seq=1, uuid=lunch.new_id(), void=True)
    answer = lunch.push(0, [void])
    assert answer.results[0].outcome == Outcome.VOID
