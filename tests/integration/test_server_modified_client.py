"""An employee with a client of their own making, at the real server: what it says of itself counts for nothing.

Told elsewhere: receipts that the server did not give (test_store_restored), pages of others (test_store_pages), volumes
of others (test_store_volumes), cursors and rights (tests/property/test_hostile_pulls), arguments that no version had
(test_store_upcasting), tokens that were tampered with (test_server_tokens).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from lunch_desktop.domain.ids import ChangeId, derived_id
from lunch_desktop.domain.parties.entities import membership_id
from lunch_desktop.wire.arguments import arguments_as_json
from tests.integration.support_server import LOGINS, RunningServer, running
from tests.support import plain
from tests.support.clock import ManualClock
from tests.support.company import STAFF
from tests.support.lunch import MORNING, a_party

MINE, THEIRS = 1, 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running(tmp_path_factory.mktemp("server"), clock=ManualClock(MORNING)) as started:
        yield started


def change(server: RunningServer, name: str, args: Any, **more: Any) -> dict[str, Any]:
    """A change, with whatever else a client may write into it."""
    values = args if isinstance(args, dict) else arguments_as_json(args)
    said = {"name": name, "mutation_version": 1, "args": values, "base": 0, "created_at": server.clock.now(), **more}
    return {"seq": 1, "uuid": str(uuid4()), "payload": json.dumps(said)}


def push(server: RunningServer, person: int, *changes: dict[str, Any], **more: Any) -> Any:
    """The answer to a push."""
    sent = {"client_id": str(uuid4()), "mutations": list(changes), **more}
    return server.call("POST", "/api/v1/sync/push", server.token(LOGINS[person]), json=sent).json()


def ask(server: RunningServer, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows by plain SQL."""
    return plain.ask(f"sqlite:///{Path(server.folder) / 'company.db'}", query, *values)


def an_opening(server: RunningServer, hour: int, title: str = "국수") -> dict[str, Any]:
    """A party at an hour of its own, so that nobody's lunches overlap."""
    return arguments_as_json(a_party(60 * hour, title=title, lasting=30, now=server.clock.now()))


def test_the_actor_is_the_sessions_whoever_the_change_names(server: RunningServer) -> None:
    theirs = STAFF[THEIRS].id
    named = {"actor": theirs, "employee_id": theirs, "host_id": theirs, "author": theirs}
    made = change(server, "party.open", {**an_opening(server, 1), **named}, **named)
    (result,) = push(server, MINE, {**made, **named}, **named)["results"]
    party = result["answer"]["party_id"]
    assert ask(server, "SELECT host_id FROM parties WHERE id = ?", party) == [(STAFF[MINE].id,)]
    assert ask(server, "SELECT employee_id FROM memberships WHERE party_id = ?", party) == [(STAFF[MINE].id,)]
    assert ask(server, "SELECT employee_id FROM results WHERE uuid = ?", made["uuid"]) == [(STAFF[MINE].id,)]


def test_a_change_with_the_uuid_of_somebody_elses_takes_nothing_from_them(server: RunningServer) -> None:
    """The uuid of who took a seat can be read beside it; the id of a party follows from its change's."""
    theirs = change(server, "party.open", an_opening(server, 2, "남의 파티"))
    (first,) = push(server, THEIRS, theirs)["results"]
    party = first["answer"]["party_id"]
    assert party == derived_id(ChangeId(theirs["uuid"]), 0)
    mine = change(server, "party.open", an_opening(server, 3, "내 파티")) | {"uuid": theirs["uuid"]}
    (second,) = push(server, MINE, mine)["results"]
    assert (second["outcome"], second["code"]) == ("refused", "invalid_value")
    assert ask(server, "SELECT host_id, title FROM parties WHERE id = ?", party) == [(STAFF[THEIRS].id, "남의 파티")]
    assert push(server, MINE, theirs)["error"]["code"] == "client_forked", "with their bytes it is another history"
    kept = ask(server, "SELECT employee_id, outcome FROM results WHERE uuid = ? ORDER BY outcome", theirs["uuid"])
    assert kept == [(STAFF[THEIRS].id, "applied"), (STAFF[MINE].id, "refused")]


def test_a_queue_of_somebody_elses_is_neither_read_nor_moved(server: RunningServer) -> None:
    client = str(uuid4())
    push(server, THEIRS, change(server, "party.open", an_opening(server, 4)), client_id=client)
    for mine in ([], [change(server, "party.open", an_opening(server, 5)) | {"seq": 2}]):
        assert push(server, MINE, *mine, client_id=client)["error"]["code"] == "client_forked"
    pulled = server.call("POST", "/api/v1/sync/pull", server.token(LOGINS[MINE]), json={"client_id": client}).json()
    assert "results" not in pulled
    assert pulled["last_seq"] == 0
    assert ask(server, "SELECT employee_id, last_seq FROM clients WHERE client_id = ?", client) == [
        (STAFF[THEIRS].id, 1)
    ]


def test_rows_have_the_ids_that_the_server_gives_them(server: RunningServer) -> None:
    """A client can name neither the id of what it makes nor a row of others by it."""
    wanted = str(uuid4())
    made = change(server, "party.open", {**an_opening(server, 6), "id": wanted, "party_id": wanted, "capacity": 2})
    (result,) = push(server, MINE, made)["results"]
    party = result["answer"]["party_id"]
    assert party == derived_id(ChangeId(made["uuid"]), 0) != wanted
    seat = {"party_id": party, "or_wait": False, "until": 2**52, "id": wanted, "employee_id": STAFF[THEIRS].id}
    push(server, 3, change(server, "party.join", seat))
    assert set(ask(server, "SELECT id FROM memberships WHERE party_id = ?", party)) == {
        (membership_id(party, STAFF[MINE].id),),
        (membership_id(party, STAFF[3].id),),
    }


@pytest.mark.parametrize(
    ("name", "version", "code"),
    [
        ("party.open", 2, "not_understood"),
        ("party.open", 2**40, "not_understood"),
        ("party.seize", 1, "not_understood"),
        ("__class__", 1, "not_understood"),
        ("party.join", 1, "not_understood"),
    ],
)
def test_what_no_program_knows_is_refused_and_changes_nothing(
    server: RunningServer, name: str, version: int, code: str
) -> None:
    before = ask(server, "SELECT count(*), max(version) FROM feed")
    args = {"party_id": ["x"] * 500, "or_wait": {"deep": [[[]]]}, "until": 10**30, "title": "x" * 60_000}
    (result,) = push(server, MINE, change(server, name, args, mutation_version=version))["results"]
    assert (result["outcome"], result["code"]) == ("refused", code)
    assert "xxx" not in json.dumps(result)
    assert ask(server, "SELECT count(*), max(version) FROM feed") == before


@pytest.mark.parametrize(
    "spoilt",
    [
        {"payload": "x" * (64 * 1024 + 1)},
        {"seq": 0},
        {"seq": -1},
        {"seq": 2**53},
        {"uuid": "../../../../etc/passwd"},
        {"uuid": "00000000-0000-0000-0000-00000000000G"},
        {"payload": {"name": "party.open"}},
    ],
)
def test_a_batch_of_another_shape_is_not_taken(server: RunningServer, spoilt: dict[str, Any]) -> None:
    before = ask(server, "SELECT count(*) FROM commits")
    answer = push(server, MINE, change(server, "party.open", an_opening(server, 7)) | spoilt)
    assert answer["error"]["code"] == "invalid_request"
    assert "passwd" not in json.dumps(answer)
    assert ask(server, "SELECT count(*) FROM commits") == before
