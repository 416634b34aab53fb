"""What admins may do with the accounts of others, and with their own."""

from typing import Final

from lunch_desktop.server.identity.service import Identity, Session
from lunch_desktop.store.company.accounts import LoginTaken, normal_login
from lunch_desktop.store.company.administering import AccountChange, Administering, LastAdmin
from lunch_desktop.store.company.credentials import NoSuchAccount
from lunch_desktop.wire.accounts import AccountChangeRequest, AccountInfo, AccountsPage
from lunch_desktop.wire.problems import ProblemError, WireCode

MOST_LISTED: Final = 200


class AccountCare:
    """Lists accounts and changes them. Safe from every thread."""

    def __init__(self, identity: Identity, administering: Administering) -> None:
        self._identity = identity
        self.administering = administering

    def page(self, after: str, limit: int) -> AccountsPage:
        """At most `limit` accounts, from the one after `after`."""
        found = self.administering.page(after, limit + 1)
        listed = [AccountInfo.model_validate(one, from_attributes=True) for one in found[:limit]]
        return AccountsPage(accounts=listed, next=listed[-1].employee_id if len(found) > limit else None)

    def change(self, session: Session, employee_id: str, wanted: AccountChangeRequest, address: str) -> list[str]:
        """Change an account; the families of the sessions that ended with it.

        Raises ProblemError: wrong_credentials (the admin's own), too_many_attempts, invalid_request, not_found,
        login_taken, last_admin.
        """
        self._identity.confirm_password(session, wanted.password, address)
        try:
            login = None if wanted.login is None else normal_login(wanted.login)
        except ValueError:
            raise ProblemError(WireCode.INVALID_REQUEST, detail="body.login: not_an_address") from None
        try:
            change = AccountChange(wanted.role, login, wanted.active)
            ended = self.administering.change(employee_id, change, actor=session.employee_id)
        except NoSuchAccount:
            raise ProblemError(WireCode.NOT_FOUND) from None
        except LoginTaken:
            raise ProblemError(WireCode.LOGIN_TAKEN) from None
        except LastAdmin:
            raise ProblemError(WireCode.LAST_ADMIN) from None
        self._identity.forget_employee(employee_id)
        return ended
