"""What every answer must look like, whoever asked; and that nothing but the described operations is there."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

import requests

from tests.attacks.authorisation.callers import Caller
from tests.attacks.authorisation.cast import OPERATORS_TOKEN, Cast

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
PASSED_ON: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Via")
"""Headers by which a proxy says that it passes on what others sent; ASVS 4.1.3."""
_INTERNALS: Final = ("Traceback", 'File "', "sqlite", "psycopg", "SELECT ", "lunch_desktop.", "/server/")
_KEPT_FOR_A_WHILE: Final = ("/api/v1/auth/keys", "/.well-known/jwks.json")


def complaints(name: str, answer: requests.Response, content: str) -> Iterator[str]:
    """What is wrong with an answer: its kind (ASVS 4.1.1), what may keep it, and for an error what it tells."""
    headers = answer.headers
    kind = headers.get("Content-Type", "")
    if content and not kind:
        yield f"{name}: a body without a Content-Type"
    if kind.startswith("text/") and "charset=utf-8" not in kind.lower():
        yield f"{name}: a text of an unknown encoding: {kind}"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield f"{name}: its kind may be guessed at"
    if headers.get("Cache-Control") != "no-store" and not name.endswith(_KEPT_FOR_A_WHILE):
        yield f"{name}: may be kept by whoever passes it on"
    if kind == "application/json" and content:
        json.loads(content)
    if answer.status_code >= 400:
        error = json.loads(content)
        if error.keys() != {"error"} or error["error"].keys() != {"code", "title", "detail", "status"}:
            yield f"{name}: an error of another shape: {content[:200]}"
        if any(one in content for one in _INTERNALS):
            yield f"{name}: an error tells how the server is built: {content[:200]}"


def other_methods(cast: Cast, served: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Each path takes the methods that are described, and tells of all others that it does not."""
    paths = dict.fromkeys(path for _, path in served)
    for path in paths:
        allowed = {method for method, one in served if _takes(one, path)}
        for method in METHODS:
            if method in allowed:
                continue
            answer = cast.server.call(method, path, cast.tokens[Caller.ADMIN])
            if answer.status_code != 405 or set(answer.headers.get("Allow", "").split(", ")) - allowed:
                yield f"{method} {path}: is not described, and answers {answer.status_code}"


def _takes(template: str, path: str) -> bool:
    """Whether a described path may be meant by another one: `devices/{id}` by `devices/end`."""
    parts, given = template.split("/"), path.split("/")
    return len(parts) == len(given) and all(
        part.startswith("{") or part == said for part, said in zip(parts, given, strict=True)
    )


def passed_on(cast: Cast, path: str) -> Iterator[str]:
    """Whoever is let in for being on the server's own machine is not, whatever says that somebody else asks."""
    for header in PASSED_ON:
        for said in ("203.0.113.1", "127.0.0.1", "for=127.0.0.1", ""):
            answer = cast.server.call("GET", path, headers={header: said})
            if answer.status_code != 401:
                yield f"GET {path}: with {header}: {said!r} it answers {answer.status_code}"
            right = cast.server.call("GET", path, OPERATORS_TOKEN, headers={header: said})
            if right.status_code != 200:
                yield f"GET {path}: the operator is told {right.status_code} with {header}: {said!r}"
