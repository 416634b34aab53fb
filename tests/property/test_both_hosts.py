"""One rule, two hosts: every mutation does the same on the desktop as on the server, `decides` aside.

What is compared, for each registered mutation and generated states:

(a) The desktop that has pulled everything against the company, neither deciding: the same rows, answer and refusal.
    The one difference: of a row that the desktop doesn't hold it can't say "not found", the company can.
(b) The company deciding against not deciding: the same refusal, but for a full party; the same rows, but for what
    only the server decides: the standing and turn of a seat asked for, who is promoted, who succeeds the host, and who
    is asked again.
(c) A party that the actor may not see: the desktop never refuses because of it, the server answers `not_found`.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    REQUEST_LAPSES,
    TAKING_PART,
    MembershipState,
    Party,
    PartyState,
)
from lunch_desktop.domain.parties.standing import Relation
from lunch_desktop.store.world import Key
from tests.support.areas import AREA_OF
from tests.support.areas.area import no_rows
from tests.support.intents import ARGUMENTS
from tests.support.states import (
    CHANGE,
    LATER_CHANGE,
    PEOPLE,
    REGISTRY,
    WHEN,
    Did,
    Hosts,
    Laboratory,
    State,
    Watched,
    everything,
    rows_of,
    states,
    strays,
    without_turns,
)

NAMES = sorted(mutation.name for mutation in REGISTRY)
ONLY_BY_SHAPE = {RefusalCode.INVALID_VALUE, RefusalCode.NOTHING_TO_CHANGE}
"""What arguments are refused for by themselves, whatever rows there are."""
ABOUT_A_PARTY = [name for name in NAMES if "party_id" in REGISTRY[name].arguments.__dataclass_fields__]

EXAMPLES = int(os.environ.get("LUNCH_PROPERTY_EXAMPLES", "30"))
pytestmark = pytest.mark.timeout(300)


@st.composite
def cases(draw: st.DrawFn, name: str, fewest: int = 0) -> tuple[State, EmployeeId]:
    """A state and one who acts in it; mostly such that the mutation `name` has a chance."""
    likely = draw(st.integers(0, 3)) > 0
    when = [one for one in WHEN if not likely or (one <= 0) == name.startswith("visit.")]
    if name == "party.join" and likely:
        when = [one for one in WHEN if one > 18]
    area = AREA_OF.get(name)
    state = draw(states(fewest, when, area.furnish if area else no_rows))
    here = [one.id for one in PEOPLE]
    if area and name in area.able:
        able = sorted(set(area.able[name](state.parties, state.more)) & set(here))
        return state, draw(st.sampled_from(able if able and likely else here))
    able = [
        one
        for party in state.parties
        for one in here
        if one != party.host_id or name != "party.join"
        if _has_a_chance(name, state, one, party)
    ]
    return state, draw(st.sampled_from(able if able and likely else here))


quickly = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    """Both hosts' databases, made once."""
    made = Laboratory(tmp_path_factory.mktemp("hosts"))
    yield made
    made.close()


_UNKNOWN_HERE = frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_ADMIN})
"""What a desktop can't say for want of rows: whether there is something, and that somebody is no admin."""


def _arguments(name: str, data: st.DataObject, state: State, hosts: Hosts, *, hidden: bool = False) -> Any:
    visible = state.visible_to(hosts.actor)
    parties = [party for party in state.parties if party not in visible] if hidden else visible
    assume(parties or name not in ABOUT_A_PARTY)
    if not hidden and data.draw(st.integers(0, 3)):  # mostly what has a chance
        parties = [party for party in parties if _has_a_chance(name, state, hosts.actor, party)] or parties
    return ARGUMENTS[name](data.draw, state.seen_by(hosts.actor, parties))


def _has_a_chance(name: str, state: State, actor: str, party: Party) -> bool:
    area = AREA_OF.get(name)
    if area is not None and name in area.chance:
        return area.chance[name](state, actor, party)
    if RULES[name].allowed == frozenset({Relation.HOST}):
        return party.host_id == actor
    if name == "visit.forget":
        return any(one.party_id == party.id and one.employee_id == actor for one in state.visits)
    if name == "visit.record":
        return party.meets_at <= state.now
    if name == "party.join":
        mine = next((one for one in state.memberships if (one.party_id, one.employee_id) == (party.id, actor)), None)
        ahead = party.state == PartyState.OPEN and party.meets_at > state.now + REQUEST_LAPSES
        return ahead and (mine is None or mine.state not in TAKING_PART)
    return True


@pytest.mark.parametrize("name", NAMES)
def test_the_desktop_and_the_server_do_the_same_when_neither_decides(laboratory: Laboratory, name: str) -> None:
    came_to: Counter[str | None] = Counter()

    @quickly
    @given(case=cases(name), data=st.data())
    def compare(case: tuple[State, EmployeeId], data: st.DataObject) -> None:
        state, actor = case
        with laboratory.hosts(state, actor) as hosts:
            args = _arguments(name, data, state, hosts)
            company = hosts.run(hosts.server(decides=False), name, args)
            watched = Watched(hosts.replica)
            desktop = hosts.run(hosts.desktop(watched), name, args)
            came_to[company.code] += 1
            if company.code in _UNKNOWN_HERE and watched.not_held:
                assert desktop.code != company.code
            else:
                assert desktop == company

    compare()
    assert came_to[None] > 0, f"never applied, so nothing was compared: {came_to}"


@pytest.mark.parametrize("name", NAMES)
def test_deciding_changes_only_what_the_server_alone_can_know(laboratory: Laboratory, name: str) -> None:
    @quickly
    @given(case=cases(name), data=st.data())
    def compare(case: tuple[State, EmployeeId], data: st.DataObject) -> None:
        state, actor = case
        with laboratory.hosts(state, actor) as hosts:
            args = _arguments(name, data, state, hosts)
            open_ended = hosts.run(hosts.server(decides=False), name, args)
            decided = hosts.run(hosts.server(decides=True), name, args)
            if decided.code in _only_decided(name):
                assert open_ended.code is None
                return
            assert (decided.code, decided.details) == (open_ended.code, open_ended.details)
            if decided.code is None:
                _same_but_for_decisions(name, actor, open_ended, decided)

    compare()


def _only_decided(name: str) -> frozenset[RefusalCode]:
    """Refusals that only the server can give, because it alone counts seats."""
    if name == "party.join":
        return frozenset({RefusalCode.FULL})
    area = AREA_OF.get(name)
    return area.only_decided.get(name, frozenset()) if area else frozenset()


def _same_but_for_decisions(name: str, actor: str, open_ended: Did, decided: Did) -> None:
    """The actor's own doing is the same row for row; what the server adds is one of its four decisions."""
    own = dict(open_ended.rows)
    for key, (before, after) in decided.rows.items():
        expected = own.pop(key, None)
        if expected is None or expected != (before, after):
            start = before if expected is None else expected[1]
            assert _is_a_decision(name, actor, key, start, after), (key, start, after)
    for key, (before, after) in own.items():  # a decision may have put a row back to what it was
        assert _is_a_decision(name, actor, key, after, before), (key, after, before)


def _is_a_decision(name: str, actor: str, key: Key, start: Any, after: Any) -> bool:
    """Whether only the server could make `after` of `start`, in that mutation."""
    area = AREA_OF.get(name)
    if area is not None:
        return name in area.is_a_decision and area.is_a_decision[name](actor, key, start, after)
    if key[0] == MEMBERSHIPS.name:
        seat_given = name == "party.join" and after.employee_id == actor and start.state == MembershipState.REQUESTED
        if seat_given:
            decided = after.state in (MembershipState.CONFIRMED, MembershipState.WAITLISTED) and after.turn > 0
            return decided and without_turns(start) == without_turns(after)
        promoted = replace(start, state=MembershipState.CONFIRMED)
        asked_again = replace(start, state=MembershipState.INVITED, turn=0, joined_by=None, late_minutes=0)
        if name in ("party.leave", "party.edit") and start.state == MembershipState.WAITLISTED:
            return bool(after == promoted)
        return bool(name == "party.edit" and start.state == MembershipState.CONFIRMED and after == asked_again)
    if key[0] == PARTIES.name and name == "party.leave" and start.host_id == actor:
        succeeded = after.host_id != actor and after == replace(start, host_id=after.host_id)
        return bool(succeeded or after == replace(start, state=PartyState.CANCELLED))
    return False


@pytest.mark.parametrize("name", ABOUT_A_PARTY)
def test_of_a_party_that_is_not_theirs_the_desktop_knows_nothing_and_the_server_says_not_found(
    laboratory: Laboratory, name: str
) -> None:
    @quickly
    @given(case=cases(name, fewest=2), data=st.data())
    def compare(case: tuple[State, EmployeeId], data: st.DataObject) -> None:
        state, actor = case
        with laboratory.hosts(state, actor) as hosts:
            args = _arguments(name, data, state, hosts, hidden=True)
            assert hosts.run(hosts.server(), name, args).code == RefusalCode.NOT_FOUND
            desktop = hosts.run(hosts.desktop(), name, args)
            assert desktop.code is None or desktop.code in ONLY_BY_SHAPE
            assert desktop.rows == {}

    compare()


@pytest.mark.parametrize("name", NAMES)
def test_undo_leaves_a_world_as_it_was_and_refusals_are_declared(laboratory: Laboratory, name: str) -> None:
    @quickly
    @given(case=cases(name), data=st.data(), seen=st.booleans())
    def compare(case: tuple[State, EmployeeId], data: st.DataObject, seen: bool) -> None:
        state, actor = case
        with laboratory.hosts(state, actor) as hosts:
            parties = list(state.parties) if not seen else state.visible_to(actor)
            args = ARGUMENTS[name](data.draw, state.seen_by(actor, parties))
            for world in (hosts.server(), hosts.desktop()):
                earlier = data.draw(st.sampled_from([None, *NAMES]))
                if earlier is not None:  # something of the same batch went before, and stays
                    first = ARGUMENTS[earlier](data.draw, state.seen_by(actor, parties))
                    hosts.run(world, earlier, first, change=PEOPLE[0].id)  # type: ignore[arg-type]
                dry = hosts.run(world, name, args)  # so that the World has read all that the mutation reads
                world.undo()
                before, standing = everything(world), world.changes()
                did = hosts.run(world, name, args)
                world.undo()
                after = everything(world)
                assert {key: after[key] for key in before} == before
                assert world.changes() == standing
                assert strays(world) == []
                assert did == dry
                assert did.code is None or did.code in REGISTRY[name].refusals

    compare()


@pytest.mark.parametrize("name", [one.name for one in REGISTRY if callable(one.inverse)])
def test_the_inverse_takes_back_what_the_mutation_did(laboratory: Laboratory, name: str) -> None:
    """On the server, one straight after the other; where the server allows both."""
    taken_back: Counter[bool] = Counter()

    @quickly
    @given(case=cases(name), data=st.data())
    def compare(case: tuple[State, EmployeeId], data: st.DataObject) -> None:
        state, actor = case
        with laboratory.hosts(state, actor) as hosts:
            args = _arguments(name, data, state, hosts)
            world = hosts.server()
            world.begin(actor, state.now, CHANGE)
            inverse = REGISTRY[name].inverse(world, args)  # type: ignore[operator]  # FINAL ones are left out above
            if hosts.run(world, name, args).code is not None:
                return
            after = {key: row for key, (_, row) in rows_of(world).items()}
            if inverse is None:
                assert after == {}
                return
            undone = hosts.run(world, inverse.name, inverse.args, LATER_CHANGE)
            taken_back[undone.code is None] += 1
            if undone.code is None:
                area = AREA_OF.get(name)
                assert "conflicts" not in undone.answer or (area is not None and name in area.told_again)
                _is_taken_back(name, after, undone.rows)

    compare()
    assert taken_back[True] > 0, f"the inverse was never applied: {taken_back}"


def _is_taken_back(name: str, after: dict[Key, Any], undone: Mapping[Key, tuple[Any, Any]]) -> None:
    """What a person would look at is as before; `undone` holds rows that differ from before the mutation."""
    area = AREA_OF.get(name)
    for key, (before, row) in undone.items():
        if area is not None:
            may_differ = area.is_taken_back.get(name)
            assert may_differ is not None and may_differ(key, before, row), f"{key} differs: {before} {row}"  # noqa: PT018
            continue
        match name:
            case "party.open":
                assert row.state == (PartyState.CANCELLED if key[0] == PARTIES.name else MembershipState.CONFIRMED)
            case "party.edit" if key[0] == PARTIES.name:
                raise AssertionError(f"the party differs: {before} {row}")
            case "party.edit":  # somebody was promoted, or asked again, while there was room or an overlap
                assert row.state in (MembershipState.CONFIRMED, MembershipState.INVITED)
            case "party.join" if after.get(key) is None:  # the seat went to somebody who waited
                assert row.state == MembershipState.CONFIRMED
            case "party.join":
                assert (row.state, row.joined_by) == (MembershipState.LEFT, None)
            case "party.invite":
                assert row.state == MembershipState.REMOVED
            case "party.uninvite":
                assert row.state == MembershipState.INVITED
                assert before.state == MembershipState.LEFT
            case _:
                raise AssertionError(f"{key} differs: {before} {row}")
    if name == "party.open":
        assert undone.keys() == after.keys()
