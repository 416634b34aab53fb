"""What admins ask the server about employees."""

from lunch_desktop.sync.http import ApiClient
from lunch_desktop.wire.employee_import import EmployeeImport, ImportedEmployees


class EmployeesApi:
    """One server. It takes an access token, waits, and raises ApiErrors."""

    def __init__(self, client: ApiClient) -> None:
        self._client = client

    def bring_in(self, token: str, wanted: EmployeeImport) -> ImportedEmployees:
        """Look a list through, or bring it in."""
        return self._client.ask("POST", "/employees/import", token, ImportedEmployees, wanted)
