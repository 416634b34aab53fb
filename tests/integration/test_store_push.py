"""What the server decides about a batch: once, in order, without a trace of what it refuses, and kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import ChangeId, EmployeeId, PartyId, derived_id
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.opening import open_party
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.times import Day
from lunch_desktop.domain.world import NOT_HELD
from lunch_desktop.store.company.push import ClientForked, SequenceGap
from lunch_desktop.store.company.sync import AccountRefused, EpochChanged
from lunch_desktop.sync.http import Forbidden
from lunch_desktop.wire.changes import LARGEST_BATCH, Outcome
from lunch_desktop.wire.sync import PullRequest, PushedChange, PushRequest
from tests.support.company import STAFF, an_id
from tests.support.lunch import Lunch, a_party, a_seat

ALONE = SetAvailability(Day("2026-11-19"), "alone", None, None)


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def _everything(lunch: Lunch) -> dict[str, Any]:
    """All that the server knows, clients aside."""
    tables = ["parties", "memberships", "availabilities", "free_windows", "visits", "results", "feed", "grants", "head"]
    return {name: lunch.ask(f"SELECT * FROM {name} ORDER BY 1, 2, 3") for name in tables}


def test_the_same_change_again_gets_the_result_that_stands(lunch: Lunch) -> None:
    client, change = lunch.new_id(), lunch.change("party.open", a_party())
    first = lunch.push(0, [change], client)
    party = first.results[0].answer["party_id"]
    lunch.decide(0, "party.edit", EditParty(party, {"title": ("국밥 먹어요", "라멘")}))
    again = lunch.push(0, [change], client)
    assert again.results == first.results
    assert again.last_seq == first.last_seq == 1
    assert lunch.party(party).title == "라멘"
    assert len(lunch.ask("SELECT id FROM parties")) == 1


def test_a_refusal_that_was_given_stands_although_it_would_be_granted_now(lunch: Lunch) -> None:
    party = lunch.open(2, a_party(capacity=2))
    lunch.decide(1, "party.join", a_seat(party))
    client, wish = lunch.new_id(), lunch.change("party.join", a_seat(party))
    assert lunch.push(0, [wish], client).results[0].code == "full"
    lunch.decide(2, "party.edit", EditParty(party, {"capacity": (2, 3)}))
    assert lunch.push(0, [wish], client).results[0].code == "full"
    assert lunch.standing(party, 0) is None


def test_a_former_change_with_another_payload_is_another_history(lunch: Lunch) -> None:
    client, change = lunch.new_id(), lunch.change("party.open", a_party())
    lunch.push(0, [change], client)
    before = _everything(lunch)
    other = change.model_copy(update={"payload": (change.payload or "").replace("국밥", "라멘")})
    with pytest.raises(ClientForked):
        lunch.push(0, [other], client)
    assert _everything(lunch) == before


def test_another_change_at_a_seq_that_was_decided_is_another_history(lunch: Lunch) -> None:
    client = lunch.new_id()
    lunch.send(0, ("party.open", a_party()), client=client)
    before = _everything(lunch)
    with pytest.raises(ClientForked):
        lunch.send(0, ("party.open", a_party(240)), client=client)
    assert _everything(lunch) == before


def test_a_batch_that_skips_a_seq_is_not_taken(lunch: Lunch) -> None:
    client = lunch.new_id()
    lunch.send(0, ("party.open", a_party()), client=client)
    before = _everything(lunch)
    with pytest.raises(SequenceGap) as caught:
        lunch.send(0, ("availability.set", ALONE), client=client, first=3)
    assert caught.value.last_seq == 1
    with pytest.raises(SequenceGap):
        lunch.push(0, [lunch.change("availability.set", ALONE, seq) for seq in (2, 4)], client)
    assert _everything(lunch) == before


def test_a_device_of_somebody_else_is_another_history(lunch: Lunch) -> None:
    client = lunch.new_id()
    lunch.send(0, ("availability.set", ALONE), client=client)
    with pytest.raises(ClientForked):
        lunch.send(1, ("availability.set", ALONE), client=client, first=2)


def test_the_same_uuid_of_two_people_are_two_changes(lunch: Lunch) -> None:
    change = lunch.change("availability.set", ALONE)
    assert lunch.push(0, [change]).results[0].outcome == Outcome.APPLIED
    assert lunch.push(1, [change]).results[0].outcome == Outcome.APPLIED
    assert len(lunch.ask("SELECT id FROM availabilities")) == 2


def test_nobody_takes_a_colleagues_party_over_by_the_uuid_of_its_opening(lunch: Lunch) -> None:
    """Members can read it in the host's seat, and the party's id follows from it."""
    change = lunch.change("party.open", a_party())
    party = lunch.push(0, [change]).results[0].answer["party_id"]
    stolen = lunch.push(1, [change]).results[0]
    assert (stolen.outcome, stolen.code) == (Outcome.REFUSED, "invalid_value")
    assert lunch.party(party).host_id == STAFF[0].id


def test_one_uuid_twice_in_a_batch_is_no_history_at_all(lunch: Lunch) -> None:
    one = lunch.change("availability.set", ALONE, 1)
    before = _everything(lunch)
    with pytest.raises(ClientForked):
        lunch.push(0, [one, one.model_copy(update={"seq": 2})])
    assert _everything(lunch) == before


def test_a_refused_change_leaves_no_trace_but_its_result(lunch: Lunch) -> None:
    party = lunch.open(0)
    before = _everything(lunch)
    args = EditParty(PartyId(party), {"title": ("국밥 먹어요", "라멘"), "capacity": (4, 99)})
    result = lunch.decide(0, "party.edit", args)
    assert (result.outcome, result.code) == (Outcome.REFUSED, "capacity_out_of_range")
    after = _everything(lunch)
    assert len(after.pop("results")) == len(before.pop("results")) + 1
    assert after.pop("head")[0][2] == before.pop("head")[0][2] + 1
    assert after == before


def test_a_refused_change_does_not_take_the_others_of_its_batch_along(lunch: Lunch) -> None:
    response = lunch.send(
        0,
        ("party.open", a_party(60, lasting=30)),
        ("party.open", a_party(60, title="")),
        ("party.join", a_seat(an_id("nowhere"))),
        ("party.open", a_party(120, lasting=30)),
    )
    assert [one.code for one in response.results] == [None, "title_missing", "not_found", None]
    assert response.last_seq == 4
    assert len(lunch.ask("SELECT id FROM parties")) == 2


def test_a_batch_sees_its_own_earlier_changes(lunch: Lunch) -> None:
    """Opened, edited and overlapped before anything was written."""
    opening = lunch.change("party.open", a_party(), 1)
    party = PartyId(derived_id(ChangeId(opening.uuid), 0))
    edit = lunch.change("party.edit", EditParty(party, {"title": ("국밥 먹어요", "라멘")}), 2)
    clash = lunch.change("party.open", a_party(130), 3)
    response = lunch.push(0, [opening, edit, clash])
    assert [one.code for one in response.results] == [None, None, "overlaps"]
    assert lunch.party(party).title == "라멘"


def test_five_hundred_changes_go_in_one_batch_and_one_commit(lunch: Lunch) -> None:
    head = lunch.company.sync.head()
    days = [f"2027-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(336)] * 2
    wants = [("availability.set", SetAvailability(Day(day), "alone", None, None)) for day in days[:LARGEST_BATCH]]
    response = lunch.send(0, *wants)
    assert len(response.results) == LARGEST_BATCH
    assert {one.outcome for one in response.results} == {Outcome.APPLIED}
    assert {one.version for one in response.results} == {head + 1} == {lunch.company.sync.head()}
    assert lunch.ask("SELECT count(*) FROM availabilities") == [(336,)]


def test_more_than_five_hundred_are_not_a_request(lunch: Lunch) -> None:
    changes = [lunch.change("availability.set", ALONE, seq) for seq in range(1, LARGEST_BATCH + 2)]
    with pytest.raises(ValueError, match="at most 500"):
        PushRequest(client_id=lunch.new_id(), epoch=None, mutations=changes)


@pytest.mark.parametrize(
    "payload",
    [
        None,
        "",
        "not JSON",
        "[]",
        '{"name":"party.open"}',
        '{"name":"party.conquer","mutation_version":1,"args":{},"base":0,"created_at":0}',
        '{"name":"party.open","mutation_version":2,"args":{},"base":0,"created_at":0}',
        '{"name":"party.late","mutation_version":1,"args":{"party_id":"x","minutes":"soon"},"base":0,"created_at":0}',
        '{"name":"party.late","mutation_version":1,"args":{"party_id":"x\\u0000","minutes":5},"base":0,"created_at":0}',
        '{"name":"visit.forget","mutation_version":1,"args":{"party_id":"\\ud800"},"base":0,"created_at":0}',
        '{"name":"party.late","mutation_version":1,"args":{"party_id":"x","minutes":9223372036854775808},'
        '"base":0,"created_at":0}',
    ],
)
def test_what_is_not_understood_is_refused_and_the_rest_goes_on(lunch: Lunch, payload: str | None) -> None:
    client = lunch.new_id()
    strange = PushedChange(seq=1, uuid=lunch.new_id(), payload=payload)
    response = lunch.push(0, [strange, lunch.change("availability.set", ALONE, 2)], client)
    assert [(one.outcome, one.code) for one in response.results] == [
        (Outcome.REFUSED, "not_understood"),
        (Outcome.APPLIED, None),
    ]
    assert lunch.push(0, [strange], client).results[0] == response.results[0]


@pytest.mark.expects_error_log
def test_a_change_that_the_database_does_not_take_is_found_and_refused_alone(
    lunch: Lunch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules have let through what a foreign key does not: the batch runs again one by one."""
    stray = a_party(title="stray")
    opening = [
        lunch.change("party.open", one, seq) for seq, one in enumerate((a_party(60, lasting=30), stray), start=1)
    ]

    class Blind:
        """A World in which the rule finds every restaurant."""

        def __init__(self, world: Any) -> None:
            self._world = world

        def __getattr__(self, name: str) -> Any:
            return getattr(self._world, name)

        def get(self, table: Any, row_id: str) -> Any:
            return NOT_HELD if table.name == "restaurants" else self._world.get(table, row_id)

    mutation = lunch.company.sync._registry["party.open"]
    blind = replace(mutation, run=lambda world, args: open_party(Blind(world), args))
    monkeypatch.setitem(lunch.company.sync._registry._by_name, "party.open", blind)
    no_such = lunch.change("party.open", replace(stray, restaurant_id=an_id("no restaurant")), 2)  # type: ignore[arg-type]
    response = lunch.push(0, [opening[0], no_such, lunch.change("availability.set", ALONE, 3)])
    assert [one.code for one in response.results] == [None, "invalid_value", None]
    assert [title for (title,) in lunch.ask("SELECT title FROM parties")] == ["국밥 먹어요"]


def test_a_void_takes_the_place_of_a_change_that_was_never_decided(lunch: Lunch) -> None:
    client = lunch.new_id()
    withdrawn = PushedChange(seq=1, uuid=lunch.new_id(), void=True)
    response = lunch.push(0, [withdrawn, lunch.change("availability.set", ALONE, 2)], client)
    assert [one.outcome for one in response.results] == [Outcome.VOID, Outcome.APPLIED]
    late = lunch.change("party.open", a_party(), 1, uuid=withdrawn.uuid)
    assert lunch.push(0, [late], client).results[0].outcome == Outcome.VOID
    assert lunch.ask("SELECT id FROM parties") == []


def test_a_void_of_a_decided_change_is_answered_with_the_result_that_stands(lunch: Lunch) -> None:
    client, change = lunch.new_id(), lunch.change("party.open", a_party())
    first = lunch.push(0, [change], client)
    void = PushedChange(seq=1, uuid=change.uuid, void=True)
    assert lunch.push(0, [void], client).results == first.results
    assert len(lunch.ask("SELECT id FROM parties WHERE state = 'open'")) == 1


def test_a_deactivated_employee_is_refused_and_nothing_is_consumed(lunch: Lunch) -> None:
    client, change = lunch.new_id(), lunch.change("party.open", a_party())
    lunch.company.sync.import_rows([(EMPLOYEES, replace(STAFF[0], active=False))])
    before = _everything(lunch)
    with pytest.raises(AccountRefused):
        lunch.push(0, [change], client)
    with pytest.raises(AccountRefused):
        lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=client))
    with pytest.raises(AccountRefused):
        lunch.company.sync.pull(EmployeeId(an_id("nobody")), PullRequest(client_id=client))
    assert _everything(lunch) == before
    assert lunch.ask("SELECT client_id FROM clients") == []
    lunch.company.sync.import_rows([(EMPLOYEES, STAFF[0])])
    assert lunch.push(0, [change], client).results[0].outcome == Outcome.APPLIED


def test_a_deactivated_employee_reads_so_on_the_desktop_and_the_queue_stays(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    desktop.do("party.open", a_party())
    lunch.company.sync.import_rows([(EMPLOYEES, replace(STAFF[0], active=False))])
    with pytest.raises(Forbidden):
        desktop.sync()
    assert desktop.store.waiting() == 1
    lunch.company.sync.import_rows([(EMPLOYEES, STAFF[0])])
    desktop.sync()
    assert desktop.store.waiting() == 0
    lunch.agrees(desktop)


def test_another_epoch_sends_the_desktop_to_pull_first(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    desktop.do("party.open", a_party())
    with lunch.company.database.writing() as connection:
        connection.exec_driver_sql("UPDATE head SET epoch = 'another'")
    with pytest.raises(EpochChanged):
        lunch.company.sync.push(
            STAFF[0].id, PushRequest(client_id=lunch.new_id(), epoch="former", mutations=[lunch.change("x", {})])
        )
    desktop.sync()
    assert desktop.store.waiting() == 0
    lunch.agrees(desktop)


def test_versions_and_tags_of_commits_are_one_unbroken_history(lunch: Lunch) -> None:
    for person in (0, 1, 2):
        lunch.open(person)
    rows = lunch.ask("SELECT version, tag FROM commits ORDER BY version")
    assert [version for version, _ in rows] == list(range(lunch.company.sync.head() + 1))
    assert len({tag for _, tag in rows}) == len(rows)
