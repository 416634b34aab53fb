"""The company server's API over HTTP."""

import ssl
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from http.cookiejar import DefaultCookiePolicy
from ipaddress import ip_address
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import truststore
from pydantic import BaseModel
from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.exceptions import RequestException
from urllib3 import ProxyManager
from urllib3.exceptions import HTTPError

from lunch_desktop.sync.http_errors import (
    ApiError,
    CertificateNotTrusted,
    Forbidden,
    NotOurServer,
    ProtocolTooOld,
    RateLimited,
    Recovering,
    Rejected,
    ServerFault,
    Unauthorised,
    Unreachable,
    of_answer,
    of_exception,
)
from lunch_desktop.sync.http_events import ServerEvent, parse
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.events import END, End
from lunch_desktop.wire.identity import Profile, RefreshRequest, SignInRequest, Tokens
from lunch_desktop.wire.invitations import (
    AcceptRequest,
    InvitationInfo,
    InvitationMade,
    InvitationRequest,
    digest_of,
)
from lunch_desktop.wire.problems import PROTOCOL_HEADER
from lunch_desktop.wire.sync import (
    PROTOCOL,
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)

__all__ = [
    "ApiClient",
    "ApiError",
    "CertificateNotTrusted",
    "Forbidden",
    "NotOurServer",
    "ProtocolTooOld",
    "RateLimited",
    "Recovering",
    "Rejected",
    "ServerEvent",
    "ServerFault",
    "Unauthorised",
    "Unreachable",
    "server_address",
]

M = TypeVar("M", bound=BaseModel)

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 30.0
"""How long nothing may come; the server's heartbeat is every 15 seconds."""
_API: Final = "/api/v1"
_CHUNK: Final = 64 * 1024


def server_address(typed: str) -> str:
    """The server's base address from what somebody typed or pasted.

    Without a scheme it is https, on this PC http. Raises Problem `server_address_invalid`.
    """
    text = typed.strip()
    if "://" not in text:
        text = f"{'http' if _is_this_pc(urlsplit(f'//{text}').hostname or '') else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        raise Problem(ProblemCode.SERVER_ADDRESS_INVALID, server=typed.strip()[:100]) from None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username or any(c.isspace() for c in host):
        raise Problem(ProblemCode.SERVER_ADDRESS_INVALID, server=typed.strip()[:100])
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path.rstrip('/')}"


class ApiClient:
    """One server. Methods raise the ApiErrors of this module and nothing else; they are safe from every thread.

    An answer counts only with our header: a captive portal's 401 is no word on the session.
    """

    def __init__(self, base_url: str) -> None:
        """`base_url` is what `server_address` gives."""
        self.base_url = base_url
        self._calls = _http_session(base_url)
        self._streams = _http_session(base_url)
        self._stream_turn = threading.Lock()
        self._open_stream: Response | None = None
        self._interruptions = 0

    def sign_in(self, request: SignInRequest) -> Tokens:
        """Exchange a login and a password for tokens."""
        return self._post("/auth/sign-in", request, Tokens)

    def refresh(self, request: RefreshRequest) -> Tokens:
        """Exchange a refresh token for new tokens."""
        return self._post("/auth/refresh", request, Tokens)

    def sign_out(self, request: RefreshRequest) -> None:
        """End a refresh token's session."""
        self._send("POST", "/auth/sign-out", body=request)

    def invite(self, token: str, request: InvitationRequest) -> InvitationMade:
        """Make an invitation; for admins."""
        return self._post("/invitations", request, InvitationMade, token)

    def invitation(self, code: str) -> InvitationInfo:
        """What an invitation is to. Raises Rejected where it is not good."""
        return self._read(self._send("GET", f"/invitations/{digest_of(code)}"), InvitationInfo)

    def accept(self, request: AcceptRequest) -> Tokens:
        """Become an employee by an invitation. Raises Rejected."""
        return self._post("/auth/accept", request, Tokens)

    def profile(self, token: str) -> Profile:
        """Who the access token is for."""
        return self._read(self._send("GET", "/users/profile", token=token), Profile)

    def push(self, token: str, request: PushRequest) -> PushResponse:
        """Send a batch of changes."""
        return self._post("/sync/push", request, PushResponse, token)

    def pull(self, token: str, request: PullRequest) -> PullResponse:
        """Ask for what is new."""
        return self._post("/sync/pull", request, PullResponse, token)

    def volume(self, token: str, volume: Volume) -> bytes:
        """Fetch a part of a long answer as a file, as it is; no more than was announced is read."""
        response = self._send("GET", f"/sync/volumes/{volume.name}", token=token, accept="application/octet-stream")
        try:
            content: bytes = response.raw.read(volume.size + 1)
        except (HTTPError, OSError) as error:
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=self.base_url)) from error
        finally:
            response.close()
        return content

    def offer_again(self, token: str, request: OfferAgainRequest) -> OfferAgainResponse:
        """Prove to a server that was restored from a backup what it had applied."""
        return self._post("/sync/offer-again", request, OfferAgainResponse, token)

    def events(self, token: str, client_id: str | None = None) -> Generator[ServerEvent, None, str]:
        """Live events until the server ends the stream, or `interrupt` does.

        Returns why the server ended it, a WireCode; empty where it didn't say. Raises Unreachable when the stream
        breaks, or when not even a heartbeat came for READ_SECONDS.
        """
        interruptions = self._interruptions
        path = f"/events?client={client_id}" if client_id else "/events"
        response = self._send("GET", path, token=token, session=self._streams, accept="text/event-stream")
        try:
            with self._stream_turn:
                if self._interruptions != interruptions:
                    return ""
                self._open_stream = response
            for event in parse(self._chunks(response)):
                if event.name == END:
                    return End.model_validate_json(event.data).code
                yield event
        except (HTTPError, OSError, ValueError) as error:
            if self._interruptions == interruptions:
                raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=self.base_url)) from error
            return ""
        else:
            return ""
        finally:
            with self._stream_turn:
                self._open_stream = None
            response.close()

    def interrupt(self) -> None:
        """End the stream that another thread reads, at once; it just ends there."""
        with self._stream_turn:
            self._interruptions += 1
            response = self._open_stream
            if response is not None:
                with suppress(HTTPError, OSError, ValueError):  # it may just have ended by itself
                    response.raw.shutdown()

    def close(self) -> None:
        """End the stream and release every connection."""
        self.interrupt()
        self._calls.close()
        self._streams.close()

    def _post(self, path: str, request: BaseModel, answer: type[M], token: str | None = None) -> M:
        return self._read(self._send("POST", path, body=request, token=token), answer)

    def _read(self, response: Response, answer: type[M]) -> M:
        try:
            return answer.model_validate_json(response.content)
        except ValueError as error:
            raise ServerFault(Problem(ProblemCode.SERVER_FAULT, server=self.base_url)) from error

    def _send(
        self,
        method: str,
        path: str,
        *,
        body: BaseModel | None = None,
        token: str | None = None,
        session: Session | None = None,
        accept: str | None = None,
    ) -> Response:
        """Send one request and return its successful answer: read to the end, unless it is of the type `accept`."""
        headers = {PROTOCOL_HEADER: str(PROTOCOL)}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = body.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        if accept is not None:
            headers |= {"Accept": accept, "Accept-Encoding": "identity"}
        try:
            response = (session or self._calls).request(
                method,
                f"{self.base_url}{_API}{path}",
                data=data,
                headers=headers,
                auth=_Bearer(token),
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            )
            failure = of_answer(response, self.base_url)
            if failure is None and accept is None:
                _ = response.content
        except RequestException as error:
            raise of_exception(error, self.base_url) from error
        if failure is not None:
            response.close()
            del response  # the error's traceback would hold it, and with it the socket
            raise failure
        return response

    def _chunks(self, response: Response) -> Iterator[bytes]:
        while chunk := response.raw.read1(_CHUNK):
            yield chunk


class _Bearer(AuthBase):
    """The access token, or nothing; without it requests would look for a password in a .netrc file."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _SystemTrust(HTTPAdapter):
    """Trusts what the operating system trusts, directly and through proxies."""

    def __init__(self) -> None:
        self._context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().__init__(pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, ssl_context=self._context, **named)

    def proxy_manager_for(self, proxy: str, **named: Any) -> ProxyManager:
        manager: ProxyManager = super().proxy_manager_for(
            proxy, ssl_context=self._context, proxy_ssl_context=self._context, **named
        )
        return manager

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        """The environment's certificates, which requests puts into `verify`, are not the system's."""
        del verify
        return super().build_connection_pool_key_attributes(request, True, cert)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave the context as it is: requests would add the certificates that it brings, and the environment's."""
        del url, verify, cert
        conn.cert_reqs = "CERT_REQUIRED"


def _http_session(base_url: str) -> Session:
    session = Session()
    session.mount("https://", _SystemTrust())
    # Proxies come from the system's settings; they are never asked for this PC itself.
    session.trust_env = not _is_this_pc(urlsplit(base_url).hostname or "")
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "lunch-desktop"
    return session


def _is_this_pc(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
