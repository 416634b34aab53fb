"""Exports, for admins: the rows as a stream, and a preview."""

from typing import Final

from fastapi import Request, Response

from lunch_desktop.server.answers import json_answer, parsed
from lunch_desktop.server.needs import Needs, Of, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.wire.exports import MOST_PREVIEWED, ExportPreview, ExportRequest
from lunch_desktop.wire.problems import ProblemError, WireCode

_PREVIEWED: Final = 20


def add(table: RouteTable, services: Services) -> None:
    """`exports`, `exports/preview`."""
    exports, readers = services.exports, services.crew.readers

    async def export(request: Request) -> Response:
        """The rows of an export: a line of JSON for its head, for each row, and for its end, without which it is none.

        The export is noted before the first row is sent, in the audit log and for those whose rows it holds.
        """
        request.state.endless = True
        wanted = parsed(ExportRequest, await request.body(), request.headers.get("content-type"))
        packed = "gzip" in request.headers.get("accept-encoding", "").lower()
        return await exports.stream(session_of(request), wanted, packed=packed)

    async def preview(request: Request) -> Response:
        """How many rows an export would have, its totals, and its first rows; `limit` says how many of them."""
        session, body = session_of(request), await request.body()
        content_type, accepted = request.headers.get("content-type"), request.headers.get("accept-encoding")
        limit = _limit(request.query_params.get("limit"))

        def work() -> Response:
            wanted = parsed(ExportRequest, body, content_type)
            return json_answer(exports.preview(session, wanted, limit), accepted)

        return await readers.run(work)

    all_of_them, errors = f"{API}/exports", (415,)
    table.add("POST", all_of_them, export, needs=Needs.ADMIN, of=Of.COMPANY, body=ExportRequest, errors=errors)
    table.add(
        "POST",
        f"{all_of_them}/preview",
        preview,
        needs=Needs.ADMIN,
        of=Of.COMPANY,
        body=ExportRequest,
        answer=ExportPreview,
        errors=errors,
    )


def _limit(given: str | None) -> int:
    if given is None:
        return _PREVIEWED
    if not (given.isascii() and given.isdigit() and len(given) < 4 and 1 <= int(given) <= MOST_PREVIEWED):
        raise ProblemError(WireCode.INVALID_REQUEST, detail="query.limit: out_of_range")
    return int(given)
