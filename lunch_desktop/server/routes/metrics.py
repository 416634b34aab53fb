"""Figures for a monitoring program."""

from fastapi import Response

from lunch_desktop.server.metrics import CONTENT_TYPE
from lunch_desktop.server.needs import Needs, Of, RouteTable
from lunch_desktop.server.services import Services


def add(table: RouteTable, services: Services) -> None:
    """`metrics`, where monitoring programs look for it."""

    async def metrics() -> Response:
        """The figures of all processes of this server on this machine, as Prometheus reads them."""
        services.sample()
        page = await services.crew.readers.run(services.metrics.page)
        return Response(page, headers={"Content-Type": CONTENT_TYPE})

    table.add("GET", "/metrics", metrics, needs=Needs.OPERATOR, of=Of.COMPANY)
