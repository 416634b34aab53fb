"""The company server's API over HTTP."""

import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel
from requests import Response, Session
from requests.exceptions import ReadTimeout, RequestException
from urllib3.exceptions import HTTPError, ReadTimeoutError

from lunch_desktop.sync.http_errors import (
    ApiError,
    CertificateNotTrusted,
    Forbidden,
    NotOurServer,
    NotSecure,
    ProtocolTooOld,
    RateLimited,
    Recovering,
    Rejected,
    ServerFault,
    Silent,
    Unauthorised,
    Unreachable,
    of_answer,
    of_exception,
)
from lunch_desktop.sync.http_events import ServerEvent, parse
from lunch_desktop.sync.http_portal import portal_in_the_way
from lunch_desktop.sync.http_proxies import ProxyTrouble, of_trouble, trouble_at_proxy
from lunch_desktop.sync.http_transport import Bearer, plain_session
from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.sync.trust import Trust
from lunch_desktop.sync.ways import Way, is_this_pc
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.accounts import ResetInfo, ResetUse
from lunch_desktop.wire.device_secrets import DeviceSecret, DeviceSecretRequest
from lunch_desktop.wire.events import END, End
from lunch_desktop.wire.identity import Profile, RefreshRequest, SignInRequest, Tokens
from lunch_desktop.wire.invitations import (
    AcceptRequest,
    InvitationInfo,
    InvitationMade,
    InvitationRequest,
    OpenInvitations,
    digest_of,
)
from lunch_desktop.wire.pins import parted, with_pin
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
    "NotSecure",
    "ProtocolTooOld",
    "RateLimited",
    "Recovering",
    "Rejected",
    "ServerEvent",
    "ServerFault",
    "Silent",
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
    """The server's base address from what somebody typed or pasted; a pin behind it stays.

    Without a scheme it is https, on this PC http. Raises Problem `server_address_invalid`.
    """
    try:
        text, pin = parted(typed.strip())
    except ValueError:
        raise Problem(ProblemCode.SERVER_ADDRESS_INVALID, server=typed.strip()[:100]) from None
    if "://" not in text:
        text = f"{'http' if is_this_pc(urlsplit(f'//{text}').hostname or '') else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        raise Problem(ProblemCode.SERVER_ADDRESS_INVALID, server=typed.strip()[:100]) from None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username or any(c.isspace() for c in host):
        raise Problem(ProblemCode.SERVER_ADDRESS_INVALID, server=typed.strip()[:100])
    address = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path.rstrip('/')}"
    return with_pin(address, pin)


class ApiClient:
    """One server. Methods raise the ApiErrors of this module and nothing else; they are safe from every thread.

    An answer counts only with our header: a captive portal's 401 is no word on the session.
    """

    def __init__(self, place: str, proxies: Proxies | None = None, trust: Trust | None = None) -> None:
        """`place` is what `server_address` gives. Without `proxies` and `trust` those of the system are used."""
        self.base_url, self._pin = parted(place)
        self._proxies = proxies or Proxies()
        self._trust = trust or Trust()
        self.host = urlsplit(self.base_url).hostname or ""
        self._calls = plain_session(self._trust, self._pin)
        self._streams = plain_session(self._trust, self._pin)
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

    def reset(self, code: str) -> ResetInfo:
        """Whose password a code sets anew. Raises Rejected where it is not good."""
        return self._read(self._send("GET", f"/auth/resets/{digest_of(code)}"), ResetInfo)

    def use_reset(self, request: ResetUse) -> Tokens:
        """Set one's password anew, and sign in. Raises Rejected."""
        return self._post("/auth/reset", request, Tokens)

    def open_invitations(self, token: str) -> OpenInvitations:
        """The invitations that somebody could accept now; for admins."""
        return self._read(self._send("GET", "/invitations", token=token), OpenInvitations)

    def withdraw(self, token: str, digest: str) -> None:
        """Let nobody else come by an invitation; for admins."""
        self._send("DELETE", f"/invitations/{digest}", token=token)

    def device_secret(self, token: str, request: DeviceSecretRequest) -> DeviceSecret:
        """The server's secret for the key of one's data on this PC."""
        return self._post("/auth/device-secret", request, DeviceSecret, token)

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
        breaks, Silent when not even a heartbeat came for READ_SECONDS.
        """
        interruptions = self._interruptions
        path = f"/events?client={client_id}" if client_id else "/events"
        try:
            response = self._send("GET", path, token=token, session=self._streams, accept="text/event-stream")
        except Unreachable as error:
            if isinstance(error.__cause__, ReadTimeout):  # something between keeps even the beginning to itself
                raise Silent(error.problem) from error
            raise
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
                kind = Silent if isinstance(error, ReadTimeoutError) else Unreachable
                raise kind(Problem(ProblemCode.SERVER_UNREACHABLE, server=self.base_url)) from error
            return ""
        else:
            return ""
        finally:
            with self._stream_turn:
                self._open_stream = None
            response.close()

    def ask(self, method: str, path: str, token: str, answer: type[M], body: BaseModel | None = None) -> M:
        """Any request of somebody who is signed in, and its answer."""
        return self._read(self._send(method, path, body=body, token=token), answer)

    def tell(self, method: str, path: str, token: str, body: BaseModel) -> None:
        """Any request of somebody who is signed in, to which there is no answer but that it was done."""
        self._send(method, path, body=body, token=token)

    @contextmanager
    def pouring(
        self, path: str, token: str, body: BaseModel, kind: str, *, silent_seconds: float, packed: bool
    ) -> Iterator[Iterator[bytes]]:
        """A long answer of the type `kind`, piece by piece as it comes, of which nothing is kept.

        It may be silent for `silent_seconds`, and comes compressed if `packed`. The connection is closed at the end of
        the context. What comes is raised as it is found: an answer that breaks off in the middle as Unreachable.
        """
        encoding = "gzip" if packed else "identity"
        response = self._send(
            "POST", path, body=body, token=token, accept=kind, encoding=encoding, silent_seconds=silent_seconds
        )
        try:
            if response.headers.get("Content-Type", "").partition(";")[0].strip().lower() != kind:
                raise ServerFault(Problem(ProblemCode.SERVER_FAULT, server=self.base_url))
            yield self._pieces(response)
        finally:
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
        encoding: str = "identity",
        silent_seconds: float | None = None,
    ) -> Response:
        """Send one request and return its successful answer: read to the end, unless it is of the type `accept`.

        That may come in another `encoding`, and be silent for `silent_seconds`, otherwise for READ_SECONDS.
        """
        headers = {PROTOCOL_HEADER: str(PROTOCOL)}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = body.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        if accept is not None:
            headers |= {"Accept": accept, "Accept-Encoding": encoding}
        response, way = self._ask(session or self._calls, method, f"{_API}{path}", data, headers, token, silent_seconds)
        try:
            failure = of_answer(response, self.base_url, way)
            if failure is None and accept is None:
                _ = response.content
        except RequestException as error:
            raise of_exception(error, self.base_url) from error
        if failure is not None:
            response.close()
            del response  # the error's traceback would hold it, and with it the socket
            raise failure
        return response

    def _ask(
        self,
        session: Session,
        method: str,
        path: str,
        data: bytes | None,
        headers: Mapping[str, str],
        token: str | None,
        silent_seconds: float | None,
    ) -> tuple[Response, Way]:
        """Send one request by the first way that can be gone; every request may come twice. Raises ApiError."""
        refusal = self._trust.refusal(self.base_url, self._pin)
        if refusal is not None:
            raise NotSecure(refusal)
        ways = self._proxies.ways(self.base_url)
        for place, way in enumerate(ways, 1):
            try:
                response = session.request(
                    method,
                    self.base_url + path,
                    data=data,
                    headers=headers,
                    auth=Bearer(token),
                    proxies=dict(way.for_requests()),
                    timeout=(CONNECT_SECONDS, READ_SECONDS if silent_seconds is None else silent_seconds),
                    allow_redirects=False,
                    stream=True,
                )
            except RequestException as error:
                trouble = trouble_at_proxy(error) if way.proxy else None
                if trouble is not None and trouble.status is None:
                    self._proxies.failed(way)
                    if place < len(ways):
                        continue
                raise self._failure(error, way, trouble) from error
            self._proxies.worked(way)
            return response, way
        raise RuntimeError("there is always a way")

    def _failure(self, error: RequestException, way: Way, trouble: ProxyTrouble | None) -> ApiError:
        if trouble is not None:
            return of_trouble(error, trouble, way, self.base_url, self._trust)
        return portal_in_the_way(error, way, self.base_url) or of_exception(error, self.base_url, self._trust)

    def _pieces(self, response: Response) -> Iterator[bytes]:
        try:
            yield from response.raw.stream(_CHUNK, decode_content=True)
        except (HTTPError, OSError) as error:
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=self.base_url)) from error

    def _chunks(self, response: Response) -> Iterator[bytes]:
        while chunk := response.raw.read1(_CHUNK):
            yield chunk
