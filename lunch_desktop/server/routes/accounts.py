"""Accounts, for admins; and setting one's password anew by a code that an admin made."""

from typing import Annotated

from fastapi import Path, Query, Request, Response

from lunch_desktop.server.identity.account_care import MOST_LISTED
from lunch_desktop.server.needs import Needs, Of, RouteTable, address_of, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.accounts import (
    AccountChangeRequest,
    AccountsPage,
    ResetInfo,
    ResetMade,
    ResetRequest,
    ResetUse,
)
from lunch_desktop.wire.identity import Tokens

_Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
_After = Annotated[str, Query(max_length=100)]
_Limit = Annotated[int, Query(ge=1, le=MOST_LISTED)]


def add(table: RouteTable, services: Services) -> None:
    """`accounts`, `accounts/{employee_id}`, `accounts/{employee_id}/reset`, `auth/resets/{digest}`, `auth/reset`."""
    care, resetting, hub, crew = services.accounts, services.resetting, services.hub, services.crew

    async def page(after: _After = "", limit: _Limit = 100) -> AccountsPage:
        """The company's accounts, some at a time."""
        return await crew.readers.run(care.page, after, limit)

    async def change(request: Request, employee_id: str, wanted: AccountChangeRequest) -> Response:
        """Give an account another role or login, deactivate or activate it; the last admin stays one."""
        asking, address = session_of(request), address_of(request)
        for family in await crew.hashers.run(care.change, asking, employee_id, wanted, address):
            hub.end_session(family)
        return Response(status_code=204)

    async def make(request: Request, employee_id: str, wanted: ResetRequest) -> ResetMade:
        """Make a code by which somebody sets their password anew; it is in this answer and nowhere else."""
        asking, address = session_of(request), address_of(request)
        return await crew.hashers.run(resetting.make, asking, employee_id, wanted, address)

    async def look(request: Request, digest: _Digest) -> ResetInfo:
        """Whose password a code sets, by the code's SHA-256 in hexadecimal: no log of addresses holds a code."""
        return await crew.readers.run(resetting.look, digest, address_of(request))

    async def use(request: Request, wanted: ResetUse) -> Tokens:
        """Set one's password anew, which ends all sessions, and sign in."""
        tokens, ended = await crew.hashers.run(resetting.use, wanted, address_of(request))
        for family in ended:
            hub.end_session(family)
        return tokens

    all_of_them, auth = f"{API}/accounts", f"{API}/auth"
    one, admin = f"{all_of_them}/{{employee_id}}", Needs.ADMIN
    table.add("GET", all_of_them, page, needs=admin, of=Of.COMPANY, answer=AccountsPage)
    table.add("PATCH", one, change, needs=admin, of=Of.COMPANY, status=204, errors=(404, 409))
    table.add("POST", f"{one}/reset", make, needs=admin, of=Of.COMPANY, answer=ResetMade, errors=(404,))
    table.add(
        "GET",
        f"{auth}/resets/{{digest}}",
        look,
        needs=Needs.NOTHING,
        of=Of.HOLDER,
        answer=ResetInfo,
        errors=(404,),
    )
    table.add("POST", f"{auth}/reset", use, needs=Needs.NOTHING, of=Of.HOLDER, answer=Tokens, errors=(404,))
