"""Signing in, staying signed in, and signing out."""

import hashlib
import logging
import secrets
import uuid
from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.server.identity.device_tokens import DeviceTokens
from lunch_desktop.server.identity.keys import SigningKeys
from lunch_desktop.server.identity.limits import SignInGuard
from lunch_desktop.server.identity.networks import network_of
from lunch_desktop.server.identity.passwords import PasswordRule, Passwords
from lunch_desktop.server.identity.standings import Standings
from lunch_desktop.server.identity.tokens import LIFE, AccessTokens, Claims
from lunch_desktop.store.company.accounts import Account, Accounts, normal_login
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.accounts_devices import Devices, Ending, PasswordChanged, Standing
from lunch_desktop.store.company.credentials import Credentials
from lunch_desktop.system.redaction import REFRESH_TOKEN_PREFIX
from lunch_desktop.wire.identity import Profile, Tokens
from lunch_desktop.wire.problems import ProblemError, WireCode

_REFRESH_BYTES: Final = 32

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is asking, looked up for this request: the role is today's, whatever the token says.

    `key` is the id of the key that signed the token.
    """

    employee_id: str
    role: Role
    family: str
    expires: Instant
    key: str = ""


class SessionEnded(ProblemError):
    """A refresh token that is good for nothing was presented; its session, if there ever was one, has ended."""

    def __init__(self, family: str, code: WireCode = WireCode.SESSION_ENDED) -> None:
        super().__init__(code)
        self.family = family


class Identity:
    """The server's sign-in. Safe from every thread; every method but `session_if_known` may wait for the database."""

    def __init__(
        self,
        accounts: Accounts,
        devices: Devices,
        passwords: Passwords,
        keys: SigningKeys,
        tokens: AccessTokens,
        guard: SignInGuard,
        standings: Standings,
        device_tokens: DeviceTokens,
        credentials: Credentials,
        rule: PasswordRule | None = None,
    ) -> None:
        self.accounts = accounts
        self.devices = devices
        self.passwords = passwords
        self.device_tokens = device_tokens
        self.credentials = credentials
        self.rule = rule or PasswordRule()
        self.keys = keys
        self._tokens = tokens
        self._guard = guard
        self._standings = standings

    @property
    def counts_together(self) -> bool | None:
        """Whether attempts to sign in are counted for all processes together now; None where there is one only."""
        return self._guard.shared

    def close(self) -> None:
        """Let go of what counts for all processes."""
        self._guard.close()

    def sign_in(
        self, login: str, password: str, device_name: str, address: str, device_token: str | None = None
    ) -> Tokens:
        """Check a password and start a session on a device. `address` is where the request came from.

        Raises ProblemError: wrong_credentials (never which of them), account_deactivated (only with the right
        password), too_many_attempts.
        """
        account = self.accounts.by_login(login)
        known = self.device_tokens.known(device_token, "" if account is None else account.employee_id)
        attempt = self._guard.enter(_limit_key(login), address, known)
        try:
            verdict = self.passwords.verify(account.password_hash if account else None, password)
        except BaseException:
            self._guard.uncount(attempt)  # the database is down: nobody guessed anything
            raise
        if account is None or not verdict.right:
            whose = account.employee_id if account else None
            self.accounts.note(Action.SIGN_IN_FAILED, subject=whose, address=address)
            raise ProblemError(WireCode.WRONG_CREDENTIALS)
        self._guard.succeeded(attempt)
        if not account.active:
            self.accounts.note(Action.SIGN_IN_FAILED, subject=account.employee_id, address=address, deactivated=True)
            raise ProblemError(WireCode.ACCOUNT_DEACTIVATED)
        if verdict.rehashed is not None and account.password_hash is not None:
            self.accounts.rehash(account.employee_id, account.password_hash, verdict.rehashed)
        proved = account.password_hash if verdict.rehashed is None else None  # else its hash is another by now
        try:
            return self.begin(account, device_name, address, device_token if known else None, proved)
        except PasswordChanged:
            raise ProblemError(WireCode.WRONG_CREDENTIALS) from None

    def begin(
        self,
        account: Account,
        device_name: str,
        address: str,
        device_token: str | None = None,
        proved: str | None = None,
    ) -> Tokens:
        """Start a session on a device for somebody whose right to it was looked at; a new device gets a token.

        Raises PasswordChanged where `proved`, the hash of their password, is not theirs any more.
        """
        family, token = str(uuid.uuid4()), _new_refresh_token()
        self.devices.begin(
            family, account.employee_id, device_name, _digest(token), address, network_of(address), proved
        )
        answer = self._answer(account.employee_id, account.role, family, token)
        known_by = device_token or self.device_tokens.make(account.employee_id)
        return answer.model_copy(update={"device_token": known_by})

    def refresh(self, refresh_token: str, address: str = "") -> Tokens:
        """Exchange a refresh token; `address` is where the request came from.

        Raises ProblemError: session_ended, account_deactivated (consuming nothing).
        """
        following = _new_refresh_token()
        done = self.devices.exchange(_digest(refresh_token), _digest(following), network_of(address))
        if done.ending is Ending.DEACTIVATED:
            self._standings.forget_employee(done.employee_id)
            raise ProblemError(WireCode.ACCOUNT_DEACTIVATED)
        if done.ending is not Ending.ROTATED:
            self._standings.forget(done.family_id)
            if done.ending is Ending.REUSED:
                _logger.warning("a refresh token was used twice", extra={"fields": {"family": done.family_id}})
            lost = done.ending is Ending.LOST
            raise SessionEnded(done.family_id, WireCode.DEVICE_LOST if lost else WireCode.SESSION_ENDED)
        return self._answer(done.employee_id, done.role, done.family_id, following)

    def sign_out(self, refresh_token: str) -> str | None:
        """End the session of a refresh token; its family, None for an unknown token, which is no error."""
        family = self.devices.end(_digest(refresh_token))
        if family is not None:
            self._standings.forget(family)
        return family

    def session(self, access_token: str) -> Session:
        """Who is asking. Raises ProblemError: token_invalid, token_expired, session_ended, account_deactivated."""
        claims = self._tokens.verify(access_token)
        standing = self._standings.of(claims.family, claims.employee_id)
        return _session(claims, standing)

    def session_if_known(self, access_token: str) -> Session | None:
        """Like `session`, but None where the database would have to be asked; it never waits."""
        claims = self._tokens.verify(access_token)
        standing = self._standings.remembered(claims.family, claims.employee_id)
        if standing is None:
            return None
        return _session(claims, standing)

    def is_trusted(self, session: Session) -> bool:
        """Whether the token by which somebody asked would still count, its time and its session apart."""
        return self._tokens.is_trusted(session.key)

    def standing(self, family: str, employee_id: str) -> Standing | None:
        """How a session stands in the database now."""
        self._standings.forget(family)
        return self._standings.of(family, employee_id)

    def profile(self, employee_id: str) -> Profile:
        """What somebody sees of themselves. Raises ProblemError `not_found`."""
        found = self.accounts.profile(employee_id)
        if found is None:
            raise ProblemError(WireCode.NOT_FOUND)
        return found

    def change_password(self, session: Session, current: str, new: str, address: str) -> list[str]:
        """Set another password, which ends the employee's other sessions; their families.

        Raises ProblemError: wrong_credentials, weak_password, too_many_attempts.
        """
        account = self.confirm_password(session, current, address)
        self.rule.check(new, account.login, self.profile(account.employee_id).name)
        hashed = self.passwords.hash(new)
        ended = self.credentials.change(account.employee_id, hashed, actor=account.employee_id, kept=session.family)
        self.forget(*ended)
        return ended

    def forget(self, *families: str) -> None:
        """Ask the database again how these sessions stand."""
        self._standings.forget(*families)

    def forget_employee(self, employee_id: str) -> None:
        """Ask the database again how all sessions of an employee stand."""
        self._standings.forget_employee(employee_id)

    def confirm_password(self, session: Session, password: str, address: str) -> Account:
        """See that it is the asking employee themselves: an open desktop alone is not enough for everything.

        Counted by the session, so that guesses from elsewhere keep nobody from it.

        Raises ProblemError: wrong_credentials, too_many_attempts.
        """
        account = self.accounts.by_employee(session.employee_id)
        if account is None:
            raise ProblemError(WireCode.SESSION_ENDED)
        attempt = self._guard.enter_signed_in(session.family)
        try:
            verdict = self.passwords.verify(account.password_hash, password)
        except BaseException:
            self._guard.uncount(attempt)
            raise
        if not verdict.right:
            self.accounts.note(Action.SIGN_IN_FAILED, subject=account.employee_id, address=address)
            raise ProblemError(WireCode.WRONG_CREDENTIALS, 403)
        self._guard.succeeded(attempt)
        return account

    def end_device(self, family: str, employee_id: str, *, actor: str, lost: bool = False) -> bool:
        """End one device of an employee; False if they have no such device."""
        ended = self.devices.revoke(family, employee_id, actor=actor, lost=lost)
        self._standings.forget(family)
        return ended

    def end_devices(self, employee_id: str, *, actor: str, kept: str | None = None) -> list[str]:
        """End all devices of an employee but the one `kept`; their families."""
        ended = self.devices.revoke_others(employee_id, actor=actor, kept=kept)
        self._standings.forget(*ended)
        return ended

    def end_everybody(self, session: Session) -> list[str]:
        """End all devices of all employees but the asking one; their families."""
        ended = self.devices.revoke_everybody(actor=session.employee_id, kept=session.family)
        self._standings.forget(*ended)
        return ended

    def _answer(self, employee_id: str, role: Role, family: str, refresh_token: str) -> Tokens:
        return Tokens(
            access_token=self._tokens.issue(employee_id, role, family),
            expires_in=LIFE // 1000,
            refresh_token=refresh_token,
            offline_days=self.devices.policies.current().offline_days,
            profile=self.profile(employee_id),
        )


def _session(claims: Claims, standing: Standing | None) -> Session:
    if standing is None:
        raise ProblemError(WireCode.SESSION_ENDED)
    if not standing.active:
        raise ProblemError(WireCode.ACCOUNT_DEACTIVATED)
    if not standing.open:
        raise ProblemError(WireCode.SESSION_ENDED)
    return Session(claims.employee_id, standing.role, claims.family, claims.expires, claims.key)


def _limit_key(login: str) -> str:
    """What attempts are counted under; what is no address shares one count."""
    try:
        return normal_login(login)
    except ValueError:
        return ""


def _new_refresh_token() -> str:
    """256 random bits, about 50 characters."""
    return REFRESH_TOKEN_PREFIX + secrets.token_urlsafe(_REFRESH_BYTES)


def _digest(refresh_token: str) -> str:
    return hashlib.sha256(refresh_token.encode()).hexdigest()
