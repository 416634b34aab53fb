"""Live updates as server-sent events."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Final

from fastapi import Query, Request, Response
from starlette.types import Receive, Scope, Send

from lunch_desktop.server.hub import Hub
from lunch_desktop.server.needs import Needs, Of, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.server.streams import HEARTBEAT, Stream
from lunch_desktop.wire.problems import WireCode

HEARTBEAT_SECONDS: Final = 15.0


class EventStream(Response):
    """Sends a stream's events until it ends or the desktop is gone. Holds no thread and no database connection."""

    media_type = "text/event-stream"

    def __init__(
        self, hub: Hub, stream: Stream, seconds_left: float, heartbeat: float, is_trusted: Callable[[], bool]
    ) -> None:
        """`seconds_left` of the access token, with which the stream ends.

        `is_trusted` says whether its key still is, which is looked at with every heartbeat.
        """
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._hub = hub
        self._stream = stream
        self._seconds_left = seconds_left
        self._heartbeat = heartbeat
        self._is_trusted = is_trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the stream."""
        del scope
        stream, loop = self._stream, asyncio.get_running_loop()
        gone = asyncio.create_task(_gone(receive))
        gone.add_done_callback(lambda _: stream.wake.set())
        expiry = loop.call_later(max(0.0, self._seconds_left), stream.end, WireCode.TOKEN_EXPIRED)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            sent = float("-inf")
            while not gone.done():
                beat = loop.call_later(self._heartbeat, stream.wake.set)
                try:
                    await stream.wake.wait()
                finally:
                    beat.cancel()
                pause = sent + self._hub.pause - loop.time()
                if pause > 0 and not stream.ended:
                    await asyncio.sleep(pause)  # what comes meanwhile goes with it
                if not self._is_trusted():
                    stream.end(WireCode.TOKEN_EXPIRED)
                ending = stream.ended
                content = stream.take() or HEARTBEAT
                sent = loop.time()
                await send({"type": "http.response.body", "body": content, "more_body": not ending})
                if ending:
                    break
        finally:
            expiry.cancel()
            gone.cancel()
            self._hub.leave(stream)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def add(table: RouteTable, services: Services) -> None:
    """`events`."""
    hub, clock, identity = services.hub, services.clock, services.identity

    async def events(
        request: Request,
        client: Annotated[str | None, Query(pattern="^[0-9a-f-]{36}$", description="The device's client id")] = None,
    ) -> Response:
        """Commits as they happen: `head` (pull), `delta` (a patch), `end`; a comment every 15 seconds."""
        session = session_of(request)
        request.state.endless = True
        seconds_left = (session.expires - clock.now()) / 1000
        stream = hub.open(session, client)
        return EventStream(hub, stream, seconds_left, HEARTBEAT_SECONDS, lambda: identity.is_trusted(session))

    table.add("GET", f"{API}/events", events, needs=Needs.EMPLOYEE, of=Of.SEEN)
