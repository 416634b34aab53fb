"""Reading the audit log."""

from typing import Annotated

from fastapi import Query, Request

from lunch_desktop.domain.times import Instant
from lunch_desktop.server.needs import Needs, Of, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.audit import MOST_ENTRIES, AuditEntry, AuditPage

_Code = Annotated[str | None, Query(pattern="^[a-z_]{1,60}$")]
_Id = Annotated[str | None, Query(pattern="^[0-9a-zA-Z-]{1,60}$")]


def add(table: RouteTable, services: Services) -> None:
    """`audit`. That somebody read it is itself noted."""
    accounts, readers = services.identity.accounts, services.crew.readers

    async def read(
        request: Request,
        limit: Annotated[int, Query(ge=1, le=MOST_ENTRIES)] = 50,
        below: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
        since: Annotated[int | None, Query(ge=0, lt=2**63)] = None,
        actor: _Id = None,
        action: _Code = None,
    ) -> AuditPage:
        """What was done to accounts and devices, the newest first."""
        session = session_of(request)

        def page() -> AuditPage:
            found = accounts.read_audit(
                session.employee_id,
                limit=limit,
                below=below,
                since=None if since is None else Instant(since),
                actor=actor,
                action=action,
            )
            numbers = [entry.number for entry in found if entry.number is not None]
            entries = [AuditEntry.model_validate(entry, from_attributes=True) for entry in found]
            return AuditPage(entries=entries, below=min(numbers) if len(numbers) >= limit else None)

        return await readers.run(page)

    table.add("GET", f"{API}/audit", read, needs=Needs.ADMIN, of=Of.COMPANY, answer=AuditPage)
