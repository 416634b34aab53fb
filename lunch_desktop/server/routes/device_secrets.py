"""The server's half of the way to the key of a desktop's data."""

from fastapi import Request

from lunch_desktop.server.needs import Needs, Of, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.device_secrets import DeviceSecret, DeviceSecretRequest
from lunch_desktop.wire.problems import ProblemError, WireCode


def add(table: RouteTable, services: Services) -> None:
    """`auth/device-secret`."""
    kept, readers = services.device_secrets, services.crew.readers

    async def release(request: Request, wanted: DeviceSecretRequest) -> DeviceSecret:
        """One's own secret for the key of one's data on a PC; made at the first asking."""
        session = session_of(request)
        secret = await readers.run(kept.release, session.employee_id, wanted.key_id, session.family)
        if secret is None:
            raise ProblemError(WireCode.NOT_FOUND)
        return DeviceSecret(secret=secret)

    table.add(
        "POST",
        f"{API}/auth/device-secret",
        release,
        needs=Needs.EMPLOYEE,
        of=Of.ONESELF,
        answer=DeviceSecret,
        errors=(404,),
    )
