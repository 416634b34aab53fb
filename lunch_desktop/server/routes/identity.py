"""Signing in, staying signed in, signing out.

What hashes passwords has threads of its own: each hash takes a tenth of a second, and many people sign in at once.
"""

from functools import partial
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response

from lunch_desktop.server.needs import Needs, RouteTable, address_of, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.identity import PasswordChange, RefreshRequest, SignInRequest, Tokens

HASHES_AT_ONCE: Final = 4


def add(table: RouteTable, services: Services) -> None:
    """`auth/sign-in`, `auth/refresh`, `auth/sign-out`, `auth/password`, `auth/keys`."""
    identity, hub = services.identity, services.hub

    hashing = CapacityLimiter(HASHES_AT_ONCE)

    async def sign_in(request: Request, wanted: SignInRequest) -> Tokens:
        """Tokens for a login and a password."""
        work = partial(identity.sign_in, wanted.login, wanted.password, wanted.device_name, address_of(request))
        return await to_thread.run_sync(work, limiter=hashing)

    def refresh(wanted: RefreshRequest) -> Tokens:
        """Exchange a refresh token for new tokens; it can be used once."""
        return identity.refresh(wanted.refresh_token)

    def sign_out(wanted: RefreshRequest) -> Response:
        """End the refresh token's session; whoever has the token may, and an unknown one is no error."""
        family = identity.sign_out(wanted.refresh_token)
        if family is not None:
            hub.end_session(family)
        return Response(status_code=204)

    async def password(request: Request, wanted: PasswordChange) -> Response:
        """Set another password; other devices are signed out."""
        session, address = session_of(request), address_of(request)
        work = partial(identity.change_password, session, wanted.current, wanted.new, address)
        for family in await to_thread.run_sync(work, limiter=hashing):
            hub.end_session(family)
        return Response(status_code=204)

    async def keys(response: Response) -> dict[str, Any]:
        """The public keys of access tokens, as a JSON Web Key Set."""
        response.headers["Cache-Control"] = "public, max-age=300"
        return identity.keys.jwks()

    auth = f"{API}/auth"
    table.add("POST", f"{auth}/sign-in", sign_in, needs=Needs.NOTHING, answer=Tokens, errors=(401, 403))
    table.add("POST", f"{auth}/refresh", refresh, needs=Needs.NOTHING, answer=Tokens, errors=(401, 403))
    table.add("POST", f"{auth}/sign-out", sign_out, needs=Needs.NOTHING, status=204)
    table.add("POST", f"{auth}/password", password, needs=Needs.EMPLOYEE, status=204)
    table.add("GET", f"{auth}/keys", keys, needs=Needs.NOTHING)
    table.add("GET", "/.well-known/jwks.json", keys, needs=Needs.NOTHING)
