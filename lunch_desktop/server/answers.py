"""How answers are made: errors in one shape, and JSON written and compressed off the event loop."""

import gzip
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

from lunch_desktop.wire.problems import TITLES, ProblemError, WireCode

M = TypeVar("M", bound=BaseModel)

WORTH_COMPRESSING: Final = 1024
"""Bytes."""
GZIP_LEVEL: Final = 4

_CODE_OF_STATUS: Final = {
    404: WireCode.NOT_FOUND,
    405: WireCode.METHOD_NOT_ALLOWED,
    413: WireCode.TOO_LARGE,
    415: WireCode.UNSUPPORTED_MEDIA,
}
_TOLD_PLACES: Final = 5


def problem_answer(problem: ProblemError) -> Response:
    """The answer that tells of a problem; a 401 names how to sign in (RFC 6750)."""
    headers = dict(problem.headers)
    if problem.status == 401:
        headers["WWW-Authenticate"] = _challenge(problem.code)
    return Response(problem.message().model_dump_json(), problem.status, headers=headers, media_type="application/json")


def _challenge(code: WireCode) -> str:
    if code is WireCode.TOKEN_MISSING:
        return 'Bearer realm="lunch-desktop"'
    return f'Bearer realm="lunch-desktop", error="invalid_token", error_description="{TITLES[code]}"'


def add_error_answers(app: FastAPI) -> None:
    """Give the errors of the framework the shape of ours."""

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        request.state.refused = error.code.value
        return problem_answer(error)

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = _CODE_OF_STATUS.get(error.status_code, WireCode.INVALID_REQUEST)
        request.state.refused = code.value
        kept = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
        return problem_answer(ProblemError(code, error.status_code, headers=kept))

    async def on_invalid(request: Request, error: Exception) -> Response:
        request.state.refused = WireCode.INVALID_REQUEST.value
        assert isinstance(error, RequestValidationError)
        return problem_answer(ProblemError(WireCode.INVALID_REQUEST, detail=_places(error.errors())))

    app.add_exception_handler(ProblemError, on_problem)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)


def parsed(model: type[M], body: bytes, content_type: str | None) -> M:
    """The request in `body`. Raises ProblemError: unsupported_media, invalid_request; what was sent is not repeated."""
    if (content_type or "").split(";")[0].strip().lower() != "application/json":
        raise ProblemError(WireCode.UNSUPPORTED_MEDIA)
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        places = _places(error.errors(include_url=False, include_context=False, include_input=False))
        raise ProblemError(WireCode.INVALID_REQUEST, detail=places) from None


def json_answer(answer: BaseModel, accept_encoding: str | None) -> Response:
    """`answer` as JSON, without what has its default; compressed where it is long and the client can take it.

    To be called in a worker thread: both take time that the event loop does not have.
    """
    content = answer.model_dump_json(exclude_defaults=True, by_alias=True).encode()
    headers = {"Vary": "Accept-Encoding"}
    if len(content) >= WORTH_COMPRESSING and "gzip" in (accept_encoding or "").lower():
        content = gzip.compress(content, GZIP_LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(content, headers=headers, media_type="application/json")


def _places(errors: Sequence[Any]) -> str:
    """Where and how the request is wrong: paths and kinds of error, never values."""
    told = (f"{'.'.join(str(part)[:40] for part in error['loc'])}: {error['type']}" for error in errors)
    return "; ".join(islice(told, _TOLD_PLACES))
