"""What the pages of the account ask of the company server."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.system.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from lunch_desktop.sync.account_api import AccountApi
    from lunch_desktop.sync.http import ApiClient
    from lunch_desktop.wire.employee_import import EmployeeImport, ImportedEmployees
    from lunch_desktop.wire.identity import Device, DeviceEnding, DevicesEnding, PasswordRules

T = TypeVar("T")


class OwnAccount:
    """Of the person who is signed in. Everything waits for the server, and raises Problem."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def devices(self) -> "list[Device]":
        """Where one is signed in."""
        return self._asked(lambda api, token: api.devices(token))

    def rename_device(self, device: str, name: str) -> None:
        """Name one of them otherwise."""
        self._asked(lambda api, token: api.rename_device(token, device, name))

    def end_device(self, device: str, ending: "DeviceEnding") -> None:
        """Sign one of them out."""
        self._asked(lambda api, token: api.end_device(token, device, ending))

    def end_devices(self, ending: "DevicesEnding") -> int:
        """Sign all others out, or all; how many they were."""
        return self._asked(lambda api, token: api.end_devices(token, ending))

    def password_rules(self) -> "PasswordRules":
        """What a new password has to be."""
        return self._asked(lambda api, token: api.password_rules(token))

    def change_password(self, current: str, new: str) -> None:
        """Set another password, which signs the other devices out."""
        from lunch_desktop.wire.identity import PasswordChange

        change = PasswordChange(current=current, new=new)
        self._asked(lambda api, token: api.change_password(token, change))

    def import_employees(self, wanted: "EmployeeImport") -> "ImportedEmployees":
        """Have a list of employees looked through, or brought in."""
        from lunch_desktop.sync.employees_api import EmployeesApi

        return self._asked_by(lambda client, token: EmployeesApi(client).bring_in(token, wanted))

    def _asked(self, call: "Callable[[AccountApi, str], T]") -> T:
        from lunch_desktop.sync.account_api import AccountApi

        return self._asked_by(lambda client, token: call(AccountApi(client), token))

    def _asked_by(self, call: "Callable[[ApiClient, str], T]") -> T:
        from lunch_desktop.sync.http import ApiError

        if self._account.work_offline:
            raise Problem(ProblemCode.WORKING_OFFLINE)
        sign_in = self._account.signing(resumed=True)
        signed = sign_in.session
        if signed is None:
            raise Problem(ProblemCode.SESSION_ENDED)
        client = self._account.client(signed.place)
        try:
            return sign_in.authorised(lambda token: call(client, token))
        except ApiError as error:
            raise error.problem from error
        finally:
            client.close()
