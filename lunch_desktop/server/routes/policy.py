"""What admins decide for every desktop and every session."""

from fastapi import Request

from lunch_desktop.server.needs import Needs, Of, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.company_policy import CompanyPolicy, CompanyPolicyChange


def add(table: RouteTable, services: Services) -> None:
    """`policy`."""
    policies, readers = services.identity.devices.policies, services.crew.readers

    async def show() -> CompanyPolicy:
        """The policy in force."""
        return await readers.run(policies.current)

    async def change(request: Request, wanted: CompanyPolicyChange) -> CompanyPolicy:
        """Decide something otherwise; desktops hear of it at their next contact."""
        actor = session_of(request).employee_id
        return await readers.run(lambda: policies.change(wanted, actor=actor))

    table.add("GET", f"{API}/policy", show, needs=Needs.ADMIN, of=Of.COMPANY, answer=CompanyPolicy)
    table.add("PATCH", f"{API}/policy", change, needs=Needs.ADMIN, of=Of.COMPANY, answer=CompanyPolicy)
