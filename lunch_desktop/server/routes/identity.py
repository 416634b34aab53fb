"""Signing in, staying signed in, signing out."""

from typing import Any

from fastapi import Request, Response

from lunch_desktop.server.identity.service import SessionEnded
from lunch_desktop.server.needs import Needs, Of, RouteTable, address_of, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.identity import PasswordChange, PasswordRules, RefreshRequest, SignInRequest, Tokens


def add(table: RouteTable, services: Services) -> None:
    """`auth/sign-in`, `auth/refresh`, `auth/sign-out`, `auth/password`, `auth/keys`."""
    identity, hub, crew = services.identity, services.hub, services.crew

    async def sign_in(request: Request, wanted: SignInRequest) -> Tokens:
        """Tokens for a login and a password."""
        address = address_of(request)
        shown = (wanted.login, wanted.password, wanted.device_name, address, wanted.device_token)
        return await crew.hashers.run(identity.sign_in, *shown)

    async def refresh(request: Request, wanted: RefreshRequest) -> Tokens:
        """Exchange a refresh token for new tokens; it can be used once."""
        try:
            return await crew.readers.run(identity.refresh, wanted.refresh_token, address_of(request))
        except SessionEnded as ended:
            if ended.family:
                hub.end_session(ended.family)  # a token that was used twice has just ended it
            raise

    async def sign_out(wanted: RefreshRequest) -> Response:
        """End the refresh token's session; whoever has the token may, and an unknown one is no error."""
        family = await crew.readers.run(identity.sign_out, wanted.refresh_token)
        if family is not None:
            hub.end_session(family)
        return Response(status_code=204)

    async def password(request: Request, wanted: PasswordChange) -> Response:
        """Set another password; other devices are signed out."""
        ended = await crew.hashers.run(
            identity.change_password, session_of(request), wanted.current, wanted.new, address_of(request)
        )
        for family in ended:
            hub.end_session(family)
        return Response(status_code=204)

    async def rules() -> PasswordRules:
        """What a new password has to be."""
        return PasswordRules(shortest=identity.rule.shortest)

    async def keys(response: Response) -> dict[str, Any]:
        """The public keys of access tokens, as a JSON Web Key Set."""
        response.headers["Cache-Control"] = "public, max-age=300"
        return identity.keys.jwks()

    auth = f"{API}/auth"
    table.add("POST", f"{auth}/sign-in", sign_in, needs=Needs.NOTHING, of=Of.HOLDER, answer=Tokens, errors=(401, 403))
    table.add("POST", f"{auth}/refresh", refresh, needs=Needs.NOTHING, of=Of.HOLDER, answer=Tokens, errors=(401, 403))
    table.add("POST", f"{auth}/sign-out", sign_out, needs=Needs.NOTHING, of=Of.HOLDER, status=204)
    table.add("POST", f"{auth}/password", password, needs=Needs.EMPLOYEE, of=Of.ONESELF, status=204)
    table.add("GET", f"{auth}/password", rules, needs=Needs.EMPLOYEE, of=Of.NOBODY, answer=PasswordRules)
    table.add("GET", f"{auth}/keys", keys, needs=Needs.NOTHING, of=Of.NOBODY)
    table.add("GET", "/.well-known/jwks.json", keys, needs=Needs.NOTHING, of=Of.NOBODY)
