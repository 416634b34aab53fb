"""Signing in, staying signed in, opening without the server, and signing out.

The access token is in memory only. The refresh token is in the vault, and changes with every use: the new one is put
there before the old one is forgotten. If an answer is lost, or this program ends before it kept the new token, the same
old token is sent again; the server allows that for a minute (`store/company/accounts_devices.py` says why it is safe).
"""

import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from lunch_desktop.sync.http import ApiError, Forbidden, Unauthorised
from lunch_desktop.sync.session import Session, SessionFile, begun
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.paths import account_slug
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import Vault
from lunch_desktop.wire.accounts import ResetUse
from lunch_desktop.wire.device_secrets import DeviceSecret, DeviceSecretRequest
from lunch_desktop.wire.identity import RefreshRequest, SignInRequest, Tokens
from lunch_desktop.wire.invitations import AcceptRequest
from lunch_desktop.wire.pins import parted
from lunch_desktop.wire.problems import WireCode

T = TypeVar("T")

EARLY_SECONDS: Final = 60.0
"""An access token is renewed so long before it expires."""


class IdentityApi(Protocol):
    """What sign-in needs of a server; `ApiClient` is one. Raises ApiErrors."""

    def sign_in(self, request: SignInRequest) -> Tokens: ...
    def refresh(self, request: RefreshRequest) -> Tokens: ...
    def sign_out(self, request: RefreshRequest) -> None: ...
    def accept(self, request: AcceptRequest) -> Tokens: ...
    def use_reset(self, request: ResetUse) -> Tokens: ...
    def device_secret(self, token: str, request: DeviceSecretRequest) -> DeviceSecret: ...


@dataclass(frozen=True, slots=True)
class Resumed:
    """A session that goes on. Where the server was not reached, `offline` says why."""

    session: Session
    offline: Problem | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """A sign-in with its tokens, on the way from one SignIn to another."""

    api: IdentityApi | None
    session: Session | None
    refresh_token: str | None
    access_token: str | None
    good_until: float
    kept: bool


class SignIn:
    """The sign-in of this desktop. Safe from every thread; one refresh runs at a time, and the others get its token."""

    def __init__(
        self,
        connect: Callable[[str], IdentityApi],
        vault: Vault,
        file: SessionFile,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
        home_of: Callable[[str, str], str] = lambda _place, _employee_id: "",
        *,
        keeps: bool = True,
    ) -> None:
        """`connect` gives the API of the server at a place. `monotonic` counts seconds and is never set back.

        `home_of` is told of the server and the employee of each new session, and gives the session's `home`. Without
        `keeps` (a shared PC) nothing is kept of what begins here.
        """
        self._home_of = home_of
        self._connect = connect
        self._vault = vault
        self._file = file
        self._clock = clock
        self._monotonic = monotonic
        self._turn = threading.RLock()
        self._api: IdentityApi | None = None
        self._session: Session | None = None
        self._access_token: str | None = None
        self._good_until = 0.0
        self._refresh_token: str | None = None
        self._kept = keeps

    @property
    def keeps(self) -> bool:
        """Whether the sign-in is kept for the next start."""
        return self._kept

    @property
    def session(self) -> Session | None:
        """Who is signed in now."""
        return self._session

    def last(self) -> Session | None:
        """The session of the last start, to be resumed."""
        return self._file.read()

    @property
    def asks_again(self) -> bool:
        """Whether the password will be asked for at the next start, because the keyring could not keep the sign-in."""
        return self._kept and not self._vault.available

    def with_password(self, server: str, login: str, password: str, device_name: str) -> Session:
        """Sign in at `server`. Raises ApiError."""
        known = self._vault.get(_known_as(server, login)) if self._kept else None
        request = SignInRequest(login=login, password=password, device_name=device_name, device_token=known)
        return self.with_tokens(server, lambda api: api.sign_in(request))

    def with_tokens(self, server: str, get: Callable[[IdentityApi], Tokens]) -> Session:
        """Begin a session with the tokens that the server at a place gives `get`. Raises ApiError."""
        api = self._connect(server)
        tokens = get(api)
        with self._turn:
            self._api = api
            home = self._home_of(server, tokens.profile.employee_id)
            self._session = begun(server, tokens, self._clock.now(), home)
            if not self._kept:
                self._file.forget()
            self._take(tokens)
            if self._kept and tokens.device_token is not None:
                self._vault.set(_known_as(server, tokens.profile.login), tokens.device_token)
            return self._session

    def is_of(self, signed: Session) -> bool:
        """Whether it signs in the account of that session."""
        return self._session is not None and self._session.identity == signed.identity

    def hand_over(self) -> Begun:
        """What it has begun, for another one to go on with; this one signs nobody in any more."""
        with self._turn:
            tokens = (self._refresh_token, self._access_token, self._good_until)
            handed = Begun(self._api, self._session, *tokens, self._kept)
            self._session = self._refresh_token = self._access_token = None
            return handed

    def go_on_with(self, new: Begun) -> None:
        """Go on with a newer sign-in of the same account."""
        with self._turn:
            self._api, self._session, self._kept = new.api, new.session, new.kept
            self._refresh_token, self._access_token = new.refresh_token, new.access_token
            self._good_until = new.good_until

    def resume(self, last: Session, *, work_offline: bool = False) -> Resumed:
        """Go on with the last session: confirmed by the server, or without it for as long as the admin allows.

        Raises Unauthorised if only signing in again helps, Forbidden if the account is deactivated, Problem
        `offline_too_long`.
        """
        with self._turn:
            self._api = self._connect(last.place)
            self._session = last
            self._kept = True
            self._access_token = None
            self._refresh_token = self._vault.get(_name(last))
            if work_offline:
                return self._offline(last, None)
            try:
                self.access_token()
            except (Unauthorised, Forbidden):
                self._session = None
                raise
            except ApiError as error:
                return self._offline(last, error.problem)
            return Resumed(self._session)

    def open_offline(self, last: Session) -> Session:
        """Open with the last session although its token is gone, because the server is not there to sign in at.

        The server is asked for nothing before the person signs in. Raises Problem `offline_too_long`.
        """
        with self._turn:
            self._api = self._connect(last.place)
            return self._offline(last, None).session

    def access_token(self, rejected: str | None = None) -> str:
        """A token that is good for another minute. `rejected` is one that the server just refused with 401.

        Raises ApiError; Unauthorised means that only signing in again helps.
        """
        with self._turn:
            token = self._access_token
            if token is not None and token != rejected and self._monotonic() < self._good_until:
                return token
            if self._refresh_token is None or self._api is None:
                raise Unauthorised(Problem(ProblemCode.SESSION_ENDED))
            try:
                tokens = self._api.refresh(RefreshRequest(refresh_token=self._refresh_token))
            except Unauthorised as error:
                if error.code == WireCode.DEVICE_LOST:  # it is told again, also at the next start, until all is erased
                    self._access_token = None
                else:
                    self._forget_tokens()
                raise
            self._take(tokens)
            return tokens.access_token

    def authorised(self, call: Callable[[str], T]) -> T:
        """Run `call` with an access token, and once more with a new one if the server refuses the first.

        A request that was answered with 401 has changed nothing. Raises ApiError.
        """
        token = self.access_token()
        try:
            return call(token)
        except Unauthorised:
            return call(self.access_token(rejected=token))

    def observe(self) -> None:
        """Look at the clock while the session is open, and write down how long the server was not heard of.

        Raises Problem `offline_too_long`, after which the server has to confirm the session.
        """
        with self._turn:
            if self._session is None:
                return
            now = self._clock.now()
            self._session = self._session.observed(now)
            if self._kept:
                self._file.write(self._session)
            self._session.check_offline_days(now, running=True)

    def device_secret(self, key_id: str) -> str:
        """The server's secret for the key of this account's data. Raises ApiError."""
        wanted = DeviceSecretRequest(key_id=key_id)
        return self.authorised(lambda token: self._connected().device_secret(token, wanted)).secret

    def sign_out(self) -> bool:
        """Forget the sign-in here, and end the session at the server; whether the server was reached."""
        with self._turn:
            api, token = self._api, self._refresh_token
            self._forget_tokens()
            if self._kept:  # else the file is another's
                self._file.forget()
            self._session = None
        if api is None or token is None:
            return False
        try:
            api.sign_out(RefreshRequest(refresh_token=token))
        except ApiError:
            return False  # it ends there by itself, when it was not used for long
        return True

    def end(self, signed: Session) -> bool:
        """Forget all of an account that is not open, and end its session; whether the server was reached."""
        token = self._vault.get(_name(signed))
        self._vault.delete(_name(signed))
        self._vault.delete(_known_as(signed.place, signed.login))
        if token is None:
            return False
        try:
            self._connect(signed.place).sign_out(RefreshRequest(refresh_token=token))
        except ApiError:
            return False  # as with sign_out
        return True

    def forget(self, signed: Session) -> None:
        """Forget everything of a session here, and tell nobody."""
        with self._turn:
            self._session = signed
            self._kept = True
            self._forget_tokens()
            self._vault.delete(_known_as(signed.place, signed.login))
            self._file.forget()
            self._session = None

    def _connected(self) -> IdentityApi:
        if self._api is None:
            raise RuntimeError("whoever has a token is connected")
        return self._api

    def _take(self, tokens: Tokens) -> None:
        """Take new tokens. The vault has the new refresh token before the one before is forgotten here."""
        if self._session is None:
            raise RuntimeError("tokens belong to a session")
        now = self._clock.now()
        self._session = self._session.confirmed(tokens.profile, tokens.offline_days, now)
        if self._kept:
            self._vault.set(_name(self._session), tokens.refresh_token)
            self._file.write(self._session)
        self._refresh_token = tokens.refresh_token
        self._access_token = tokens.access_token
        self._good_until = self._monotonic() + tokens.expires_in - EARLY_SECONDS

    def _offline(self, last: Session, reason: Problem | None) -> Resumed:
        self._session = None
        last.check_offline_days(self._clock.now())
        self._session = last
        return Resumed(last, reason)

    def _forget_tokens(self) -> None:
        if self._session is not None and self._kept:
            self._vault.delete(_name(self._session))
        self._access_token = None
        self._refresh_token = None


def _name(session: Session) -> str:
    """What the refresh token is called in the vault."""
    return f"refresh:{account_slug(*session.identity)}"


def _known_as(server: str, login: str) -> str:
    """What the token is called in the vault by which a server knows this PC as one that a login has signed in at.

    It is kept when somebody signs out: it opens nothing, and is for the next sign-in. A server with a pin is its key:
    another one at its address gets nothing.
    """
    address, pin = parted(server)
    return f"device:{account_slug(pin or address, unicodedata.normalize('NFC', login.strip()).casefold())}"
