"""Live updates of the real server, read by the desktop's own client."""

import asyncio
import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from lunch_desktop.domain.availability import AVAILABILITIES, Availability, AvailabilityState
from lunch_desktop.domain.ids import EmployeeId, OfficeId, PartyId, natural_id
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.people import EMPLOYEES, OFFICES, Office, Role
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import HOUR, Day, Instant
from lunch_desktop.server.hub import MOST_SENDINGS, TOLD_AT_ONCE, Hub
from lunch_desktop.server.identity.service import Session
from lunch_desktop.server.routes import events as events_route
from lunch_desktop.server.streams import LONGEST_QUEUE, Stream
from lunch_desktop.store.company import told
from lunch_desktop.store.company.accounts_devices import Standing
from lunch_desktop.store.company.sync import Place
from lunch_desktop.store.company.words import LARGEST_PATCH, Word
from lunch_desktop.sync.http import ApiClient, RateLimited, ServerEvent, ServerFault, Unauthorised
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.events import Delta
from lunch_desktop.wire.problems import WireCode
from tests.integration.support_server import ADMIN, EMPLOYEE, LOGINS, RunningServer, running, wait_until
from tests.support.company import PLACES, STAFF, an_id

CLIENT = an_id("this device")


class Listener:
    """A desktop's thread that reads the stream."""

    def __init__(self, server: RunningServer, token: str, client_id: str | None = None) -> None:
        self.api = ApiClient(server.url)
        self._token = token
        self._client_id = client_id
        self._events: queue.Queue[ServerEvent | Exception | None] = queue.Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        try:
            for event in self.api.events(self._token, self._client_id):
                self._events.put(event)
            self._events.put(None)
        except Exception as error:  # noqa: BLE001  # handed to the test
            self._events.put(error)

    def next(self, seconds: float = 5.0) -> Any:
        """The next event; None when the stream has ended; an exception is raised."""
        found = self._events.get(timeout=seconds)
        if isinstance(found, Exception):
            raise found
        return found

    def head(self) -> int:
        """The next event, which must be a head."""
        event = self.next()
        assert event is not None
        assert event.name == "head", event
        version: int = json.loads(event.data)["version"]
        return version

    def delta(self) -> Delta:
        """The next event, which must be a delta."""
        event = self.next()
        assert event is not None
        assert event.name == "delta", event
        return Delta.model_validate_json(event.data)

    def is_silent(self) -> bool:
        """Whether nothing waits."""
        return self._events.empty()

    def close(self) -> None:
        self.api.close()
        self._thread.join(5)
        assert not self._thread.is_alive()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path) as started:
        yield started


@contextmanager
def listening(server: RunningServer, login: str = EMPLOYEE, client_id: str | None = None) -> Iterator[Listener]:
    """A listener that has had its first head, and whose rights are known to the server."""
    listener = Listener(server, server.token(login), client_id)
    try:
        assert listener.head() == server.services.sync.head()
        settled(server)
        yield listener
    finally:
        listener.close()


def settled(server: RunningServer) -> None:
    """Wait until no stream's rights are being looked up."""
    wait_until(lambda: not server.services.hub._doubtful)


def rename(server: RunningServer, name: str) -> int:
    """A commit that everybody at the office sees; its version."""
    server.services.sync.import_rows([(RESTAURANTS, replace(PLACES[0], name=name))])
    return server.services.sync.head()


def answer_availability(server: RunningServer, number: int) -> int:
    """A commit that only one employee sees; its version."""
    whose, day = EmployeeId(STAFF[number].id), Day("2026-11-23")
    row = Availability(natural_id("availability", whose, day), whose, day, AvailabilityState.AWAY, None, None)
    server.services.sync.import_rows([(AVAILABILITIES, row)])
    return server.services.sync.head()


def test_a_commit_reaches_everybody_at_the_office_as_a_patch(server: RunningServer) -> None:
    with listening(server) as one, listening(server, ADMIN) as other:
        before = server.services.sync.head()
        version = rename(server, "새 이름")
        for listener in (one, other):
            delta = listener.delta()
            assert (delta.since, delta.version, delta.patch.version) == (before, version, version)
            assert "새 이름" in str(delta.patch.tables["restaurants"].values)


def test_a_commit_of_others_is_not_told_and_leaves_no_gap(server: RunningServer) -> None:
    """The desktop was last told of `before`; the commit between does not concern it, so the patch joins on."""
    with listening(server) as listener:
        before = server.services.sync.head()
        answer_availability(server, 0)
        version = rename(server, "다음")
        delta = listener.delta()
        assert (delta.since, delta.version) == (before, version)
        assert version == before + 2
        assert listener.is_silent()


def test_what_is_private_goes_only_to_its_owner(server: RunningServer) -> None:
    with listening(server, LOGINS[1]) as owner, listening(server, LOGINS[2]) as other:
        answer_availability(server, 1)
        assert AVAILABILITIES.name in owner.delta().patch.tables
        rename(server, "모두에게")
        assert AVAILABILITIES.name not in other.delta().patch.tables
        assert other.is_silent()


def test_of_one_commit_everybody_is_sent_only_their_part(server: RunningServer) -> None:
    whose, day = EmployeeId(STAFF[1].id), Day("2026-11-23")
    row = Availability(natural_id("availability", whose, day), whose, day, AvailabilityState.AWAY, None, None)
    with listening(server, LOGINS[1]) as owner, listening(server, LOGINS[2]) as other:
        server.services.sync.import_rows([(AVAILABILITIES, row), (RESTAURANTS, replace(PLACES[0], name="모두의 것"))])
        assert set(owner.delta().patch.tables) == {AVAILABILITIES.name, RESTAURANTS.name}
        theirs = other.delta().patch
        assert set(theirs.tables) == {RESTAURANTS.name}
        assert {scope.scope for scope in theirs.scopes} == {f"office:{STAFF[1].office_id}"}


def test_a_desktops_own_push_comes_back_as_a_head(server: RunningServer) -> None:
    with listening(server, client_id=CLIENT) as own, listening(server) as colleague:
        payload = {
            "name": "availability.set",
            "mutation_version": 1,
            "args": {"day": "2026-11-18", "state": "away", "free_from": None, "free_until": None},
            "base": 0,
            "created_at": server.clock.now(),
        }
        push = {
            "client_id": CLIENT,
            "mutations": [{"seq": 1, "uuid": an_id("a change"), "payload": json.dumps(payload)}],
        }
        answer = server.call("POST", "/api/v1/sync/push", server.token(), json=push)
        assert answer.json()["results"][0]["outcome"] == "applied", answer.text
        assert own.head() == server.services.sync.head()
        assert colleague.delta().version == server.services.sync.head()


def test_a_desktop_is_told_of_its_own_refusal_which_concerns_nobody_else(server: RunningServer) -> None:
    with listening(server, client_id=CLIENT) as own, listening(server) as colleague:
        push = {"client_id": CLIENT, "mutations": [{"seq": 1, "uuid": an_id("a change"), "payload": "not understood"}]}
        answer = server.call("POST", "/api/v1/sync/push", server.token(), json=push)
        assert answer.json()["results"][0]["outcome"] == "refused", answer.text
        assert own.head() == server.services.sync.head()
        rename(server, "다음")
        assert own.delta().since == server.services.sync.head() - 1
        assert colleague.delta().since < server.services.sync.head() - 1


class _Paused:
    """What a stream asks of the hub."""

    pause = 0.2

    def leave(self, stream: Stream) -> None:
        """Nothing."""


async def _sent(pause: float) -> list[bytes]:
    """What is sent of three heads, of which two come one after the other behind the first."""
    stream = Stream("employee", "family", None, Instant(0))
    hub = _Paused()
    hub.pause = pause
    bodies: asyncio.Queue[bytes] = asyncio.Queue()

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            bodies.put_nowait(message["body"])

    async def receive() -> Any:
        await asyncio.Event().wait()

    sending = asyncio.create_task(
        events_route.EventStream(hub, stream, 60, 60, lambda: True)({"type": "http"}, receive, send)  # type: ignore[arg-type]
    )
    found = []
    for version in (1, 2, 3):
        stream.tell_delta(version, b"{}")
        if version == 1:
            found.append(await bodies.get())
        for _ in range(20):
            await asyncio.sleep(0)
    stream.end(WireCode.TOKEN_EXPIRED)
    await sending
    while not bodies.empty():
        found.append(bodies.get_nowait())
    return found


def test_in_a_rush_a_stream_is_sent_together_what_comes_within_a_pause() -> None:
    alone = asyncio.run(_sent(0))
    assert [body.count(b"event: delta") for body in alone] == [1, 1, 1, 0]
    together = asyncio.run(_sent(0.2))
    assert [body.count(b"event: delta") for body in together] == [1, 2]
    assert b"".join(together) == b"".join(alone)


def test_the_pause_grows_with_the_streams(server: RunningServer) -> None:
    hub = server.services.hub
    with listening(server):
        assert hub.pause == 1 / MOST_SENDINGS


async def _rounds_to_tell(streams: int) -> int:
    """How often the loop goes round while so many streams are told of one commit."""
    hub = Hub(_Still(), lambda *_: Standing(open=True, active=True, role=Role.EMPLOYEE))
    await hub.start()
    for number in range(streams):
        hub.open(Session(f"employee {number}", Role.EMPLOYEE, f"family {number}", Instant(0)), None)
    while hub._doubtful:  # noqa: ASYNC110  # threads look them up
        await asyncio.sleep(0.01)
    hub._arrived.put_nowait((Word(1, "tag", frozenset({"office:1"}), patch="{}"), True))
    rounds = 0
    while any(stream.told == 0 for stream in hub._streams):
        rounds += any(stream.told for stream in hub._streams)
        await asyncio.sleep(0)  # it is the rounds that are counted
    await hub.stop()
    return rounds


class _Still:
    """A company in which everybody is at one office."""

    def place(self) -> Place:
        """See Source."""
        return Place("epoch", 0, "tag")

    def scopes(self, employee_id: str) -> frozenset[str]:
        """See Source."""
        return frozenset({"office:1", f"user:{employee_id}"})

    def words(self, version: int, limit: int) -> list[Word]:
        """See Source."""
        return [Word(0, "tag"), Word(1, "tag", frozenset({"office:1"}), patch="{}")][version : version + limit]

    def watch(self, listener: Any) -> None:
        """See Source."""


def test_a_commit_that_concerns_many_leaves_the_loop_to_others_meanwhile() -> None:
    assert asyncio.run(_rounds_to_tell(TOLD_AT_ONCE // 2)) == 0
    assert asyncio.run(_rounds_to_tell(5 * TOLD_AT_ONCE)) >= 4


def test_a_large_commit_is_told_as_a_head(server: RunningServer) -> None:
    with listening(server) as listener:
        version = rename(server, "가" * LARGEST_PATCH)
        assert listener.head() == version
        rename(server, "작은")
        assert listener.delta().since == version


def test_a_delta_is_encoded_once_for_all_who_may_see_the_same(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[frozenset[str]] = []
    original = told._patch

    def counted(written: Any, audience: frozenset[str]) -> Any:
        encoded.append(audience)
        return original(written, audience)

    monkeypatch.setattr(told, "_patch", counted)
    with (
        listening(server, LOGINS[1]) as one,
        listening(server, LOGINS[2]) as two,
        listening(server, LOGINS[3]) as three,
    ):
        rename(server, "모두")
        for listener in (one, two, three):
            listener.delta()
    assert len(encoded) == 1


def test_a_commit_missing_before_this_one_is_told_first_and_leads_to_a_pull(server: RunningServer) -> None:
    with listening(server) as listener:
        listeners, server.services.sync._listeners = server.services.sync._listeners, []
        rename(server, "another process wrote this")
        server.services.sync._listeners = listeners
        version = rename(server, "and this one is ours")
        assert listener.head() == version - 1
        assert (listener.delta().since, server.services.hub.told) == (version - 1, 2)


def test_what_another_process_wrote_without_a_word_of_whom_it_concerns_puts_all_rights_in_doubt(
    server: RunningServer,
) -> None:
    with listening(server) as listener:
        listeners, server.services.sync._listeners = server.services.sync._listeners, []
        rename(server, "an earlier program wrote this")
        with server.services.database.writing() as connection:
            connection.exec_driver_sql("UPDATE commits SET concerns = NULL")
        server.services.sync._listeners = listeners
        version = rename(server, "and this one is ours")
        while listener.head() != version:
            pass
        settled(server)
        rename(server, "afterwards all is well")
        listener.delta()


def test_a_commit_of_others_that_concerns_nobody_here_is_not_told(server: RunningServer) -> None:
    with listening(server) as listener:
        listeners, server.services.sync._listeners = server.services.sync._listeners, []
        busan = Office(OfficeId(an_id("busan")), "부산", "Asia/Seoul")
        server.services.sync.import_rows([(OFFICES, busan)])
        server.services.sync._listeners = listeners
        since = server.services.sync.head() - 1
        version = rename(server, "and this one is ours")
        assert (listener.delta().since, version) == (since, since + 2)


def test_a_change_of_rights_leads_to_a_pull_and_then_to_what_is_newly_seen(server: RunningServer) -> None:
    busan = Office(OfficeId(an_id("busan")), "부산", "Asia/Seoul")
    with listening(server) as listener:
        server.services.sync.import_rows([(OFFICES, busan), (EMPLOYEES, replace(STAFF[1], office_id=busan.id))])
        assert listener.head() == server.services.sync.head()
        settled(server)
        rename(server, "서울의 일")  # no longer seen
        server.services.sync.import_rows([(OFFICES, replace(busan, name="부산 사무실"))])
        delta = listener.delta()
        assert {scope.scope for scope in delta.patch.scopes} == {f"office:{busan.id}"}


def test_who_is_taken_off_the_list_hears_nothing_more_of_the_party(server: RunningServer) -> None:
    sync, meets_at = server.services.sync, Instant(server.clock.now() + HOUR)
    opening = OpenParty("비밀 회식", None, meets_at, 60, "", 4, "", "invited")
    seat = PartyId(pushed(server, 0, "party.open", opening)["party_id"])
    with listening(server) as guest:
        pushed(server, 0, "party.invite", Invite(seat, STAFF[1].id))
        assert guest.head() == sync.head()
        settled(server)
        pushed(server, 0, "party.edit", EditParty(seat, {"note": ("", "비밀번호는 국수")}))
        assert guest.delta().patch.tables.keys() == {"parties"}
        pushed(server, 0, "party.uninvite", Invite(seat, STAFF[1].id))
        assert guest.head() == sync.head()
        settled(server)
        pushed(server, 0, "party.edit", EditParty(seat, {"note": ("비밀번호는 국수", "이제 다른 것")}))
        version = rename(server, "모두의 일")
        delta = guest.delta()
        assert delta.version == version
        assert delta.patch.tables.keys() == {"restaurants"}


def pushed(server: RunningServer, person: int, name: str, args: Any) -> dict[str, Any]:
    """The answer to a change that a desktop of somebody's has just pushed."""
    payload = {"name": name, "mutation_version": 1, "args": arguments_as_json(args), "base": 0, "created_at": 0}
    change = {"seq": 1, "uuid": str(uuid4()), "payload": as_text(payload)}
    sent = {"client_id": str(uuid4()), "mutations": [change]}
    answer = server.call("POST", "/api/v1/sync/push", server.token(LOGINS[person]), json=sent)
    (result,) = answer.json()["results"]
    assert "code" not in result, result
    answered: dict[str, Any] = result.get("answer", {})
    return answered


def test_a_deactivated_employees_stream_ends(server: RunningServer) -> None:
    with listening(server) as listener, listening(server, ADMIN) as other:
        server.services.sync.import_rows([(EMPLOYEES, replace(STAFF[1], active=False))])
        last = listener.next()
        assert last is None or last.name == "head"
        assert last is None or listener.next() is None
        assert other.delta().version == server.services.sync.head()


def test_signing_out_ends_the_stream_of_that_session_only(server: RunningServer) -> None:
    tokens = server.sign_in()
    listener = Listener(server, tokens["access_token"])
    with listening(server) as other:
        listener.head()
        server.call("POST", "/api/v1/auth/sign-out", json={"refresh_token": tokens["refresh_token"]})
        assert listener.next() is None
        rename(server, "still told")
        other.delta()
    listener.close()


def test_a_refresh_token_that_is_used_twice_ends_the_stream_of_its_session(server: RunningServer) -> None:
    tokens = server.sign_in()
    listener = Listener(server, tokens["access_token"])
    listener.head()
    stolen = {"refresh_token": tokens["refresh_token"]}
    following = server.call("POST", "/api/v1/auth/refresh", json=stolen).json()
    server.call("POST", "/api/v1/auth/refresh", json={"refresh_token": following["refresh_token"]})
    assert server.call("POST", "/api/v1/auth/refresh", json=stolen).status_code == 401
    assert listener.next() is None
    listener.close()


def test_a_stream_ends_with_its_token(server: RunningServer) -> None:
    token = server.token()
    server.clock.advance(599_700)
    listener = Listener(server, token)
    listener.head()
    assert listener.next() is None
    wait_until(lambda: server.services.hub.streams == 0)
    listener.close()


def test_a_stream_needs_a_session(server: RunningServer) -> None:
    with pytest.raises(Unauthorised):
        list(ApiClient(server.url).events("nonsense"))


def test_the_connection_is_kept_alive_by_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events_route, "HEARTBEAT_SECONDS", 0.05)
    with running(tmp_path) as server:
        answer = server.call("GET", "/api/v1/events", server.token(), stream=True)
        received = b""
        while received.count(b": still here\n\n") < 3:
            received += answer.raw.read1()
        assert received.startswith(b"event: head\n")
        answer.close()


def test_a_desktop_that_goes_away_is_forgotten_at_once(server: RunningServer) -> None:
    with listening(server):
        assert server.services.hub.streams == 1
    wait_until(lambda: server.services.hub.streams == 0)
    hub = server.services.hub
    assert (hub._doubtful, dict(hub._by_scope), dict(hub._by_employee)) == (set(), {}, {})


def test_reading_can_be_ended_from_another_thread_at_once(server: RunningServer) -> None:
    with listening(server) as listener:
        listener.api.interrupt()
        assert listener.next(1.0) is None


def test_too_many_streams_of_one_employee_are_refused(server: RunningServer) -> None:
    token = server.token()
    listeners = [Listener(server, token) for _ in range(8)]
    for listener in listeners:
        listener.head()
    with pytest.raises((ServerFault, RateLimited)) as refused:
        list(ApiClient(server.url).events(token))
    assert refused.value.code == WireCode.TOO_BUSY
    for listener in listeners:
        listener.close()


def test_a_process_holds_no_more_streams_than_it_may_open_files(server: RunningServer) -> None:
    hub = server.services.hub
    token = server.token()
    listener = Listener(server, token)
    listener.head()
    hub.hold_at_most(1)
    hub.hold_at_most(50)
    with pytest.raises((ServerFault, RateLimited)) as refused:
        list(ApiClient(server.url).events(token))
    assert refused.value.code == WireCode.TOO_BUSY
    assert server.call("GET", "/api/v1/users/profile", token).status_code == 200
    listener.close()


def test_a_slow_desktop_is_told_one_head_instead_of_everything() -> None:
    async def fill() -> bytes:
        stream = Stream("employee", "family", None, Instant(0))
        for version in range(1, LONGEST_QUEUE + 1):
            stream.tell_delta(version, b"{}")
        stream.tell_delta(LONGEST_QUEUE + 1, b"{}")
        stream.tell_delta(LONGEST_QUEUE + 2, b"{}")
        return stream.take()

    written = asyncio.run(fill()).decode()
    assert written == (
        f'event: head\ndata: {{"version":{LONGEST_QUEUE + 1}}}\n\n'
        f'event: delta\ndata: {{"since":{LONGEST_QUEUE + 1},"version":{LONGEST_QUEUE + 2},"patch":{{}}}}\n\n'
    )


def test_heads_that_wait_are_told_as_one() -> None:
    async def fill() -> bytes:
        stream = Stream("employee", "family", None, Instant(0))
        for version in (1, 2, 3):
            stream.tell_head(version)
        return stream.take()

    assert asyncio.run(fill()) == b'event: head\ndata: {"version":3}\n\n'


def test_many_streams_hold_no_thread_and_no_database_connection(server: RunningServer) -> None:
    tokens = [server.token(login) for login in LOGINS]
    listeners = [Listener(server, token) for token in tokens for _ in range(8)]
    for listener in listeners:
        listener.head()
    settled(server)
    assert server.services.database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    assert server.call("GET", "/api/v1/users/profile", tokens[0]).status_code == 200
    version = rename(server, "모두에게 한 번에")
    assert {listener.delta().version for listener in listeners} == {version}
    for listener in listeners:
        listener.close()


def test_events_are_in_order_while_many_write(server: RunningServer) -> None:
    with listening(server) as listener:
        before = server.services.sync.head()
        writers = [
            threading.Thread(target=lambda number=number: [rename(server, f"{number} {n}") for n in range(10)])
            for number in range(4)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        told = before
        while told < before + 40:
            delta = listener.delta()
            assert (delta.since, delta.version) == (told, told + 1)
            told = delta.version
