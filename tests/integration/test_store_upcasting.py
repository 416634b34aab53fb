"""Changes that another version of the program queued, on both hosts: `party.late`, as if it had a version 2."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.mutations import Intent, Mutation, Registry
from lunch_desktop.domain.parties.lateness import BE_LATE, BeLate
from lunch_desktop.store.desktop.queries import sync_centre
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding
from lunch_desktop.wire.arguments import understand
from tests.support.ciphered import connect_to
from tests.support.company import PLACES
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, ask, outcomes


@dataclass(frozen=True, slots=True)
class LateBySeconds:
    """The arguments of version 2."""

    party_id: PartyId
    seconds: int


def in_seconds(values: dict[str, Any]) -> dict[str, Any]:
    return {"party_id": values["party_id"], "seconds": values["minutes"] * 60}


def _first(args: LateBySeconds) -> BeLate:
    return BeLate(args.party_id, args.seconds // 60)


def _inverse(world: Any, args: LateBySeconds) -> Intent | None:
    intent = BE_LATE.inverse(world, _first(args)) if callable(BE_LATE.inverse) else None
    return intent and Intent(BE_LATE.name, LateBySeconds(args.party_id, intent.args.minutes * 60))


SECOND: Mutation[LateBySeconds] = Mutation(
    name=BE_LATE.name,
    version=2,
    arguments=LateBySeconds,
    run=lambda world, args: BE_LATE.run(world, _first(args)),
    authorise=lambda world, args: BE_LATE.authorise(world, _first(args)),
    roots=lambda actor, args: BE_LATE.roots(actor, _first(args)),
    inverse=_inverse,
    refusals=BE_LATE.refusals,
    upcasts={1: in_seconds},
)


def second_version() -> Registry:
    registry = Registry()
    for mutation in mutations():
        registry.add(SECOND if mutation.name == SECOND.name else mutation)
    return registry


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    made = Lunch(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desktop(lunch: Lunch) -> Desktop:
    return lunch.desktop(0)


def upgrade_server(lunch: Lunch) -> None:
    lunch.company.sync._registry = second_version()


def upgrade_desktop(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop.close()
    desktop.open()
    desktop.store._registry = second_version()
    monkeypatch.setattr(sync_centre, "mutations", second_version)


def late_minutes(path: Path) -> int:
    ((minutes,),) = ask(path, "SELECT late_minutes FROM memberships")
    return int(minutes)


def the_only_queued(desktop: Desktop) -> tuple[str, str]:
    ((payload, digest),) = ask(desktop.path, "SELECT payload, hash FROM outbox")
    return payload, digest


def test_a_queue_of_the_first_version_is_understood_by_both_hosts_and_its_bytes_stay(
    lunch: Lunch, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = lunch.open(0)
    desktop.sync()
    late = desktop.do("party.late", BeLate(party, 10))
    before = the_only_queued(desktop)
    assert '"mutation_version":1' in before[0]
    upgrade_server(lunch)
    upgrade_desktop(desktop, monkeypatch)
    desktop.store.apply(desktop.remote.pull(desktop.store.pull_request()), desktop.store.pull_request())
    assert the_only_queued(desktop) == before
    assert late_minutes(desktop.path) == 10, "the replay has upcast it"
    (waiting,) = desktop.reads.sync_centre().waiting
    assert waiting.args == {"party_id": party, "seconds": 600}
    desktop.sync()
    assert outcomes(desktop)[late.uuid] == ("applied", None)
    assert late_minutes(lunch.company.path) == 10
    lunch.agrees(desktop)


def test_an_inverse_that_the_first_version_kept_still_undoes(
    lunch: Lunch, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = lunch.open(0)
    desktop.sync()
    desktop.do("party.late", BeLate(party, 5))
    late = desktop.do("party.late", BeLate(party, 10))
    desktop.sync()
    with closing(connect_to(desktop.path)) as file:  # as the first version wrote it
        (kept,) = file.execute("SELECT inverse FROM history WHERE uuid = ?", [late.uuid]).fetchone()
        said = json.loads(kept)
        assert said.pop("mutation_version") == 1
        file.execute("UPDATE history SET inverse = ? WHERE uuid = ?", [json.dumps(said), late.uuid])
        file.commit()
    upgrade_server(lunch)
    upgrade_desktop(desktop, monkeypatch)
    desktop.store.undo(late.uuid)
    assert '"mutation_version":2' in the_only_queued(desktop)[0]
    desktop.sync()
    assert late_minutes(lunch.company.path) == 5


def test_a_change_refused_in_the_first_version_is_tried_again_in_the_second(
    lunch: Lunch, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = lunch.open(0)
    desktop.sync()
    late = desktop.do("party.late", BeLate(party, 10))
    lunch.clock.advance(24 * 3_600_000)
    desktop.sync()
    assert outcomes(desktop)[late.uuid] == ("refused", "over")
    lunch.clock.advance(-24 * 3_600_000)
    upgrade_server(lunch)
    upgrade_desktop(desktop, monkeypatch)
    again = desktop.store.retry(late.uuid)
    desktop.sync()
    assert outcomes(desktop)[again.uuid] == ("applied", None)
    assert late_minutes(lunch.company.path) == 10


def test_a_server_that_does_not_know_the_version_refuses_visibly_and_the_change_is_tried_again_after_its_update(
    lunch: Lunch, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = lunch.open(0)
    desktop.sync()
    upgrade_desktop(desktop, monkeypatch)
    late = desktop.do("party.late", LateBySeconds(party, 600))
    later = desktop.do("party.open", a_party(300, restaurant=PLACES[0].id))
    desktop.sync()
    assert outcomes(desktop) == {late.uuid: ("refused", "not_understood"), later.uuid: ("applied", None)}
    assert [one.uuid for one in desktop.reads.sync_centre().attention] == [late.uuid]
    upgrade_server(lunch)
    again = desktop.store.retry(late.uuid)
    desktop.sync()
    assert outcomes(desktop)[again.uuid] == ("applied", None)


def test_a_change_of_a_newer_version_waits_without_effect_and_without_a_rules_word(
    lunch: Lunch, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = lunch.open(0)
    desktop.sync()
    upgrade_server(lunch)
    upgrade_desktop(desktop, monkeypatch)
    late = desktop.do("party.late", LateBySeconds(party, 600))
    before = the_only_queued(desktop)
    desktop.close()
    desktop.open()  # the program was put back to the older version
    monkeypatch.setattr(sync_centre, "mutations", mutations)
    request = desktop.store.pull_request()
    desktop.store.apply(desktop.remote.pull(request), request)
    assert late_minutes(desktop.path) == 0
    (waiting,) = desktop.reads.sync_centre().waiting
    assert (waiting.standing, waiting.code) == (ChangeStanding.WAITING, None)
    assert waiting.args == {"party_id": party, "seconds": 600}
    assert the_only_queued(desktop) == before
    desktop.sync()
    assert outcomes(desktop) == {late.uuid: ("applied", None)}
    assert late_minutes(desktop.path) == 10
    lunch.agrees(desktop)


def test_what_was_built_on_a_change_of_a_newer_version_still_goes_with_it(lunch: Lunch, desktop: Desktop) -> None:
    opened = desktop.do("party.open", a_party())
    desktop.do("party.late", BeLate(opened.answer["party_id"], 5))
    registry = mutations()
    registry._by_name.pop("party.open")
    desktop.store._registry = registry
    desktop.store.forget_cursor()
    request = desktop.store.pull_request()
    desktop.store.apply(desktop.remote.pull(request), request)
    desktop.store.discard([opened.uuid])
    assert desktop.store.waiting() == 0


@pytest.mark.parametrize("values", [{}, {"party_id": "x", "minutes": []}, {"party_id": "x", "minutes": None}])
def test_arguments_that_no_version_had_are_not_understood(lunch: Lunch, values: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        understand(second_version(), SECOND.name, 1, values)
    assert caught.value.code is RefusalCode.NOT_UNDERSTOOD
    upgrade_server(lunch)
    assert lunch.decide(0, SECOND.name, values).code == "not_understood"


def test_versions_are_upcast_one_after_the_other_and_what_was_given_stays() -> None:
    third = replace(SECOND, version=3, upcasts={1: in_seconds, 2: lambda values: {**values, "seconds": "x"}})
    given = {"party_id": "p", "minutes": 2}
    assert third.upcast(1, given) == {"party_id": "p", "seconds": "x"}
    assert third.upcast(2, {"party_id": "p", "seconds": 120}) == {"party_id": "p", "seconds": "x"}
    assert third.upcast(3, given) is given
    assert given == {"party_id": "p", "minutes": 2}
