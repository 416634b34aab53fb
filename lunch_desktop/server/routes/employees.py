"""Employees, for admins: a list of them is brought in."""

from fastapi import Request

from lunch_desktop.server.needs import LARGE_BODY, Needs, Of, RouteTable, address_of, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.employee_import import EmployeeImport, ImportedEmployees


def add(table: RouteTable, services: Services) -> None:
    """`employees/import`."""
    care, hub, crew = services.employees, services.hub, services.crew

    async def bring_in(request: Request, wanted: EmployeeImport) -> ImportedEmployees:
        """Look a list of employees through, or bring it in: all of it, or with anything wrong in it nothing."""
        asking, address = session_of(request), address_of(request)
        if wanted.dry_run:
            return await crew.readers.run(care.look, asking, wanted)
        answer, ended = await crew.hashers.run(care.bring_in, asking, wanted, address)
        for family in ended:
            hub.end_session(family)
        return answer

    path = f"{API}/employees/import"
    table.add("POST", path, bring_in, needs=Needs.ADMIN, of=Of.COMPANY, answer=ImportedEmployees, largest=LARGE_BODY)
