"""The devices on which somebody is signed in: one's own, and for admins those of others."""

from fastapi import Request, Response

from lunch_desktop.server.needs import Needs, Of, RouteTable, address_of, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.identity import (
    DeviceEnding,
    DeviceName,
    Devices,
    DevicesEnded,
    DevicesEnding,
    EverybodysDevicesEnding,
    ForeignDeviceEnding,
)


def add(table: RouteTable, services: Services) -> None:
    """`auth/devices` and `accounts/{employee_id}/devices`."""
    care, hub, crew = services.devices, services.hub, services.crew

    async def own(request: Request) -> Devices:
        """One's own devices, the last used first."""
        return Devices(devices=await crew.readers.run(care.own, session_of(request)))

    async def rename(request: Request, device_id: str, wanted: DeviceName) -> Response:
        """Name one of one's own devices."""
        await crew.readers.run(care.rename, session_of(request), device_id, wanted.name)
        return Response(status_code=204)

    async def end(request: Request, device_id: str, wanted: DeviceEnding) -> Response:
        """Sign out one of one's own devices; one that was lost can't open what is on it without its owner."""
        await crew.hashers.run(care.end_own, session_of(request), device_id, wanted, address_of(request))
        hub.end_session(device_id)
        return Response(status_code=204)

    async def end_all(request: Request, wanted: DevicesEnding) -> DevicesEnded:
        """Sign out all other devices, or all there are."""
        ended = await crew.hashers.run(care.end_all_own, session_of(request), wanted, address_of(request))
        return _ended(ended)

    async def of(employee_id: str) -> Devices:
        """The devices of an employee; not from where they are used."""
        return Devices(devices=await crew.readers.run(care.of, employee_id))

    async def end_foreign(request: Request, employee_id: str, device_id: str, wanted: ForeignDeviceEnding) -> Response:
        """Sign out a device of an employee."""
        asking = session_of(request)
        await crew.readers.run(lambda: care.end(asking, employee_id, device_id, lost=wanted.lost))
        hub.end_session(device_id)
        return Response(status_code=204)

    async def end_all_foreign(request: Request, employee_id: str) -> DevicesEnded:
        """Sign out all devices of an employee."""
        return _ended(await crew.readers.run(care.end_all, session_of(request), employee_id))

    async def end_everybody(request: Request, wanted: EverybodysDevicesEnding) -> DevicesEnded:
        """Sign out everybody but oneself here: after a break-in, or when a backup was put back."""
        session, address = session_of(request), address_of(request)
        return _ended(await crew.hashers.run(care.end_everybody, session, wanted.password, address))

    def _ended(families: list[str]) -> DevicesEnded:
        for family in families:
            hub.end_session(family)
        return DevicesEnded(ended=len(families))

    mine, theirs = f"{API}/auth/devices", f"{API}/accounts/{{employee_id}}/devices"
    employee, admin, one = Needs.EMPLOYEE, Needs.ADMIN, "{device_id}"
    table.add("GET", mine, own, needs=employee, of=Of.ONESELF, answer=Devices)
    table.add("POST", f"{mine}/end", end_all, needs=employee, of=Of.ONESELF, answer=DevicesEnded)
    table.add("PATCH", f"{mine}/{one}", rename, needs=employee, of=Of.ONESELF, status=204, errors=(404,))
    table.add("POST", f"{mine}/{one}/end", end, needs=employee, of=Of.ONESELF, status=204, errors=(404,))
    everybody = f"{API}/accounts/devices/end"
    table.add("POST", everybody, end_everybody, needs=admin, of=Of.COMPANY, answer=DevicesEnded)
    table.add("GET", theirs, of, needs=admin, of=Of.COMPANY, answer=Devices, errors=(404,))
    table.add("POST", f"{theirs}/end", end_all_foreign, needs=admin, of=Of.COMPANY, answer=DevicesEnded, errors=(404,))
    table.add("POST", f"{theirs}/{one}/end", end_foreign, needs=admin, of=Of.COMPANY, status=204, errors=(404,))
