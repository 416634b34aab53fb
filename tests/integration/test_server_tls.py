"""The server's own TLS, as other programs meet it: versions, ciphers, renewed files, and what comes in the clear."""

import asyncio
import shutil
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lunch_desktop.server.secure_ways import INSECURE, SecureWays
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.server.tls import ServerCertificate
from lunch_desktop.sync.http import ApiClient, NotSecure, ServerEvent
from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.wire.identity import SignInRequest
from lunch_desktop.wire.pins import with_pin
from tests.integration.support_server import EMPLOYEE, PASSWORD, RunningServer, running
from tests.support.certificates import make_certificate, pin_in

SIGN_IN = SignInRequest(login=EMPLOYEE, password=PASSWORD, device_name="PC")


@dataclass(frozen=True)
class Secure:
    """A server with TLS, and its files."""

    server: RunningServer
    chain: Path
    key: Path

    def certificate(self, name: str | None = None) -> bytes:
        """What it shows to whoever connects now, as DER."""
        with self.connected(name=name) as connection:
            return connection.getpeercert(binary_form=True) or b""

    def connected(
        self, *, highest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3, ciphers: str = "", name: str | None = None
    ) -> ssl.SSLSocket:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = highest
        if ciphers:
            context.set_ciphers(ciphers)
        plain = socket.create_connection(("127.0.0.1", urlsplit(self.server.url).port or 0), timeout=10)
        try:
            return context.wrap_socket(plain, server_hostname=name)
        except OSError:
            plain.close()
            raise


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Secure]:
    chain, key = make_certificate(tmp_path, "127.0.0.1")
    settings = ServerSettings(database_url="", keys=tmp_path, certificate=chain, certificate_key=key)
    with running(tmp_path / "server", settings=settings) as server:
        yield Secure(server, chain, key)


def renew(secure: Secure, folder: Path) -> bytes:
    """Put other files in the place of the server's; the new certificate, as DER."""
    folder.mkdir()
    chain, key = make_certificate(folder, "127.0.0.1", name="new ")
    shutil.copy(key, secure.key)
    shutil.copy(chain, secure.chain)
    return ssl.PEM_cert_to_DER_cert(chain.read_text())


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
def test_old_versions_and_weak_ciphers_are_not_spoken(secure: Secure) -> None:
    with secure.connected() as connection:
        assert connection.version() == "TLSv1.3"
    with secure.connected(highest=ssl.TLSVersion.TLSv1_2) as connection:
        cipher = connection.cipher()
        assert cipher is not None
        assert cipher[0].startswith("ECDHE-ECDSA-")
    for highest, ciphers in (
        (ssl.TLSVersion.TLSv1_1, "ALL:@SECLEVEL=0"),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA"),
        (ssl.TLSVersion.TLSv1_2, "AES128-GCM-SHA256"),
    ):
        with pytest.raises(ssl.SSLError):
            secure.connected(highest=highest, ciphers=ciphers)


def test_renewed_files_are_taken_up_while_streams_go_on(secure: Secure, tmp_path: Path) -> None:
    before = secure.certificate()
    certificate = secure.server.server._certificate  # type: ignore[attr-defined]
    with closing(ApiClient(with_pin(secure.server.url, pin_in(secure.chain)), Proxies("none"))) as api:
        events = api.events(api.sign_in(SIGN_IN).access_token)
        assert isinstance(next(events), ServerEvent)
        after = renew(secure, tmp_path / "new")
        assert certificate.look()
        assert not certificate.look()
        assert secure.certificate() == secure.certificate(name="localhost") == after != before
        secure.server.services.hub.close()
        assert list(events) == [], "the stream heard its end, by the connection that it began with"


def test_it_ends_at_once_while_desktops_are_connected(tmp_path: Path) -> None:
    """`running` sees to it that it ends."""
    chain, key = make_certificate(tmp_path, "127.0.0.1")
    settings = ServerSettings(database_url="", keys=tmp_path, certificate=chain, certificate_key=key)
    with ExitStack() as later, running(tmp_path / "server", settings=settings) as server:
        api = later.enter_context(closing(ApiClient(with_pin(server.url, pin_in(chain)), Proxies("none"))))
        token = api.sign_in(SIGN_IN).access_token
        assert isinstance(next(later.enter_context(closing(api.events(token)))), ServerEvent)
        assert api.profile(token).login == EMPLOYEE


def test_half_renewed_files_wait_for_the_other_half(secure: Secure, tmp_path: Path) -> None:
    before = secure.certificate()
    certificate = secure.server.server._certificate  # type: ignore[attr-defined]
    chain, key = make_certificate(tmp_path, "127.0.0.1", name="new-")
    shutil.copy(chain, secure.chain)
    assert not certificate.look()
    assert secure.certificate() == before
    secure.key.unlink()
    assert not certificate.look()
    shutil.copy(key, secure.key)
    assert certificate.look()
    assert secure.certificate() == ssl.PEM_cert_to_DER_cert(chain.read_text())


def test_it_is_looked_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chain, key = make_certificate(tmp_path, "127.0.0.1")
    certificate = ServerCertificate(chain, key)
    look = certificate.look

    async def until_taken_up() -> None:
        loop, taken_up = asyncio.get_running_loop(), asyncio.Event()

        def looked() -> bool:
            found = look()
            if found:
                loop.call_soon_threadsafe(taken_up.set)
            return found

        monkeypatch.setattr(certificate, "look", looked)
        other = make_certificate(tmp_path, "127.0.0.1", name="new-")
        watching = asyncio.create_task(certificate.watch(every=0.01))
        shutil.copy(other[1], key)
        shutil.copy(other[0], chain)
        await taken_up.wait()
        watching.cancel()

    asyncio.run(asyncio.wait_for(until_taken_up(), 30))


class TestWaysInTheClear:
    PROXY = "10.0.0.5"

    @staticmethod
    def marked(peer: str, scheme: str = "http", proto: str | None = None) -> bool:
        """Whether a request of that kind is marked as insecure."""
        seen: list[bool] = []

        async def application(scope: object, receive: object, send: object) -> None:
            del receive, send
            assert isinstance(scope, dict)
            seen.append(bool(scope.get("state", {}).get(INSECURE)))

        headers = [] if proto is None else [(b"x-forwarded-proto", proto.encode())]
        scope = {"type": "http", "scheme": scheme, "client": (peer, 1), "headers": headers}
        ways = SecureWays(application, lambda host: host == TestWaysInTheClear.PROXY)
        asyncio.run(ways(scope, None, None))  # type: ignore[arg-type]
        return seen[0]

    @pytest.mark.parametrize(
        ("peer", "scheme", "proto", "insecure"),
        [
            ("192.168.0.9", "https", None, False),
            ("192.168.0.9", "http", None, True),
            ("192.168.0.9", "http", "https", True),  # anybody can say so
            (PROXY, "http", "https", False),
            (PROXY, "http", "http", True),
            (PROXY, "http", None, True),
            ("127.0.0.1", "http", None, False),
            ("::1", "http", None, False),
            ("", "http", None, True),
        ],
    )
    def test_only_tls_this_machine_and_proxies_that_had_tls_are_secure(
        self, peer: str, scheme: str, proto: str | None, insecure: bool
    ) -> None:
        assert self.marked(peer, scheme, proto) is insecure

    def test_a_request_that_came_to_the_proxy_in_the_clear_is_refused_and_health_is_told(self, tmp_path: Path) -> None:
        settings = ServerSettings(database_url="", keys=tmp_path, trusted_proxies=("127.0.0.1",))
        with running(tmp_path / "server", settings=settings) as server:
            clear = {"X-Forwarded-Proto": "http"}
            asked = {"login": EMPLOYEE, "password": PASSWORD, "device_name": "PC"}
            refused = server.call("POST", "/api/v1/auth/sign-in", json=asked, headers=clear)
            assert (refused.status_code, refused.json()["error"]["code"]) == (421, "insecure")
            assert "Lunch-Protocol" in refused.headers
            secure = server.call("POST", "/api/v1/auth/sign-in", json=asked, headers={"X-Forwarded-Proto": "https"})
            assert secure.status_code == 200
            assert "includeSubDomains" in secure.headers["Strict-Transport-Security"]
            assert server.call("GET", "/api/v1/health", headers=clear).status_code == 200
            with closing(ApiClient(server.url, Proxies("none"))) as api:
                api._calls.headers["X-Forwarded-Proto"] = "http"
                with pytest.raises(NotSecure):
                    api.sign_in(SIGN_IN)
