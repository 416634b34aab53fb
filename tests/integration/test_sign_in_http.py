"""The API's client against everything that can answer in the server's place."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from lunch_desktop.server.serve import listen
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.sync import http
from lunch_desktop.sync.http import (
    ApiClient,
    ApiError,
    CertificateNotTrusted,
    Forbidden,
    NotOurServer,
    ProtocolTooOld,
    RateLimited,
    Rejected,
    ServerEvent,
    ServerFault,
    Unauthorised,
    Unreachable,
    server_address,
)
from lunch_desktop.sync.http_events import parse
from lunch_desktop.sync.http_transport import TrustAdapter
from lunch_desktop.sync.trust import Trust
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.identity import RefreshRequest
from lunch_desktop.wire.sync import PROTOCOL
from tests.integration.support_server import running
from tests.support.certificates import make_certificate

Answer = Callable[[BaseHTTPRequestHandler], None]
REFRESH = RefreshRequest(refresh_token="ldr_" + "x" * 40)


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """An HTTP server that is not ours, at an address of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer(self)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # its name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def says(status: int, body: bytes = b"", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def error(code: str) -> bytes:
    return b'{"error": {"code": "%b", "title": "t", "status": 0}}' % code.encode()


def failure_of(url: str) -> ApiError:
    api = ApiClient(url)
    with pytest.raises(ApiError) as raised:
        api.refresh(REFRESH)
    api.close()
    return raised.value


@pytest.mark.parametrize("status", [200, 401, 403, 404, 426, 429, 500])
def test_an_answer_without_our_header_is_not_our_servers_whatever_it_says(status: int) -> None:
    body = b'{"error": {"code": "session_ended", "title": "", "status": 401}}'
    with answering(says(status, body, Content_Type="application/json")) as url:
        failure = failure_of(url)
        assert type(failure) is NotOurServer
        assert failure.problem.code is ProblemCode.NOT_OUR_SERVER


@pytest.mark.parametrize(
    ("status", "location", "kind", "page"),
    [
        (302, "http://wifi.example/login?mac=1", "text/plain", "http://wifi.example/login?mac=1"),
        (307, "https://wifi.example/", "", "https://wifi.example/"),
        (302, "http://127.0.0.1:1/login", "", "http://127.0.0.1:1/login"),
        (302, "ms-settings:network@wifi.example", "", None),
        (302, "javascript:alert(1)//wifi.example", "", None),
        (302, "file://wifi.example/etc/passwd", "", "the server's"),
        (511, "", "text/html", "the server's"),
        (200, "", "text/html; charset=utf-8", "the server's"),
        (401, "", "text/html", "the server's"),
        (403, "", "text/html", "the server's"),
        (301, "/elsewhere", "text/html", None),
        (308, "https://127.0.0.1/api/v1/auth/refresh", "text/html", None),
    ],
)
def test_a_networks_sign_in_page_is_told_with_where_it_is(
    status: int, location: str, kind: str, page: str | None
) -> None:
    """None: something else answered, which is no such page."""
    headers = {"Location": location} if location else {}
    with answering(says(status, b"<html>", Content_Type=kind, **headers)) as url:
        failure = failure_of(url)
        assert type(failure) is NotOurServer
        assert failure.portal == (url if page == "the server's" else page or "")
        expected = ProblemCode.CAPTIVE_PORTAL if page else ProblemCode.NOT_OUR_SERVER
        assert failure.problem.code is expected


@pytest.mark.parametrize("status", [502, 503, 504, 407])
def test_a_proxy_without_the_server_behind_it_is_an_unreachable_server(status: int) -> None:
    with answering(says(status, b"<html>Bad Gateway</html>")) as url:
        assert type(failure_of(url)) is Unreachable


@pytest.mark.parametrize(
    ("status", "code", "kind", "problem"),
    [
        (401, "session_ended", Unauthorised, ProblemCode.SESSION_ENDED),
        (401, "wrong_credentials", Unauthorised, ProblemCode.WRONG_CREDENTIALS),
        (403, "account_deactivated", Forbidden, ProblemCode.ACCOUNT_DEACTIVATED),
        (403, "forbidden", Forbidden, ProblemCode.SERVER_REFUSED),
        (409, "client_forked", Rejected, ProblemCode.SERVER_REFUSED),
        (410, "resync_required", Rejected, ProblemCode.SERVER_REFUSED),
        (422, "weak_password", Rejected, ProblemCode.WEAK_PASSWORD),
        (418, "a_code_of_a_newer_server", Rejected, ProblemCode.SERVER_REFUSED),
        (426, "protocol_too_old", ProtocolTooOld, ProblemCode.PROTOCOL_TOO_OLD),
        (500, "internal_error", ServerFault, ProblemCode.SERVER_FAULT),
        (503, "database_unavailable", ServerFault, ProblemCode.SERVER_DATABASE_DOWN),
        (503, "too_busy", ServerFault, ProblemCode.SERVER_FAULT),
    ],
)
def test_our_servers_errors_are_told_apart(status: int, code: str, kind: type, problem: ProblemCode) -> None:
    with answering(says(status, error(code), Lunch_Protocol="1")) as url:
        failure = failure_of(url)
        assert type(failure) is kind
        assert (failure.code, failure.problem.code) == (code, problem)


def test_too_many_attempts_say_how_long_to_wait() -> None:
    with answering(says(429, error("too_many_attempts"), Lunch_Protocol="1", Retry_After="130")) as url:
        failure = failure_of(url)
        assert isinstance(failure, RateLimited)
        assert failure.retry_after == 130
        assert failure.problem.facts == {"minutes": 3}


@pytest.mark.parametrize("body", [b"", b"not json", b"{}", b"[1]"])
def test_an_answer_of_ours_that_makes_no_sense_is_a_fault_of_the_server(body: bytes) -> None:
    with answering(says(200, body, Lunch_Protocol="1")) as url:
        assert type(failure_of(url)) is ServerFault


def test_an_error_of_ours_without_a_code_is_still_told() -> None:
    with answering(says(401, b"no json", Lunch_Protocol="1")) as url:
        assert type(failure_of(url)) is Unauthorised


def test_nobody_listening_is_unreachable() -> None:
    with listen("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
    assert type(failure_of(f"http://127.0.0.1:{port}")) is Unreachable


def test_an_unknown_name_is_unreachable(only_this_machine: list[str]) -> None:
    failure = failure_of("https://lunch.invalid")
    assert type(failure) is Unreachable
    assert failure.problem.facts == {"server": "https://lunch.invalid"}
    only_this_machine.clear()


def test_a_connection_broken_in_the_middle_is_unreachable() -> None:
    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Lunch-Protocol", "1")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"access')
        handler.close_connection = True

    with answering(half) as url:
        assert type(failure_of(url)) is Unreachable


def test_a_server_that_never_answers_is_unreachable_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "READ_SECONDS", 0.2)
    with listen("127.0.0.1", 0) as bound:
        bound.listen()
        begun = time.monotonic()
        assert type(failure_of(f"http://127.0.0.1:{bound.getsockname()[1]}")) is Unreachable
        assert time.monotonic() - begun < 5


def test_something_that_speaks_no_http_is_unreachable() -> None:
    with listen("127.0.0.1", 0) as bound:
        bound.listen()

        def speak() -> None:
            connection, _ = bound.accept()
            with connection:
                connection.sendall(b"220 mail.example.com ESMTP\r\n")
                connection.recv(10_000)

        threading.Thread(target=speak, daemon=True).start()
        assert type(failure_of(f"http://127.0.0.1:{bound.getsockname()[1]}")) is Unreachable


def test_a_password_in_netrc_is_never_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("default login somebody password hunter2\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers.get("Authorization"))
        says(500, Lunch_Protocol="1")(handler)

    with answering(answer) as url:
        api = ApiClient(url)
        for call in (lambda: api.refresh(REFRESH), lambda: api.profile("a.b.c")):
            with pytest.raises(ServerFault):
                call()
        api.close()
    assert seen == [None, "Bearer a.b.c"]


def test_this_pc_is_never_asked_for_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with answering(says(401, error("session_ended"), Lunch_Protocol="1")) as url:
        assert type(failure_of(url)) is Unauthorised


def test_the_protocol_is_named_in_every_request() -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers.get("Lunch-Protocol"))
        says(426, error("protocol_too_old"), Lunch_Protocol="9")(handler)

    with answering(answer) as url:
        assert type(failure_of(url)) is ProtocolTooOld
    assert seen == [str(PROTOCOL)]


def test_a_stream_that_falls_silent_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "READ_SECONDS", 0.2)
    ended = threading.Event()

    def one_event_and_silence(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Lunch-Protocol", "1")
        handler.end_headers()
        handler.wfile.write(b'event: head\ndata: {"version":1}\n\n')
        handler.wfile.flush()
        ended.wait(5)

    with answering(one_event_and_silence) as url:
        api = ApiClient(url)
        events = api.events("a.b.c")
        assert next(events) == ServerEvent("head", '{"version":1}')
        with pytest.raises(Unreachable):
            next(events)
        ended.set()
        api.close()


def test_a_portal_that_answers_a_stream_is_no_stream() -> None:
    portal = says(200, b"<html>please sign in</html>", Content_Type="text/html")
    with answering(portal) as url, pytest.raises(NotOurServer):
        next(ApiClient(url).events("a.b.c"))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_events_are_read_however_they_are_cut(size: int) -> None:
    sent = (
        ': comment\n\nevent: head\ndata: {"version":1}\n\n'
        "event: delta\r\ndata: 한글\r\ndata: second line\r\nid: 7\r\n\r\n"
        "data:no space\n\n: still here\n\nevent: nothing\n\n"
        "event: cut\ndata: off"
    ).encode()
    pieces = (sent[start : start + size] for start in range(0, len(sent), size))
    assert list(parse(pieces)) == [
        ServerEvent("head", '{"version":1}'),
        ServerEvent("delta", "한글\nsecond line"),
        ServerEvent("message", "no space"),
    ]


def test_an_event_without_end_is_given_up() -> None:
    with pytest.raises(ValueError, match="without end"):
        list(parse(b"data: " + b"x" * 100_000 for _ in range(100)))
    with pytest.raises(ValueError, match="without end"):
        list(parse(b"data: " + b"x" * 100_000 + b"\n" for _ in range(100)))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("lunch.example.com", "https://lunch.example.com"),
        (" https://lunch.example.com/ ", "https://lunch.example.com"),
        ("lunch.example.com:8443", "https://lunch.example.com:8443"),
        ("127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("localhost:8765", "http://localhost:8765"),
        ("http://10.0.0.5:8765", "http://10.0.0.5:8765"),
        ("https://example.com/lunch/", "https://example.com/lunch"),
        ("HTTPS://Lunch.Example.COM", "https://lunch.example.com"),
        ("[::1]:8765", "http://[::1]:8765"),
    ],
)
def test_an_address_is_understood_as_people_type_it(typed: str, address: str) -> None:
    assert server_address(typed) == address


@pytest.mark.parametrize(
    "typed", ["", "  ", "ftp://lunch", "https://", "https://a b", "https://user:pw@lunch", "lunch:port", "file:///etc"]
)
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(Problem) as refused:
        server_address(typed)
    assert refused.value.code is ProblemCode.SERVER_ADDRESS_INVALID


@pytest.fixture
def secure(tmp_path: Path) -> ServerSettings:
    certificate, key = make_certificate(tmp_path)
    return ServerSettings(database_url="", keys=tmp_path, certificate=certificate, certificate_key=key)


def test_a_certificate_that_the_system_does_not_trust_is_refused(tmp_path: Path, secure: ServerSettings) -> None:
    with running(tmp_path / "server", settings=secure) as server:
        failure = failure_of(server.url)
        assert type(failure) is CertificateNotTrusted
        assert failure.problem.code is ProblemCode.CERTIFICATE_NOT_TRUSTED


def test_a_certificate_that_the_system_trusts_is_accepted_and_no_variable_of_requests_adds_others(
    tmp_path: Path, secure: ServerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(tmp_path / "server", settings=secure) as server:
        for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
            monkeypatch.setenv(variable, str(secure.certificate))
        api = ApiClient(server.url)
        with pytest.raises(CertificateNotTrusted):
            api.refresh(REFRESH)
        api.close()
        monkeypatch.setenv("SSL_CERT_FILE", str(secure.certificate))  # what OpenSSL takes for the system's
        failure = failure_of(server.url)
        assert type(failure) is Unauthorised
        hsts = server.call("GET", "/api/v1/health", verify=str(secure.certificate)).headers
        assert "max-age=31536000; includeSubDomains" in hsts["Strict-Transport-Security"]


def test_plain_text_at_a_secure_address_is_unreachable(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        assert type(failure_of(server.url.replace("http:", "https:"))) is Unreachable


def test_the_systems_trust_is_truststores() -> None:
    adapter = TrustAdapter(Trust(), pin="")
    direct = adapter.poolmanager.connection_pool_kw["ssl_context"]
    proxied = adapter.proxy_manager_for("http://127.0.0.1:9").connection_pool_kw["ssl_context"]
    assert direct is proxied
    of_proxy = adapter.proxy_manager_for("https://127.0.0.1:9").proxy_config
    assert of_proxy is not None
    assert of_proxy.ssl_context is proxied
    assert type(direct).__module__.startswith("truststore")
    assert direct.verify_mode == ssl.CERT_REQUIRED
    assert direct.check_hostname
