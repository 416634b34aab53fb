"""A hostile network: whoever poses as the server, reads along or leads elsewhere gets no secret, and is told of."""

import os
import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.sync.http import (
    ApiClient,
    ApiError,
    CertificateNotTrusted,
    NotOurServer,
    NotSecure,
    Unauthorised,
)
from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.sync.trust import Trust
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.pin_book import PinBook
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.wire.identity import RefreshRequest, SignInRequest, Tokens
from lunch_desktop.wire.invitations import AcceptRequest, InvitationRequest
from lunch_desktop.wire.pins import pin_of, with_pin
from lunch_desktop.wire.sync import PullRequest
from tests.integration.support_server import EMPLOYEE, PASSWORD, RunningServer, running
from tests.support.certificates import make_certificate, pin_in
from tests.support.interceptor import interceptor
from tests.support.proxies import behind_tls, by_another_name, needs_tinyproxy, tinyproxy

CODE = "ldi_" + "Q" * 32
TOKEN = "aaaa.bbbb.cccc"
REFRESH = "ldr_" + "x" * 40
SIGN_IN = SignInRequest(login=EMPLOYEE, password=PASSWORD, device_name="PC")
CALLS: dict[str, Callable[[ApiClient], object]] = {
    "sign-in": lambda api: api.sign_in(SIGN_IN),
    "refresh": lambda api: api.refresh(RefreshRequest(refresh_token=REFRESH)),
    "sign-out": lambda api: api.sign_out(RefreshRequest(refresh_token=REFRESH)),
    "look at an invitation": lambda api: api.invitation(CODE),
    "accept": lambda api: api.accept(
        AcceptRequest(code=CODE, name="한지민", login="jimin@example.com", password=PASSWORD, device_name="PC")
    ),
    "invite": lambda api: api.invite(TOKEN, InvitationRequest()),
    "profile": lambda api: api.profile(TOKEN),
    "pull": lambda api: api.pull(TOKEN, PullRequest(client_id="01234567-89ab-cdef-0123-456789abcdef", cursor=None)),
    "events": lambda api: list(api.events(TOKEN)),
}


@pytest.fixture(autouse=True)
def _no_proxies_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, str]]:
    """A team's own server, and its pin; its certificate has ended long ago and names somebody else."""
    folder = tmp_path_factory.mktemp("team")
    chain, key = make_certificate(folder, "lunch-desktop.invalid", days=-20)
    settings = ServerSettings(database_url="", keys=folder, certificate=chain, certificate_key=key)
    with running(folder / "server", settings=settings) as server:
        yield server, pin_in(chain)


def client(place: str, proxy: str = "none", trust: Trust | None = None) -> "closing[ApiClient]":
    return closing(ApiClient(place, Proxies(proxy), trust))


def failure_of(place: str, proxy: str = "none", trust: Trust | None = None) -> ApiError:
    """What keeps a token that nobody knows from the server; one that reaches it ends in Unauthorised."""
    with client(place, proxy, trust) as api, pytest.raises(ApiError) as raised:
        api.refresh(RefreshRequest(refresh_token=REFRESH))
    return raised.value


def test_by_its_key_a_server_is_known_whatever_its_certificate_says(team: tuple[RunningServer, str]) -> None:
    server, pin = team
    with client(with_pin(server.url, pin)) as api:
        tokens = api.sign_in(SIGN_IN)
        assert api.profile(tokens.access_token).login == EMPLOYEE
        assert next(api.events(tokens.access_token)).name == "head"


@pytest.mark.parametrize("call", CALLS)
def test_whoever_reads_along_reads_nothing_even_with_a_certificate_that_this_pc_trusts(
    team: tuple[RunningServer, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    server, pin = team
    own = make_certificate(tmp_path, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(own[0]))
    with interceptor(server.url, *own) as between:
        with client(with_pin(between.url, pin)) as api, pytest.raises(CertificateNotTrusted) as refused:
            CALLS[call](api)
        assert refused.value.problem.code is ProblemCode.SERVER_KEY_CHANGED
        assert between.connections >= 1
        assert between.read == b""
    with interceptor(server.url, *own) as between, client(between.url) as careless, suppress(ApiError):
        CALLS[call](careless)
        assert between.read != b"", "without a pin it would have been read: the interceptor works"


def test_another_key_at_the_address_of_a_server_is_told_nothing_that_the_first_one_gave(tmp_path: Path) -> None:
    """Whoever accepts a stranger's invitation to the same address meets a stranger, who learns of no former account."""
    folders = tmp_path / "own", tmp_path / "strangers"
    for folder in folders:
        folder.mkdir()
    chains = [make_certificate(folder, "127.0.0.1") for folder in folders]
    vault, clock = MemoryVault(), SystemClock()

    def sign_in(url: str, chain: Path) -> tuple[SignInRequest, Session]:
        """What the server is told, by whatever address it is reached."""
        told: list[SignInRequest] = []
        place = with_pin("https://192.168.0.12:8765", pin_in(chain))

        class Api(ApiClient):
            def sign_in(self, request: SignInRequest) -> Tokens:
                told.append(request)
                return super().sign_in(request)

        def connect(_place: str) -> ApiClient:
            return Api(with_pin(url, pin_in(chain)), Proxies("none"))

        book = PinBook(tmp_path / "pins.json")
        signing = SignIn(
            connect,
            vault,
            SessionFile(tmp_path / "session.json"),
            clock,
            home_of=lambda where, _employee_id: book.keep(where, had_former=False),
        )
        session = signing.with_password(place, EMPLOYEE, PASSWORD, "PC")
        return told[0], session

    with ExitStack() as stack:
        urls = []
        for folder, (chain, key) in zip(folders, chains, strict=True):
            settings = ServerSettings(database_url="", keys=folder, certificate=chain, certificate_key=key)
            urls.append(stack.enter_context(running(folder / "server", settings=settings)).url)
        first, mine = sign_in(urls[0], chains[0][0])
        again, mine_again = sign_in(urls[0], chains[0][0])
        theirs, strangers = sign_in(urls[1], chains[1][0])
    assert first.device_token is None
    assert again.device_token is not None
    assert theirs.device_token is None
    assert mine.identity == mine_again.identity
    assert mine.employee_id == strangers.employee_id, "the stranger even knows who is who"
    assert mine.identity != strangers.identity, "other data, other secrets"


def test_the_way_from_an_invitation_to_a_session_holds_the_pin(team: tuple[RunningServer, str], tmp_path: Path) -> None:
    """The host's address is taken over by somebody else after people have joined."""
    server, pin = team
    folder = DataFolder(tmp_path / "data")
    folder.root.mkdir()
    account = Account(folder, work_offline=True, shared_name=None, proxy="none")
    own = make_certificate(tmp_path, "127.0.0.1")
    with interceptor(server.url, *own) as between:
        with pytest.raises(Problem) as refused:
            account.sign_in(with_pin(between.url, pin), EMPLOYEE, PASSWORD)
        assert refused.value.code is ProblemCode.SERVER_KEY_CHANGED
        assert account.place_of(between.url) == between.url, "a server that proved nothing is not remembered"
        signed = account.sign_in(with_pin(server.url, pin), EMPLOYEE, PASSWORD)
        assert (signed.server, signed.pin) == (server.url, pin)
        assert account.last_session() == signed
        assert account.place_of(server.url) == with_pin(server.url, pin), "for whoever signs in there again"
        with pytest.raises(Problem):
            account.sign_in(with_pin(server.url, pin_of(b"another")), EMPLOYEE, PASSWORD)
        assert account.place_of(server.url) == with_pin(server.url, pin)
        assert between.read == b""


@pytest.mark.parametrize(
    ("names", "days", "trusted"),
    [(("127.0.0.1",), 1, False), (("127.0.0.1",), -1, True), (("lunch.example.com",), 1, True)],
    ids=["self-signed", "expired", "for another host"],
)
def test_without_a_pin_only_a_good_certificate_of_the_right_name_counts(
    team: tuple[RunningServer, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, ...],
    days: int,
    trusted: bool,
) -> None:
    own = make_certificate(tmp_path, *names, days=days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(own[0]))
    with interceptor(team[0].url, *own) as between:
        failure = failure_of(between.url)
        assert type(failure) is CertificateNotTrusted
        assert failure.problem.code is ProblemCode.CERTIFICATE_NOT_TRUSTED
        assert between.read == b""


def test_nobody_is_connected_to_without_tls_beyond_this_pc(tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as listening:
        listening.settimeout(0)
        address = f"http://0.0.0.0:{listening.getsockname()[1]}"
        for call in CALLS.values():
            with client(address) as api, pytest.raises(NotSecure) as refused:
                call(api)
            assert refused.value.problem.code is ProblemCode.PLAIN_HTTP_REFUSED
        with pytest.raises(Problem) as told:
            Account(DataFolder(tmp_path), True, shared_name=None, proxy="none").sign_in(address, EMPLOYEE, PASSWORD)
        assert told.value.code is ProblemCode.PLAIN_HTTP_REFUSED
        here = with_pin(address.replace("0.0.0.0", "127.0.0.1"), pin_of(b"x"))
        with client(here, trust=Trust(plain_http=True)) as api, pytest.raises(NotSecure):
            api.sign_in(SIGN_IN)
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_who_has_allowed_it_goes_without_tls_and_can_take_it_back(tmp_path: Path) -> None:
    trust = Trust(plain_http=True)
    with running(tmp_path) as server:
        assert type(failure_of(by_another_name(server.url), trust=trust)) is Unauthorised
        trust.plain_http = False
        assert type(failure_of(by_another_name(server.url), trust=trust)) is NotSecure


@contextmanager
def leading_to(location: str, certificate: tuple[Path, Path] | None = None) -> Iterator[str]:
    """A server that redirects everything."""

    class Redirect(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(307)
            self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET  # noqa: N815

        def log_message(self, *values: Any) -> None:
            del values

    server = ThreadingHTTPServer(("127.0.0.1", 0), Redirect)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"{'http' if certificate is None else 'https'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("call", ["sign-in", "refresh", "accept", "profile", "events"])
def test_no_redirect_is_followed_so_no_secret_goes_elsewhere_or_in_the_clear(tmp_path: Path, call: str) -> None:
    own = make_certificate(tmp_path, "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.settimeout(0)
        port = elsewhere.getsockname()[1]
        for location in (f"http://127.0.0.1:{port}/", f"https://127.0.0.1:{port}/", f"http://localhost:{port}/"):
            with (
                leading_to(location, own) as url,
                client(with_pin(url, pin_in(own[0]))) as api,
                pytest.raises(NotOurServer),
            ):
                CALLS[call](api)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


@needs_tinyproxy
def test_through_proxies_the_pin_is_held_to_as_well(team: tuple[RunningServer, str], tmp_path: Path) -> None:
    server, pin = team
    own = make_certificate(tmp_path, "127.0.0.1")
    there = by_another_name(server.url)
    with tinyproxy(tmp_path / "proxy") as proxy:
        assert type(failure_of(with_pin(there, pin), proxy.url)) is Unauthorised
        assert [one.split()[0] for one in proxy.asked] == ["CONNECT"]
        with interceptor(server.url, *own) as between:
            refused = failure_of(with_pin(by_another_name(between.url), pin), proxy.url)
            assert refused.problem.code is ProblemCode.SERVER_KEY_CHANGED
            assert between.read == b""
        with behind_tls(proxy.url, *own) as secure_proxy:
            refused = failure_of(with_pin(there, pin), secure_proxy)
            assert refused.problem.code is ProblemCode.CERTIFICATE_NOT_TRUSTED, "the proxy, which has no pin"
            trust = Trust(str(own[0]))
            assert type(failure_of(with_pin(there, pin), secure_proxy, trust)) is Unauthorised
            wrong = failure_of(with_pin(there, pin_of(b"x")), secure_proxy, trust)
            assert wrong.problem.code is ProblemCode.SERVER_KEY_CHANGED


def test_a_companys_authority_is_trusted_beside_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    chain, key = make_certificate(tmp_path, "127.0.0.1")
    settings = ServerSettings(database_url="", keys=tmp_path, certificate=chain, certificate_key=key)
    file = tmp_path / "company.pem"
    with running(tmp_path / "server", settings=settings) as server:
        assert failure_of(server.url).problem.code is ProblemCode.CERTIFICATE_NOT_TRUSTED
        shutil.copy(chain, file)
        assert type(failure_of(server.url, trust=Trust(str(file)))) is Unauthorised
        other, _ = make_certificate(tmp_path, "127.0.0.1", name="other-")
        monkeypatch.setenv("SSL_CERT_FILE", str(chain))
        assert type(failure_of(server.url, trust=Trust(str(other)))) is Unauthorised, "the system's trust stays"
        monkeypatch.delenv("SSL_CERT_FILE")
        file.write_text("no certificate")
        for unusable in (file, key, tmp_path / "none.pem", tmp_path):
            failure = failure_of(server.url, trust=Trust(str(unusable)))
            assert type(failure) is CertificateNotTrusted
            assert failure.problem.code is ProblemCode.COMPANY_CA_UNUSABLE
            assert failure.problem.facts["path"] == str(unusable)
        monkeypatch.setenv("SSL_CERT_FILE", str(chain))
        assert type(failure_of(server.url, trust=Trust(str(file)))) is Unauthorised, "what needs no file goes on"
    assert "can't be used" in caplog.text
