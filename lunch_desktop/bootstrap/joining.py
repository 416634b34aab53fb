"""Becoming an employee by an invitation, and inviting others."""

from typing import TYPE_CHECKING

from lunch_desktop.bootstrap.account import Account, device_name
from lunch_desktop.system.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from lunch_desktop.sync.session import Session
    from lunch_desktop.wire.invitations import InvitationInfo, InvitationLink, InvitationMade, InvitationRequest


class Joining:
    """For one PC. Everything waits for a server, and raises Problem; the libraries are loaded when they are needed."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._unanswered: tuple[str, str] | None = None

    def look_at(self, link: "InvitationLink") -> "InvitationInfo":
        """Ask the server of an invitation whether it is good."""
        from lunch_desktop.sync.http import ApiError

        client = self._account.client(self._account.place_of(link.place))
        try:
            return client.invitation(link.code)
        except ApiError as error:
            raise error.problem from error
        finally:
            client.close()

    def join(self, link: "InvitationLink", name: str, login: str, password: str) -> "Session":
        """Become an employee by an invitation, and sign in.

        Where the answer to a former try was lost, that try may have succeeded: then the password signs in.
        """
        from lunch_desktop.sync.http import ApiError, Rejected, Unreachable
        from lunch_desktop.wire.invitations import AcceptRequest

        server = self._account.place_of(link.place)
        wanted = AcceptRequest(code=link.code, name=name, login=login, password=password, device_name=device_name())
        try:
            return self._account.signing(resumed=False).with_tokens(server, lambda api: api.accept(wanted))
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

    def invite(self, request: "InvitationRequest") -> "InvitationMade":
        """Make an invitation at the server of the present session, as its admin."""
        from lunch_desktop.sync.http import ApiError

        sign_in = self._account.signing(resumed=True)
        signed = sign_in.session
        if signed is None:
            raise Problem(ProblemCode.SESSION_ENDED)
        client = self._account.client(signed.place)
        try:
            return sign_in.authorised(lambda token: client.invite(token, request))
        except ApiError as error:
            raise error.problem from error
        finally:
            client.close()
