"""Becoming an employee by an invitation, inviting others, and setting a forgotten password anew."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from lunch_desktop.bootstrap.account import Account, device_name
from lunch_desktop.system.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from lunch_desktop.sync.http import ApiClient
    from lunch_desktop.sync.session import Session
    from lunch_desktop.wire.accounts import ResetInfo
    from lunch_desktop.wire.invitations import (
        InvitationInfo,
        InvitationLink,
        InvitationMade,
        InvitationRequest,
        OpenInvitations,
    )

T = TypeVar("T")


class Joining:
    """For one PC. Everything waits for a server, and raises Problem; the libraries are loaded when they are needed."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._unanswered: tuple[str, str] | None = None
        self._looked: tuple[str, str] | None = None

    def look_at(self, link: "InvitationLink") -> "InvitationInfo":
        """Ask the server of an invitation whether it is good."""
        return self._asked(link, lambda client: client.invitation(link.code))

    def join(self, link: "InvitationLink", name: str, login: str, password: str) -> "Session":
        """Become an employee by an invitation, and sign in.

        Where the answer to a former try was lost, that try may have succeeded: then the password signs in.
        """
        from lunch_desktop.sync.http import ApiError, Rejected, Unreachable
        from lunch_desktop.wire.invitations import AcceptRequest

        server = self._account.place_of(link.place)
        wanted = AcceptRequest(code=link.code, name=name, login=login, password=password, device_name=device_name())
        try:
            return self._account.enter(lambda signing: signing.with_tokens(server, lambda api: api.accept(wanted)))
        except Unreachable as error:
            self._unanswered = (link.code, login)
            raise error.problem from error
        except Rejected as error:
            if self._unanswered != (link.code, login):
                raise error.problem from error
            try:
                return self._account.sign_in(server, login, password)
            except Problem:
                raise error.problem from error
        except ApiError as error:
            raise error.problem from error

    def look_at_reset(self, link: "InvitationLink") -> "ResetInfo":
        """Ask the server of a reset's link whose password it sets."""
        info = self._asked(link, lambda client: client.reset(link.code))
        self._looked = (link.code, info.login)
        return info

    def reset(self, link: "InvitationLink", password: str) -> "Session":
        """Set one's password anew by a reset's link, and sign in.

        Where the answer to a former try was lost, that try may have succeeded: then the password signs in.
        """
        from lunch_desktop.sync.http import ApiError, Rejected, Unreachable
        from lunch_desktop.wire.accounts import ResetUse

        server = self._account.place_of(link.place)
        wanted = ResetUse(code=link.code, password=password, device_name=device_name())
        try:
            return self._account.enter(lambda signing: signing.with_tokens(server, lambda api: api.use_reset(wanted)))
        except Unreachable as error:
            self._unanswered = self._looked
            raise error.problem from error
        except Rejected as error:
            if self._unanswered is None or self._unanswered[0] != link.code:
                raise error.problem from error
            try:
                return self._account.sign_in(server, self._unanswered[1], password)
            except Problem:
                raise error.problem from error
        except ApiError as error:
            raise error.problem from error

    def invite(self, request: "InvitationRequest") -> "InvitationMade":
        """Make an invitation at the server of the present session, as its admin."""
        return self._as_admin(lambda client, token: client.invite(token, request))

    def open_invitations(self) -> "OpenInvitations":
        """The invitations that somebody could accept now, at the server of the present session, for its admins."""
        return self._as_admin(lambda client, token: client.open_invitations(token))

    def withdraw(self, digest: str) -> None:
        """Let nobody else come by an invitation."""
        self._as_admin(lambda client, token: client.withdraw(token, digest))

    def _as_admin(self, ask: "Callable[[ApiClient, str], T]") -> T:
        from lunch_desktop.sync.http import ApiError

        sign_in = self._account.signing(resumed=True)
        signed = sign_in.session
        if signed is None:
            raise Problem(ProblemCode.SESSION_ENDED)
        client = self._account.client(signed.place)
        try:
            return sign_in.authorised(lambda token: ask(client, token))
        except ApiError as error:
            raise error.problem from error
        finally:
            client.close()

    def _asked(self, link: "InvitationLink", ask: "Callable[[ApiClient], T]") -> T:
        from lunch_desktop.sync.http import ApiError

        client = self._account.client(self._account.place_of(link.place))
        try:
            return ask(client)
        except ApiError as error:
            raise error.problem from error
        finally:
            client.close()
