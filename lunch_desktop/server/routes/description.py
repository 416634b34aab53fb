"""The API's own description."""

from typing import Any

from fastapi import Request, Response
from fastapi.openapi.docs import get_swagger_ui_html

from lunch_desktop.server.needs import Needs, Of, RouteTable
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services

_PAGE_LOADS = (
    "default-src 'none'; connect-src 'self'; img-src data: https://fastapi.tiangolo.com; "
    "style-src 'unsafe-inline' https://cdn.jsdelivr.net; script-src 'unsafe-inline' https://cdn.jsdelivr.net; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)


def add(table: RouteTable, services: Services) -> None:
    """`openapi.json`, in production for signed-in people only; elsewhere also a page to read it."""

    async def description(request: Request) -> dict[str, Any]:
        """The API as OpenAPI 3."""
        described: dict[str, Any] = request.app.openapi()
        return described

    async def page() -> Response:
        """The API, to be read and tried."""
        made = get_swagger_ui_html(openapi_url=f"{API}/openapi.json", title="Lunch Desktop")
        made.headers["Content-Security-Policy"] = _PAGE_LOADS
        return made

    needs = Needs.EMPLOYEE if services.production else Needs.NOTHING
    table.add("GET", f"{API}/openapi.json", description, needs=needs, of=Of.NOBODY)
    if not services.production:
        table.add("GET", f"{API}/docs", page, needs=Needs.NOTHING, of=Of.NOBODY)
