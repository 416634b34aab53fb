"""The answer that carries an export's rows: sent piece by piece, for as long as the desktop takes them."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from fastapi import Response
from starlette.types import Receive, Scope, Send

from lunch_desktop.server.exports.pipe import Pipe
from lunch_desktop.system.problems import Problem
from lunch_desktop.wire.exports import NDJSON
from lunch_desktop.wire.problems import ProblemError

STALLED_SECONDS: Final = 30.0
"""For so long a desktop may take nothing, before its connection is closed."""

_logger = logging.getLogger(__name__)


class RowStream(Response):
    """Sends what comes out of a pipe. Whatever ends it, nobody fills the pipe any longer.

    An export that breaks off ends without its last line, by which the desktop knows that it has a half one.
    """

    media_type = NDJSON

    def __init__(
        self,
        pipe: Pipe,
        first: bytes,
        hang_up: Callable[[Scope], None],
        *,
        packed: bool,
        stalled_seconds: float = STALLED_SECONDS,
    ) -> None:
        """`first` was taken out of the pipe already. `hang_up` closes the connection of a request."""
        super().__init__(headers={"X-Accel-Buffering": "no", "Vary": "Accept-Encoding"})
        del self.headers["content-length"]
        if packed:
            self.headers["Content-Encoding"] = "gzip"
        self._pipe = pipe
        self._first = first
        self._hang_up = hang_up
        self._stalled_seconds = stalled_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        gone = asyncio.create_task(_gone(receive))
        gone.add_done_callback(lambda _: self._pipe.abandon())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            piece: bytes | None = self._first
            while piece is not None and not gone.done():
                async with asyncio.timeout(self._stalled_seconds):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await self._next()
            async with asyncio.timeout(self._stalled_seconds):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            _logger.warning("a desktop has stopped taking the rows of its export")
            self._hang_up(scope)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._stalled_seconds):
                    await gone
        finally:
            gone.cancel()
            self._pipe.abandon()

    async def _next(self) -> bytes | None:
        try:
            return await self._pipe.take()
        except Problem as problem:
            _logger.warning("an export broke off: %s", problem.code)
        except ProblemError as error:
            _logger.warning("an export was broken off: %s", error.code)
        except Exception:
            _logger.exception("an export broke off")
        return None


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
