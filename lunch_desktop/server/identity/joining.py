"""Becoming an employee by an invitation."""

import secrets
from typing import Final

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.server.identity.limits import SignInGuard
from lunch_desktop.server.identity.service import Identity, Session
from lunch_desktop.store.company.accounts import LoginTaken, normal_login
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.invitations import (
    Invitation,
    Invitations,
    InvitationSpent,
    Newcomer,
    NewInvitation,
    NoSuchDepartment,
)
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.redaction import INVITATION_PREFIX
from lunch_desktop.wire.identity import Tokens
from lunch_desktop.wire.invitations import (
    AcceptRequest,
    InvitationInfo,
    InvitationMade,
    InvitationRequest,
    OpenInvitation,
    OpenInvitations,
    digest_of,
)
from lunch_desktop.wire.problems import ProblemError, WireCode

MOST_LISTED: Final = 200
_CODE_BYTES: Final = 24
"""192 random bits, in a code of 36 characters."""


class Joining:
    """Makes invitations and takes people in by them. Safe from every thread."""

    def __init__(self, identity: Identity, invitations: Invitations, guard: SignInGuard, clock: Clock) -> None:
        self._identity = identity
        self._invitations = invitations
        self._guard = guard
        self._clock = clock

    def invite(self, session: Session, wanted: InvitationRequest) -> InvitationMade:
        """Make an invitation. Raises ProblemError `invalid_request` for a department or a login that can't be."""
        code = INVITATION_PREFIX + secrets.token_urlsafe(_CODE_BYTES)
        expires = Instant(self._clock.now() + wanted.days * 24 * HOUR)
        try:
            login = None if wanted.login is None else normal_login(wanted.login)
        except ValueError:
            raise ProblemError(WireCode.INVALID_REQUEST, detail="body.login: not_an_address") from None
        new = NewInvitation(digest_of(code), wanted.department_id, login, wanted.uses, expires)
        try:
            made = self._invitations.make(new, actor=session.employee_id)
        except NoSuchDepartment:
            raise ProblemError(WireCode.INVALID_REQUEST, detail="body.department_id: unknown") from None
        return InvitationMade(code=code, office_name=made.office_name, expires_at=made.expires_at, uses=wanted.uses)

    def open(self) -> OpenInvitations:
        """The invitations that somebody could accept now."""
        found = self._invitations.open(MOST_LISTED)
        return OpenInvitations(invitations=[OpenInvitation.model_validate(one, from_attributes=True) for one in found])

    def withdraw(self, session: Session, digest: str) -> None:
        """Let nobody else come by an invitation. Raises ProblemError `not_found` where nobody could anyway."""
        if not self._invitations.withdraw(digest, actor=session.employee_id):
            raise ProblemError(WireCode.NOT_FOUND)

    def look(self, digest: str, address: str) -> InvitationInfo:
        """What whoever has an invitation may know. Raises ProblemError: invitation_invalid, too_many_attempts."""
        found = self._good(digest, address)
        shortest = self._identity.rule.shortest
        return InvitationInfo(office_name=found.office_name, expires_at=found.expires_at, shortest_password=shortest)

    def accept(self, wanted: AcceptRequest, address: str) -> Tokens:
        """Make an employee with an account, and sign them in.

        Raises ProblemError: invitation_invalid, invitation_for_another, login_taken, weak_password, invalid_request,
        too_many_attempts. None of them has used the invitation.
        """
        digest = digest_of(wanted.code)
        invitation = self._good(digest, address)
        try:
            login = normal_login(wanted.login)
        except ValueError:
            raise ProblemError(WireCode.INVALID_REQUEST, detail="body.login: not_an_address") from None
        if invitation.login not in (None, login):
            raise self._refused(digest, address, WireCode.INVITATION_FOR_ANOTHER)
        self._identity.rule.check(wanted.password, login, wanted.name)
        newcomer = Newcomer(wanted.name, login, self._identity.passwords.hash(wanted.password))
        try:
            self._invitations.accept(invitation, newcomer, address=address)
        except InvitationSpent:
            raise self._refused(digest, address, WireCode.INVITATION_INVALID) from None
        except LoginTaken:
            raise self._refused(digest, address, WireCode.LOGIN_TAKEN) from None
        account = self._identity.accounts.by_login(login)
        if account is None:
            raise ProblemError(WireCode.SESSION_ENDED)
        return self._identity.begin(account, wanted.device_name, address)

    def _good(self, digest: str, address: str) -> Invitation:
        """The invitation, if it is good; who asks for others too often has to wait, as those who guess passwords."""
        attempt = self._guard.enter(f"invitation {digest}", address)
        try:
            found = self._invitations.good(digest)
        except BaseException:
            self._guard.uncount(attempt)
            raise
        if found is None:
            self._identity.accounts.note(Action.INVITATION_REFUSED, address=address)
            raise ProblemError(WireCode.INVITATION_INVALID)
        self._guard.uncount(attempt)
        return found

    def _refused(self, digest: str, address: str, code: WireCode) -> ProblemError:
        """A refusal that counts: with a good invitation, too, nobody tries whose login is taken."""
        self._guard.enter(f"invitation {digest}", address)
        self._identity.accounts.note(Action.INVITATION_REFUSED, address=address, code=code.value)
        return ProblemError(code)
