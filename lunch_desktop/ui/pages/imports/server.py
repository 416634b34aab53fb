"""What the page of imports asks of the company server."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lunch_desktop.wire.employee_import import EmployeeImport, ImportedEmployees


class ImportServer(Protocol):
    """It waits, is run on a worker thread, and raises Problem."""

    def import_employees(self, wanted: "EmployeeImport") -> "ImportedEmployees": ...
