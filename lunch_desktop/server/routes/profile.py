"""Who is signed in."""

from fastapi import Request

from lunch_desktop.server.needs import Needs, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.identity import Profile


def add(table: RouteTable, services: Services) -> None:
    """`users/profile`; also without the API's version, where programs of the predecessor look for it."""

    def profile(request: Request) -> Profile:
        """What somebody sees of themselves."""
        return services.identity.profile(session_of(request).employee_id)

    for path in (f"{API}/users/profile", "/api/users/profile"):
        table.add("GET", path, profile, needs=Needs.EMPLOYEE, answer=Profile, errors=(404,))
