"""The company server's application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from lunch_desktop import __version__
from lunch_desktop.server.answers import add_error_answers
from lunch_desktop.server.envelope import Envelope
from lunch_desktop.server.needs import SECURITY_SCHEMES, RouteTable
from lunch_desktop.server.routes import (
    accounts,
    audit,
    description,
    device_secrets,
    devices,
    employees,
    events,
    exports,
    health,
    identity,
    invitations,
    metrics,
    policy,
    profile,
    sync,
)
from lunch_desktop.server.services import Services
from lunch_desktop.server.upkeep import Upkeep
from lunch_desktop.wire.exports import ExportRequest
from lunch_desktop.wire.sync import OfferAgainRequest, PullRequest, PushRequest

SAMPLE_SECONDS: Final = 5.0


def create_app(services: Services) -> FastAPI:
    """The application over `services`; closing them is the caller's. Raises RuntimeError for a route without needs."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        del app
        await services.hub.start()
        tasks = [
            asyncio.create_task(Upkeep(services.sync, services.clock, services.metrics).run(), name="upkeep"),
            asyncio.create_task(services.sealing.run(), name="sealing"),
            asyncio.create_task(_sample_always(services), name="metrics"),
            asyncio.create_task(services.scheduled.run(), name="exports"),
        ]
        yield
        services.scheduled.end()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await services.hub.stop()
        await asyncio.to_thread(services.sealing.look)
        services.crew.close()
        services.identity.close()

    app = FastAPI(
        title="Lunch Desktop",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.add_middleware(Envelope, check_database=services.check_database, answered=services.metrics.answered)
    add_error_answers(app)
    table = RouteTable(app, services.identity, services.crew.askers, services.operators_token)
    identities = (identity, invitations, accounts, employees, devices, device_secrets, policy)
    for routes in (sync, profile, events, *identities, health, metrics, description, audit, exports):
        routes.add(table, services)
    table.check()
    app.openapi = lambda: _description(app)  # type: ignore[method-assign]
    return app


async def _sample_always(services: Services) -> None:
    """Note how this process is, for whichever process is asked for figures."""
    while True:
        services.sample()
        await asyncio.sleep(SAMPLE_SECONDS)


def _description(app: FastAPI) -> dict[str, Any]:
    """The API as OpenAPI, with the messages that their endpoints read by themselves."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, routes=app.routes)
        read_by_themselves = (PushRequest, PullRequest, OfferAgainRequest, ExportRequest)
        _, schemas = models_json_schema(
            [(model, "validation") for model in read_by_themselves], ref_template="#/components/schemas/{model}"
        )
        made["components"]["schemas"] |= schemas["$defs"]
        made["components"]["securitySchemes"] = SECURITY_SCHEMES
        app.openapi_schema = made
    return app.openapi_schema
