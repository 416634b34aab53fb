"""Setting a password anew by a code that an admin, or the server's operator, made for somebody.

The code is good once, for a day unless something else is asked for, and the server keeps its digest only. Whoever made
it never learns the password. Until it is used nothing changes; then every session of the account ends.
"""

import secrets
from typing import Final

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.server.identity.limits import SignInGuard
from lunch_desktop.server.identity.service import Identity, Session
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.credentials import NoSuchAccount, Reset, ResetSpent
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.redaction import RESET_PREFIX
from lunch_desktop.wire.accounts import ResetInfo, ResetMade, ResetRequest, ResetUse
from lunch_desktop.wire.identity import Tokens
from lunch_desktop.wire.invitations import digest_of
from lunch_desktop.wire.problems import ProblemError, WireCode

_CODE_BYTES: Final = 24
"""192 random bits, in a code of 36 characters."""


def new_code() -> str:
    """A code by which a password is set anew."""
    return RESET_PREFIX + secrets.token_urlsafe(_CODE_BYTES)


class Resetting:
    """Makes resets and sets passwords by them. Safe from every thread."""

    def __init__(self, identity: Identity, guard: SignInGuard, clock: Clock) -> None:
        self._identity = identity
        self._credentials = identity.credentials
        self._guard = guard
        self._clock = clock

    def make(self, session: Session, employee_id: str, wanted: ResetRequest, address: str) -> ResetMade:
        """Make a reset for an employee, in place of a former one.

        Raises ProblemError: wrong_credentials (the admin's own), too_many_attempts, not_found.
        """
        self._identity.confirm_password(session, wanted.password, address)
        code, expires = new_code(), Instant(self._clock.now() + wanted.hours * HOUR)
        try:
            made = self._credentials.make_reset(employee_id, digest_of(code), expires, actor=session.employee_id)
        except NoSuchAccount:
            raise ProblemError(WireCode.NOT_FOUND) from None
        return ResetMade(
            code=code, login=made.login, name=made.name, office_name=made.office_name, expires_at=made.expires_at
        )

    def look(self, digest: str, address: str) -> ResetInfo:
        """Whose password it sets. Raises ProblemError: reset_invalid, too_many_attempts."""
        found = self._good(digest, address)
        return ResetInfo(
            login=found.login,
            name=found.name,
            office_name=found.office_name,
            expires_at=found.expires_at,
            shortest_password=self._identity.rule.shortest,
        )

    def use(self, wanted: ResetUse, address: str) -> tuple[Tokens, list[str]]:
        """Set the password and sign in; the families of the sessions that ended with it.

        Raises ProblemError: reset_invalid, weak_password (the code stays good), too_many_attempts.
        """
        digest = digest_of(wanted.code)
        found = self._good(digest, address)
        self._identity.rule.check(wanted.password, found.login, found.name)
        hashed = self._identity.passwords.hash(wanted.password)
        try:
            ended = self._credentials.use_reset(digest, hashed, address=address)
        except (ResetSpent, NoSuchAccount):
            raise ProblemError(WireCode.RESET_INVALID) from None
        self._identity.forget(*ended)
        account = self._identity.accounts.by_employee(found.employee_id)
        if account is None or not account.active:
            raise ProblemError(WireCode.RESET_INVALID)
        return self._identity.begin(account, wanted.device_name, address), ended

    def _good(self, digest: str, address: str) -> Reset:
        """The reset, if it is good; who tries codes has to wait, as those who guess passwords.

        Counted by code and address alone: a login that is flooded elsewhere keeps nobody from a reset.
        """
        attempt = self._guard.enter(f"reset {digest}", address)
        try:
            found = self._credentials.good_reset(digest)
        except BaseException:
            self._guard.uncount(attempt)
            raise
        if found is None:
            self._identity.accounts.note(Action.RESET_REFUSED, address=address)
            raise ProblemError(WireCode.RESET_INVALID)
        self._guard.uncount(attempt)
        return found
