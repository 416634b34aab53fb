"""The way to the server through real proxies: plain and tunnelled, with a name and without, alive and dead."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.sync.http import (
    ApiClient,
    ApiError,
    CertificateNotTrusted,
    NotOurServer,
    ServerEvent,
    Unauthorised,
    Unreachable,
)
from lunch_desktop.sync.http_errors import WRONG_LOGIN_WAIT
from lunch_desktop.sync.proxies import DEAD_SECONDS, Proxies
from lunch_desktop.sync.trust import Trust
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.wire.identity import RefreshRequest
from tests.integration.support_server import RunningServer, running
from tests.integration.test_sign_in_http import answering, says
from tests.support.certificates import make_certificate
from tests.support.proxies import behind_tls, by_another_name, free_port, needs_tinyproxy, tinyproxy

pytestmark = needs_tinyproxy

REFRESH = RefreshRequest(refresh_token="ldr_" + "x" * 40)


@pytest.fixture(autouse=True)
def _no_proxies_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running(tmp_path_factory.mktemp("plain")) as server:
        yield server


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, Path]]:
    """A server with TLS, and the certificate of whoever vouches for it."""
    folder = tmp_path_factory.mktemp("secure")
    certificate, key = make_certificate(folder, "0.0.0.0", "127.0.0.1")
    settings = ServerSettings(database_url="", keys=folder, certificate=certificate, certificate_key=key)
    with running(folder / "server", settings=settings) as server:
        yield server, certificate


@contextmanager
def client(url: str, proxies: Proxies) -> Iterator[ApiClient]:
    api = ApiClient(by_another_name(url), proxies, Trust(plain_http=True))
    try:
        yield api
    finally:
        api.close()


def failure_of(url: str, proxies: Proxies) -> ApiError:
    """A request with a token that nobody knows: one that reaches the server ends in Unauthorised."""
    with client(url, proxies) as api, pytest.raises(ApiError) as raised:
        api.refresh(REFRESH)
    return raised.value


def test_the_systems_proxy_is_used_and_its_exceptions_are_kept_to(
    tmp_path: Path, plain: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tinyproxy(tmp_path / "proxy") as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removeprefix("http://"))
        assert type(failure_of(plain.url, Proxies())) is Unauthorised
        assert len(proxy.asked) == 1
        for exempt in ("0.0.0.0", "*", "0.0.0.0/8"):
            monkeypatch.setenv("no_proxy", exempt)
            assert type(failure_of(plain.url, Proxies())) is Unauthorised
            assert type(failure_of(plain.url, Proxies(proxy.url))) is Unauthorised
        assert len(proxy.asked) == 1
        monkeypatch.setenv("no_proxy", "")
        assert type(failure_of(plain.url, Proxies("none"))) is Unauthorised
        assert len(proxy.asked) == 1


def test_this_pc_is_never_asked_for_through_a_proxy(tmp_path: Path, plain: RunningServer) -> None:
    with tinyproxy(tmp_path / "proxy") as proxy:
        for url in (plain.url, plain.url.replace("127.0.0.1", "localhost")):
            api = ApiClient(url, Proxies(proxy.url))
            with pytest.raises(Unauthorised):
                api.refresh(REFRESH)
            api.close()
        assert proxy.asked == []


def test_a_secure_server_is_reached_by_a_tunnel_with_the_systems_trust(
    tmp_path: Path, secure: tuple[RunningServer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, certificate = secure
    with tinyproxy(tmp_path / "proxy") as proxy:
        assert type(failure_of(server.url, Proxies(proxy.url))) is CertificateNotTrusted
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert type(failure_of(server.url, Proxies(proxy.url))) is Unauthorised
        assert [one.split()[0] for one in proxy.asked] == ["CONNECT", "GET", "CONNECT"]
        assert proxy.asked[1].startswith("GET http://0.0.0.0/ "), "whether a network's sign-in page is in the way"


def test_a_proxy_that_speaks_tls_itself_has_to_be_trusted_too(
    tmp_path: Path, secure: tuple[RunningServer, Path], plain: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, certificate = secure
    own = make_certificate(tmp_path, name="proxy-")
    both = tmp_path / "both.pem"
    both.write_bytes(certificate.read_bytes() + own[0].read_bytes())
    with tinyproxy(tmp_path / "proxy") as proxy, behind_tls(proxy.url, *own) as url:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        failure = failure_of(server.url, Proxies(url))
        assert type(failure) is CertificateNotTrusted
        assert failure.problem.facts == {"server": url.removeprefix("https://")}
        monkeypatch.setenv("SSL_CERT_FILE", str(both))
        assert type(failure_of(server.url, Proxies(url))) is Unauthorised
        assert type(failure_of(plain.url, Proxies(url))) is Unauthorised
        assert [one.split()[0] for one in proxy.asked] == ["CONNECT", "POST"]


@pytest.mark.parametrize("tunnelled", [False, True])
def test_a_proxy_that_asks_for_a_name_gets_the_one_in_its_address_or_the_one_that_was_typed(
    tmp_path: Path,
    plain: RunningServer,
    secure: tuple[RunningServer, Path],
    monkeypatch: pytest.MonkeyPatch,
    tunnelled: bool,
) -> None:
    server, certificate = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    target = server.url if tunnelled else plain.url
    with tinyproxy(tmp_path / "proxy", login=("minji", "Bap-2026.lunch")) as proxy:
        name = proxy.url.removeprefix("http://")
        typed = Proxies(proxy.url, vault := MemoryVault())
        failure = failure_of(target, typed)
        assert type(failure) is Unreachable
        assert failure.problem.code is ProblemCode.PROXY_SIGN_IN
        assert failure.problem.facts == {"proxy": name}

        typed.sign_in(name, "minji", "wrong")
        failure = failure_of(target, typed)
        assert failure.problem.code is ProblemCode.PROXY_SIGN_IN_WRONG
        assert failure.retry_after == WRONG_LOGIN_WAIT

        typed.sign_in(name, "minji", "Bap-2026.lunch")
        assert type(failure_of(target, typed)) is Unauthorised
        assert type(failure_of(target, Proxies(proxy.url, vault))) is Unauthorised, "the vault keeps it"
        assert type(failure_of(target, Proxies(f"http://minji:%42ap-2026.lunch@{name}"))) is Unauthorised


@pytest.mark.parametrize("offered", ["NTLM", "Negotiate"])
def test_a_sign_in_that_we_cannot_do_is_said_plainly(plain: RunningServer, offered: str) -> None:
    with answering(says(407, b"", Proxy_Authenticate=offered)) as url:
        failure = failure_of(plain.url, Proxies(url))
    assert type(failure) is Unreachable
    assert failure.problem.code is ProblemCode.PROXY_SIGN_IN_UNSUPPORTED
    assert failure.problem.facts["kind"] == offered


def test_a_proxy_without_the_server_behind_it_is_an_unreachable_server(tmp_path: Path) -> None:
    with tinyproxy(tmp_path / "proxy") as proxy:
        for scheme in ("http", "https"):
            failure = failure_of(f"{scheme}://127.0.0.1:{free_port()}", Proxies(proxy.url))
            assert type(failure) is Unreachable
            assert failure.problem.code is ProblemCode.SERVER_UNREACHABLE


def test_a_dead_proxy_is_named(plain: RunningServer) -> None:
    address = f"127.0.0.1:{free_port()}"
    failure = failure_of(plain.url, Proxies(address))
    assert type(failure) is Unreachable
    assert failure.problem.code is ProblemCode.PROXY_UNREACHABLE
    assert failure.problem.facts == {"proxy": address}


def test_a_stream_goes_through_a_proxy_and_ends_when_that_is_killed(tmp_path: Path, plain: RunningServer) -> None:
    token = plain.token()
    with tinyproxy(tmp_path / "proxy") as proxy, client(plain.url, Proxies(proxy.url)) as api:
        events = api.events(token)
        first = next(events)
        assert isinstance(first, ServerEvent)
        proxy.kill()
        with pytest.raises(Unreachable):
            list(events)
        with pytest.raises(Unreachable) as gone:
            api.profile(token)
        assert gone.value.problem.code is ProblemCode.PROXY_UNREACHABLE
        with tinyproxy(tmp_path / "again", port=int(proxy.url.rpartition(":")[2])):
            assert api.profile(token).login


@contextmanager
def script(text: str) -> Iterator[tuple[str, list[int]]]:
    """The address of a script, and how often it was fetched."""
    fetched: list[int] = []

    def answer(handler: Any) -> None:
        fetched.append(1)
        says(200, text.encode(), Content_Type="application/x-ns-proxy-autoconfig")(handler)

    with answering(answer) as url:
        yield f"{url}/proxy.pac", fetched


def test_a_script_names_the_proxies_which_are_tried_in_order_a_dead_one_last_for_a_while(
    tmp_path: Path, plain: RunningServer
) -> None:
    now = [0.0]
    dead = f"127.0.0.1:{free_port()}"
    with tinyproxy(tmp_path / "proxy") as proxy:
        alive = proxy.url.removeprefix("http://")
        with script(f'function FindProxyForURL(url, host) {{ return "PROXY {dead}; PROXY {alive}"; }}') as (
            url,
            fetched,
        ):
            proxies = Proxies(f"pac:{url}", monotonic=lambda: now[0])
            there = by_another_name(plain.url)
            assert [way.name for way in proxies.ways(there)] == [dead, alive]
            assert type(failure_of(plain.url, proxies)) is Unauthorised
            assert len(proxy.asked) == 1
            assert [way.name for way in proxies.ways(there)] == [alive, dead]
            now[0] += DEAD_SECONDS
            assert [way.name for way in proxies.ways(there)] == [dead, alive]
            assert (len(fetched), proxies.problem) == (1, None)
            proxies.network_changed()
            assert type(failure_of(plain.url, proxies)) is Unauthorised
            assert len(fetched) == 2


@pytest.mark.parametrize(
    "text",
    [
        "this is no script",
        "<html>please sign in</html>",
        "function FindProxyForURL(url, host) { throw new Error('broken'); }",
        "function FindProxyForURL(url, host) { return 7; }",
        'function FindProxyForURL(url, host) { return "SOCKS 10.0.0.1:1080"; }',
    ],
)
def test_a_script_that_fails_is_told_and_the_server_asked_directly(plain: RunningServer, text: str) -> None:
    with script(text) as (url, fetched):
        proxies = Proxies(f"pac:{url}")
        for _ in range(3):
            assert type(failure_of(plain.url, proxies)) is Unauthorised
        assert proxies.problem is not None
        assert proxies.problem.code is ProblemCode.PROXY_SCRIPT_FAILED
        assert proxies.problem.facts["address"] == url
        assert len(fetched) == 1, "it is not asked again for a while"


def test_a_script_that_cannot_be_fetched_is_told_and_the_server_asked_directly(plain: RunningServer) -> None:
    with answering(says(404)) as missing:
        for url in (f"http://127.0.0.1:{free_port()}/proxy.pac", f"{missing}/proxy.pac"):
            proxies = Proxies(f"pac:{url}")
            assert type(failure_of(plain.url, proxies)) is Unauthorised
            assert proxies.problem is not None


@pytest.mark.parametrize("setting", ["socks5://127.0.0.1:1080", "socks4://10.0.0.1:1"])
def test_a_proxy_of_another_kind_is_told_and_the_server_asked_directly(
    plain: RunningServer, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", setting)
    proxies = Proxies()
    assert type(failure_of(plain.url, proxies)) is Unauthorised
    assert proxies.problem is not None
    assert proxies.problem.code is ProblemCode.PROXY_UNSUPPORTED


def test_another_choice_holds_from_the_next_request_on(tmp_path: Path, plain: RunningServer) -> None:
    with tinyproxy(tmp_path / "proxy") as proxy:
        proxies = Proxies("none")
        with client(plain.url, proxies) as api:
            for choice in ("none", proxy.url, "none"):
                proxies.choose(choice)
                with pytest.raises(Unauthorised):
                    api.refresh(REFRESH)
        assert len(proxy.asked) == 1


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (302, {"Location": "http://wifi.example/login"}, NotOurServer),
        (511, {"Content-Type": "text/html"}, NotOurServer),
        (200, {"Content-Type": "text/html"}, Unreachable),
        (301, {"Location": "https://0.0.0.0/"}, Unreachable),
        (404, {}, Unreachable),
    ],
)
def test_a_sign_in_page_that_can_only_break_a_secure_connection_is_found_without_it(
    status: int, headers: dict[str, str], kind: type[ApiError]
) -> None:
    """The network lets nobody through to the server, and answers for it where nobody has to prove who they are."""
    seen: list[str] = []

    class Network(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"HTTP/1.1 400 this is no TLS\r\n\r\n")
            self.close_connection = True

        def do_GET(self) -> None:
            seen.append(f"{self.path} {self.headers.get('Authorization')}")
            says(status, b"<html>", **{name.replace("-", "_"): value for name, value in headers.items()})(self)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # its name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Network)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        proxies = Proxies(f"127.0.0.1:{server.server_address[1]}")
        with client("https://127.0.0.1:8443", proxies) as api, pytest.raises(ApiError) as raised:
            api.profile("a.b.c")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert type(raised.value) is kind
    assert seen == ["http://0.0.0.0/ None"]
    if isinstance(raised.value, NotOurServer):
        assert raised.value.problem.code is ProblemCode.CAPTIVE_PORTAL
        assert raised.value.portal == headers.get("Location", "http://0.0.0.0/")


@pytest.mark.skipif(sys.platform != "linux", reason="a folder of certificates is named by their hashes")
@pytest.mark.parametrize("proxied", [False, True])
def test_a_folder_of_certificates_is_the_systems_trust_too(
    tmp_path: Path, secure: tuple[RunningServer, Path], monkeypatch: pytest.MonkeyPatch, proxied: bool
) -> None:
    server, certificate = secure
    asking = ["openssl", "x509", "-hash", "-noout", "-in", str(certificate)]
    named = subprocess.run(asking, capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "certificates").mkdir()
    shutil.copyfile(certificate, tmp_path / "certificates" / f"{named}.0")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with tinyproxy(tmp_path / "proxy") as proxy:
        proxies = Proxies(proxy.url if proxied else "none")
        assert type(failure_of(server.url, proxies)) is CertificateNotTrusted
        monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "certificates"))
        assert type(failure_of(server.url, proxies)) is Unauthorised
