"""Inviting people, and becoming an employee by an invitation."""

from typing import Annotated

from fastapi import Path, Request, Response

from lunch_desktop.server.needs import Needs, Of, RouteTable, address_of, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.identity import Tokens
from lunch_desktop.wire.invitations import (
    AcceptRequest,
    InvitationInfo,
    InvitationMade,
    InvitationRequest,
    OpenInvitations,
)

_Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


def add(table: RouteTable, services: Services) -> None:
    """`invitations`, `invitations/{digest}` and `auth/accept`."""
    joining, crew = services.joining, services.crew

    async def invite(request: Request, wanted: InvitationRequest) -> InvitationMade:
        """Make an invitation; its code is in this answer and nowhere else."""
        return await crew.readers.run(joining.invite, session_of(request), wanted)

    async def all_open() -> OpenInvitations:
        """The invitations that somebody could accept now."""
        return await crew.readers.run(joining.open)

    async def withdraw(request: Request, digest: _Digest) -> Response:
        """Let nobody else come by an invitation."""
        await crew.readers.run(joining.withdraw, session_of(request), digest)
        return Response(status_code=204)

    async def look(request: Request, digest: _Digest) -> InvitationInfo:
        """What an invitation is to, by the SHA-256 of its code in hexadecimal: no log of addresses holds a code."""
        return await crew.readers.run(joining.look, digest, address_of(request))

    async def accept(request: Request, wanted: AcceptRequest) -> Tokens:
        """Become an employee by an invitation, and sign in."""
        return await crew.hashers.run(joining.accept, wanted, address_of(request))

    invitations = f"{API}/invitations"
    table.add("POST", invitations, invite, needs=Needs.ADMIN, of=Of.COMPANY, answer=InvitationMade)
    table.add("GET", invitations, all_open, needs=Needs.ADMIN, of=Of.COMPANY, answer=OpenInvitations)
    one = f"{invitations}/{{digest}}"
    table.add("DELETE", one, withdraw, needs=Needs.ADMIN, of=Of.COMPANY, status=204, errors=(404,))
    table.add(
        "GET",
        one,
        look,
        needs=Needs.NOTHING,
        of=Of.HOLDER,
        answer=InvitationInfo,
        errors=(404,),
    )
    table.add("POST", f"{API}/auth/accept", accept, needs=Needs.NOTHING, of=Of.HOLDER, answer=Tokens, errors=(404, 409))
