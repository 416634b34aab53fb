"""Inviting people, and becoming an employee by an invitation."""

from typing import Annotated

from fastapi import Path, Request

from lunch_desktop.server.needs import Needs, Of, RouteTable, address_of, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.identity import Tokens
from lunch_desktop.wire.invitations import AcceptRequest, InvitationInfo, InvitationMade, InvitationRequest

_Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


def add(table: RouteTable, services: Services) -> None:
    """`invitations` and `auth/accept`."""
    joining, crew = services.joining, services.crew

    async def invite(request: Request, wanted: InvitationRequest) -> InvitationMade:
        """Make an invitation; its code is in this answer and nowhere else."""
        return await crew.readers.run(joining.invite, session_of(request), wanted)

    async def look(request: Request, digest: _Digest) -> InvitationInfo:
        """What an invitation is to, by the SHA-256 of its code in hexadecimal: no log of addresses holds a code."""
        return await crew.readers.run(joining.look, digest, address_of(request))

    async def accept(request: Request, wanted: AcceptRequest) -> Tokens:
        """Become an employee by an invitation, and sign in."""
        return await crew.hashers.run(joining.accept, wanted, address_of(request))

    invitations = f"{API}/invitations"
    table.add("POST", invitations, invite, needs=Needs.ADMIN, of=Of.COMPANY, answer=InvitationMade)
    table.add(
        "GET",
        f"{invitations}/{{digest}}",
        look,
        needs=Needs.NOTHING,
        of=Of.HOLDER,
        answer=InvitationInfo,
        errors=(404,),
    )
    table.add("POST", f"{API}/auth/accept", accept, needs=Needs.NOTHING, of=Of.HOLDER, answer=Tokens, errors=(404, 409))
