"""Who is signed in."""

from fastapi import Request, Response

from lunch_desktop.server.answers import json_answer
from lunch_desktop.server.needs import Needs, Of, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.identity import Profile


def add(table: RouteTable, services: Services) -> None:
    """`users/profile`; also without the API's version, where programs of the predecessor look for it."""

    async def profile(request: Request) -> Response:
        """What somebody sees of themselves."""
        whose = session_of(request).employee_id
        return json_answer(await services.crew.askers.run(services.identity.profile, whose), None)

    for path in (f"{API}/users/profile", "/api/users/profile"):
        table.add("GET", path, profile, needs=Needs.EMPLOYEE, of=Of.ONESELF, answer=Profile, errors=(404,))
