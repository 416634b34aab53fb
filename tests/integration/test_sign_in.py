"""The desktop's sign-in against the real server: staying signed in, losing answers, working without it."""

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from lunch_desktop.domain.people import EMPLOYEES, Role
from lunch_desktop.domain.times import HOUR, MINUTE
from lunch_desktop.sync.http import (
    ApiClient,
    ApiError,
    Forbidden,
    RateLimited,
    Unauthorised,
    Unreachable,
)
from lunch_desktop.sync.remote import SignedInRemote
from lunch_desktop.sync.session import SessionFile
from lunch_desktop.sync.sign_in import EARLY_SECONDS, IdentityApi, SignIn
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault, Vault
from lunch_desktop.wire.accounts import ResetUse
from lunch_desktop.wire.device_secrets import DeviceSecret, DeviceSecretRequest
from lunch_desktop.wire.identity import RefreshRequest, SignInRequest, Tokens
from lunch_desktop.wire.invitations import AcceptRequest
from lunch_desktop.wire.sync import PullRequest
from tests.integration.support_server import ADMIN, DEVICE, EMPLOYEE, PASSWORD, RunningServer, running
from tests.integration.test_sign_in_http import answering, error, says
from tests.support.company import STAFF, an_id

CLIENT = an_id("this device")


class LossyApi:
    """The real API, over which answers get lost: `lose` says how many of the next answers to a refresh."""

    def __init__(self, server: str) -> None:
        self.api = ApiClient(server)
        self.lose = 0
        self.refreshes = 0

    def sign_in(self, request: SignInRequest) -> Tokens:
        return self.api.sign_in(request)

    def refresh(self, request: RefreshRequest) -> Tokens:
        self.refreshes += 1
        tokens = self.api.refresh(request)
        if self.lose > 0:
            self.lose -= 1
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=self.api.base_url))
        return tokens

    def sign_out(self, request: RefreshRequest) -> None:
        self.api.sign_out(request)

    def accept(self, request: AcceptRequest) -> Tokens:
        return self.api.accept(request)

    def device_secret(self, token: str, request: DeviceSecretRequest) -> DeviceSecret:
        return self.api.device_secret(token, request)

    def use_reset(self, request: ResetUse) -> Tokens:
        return self.api.use_reset(request)


class Desktop:
    """A desktop's sign-in, with the clocks of the test; `restart` is the program's next start."""

    def __init__(self, server: RunningServer, folder: Path, vault: Vault | None = None) -> None:
        self.server = server
        self.vault = vault or MemoryVault()
        self.path = folder / "session.json"
        self.apis: list[LossyApi] = []
        self.sign_in = self.start()

    def start(self, *, keeps: bool = True) -> SignIn:
        clock = self.server.clock
        return SignIn(self._connect, self.vault, SessionFile(self.path), clock, lambda: clock.now() / 1000, keeps=keeps)

    def _connect(self, server: str) -> IdentityApi:
        self.apis.append(LossyApi(server))
        return self.apis[-1]

    @property
    def api(self) -> LossyApi:
        return self.apis[-1]

    def restart(self) -> SignIn:
        self.sign_in = self.start()
        return self.sign_in

    def enter(self, *, keep: bool = True) -> None:
        self.sign_in = self.start(keeps=keep)
        self.sign_in.with_password(self.server.url, EMPLOYEE, PASSWORD, DEVICE)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path / "server") as started:
        yield started


@pytest.fixture
def desktop(server: RunningServer, tmp_path: Path) -> Desktop:
    return Desktop(server, tmp_path)


def test_signing_in_tells_who_one_is_and_keeps_no_secret_in_the_file(desktop: Desktop) -> None:
    desktop.enter()
    session = desktop.sign_in.session
    assert session is not None
    assert (session.employee_id, session.login, session.name) == (STAFF[1].id, EMPLOYEE, "이서준")
    assert (session.role, session.office_name, session.time_zone) == (Role.EMPLOYEE, "서울 사무실", "Asia/Seoul")
    kept = desktop.path.read_text(encoding="utf-8")
    assert json.loads(kept)["server"] == desktop.server.url
    for secret in (PASSWORD, desktop.sign_in.access_token(), "ldr_"):
        assert secret not in kept
    assert os.name == "nt" or desktop.path.stat().st_mode & 0o777 == 0o600


def test_only_the_short_refresh_token_and_what_the_pc_is_known_by_are_in_the_vault(desktop: Desktop) -> None:
    desktop.enter()
    kept = list(desktop.vault._secrets.values())  # type: ignore[attr-defined]
    assert sorted(secret[:4] for secret in kept) == ["ldd_", "ldr_"]
    assert all(len(secret) < 100 for secret in kept)


def test_the_next_start_goes_on_without_a_password(desktop: Desktop) -> None:
    desktop.enter()
    desktop.server.clock.advance(10 * 24 * HOUR)
    again = desktop.restart()
    last = again.last()
    assert last is not None
    resumed = again.resume(last)
    assert resumed.offline is None
    assert resumed.session.seen_at == desktop.server.clock.now()
    assert ApiClient(desktop.server.url).profile(again.access_token()).login == EMPLOYEE


def test_a_wrong_password_is_told_and_changes_nothing(desktop: Desktop) -> None:
    with pytest.raises(Unauthorised) as refused:
        desktop.sign_in.with_password(desktop.server.url, EMPLOYEE, "wrong", DEVICE)
    assert refused.value.problem.code is ProblemCode.WRONG_CREDENTIALS
    assert desktop.sign_in.session is None
    assert not desktop.path.exists()


def test_too_many_wrong_passwords_say_how_long_to_wait(desktop: Desktop) -> None:
    for _ in range(5):
        with pytest.raises(Unauthorised):
            desktop.sign_in.with_password(desktop.server.url, EMPLOYEE, "wrong", DEVICE)
    with pytest.raises(RateLimited) as held:
        desktop.enter()
    assert held.value.problem.facts == {"minutes": 15}


def test_a_token_is_renewed_a_minute_before_it_expires(desktop: Desktop) -> None:
    desktop.enter()
    first = desktop.sign_in.access_token()
    desktop.server.clock.advance(10 * MINUTE - round(EARLY_SECONDS * 1000) - 1)
    assert desktop.sign_in.access_token() == first
    desktop.server.clock.advance(1)
    second = desktop.sign_in.access_token()
    assert second != first
    assert desktop.api.refreshes == 1


def test_a_refused_token_is_renewed_and_the_request_sent_again(desktop: Desktop) -> None:
    """Such as after the PC slept, or when the server's keys are new."""
    desktop.enter()
    refused = desktop.sign_in.access_token()
    remote = SignedInRemote(ApiClient(desktop.server.url), desktop.sign_in, lambda: CLIENT)
    desktop.server.clock.advance(11 * MINUTE)
    desktop.sign_in._good_until += 3600  # this PC's clock stood still meanwhile
    assert remote.pull(PullRequest(client_id=CLIENT, cursor=None)).version == desktop.server.services.sync.head()
    assert desktop.sign_in.access_token() != refused
    assert desktop.api.refreshes == 1


def test_live_updates_begin_with_a_renewed_token_too(desktop: Desktop) -> None:
    desktop.enter()
    api = ApiClient(desktop.server.url)
    remote = SignedInRemote(api, desktop.sign_in, lambda: CLIENT)
    desktop.server.clock.advance(11 * MINUTE)
    desktop.sign_in._good_until += 3600
    events = remote.events()
    assert next(events).name == "head"
    remote.interrupt()
    assert list(events) == []
    api.close()


def test_threads_that_need_a_token_at_once_cause_one_refresh(desktop: Desktop) -> None:
    desktop.enter()
    refused = desktop.sign_in.access_token()
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(lambda _: desktop.sign_in.access_token(rejected=refused), range(8)))
    assert len(set(tokens)) == 1
    assert desktop.api.refreshes == 1


def test_a_lost_answer_is_made_good_by_asking_again(desktop: Desktop) -> None:
    desktop.enter()
    desktop.server.clock.advance(10 * MINUTE)
    desktop.api.lose = 2
    for _ in range(2):
        with pytest.raises(Unreachable):
            desktop.sign_in.access_token()
        desktop.server.clock.advance(10_000)
    assert desktop.sign_in.access_token()
    desktop.server.clock.advance(10 * MINUTE)
    assert desktop.sign_in.access_token(), "and the session goes on"


def test_a_lost_answer_at_the_end_of_the_program_is_made_good_at_the_next_start(desktop: Desktop) -> None:
    desktop.enter()
    desktop.server.clock.advance(10 * MINUTE)
    desktop.api.lose = 1
    with pytest.raises(Unreachable):
        desktop.sign_in.access_token()
    desktop.server.clock.advance(30_000)
    again = desktop.restart()
    last = again.last()
    assert last is not None
    assert again.resume(last).offline is None


def test_the_vault_has_the_new_token_before_the_old_one_is_forgotten(desktop: Desktop) -> None:
    """A vault that breaks while it takes the token must not cost the session that runs."""

    class Breaking(MemoryVault):
        def set(self, name: str, secret: str) -> None:
            if name.startswith("refresh:"):
                seen.append(desktop.sign_in._refresh_token)
            super().set(name, secret)

    seen: list[str | None] = []
    desktop.vault = Breaking()
    desktop.restart()
    desktop.enter()
    old = desktop.sign_in._refresh_token
    desktop.sign_in.access_token(rejected=desktop.sign_in.access_token())
    assert seen == [None, old]
    assert desktop.sign_in._refresh_token in desktop.vault._secrets.values()
    assert len(desktop.vault._secrets) == 2


def test_without_the_server_the_last_session_opens_for_thirty_days(desktop: Desktop) -> None:
    desktop.enter()
    with listening_nowhere() as nowhere:
        move_to(desktop.path, nowhere)
        desktop.vault = AnyToken()
        desktop.server.clock.advance(30 * 24 * HOUR - 1)
        again = desktop.restart()
        last = again.last()
        assert last is not None
        resumed = again.resume(last)
        assert resumed.session.name == "이서준"
        assert resumed.offline is not None
        assert resumed.offline.code is ProblemCode.SERVER_UNREACHABLE
        desktop.server.clock.advance(1)
        with pytest.raises(Problem) as refused:
            desktop.restart().resume(last)
        assert refused.value.code is ProblemCode.OFFLINE_TOO_LONG
        assert refused.value.facts == {"days": 30}


DAY = 24 * HOUR


def opens(desktop: Desktop, nowhere: str) -> bool:
    """Whether the next start opens without the server; it looks at the clock while it is open."""
    move_to(desktop.path, nowhere)
    last = desktop.restart().last()
    assert last is not None
    try:
        desktop.sign_in.resume(last)
        desktop.sign_in.observe()
    except Problem as problem:
        return problem.code is not ProblemCode.OFFLINE_TOO_LONG
    return True


def test_a_clock_that_is_set_back_gives_no_more_days(desktop: Desktop) -> None:
    """Each day it is set back by a day: it works on for as many days as the company allows, and no longer."""
    desktop.enter()
    desktop.vault = AnyToken()
    with listening_nowhere() as nowhere:
        desktop.server.clock.advance(10 * DAY)
        assert opens(desktop, nowhere)
        days = 0
        while opens(desktop, nowhere):
            for _ in range(24):
                desktop.server.clock.advance(HOUR)
                if desktop.sign_in.session is not None:
                    with suppress(Problem):
                        desktop.sign_in.observe()
            desktop.server.clock.advance(-DAY)
            days += 1
            assert days < 40
    assert days == 20


def test_a_clock_that_was_wrong_for_a_while_takes_no_days(desktop: Desktop) -> None:
    desktop.enter()
    desktop.vault = AnyToken()
    with listening_nowhere() as nowhere:
        desktop.server.clock.advance(2 * DAY)
        assert opens(desktop, nowhere)
        desktop.server.clock.advance(-20_000 * DAY)  # an empty battery
        assert opens(desktop, nowhere)
        desktop.server.clock.advance(20_001 * DAY)
        assert opens(desktop, nowhere)
        assert desktop.sign_in.session is not None
        assert desktop.sign_in.session.elapsed == 3 * DAY


def test_what_the_admin_allows_counts_from_the_next_contact(desktop: Desktop) -> None:
    desktop.enter()
    admin = desktop.server.token(ADMIN)
    desktop.server.call("PATCH", "/api/v1/policy", admin, json={"offline_days": 0})
    address, vault = desktop.server.url, desktop.vault
    with listening_nowhere() as nowhere:
        desktop.vault = AnyToken()
        desktop.server.clock.advance(29 * DAY)
        assert opens(desktop, nowhere), "who stayed away goes by what was said last"
        move_to(desktop.path, address)
        desktop.vault = vault
        last = desktop.restart().last()
        assert last is not None
        assert desktop.sign_in.resume(last).session.offline_days == 0
        desktop.server.clock.advance(1)
        desktop.vault = AnyToken()
        assert not opens(desktop, nowhere), "never without the server"


def test_an_open_session_is_closed_when_its_days_are_over_but_not_for_moments(desktop: Desktop) -> None:
    desktop.server.call("PATCH", "/api/v1/policy", desktop.server.token(ADMIN), json={"offline_days": 0})
    desktop.enter()
    desktop.server.clock.advance(HOUR - 1)
    desktop.sign_in.observe()
    desktop.server.clock.advance(1)
    with pytest.raises(Problem) as refused:
        desktop.sign_in.observe()
    assert refused.value.code is ProblemCode.OFFLINE_TOO_LONG
    desktop.sign_in.access_token(rejected=desktop.sign_in.access_token())
    desktop.sign_in.observe()


class listening_nowhere:  # noqa: N801  # reads as a sentence
    """An address where nobody listens, for as long as the context is open."""

    def __enter__(self) -> str:
        self._bound = socket.socket()
        self._bound.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{self._bound.getsockname()[1]}"

    def __exit__(self, *ignored: object) -> None:
        self._bound.close()


def move_to(session: Path, server: str) -> None:
    """The same session, at another address; as it looks when the server there is gone."""
    kept = json.loads(session.read_text(encoding="utf-8"))
    session.write_text(json.dumps(kept | {"server": server}), encoding="utf-8")


class AnyToken(MemoryVault):
    """Has a refresh token for every server."""

    def get(self, name: str) -> str | None:
        return "ldr_" + "x" * 40


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (401, b"<html>Welcome to Cafe WiFi</html>", {}),
        (401, error("session_ended"), {}),
        (403, error("account_deactivated"), {}),
        (200, b"<html>please sign in</html>", {}),
        (302, b"", {"Location": "http://127.0.0.1:1/"}),
        (503, b"", {}),
        (503, error("database_unavailable"), {"Lunch_Protocol": "1"}),
        (500, error("internal_error"), {"Lunch_Protocol": "1"}),
        (426, error("protocol_too_old"), {"Lunch_Protocol": "9"}),
    ],
)
def test_neither_a_captive_portal_nor_a_sick_server_ends_the_session(
    desktop: Desktop, status: int, body: bytes, headers: dict[str, str]
) -> None:
    desktop.enter()
    desktop.vault = AnyToken()
    with answering(says(status, body, **headers)) as portal:
        move_to(desktop.path, portal)
        again = desktop.restart()
        last = again.last()
        assert last is not None
        resumed = again.resume(last)
        assert resumed.offline is not None
        assert again.session == last
        with pytest.raises(ApiError):
            again.access_token()
        assert again.last() == last


def test_a_session_that_the_server_ended_needs_the_password_again(desktop: Desktop) -> None:
    desktop.enter()
    desktop.server.services.identity.devices.revoke_others(STAFF[1].id, actor=None)
    again = desktop.restart()
    last = again.last()
    assert last is not None
    with pytest.raises(Unauthorised) as ended:
        again.resume(last)
    assert ended.value.problem.code is ProblemCode.SESSION_ENDED
    with pytest.raises(Unauthorised):
        desktop.restart().resume(last)
    desktop.enter()
    assert desktop.sign_in.access_token()


def test_a_deactivated_account_is_told_and_opens_nothing(desktop: Desktop) -> None:
    desktop.enter()
    desktop.server.set_active(1, False)
    again = desktop.restart()
    last = again.last()
    assert last is not None
    with pytest.raises(Forbidden) as refused:
        again.resume(last)
    assert refused.value.problem.code is ProblemCode.ACCOUNT_DEACTIVATED
    assert again.session is None


def test_working_offline_asks_the_server_nothing_until_it_is_needed(desktop: Desktop) -> None:
    desktop.enter()
    again = desktop.restart()
    last = again.last()
    assert last is not None
    resumed = again.resume(last, work_offline=True)
    assert (resumed.session, resumed.offline) == (last, None)
    assert desktop.api.refreshes == 0
    assert again.access_token()
    assert desktop.api.refreshes == 1


def test_signing_out_forgets_everything_and_ends_the_session_at_the_server(desktop: Desktop) -> None:
    desktop.enter()
    token = desktop.sign_in.access_token()
    assert desktop.sign_in.sign_out()
    assert desktop.sign_in.session is None
    assert desktop.sign_in.last() is None
    left = list(desktop.vault._secrets.values())  # type: ignore[attr-defined]
    assert [secret[:4] for secret in left] == ["ldd_"], "what opens nothing, for the next sign-in"
    with pytest.raises(Unauthorised):
        desktop.sign_in.access_token()
    with pytest.raises(Unauthorised):
        ApiClient(desktop.server.url).profile(token)


def test_signing_out_without_the_server_still_forgets_here(desktop: Desktop) -> None:
    desktop.enter()
    with listening_nowhere() as nowhere:
        move_to(desktop.path, nowhere)
        desktop.vault = AnyToken()
        again = desktop.restart()
        last = again.last()
        assert last is not None
        again.resume(last)
        assert not again.sign_out()
        assert again.last() is None


def test_a_shared_pc_keeps_nothing(desktop: Desktop) -> None:
    desktop.enter()
    desktop.enter(keep=False)
    assert desktop.sign_in.access_token()
    assert not desktop.path.exists()
    desktop.sign_in.access_token(rejected=desktop.sign_in.access_token())
    assert not desktop.path.exists()
    assert not desktop.sign_in.asks_again


def test_without_a_keyring_the_session_runs_and_the_next_start_asks_again(
    server: RunningServer, tmp_path: Path
) -> None:
    desktop = Desktop(server, tmp_path, MemoryVault(reason="NoKeyringError"))
    desktop.enter()
    assert desktop.sign_in.asks_again
    server.clock.advance(10 * MINUTE)
    assert desktop.sign_in.access_token()
    desktop.vault = MemoryVault(reason="NoKeyringError")
    again = desktop.restart()
    last = again.last()
    assert last is not None
    with pytest.raises(Unauthorised):
        again.resume(last)
    assert again.open_offline(last) == last


@pytest.mark.parametrize("content", [b"", b"{", b'{"server": 5}', b"\xff\xfe"])
def test_a_session_file_that_makes_no_sense_is_no_session(desktop: Desktop, content: bytes) -> None:
    desktop.path.write_bytes(content)
    assert desktop.sign_in.last() is None


def test_facts_of_the_session_follow_the_server(desktop: Desktop) -> None:
    desktop.enter()
    desktop.server.services.sync.import_rows([(EMPLOYEES, replace(STAFF[1], name="이서진"))])
    desktop.server.set_role(1, Role.ADMIN)
    desktop.sign_in.access_token(rejected=desktop.sign_in.access_token())
    last = desktop.sign_in.last()
    assert last is not None
    assert (last.name, last.role) == ("이서진", Role.ADMIN)


def test_a_slow_refresh_does_not_let_a_second_one_start(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop.enter()
    original, running_now, most = desktop.api.refresh, [0], [0]

    def slow(request: RefreshRequest) -> Tokens:
        running_now[0] += 1
        most[0] = max(most[0], running_now[0])
        time.sleep(0.1)
        running_now[0] -= 1
        return original(request)

    monkeypatch.setattr(desktop.api, "refresh", slow)
    desktop.server.clock.advance(10 * MINUTE)
    threads = [threading.Thread(target=desktop.sign_in.access_token) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most[0], desktop.api.refreshes) == (1, 1)


def test_guesses_at_a_login_keep_nobody_from_a_pc_where_they_signed_in_before(
    desktop: Desktop, server: RunningServer, tmp_path: Path
) -> None:
    desktop.enter()
    desktop.sign_in.sign_out()
    elsewhere = desktop.start(keeps=False)
    for _ in range(5):
        with suppress(Unauthorised):
            elsewhere.with_password(server.url, EMPLOYEE, "a guess", DEVICE)
    with pytest.raises(RateLimited):
        elsewhere.with_password(server.url, EMPLOYEE, PASSWORD, DEVICE)
    desktop.restart().with_password(server.url, f"  {EMPLOYEE.upper()} ", PASSWORD, DEVICE)
    assert not any("ldd_" in file.read_text(errors="replace") for file in tmp_path.rglob("*.json"))


def test_a_shared_pc_keeps_nothing_by_which_it_is_known(desktop: Desktop) -> None:
    desktop.enter(keep=False)
    assert isinstance(desktop.vault, MemoryVault)
    assert not any("ldd_" in str(kept) for kept in vars(desktop.vault).values())
    desktop.enter()
    assert any("ldd_" in str(kept) for kept in vars(desktop.vault).values())
