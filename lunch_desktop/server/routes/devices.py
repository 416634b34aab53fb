"""The devices on which somebody is signed in."""

from fastapi import Request, Response

from lunch_desktop.server.needs import Needs, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.identity import Devices


def add(table: RouteTable, services: Services) -> None:
    """`auth/devices`: one's own, and to end one of them."""
    identity, hub, readers = services.identity, services.hub, services.crew.readers

    async def own(request: Request) -> Devices:
        """One's own devices, the last used first."""
        return Devices(devices=await readers.run(identity.devices_of, session_of(request)))

    async def end(request: Request, device_id: str) -> Response:
        """Sign out one of one's own devices."""
        await readers.run(identity.end_device, session_of(request), device_id)
        hub.end_session(device_id)
        return Response(status_code=204)

    table.add("GET", f"{API}/auth/devices", own, needs=Needs.EMPLOYEE, answer=Devices)
    table.add("DELETE", f"{API}/auth/devices/{{device_id}}", end, needs=Needs.EMPLOYEE, status=204, errors=(404,))
