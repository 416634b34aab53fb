"""Whether the server lives and can serve; for load balancers, and for people who look after it."""

import asyncio
import logging
import time
from enum import StrEnum
from typing import Final

from fastapi import Response
from pydantic import BaseModel

from lunch_desktop.server.needs import Needs, Of, RouteTable
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services

_REMEMBERED_SECONDS: Final = 1.0
_logger = logging.getLogger(__name__)


class Part(StrEnum):
    """How a part is."""

    OK = "ok"
    UNAVAILABLE = "unavailable"
    NOT_CONFIGURED = "not configured"
    LATE = "late"


class Health(BaseModel):
    """The state of each part. `status` is ok while requests can be served, which takes the database only."""

    status: Part
    database: Part
    redis: Part = Part.NOT_CONFIGURED
    exports: Part = Part.NOT_CONFIGURED
    """Whether scheduled exports are made; `late` ones keep nothing else from being served."""
    live: str
    """How live updates come from other processes: `redis`, `database`, or `alone` where there are none."""


class Alive(BaseModel):
    """The process answers."""

    status: Part = Part.OK


class _DatabaseProbe:
    """Asks the database at most once a second, whoever asks how it is."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._turn = asyncio.Lock()
        self._asked = float("-inf")
        self._found = Part.UNAVAILABLE

    async def state(self) -> Part:
        async with self._turn:
            if time.monotonic() - self._asked >= _REMEMBERED_SECONDS:
                try:
                    await asyncio.to_thread(self._services.check_database)
                    self._found = Part.OK
                except Exception as error:  # noqa: BLE001  # whatever keeps the database from answering
                    _logger.warning("the database does not answer: %s", type(error).__name__)
                    self._found = Part.UNAVAILABLE
                self._asked = time.monotonic()
            return self._found


def add(table: RouteTable, services: Services) -> None:
    """`health`, `health/live`, `health/ready`."""
    probe = _DatabaseProbe(services)

    async def health(response: Response) -> Health:
        """The state of every part; 503 while the database is not available."""
        database = await probe.state()
        response.status_code = 200 if database is Part.OK else 503
        return Health(status=database, database=database, redis=redis(), exports=exports(), live=services.hub.way)

    def redis() -> Part:
        if not services.has_redis:
            return Part.NOT_CONFIGURED
        return Part.OK if services.hub.way == "redis" else Part.UNAVAILABLE

    def exports() -> Part:
        if not services.scheduled.is_used:
            return Part.NOT_CONFIGURED
        return Part.LATE if services.scheduled.late else Part.OK

    async def live() -> Alive:
        """200 as long as the process answers."""
        return Alive()

    table.add("GET", f"{API}/health", health, needs=Needs.NOTHING, of=Of.NOBODY, answer=Health)
    table.add("GET", f"{API}/health/live", live, needs=Needs.NOTHING, of=Of.NOBODY, answer=Alive)
    table.add("GET", f"{API}/health/ready", health, needs=Needs.NOTHING, of=Of.NOBODY, answer=Health)
