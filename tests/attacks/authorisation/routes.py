"""Every route of the API's own description, by every caller; and what a route tells of others."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType
from typing import Any, Final

import requests

from lunch_desktop.server.needs import Needs, Of
from lunch_desktop.wire.problems import REQUEST_HEADER, WireCode
from tests.attacks.authorisation.callers import Caller, told
from tests.attacks.authorisation.cast import HOST, OPERATORS_TOKEN, PEOPLE, WHO, Cast
from tests.attacks.authorisation.cells import ALLOWED, Seen
from tests.attacks.authorisation.samples import (
    ACCEPTED,
    API,
    CLIENT,
    NOTHINGS,
    OTHER_CLIENT,
    OTHER_KEY,
    SAMPLES,
    Sample,
    Twin,
    twins,
    with_value,
)
from tests.attacks.authorisation.shapes import complaints, other_methods, passed_on
from tests.support.company import an_id

_ANYTIME: Final = {"date", REQUEST_HEADER.lower()}
_ROUNDS: Final = 11
_MEASURED: Final = 2
"""Times, of which the better counts: what else the machine does is no finding."""
_TOO_SLOW: Final = 2.5
"""Times as long as its twin: what one could tell from afar in a few tries."""
_PLAIN: Final = {"Accept-Encoding": "identity"}
_FROM_ELSEWHERE: Final = {"X-Forwarded-For": "203.0.113.1"}


@dataclass(frozen=True)
class Route:
    """One operation of the description."""

    method: str
    path: str
    needs: Needs
    of: Of | None
    query: tuple[str, ...] = ()
    """What may be named behind the path."""
    body: tuple[str, ...] = ()
    """The ids that its body has."""

    @property
    def name(self) -> str:
        """As it is printed."""
        return f"{self.method} {self.path}"

    @property
    def places(self) -> list[str]:
        """The parameters of the path."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    def at(self, values: Mapping[str, str]) -> str:
        """The path with these values, and with nothings for the rest."""
        path = self.path
        for place in self.places:
            path = path.replace(f"{{{place}}}", values.get(place, NOTHINGS.get(place, place)))
        return path


def described(description: dict[str, Any]) -> list[Route]:
    """The routes that an OpenAPI document has, in its order."""
    return [
        Route(
            method.upper(),
            path,
            Needs(operation["x-needs"]),
            Of(operation["x-of"]) if "x-of" in operation else None,
            tuple(one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"),
            tuple(name for name in _fields(operation, description) if name.endswith("_id")),
        )
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]


def _fields(operation: dict[str, Any], description: dict[str, Any]) -> Iterable[str]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    properties: dict[str, Any] = description["components"]["schemas"].get(name, {}).get("properties", {})
    return properties


def routes_of(cast: Cast) -> list[Route]:
    """The routes as the running server describes them."""
    return described(cast.server.call("GET", f"{API}/openapi.json", cast.tokens[Caller.ADMIN]).json())


def walk(cast: Cast, seen: Seen, *, timed: bool) -> list[Route]:
    """Every route by every caller; then what each tells of others."""
    routes = routes_of(cast)
    known: list[tuple[Route, Sample]] = []
    for route in routes:
        sample = SAMPLES.get((route.method, route.path))
        if sample is None:
            seen.violations.append(f"{route.name} is not stated: give it a line in SAMPLES, in {_here('samples')}")
        elif route.of is None:
            seen.violations.append(f"{route.name} does not say what it is about: give it `of=` in RouteTable.add")
        else:
            known.append((route, sample))
    for one in SAMPLES.keys() - {(route.method, route.path) for route in routes}:
        if cast.server.services.production and one[1] != f"{API}/docs":
            seen.violations.append(f"{' '.join(one)} is in SAMPLES and is not served: take its line away")
    for route, sample in known:
        for caller in Caller:
            _call(cast, seen, route, sample, caller)
        if route.needs is Needs.OPERATOR:
            _call_from_elsewhere(cast, seen, route)
            seen.violations += passed_on(cast, route.path)
        _compare_twins(cast, seen, route, sample, timed=timed)
    _ask_for_others(cast, seen)
    served = [(route.method, route.path) for route in routes]
    seen.violations += other_methods(cast, served)
    return routes


def word(answer: requests.Response) -> str:
    """What an answer says: the code of an error, else its status."""
    if answer.status_code < 400:
        return str(answer.status_code)
    return str(answer.json()["error"]["code"])


def _call(cast: Cast, seen: Seen, route: Route, sample: Sample, caller: Caller) -> None:
    stated = told(route.needs, caller)
    answer = _send(cast, route, sample, caller)
    said = word(answer)
    seen.add(route.name, caller, stated or ALLOWED, ALLOWED if stated is None and said in sample.told else said)
    content = "" if sample.streams and answer.status_code < 400 else answer.text
    answer.close()
    seen.violations += complaints(route.name, answer, content)
    if stated is None and not (route.of is Of.COMPANY and route.needs in (Needs.ADMIN, Needs.OPERATOR)):
        whose = PEOPLE[WHO[caller]].id if caller in WHO else None
        seen.violations += [f"{route.name} tells {caller} of others: {mark!r}" for mark in cast.leaks(content, whose)]


def _send(
    cast: Cast,
    route: Route,
    sample: Sample,
    caller: Caller,
    body: dict[str, Any] | None = None,
    values: Mapping[str, str] = MappingProxyType({}),
    query: Mapping[str, str] = MappingProxyType({}),
) -> requests.Response:
    sent: dict[str, Any] = {
        "headers": _PLAIN,
        "params": dict(query),
    }  # what is compressed has another length for another id
    if sample.body is not None:
        sent["json"] = dict(sample.body if body is None else body)
        if sent["json"].get("client_id") == CLIENT:
            sent["json"]["client_id"] = an_id(f"the device of an {caller}")
    return cast.server.call(route.method, route.at(values), cast.tokens[caller], stream=sample.streams, **sent)


def _call_from_elsewhere(cast: Cast, seen: Seen, route: Route) -> None:
    """What only an operator may call, through a proxy: then the operator's token counts, and nobody else's."""
    for who, token, stated in (
        ("somebody elsewhere without a token", None, WireCode.TOKEN_MISSING),
        ("an admin elsewhere", cast.tokens[Caller.ADMIN], WireCode.TOKEN_INVALID),
        ("the operator elsewhere", OPERATORS_TOKEN, None),
    ):
        said = word(cast.server.call(route.method, route.path, token, headers=_FROM_ELSEWHERE))
        seen.add(route.name, who, stated or ALLOWED, ALLOWED if stated is None and said == "200" else said)


def _compare_twins(cast: Cast, seen: Seen, route: Route, sample: Sample, *, timed: bool) -> None:
    """What is others' answers like what is not there, byte for byte."""
    caller = Caller.ANONYMOUS if route.needs is Needs.NOTHING else Caller.EMPLOYEE
    for place in route.body:
        if place not in sample.named and (route.path, place) not in ACCEPTED:
            seen.violations.append(
                f"{route.name} names {place!r} in its body: add it to `named`, in {_here('samples')}"
            )
    behind = () if route.of is Of.COMPANY else route.query
    for place in (*route.places, *sample.named, *behind):
        if (route.path, place) in ACCEPTED:
            continue
        try:
            pairs = twins(cast, place)
        except KeyError:
            seen.violations.append(
                f"{route.name} names {place!r}: say in twins(), in {_here('samples')}, what it could be"
            )
            continue
        for twin in pairs:
            _compare(cast, seen, route, sample, caller, twin, timed=timed)


def _compare(cast: Cast, seen: Seen, route: Route, sample: Sample, caller: Caller, twin: Twin, *, timed: bool) -> None:
    def ask(value: str) -> requests.Response:
        if twin.place in route.places:
            return _send(cast, route, sample, caller, values={twin.place: value})
        if twin.place in route.query:
            return _send(cast, route, sample, caller, query={twin.place: value})
        return _send(cast, route, sample, caller, with_value(sample.body, twin.place, value))

    theirs, nothing = _essence(ask(twin.theirs), twin.theirs), _essence(ask(twin.nothing), twin.nothing)
    seen.twins += 1
    if theirs != nothing:
        seen.violations.append(f"{route.name}: {twin.what} answers {theirs}, and nothing at all {nothing}")
    if timed:
        span = min(_slower(lambda: ask(twin.theirs), lambda: ask(twin.nothing)) for _ in range(_MEASURED))
        seen.slowest = max(seen.slowest, (span, f"{route.name}, {twin.what}"))
        if span > _TOO_SLOW:
            seen.violations.append(f"{route.name}: {twin.what} is told by time, {span:.1f} times as long")


def _essence(answer: requests.Response, value: str) -> tuple[int, dict[str, str], bytes]:
    """All that can be told from an answer; the asked id itself, where it is repeated, tells nothing."""
    headers = {name.lower(): said for name, said in answer.headers.items() if name.lower() not in _ANYTIME}
    return answer.status_code, headers, answer.content.replace(value.encode(), b"<the id>")


def _slower(theirs: Any, nothing: Any) -> float:
    """How much longer the one takes, whichever it is, by the middle of several in turns."""
    spans: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for ask, kept in zip((theirs, nothing), spans, strict=True):
            began = time.perf_counter()
            ask()
            kept.append(time.perf_counter() - began)
    first, second = median(spans[0]), median(spans[1])
    return max(first, second) / min(first, second)


def _ask_for_others(cast: Cast, seen: Seen) -> None:
    """What can be tried with an id of somebody else's that is not told from one's own by looking alike."""
    host = cast.server.token("person2@example.com")
    own = cast.tokens[Caller.EMPLOYEE]
    secret, push = f"{API}/auth/device-secret", f"{API}/sync/push"
    for path, body, stated in (
        (secret, {"key_id": OTHER_KEY}, WireCode.NOT_FOUND),
        (push, {"client_id": OTHER_CLIENT, "mutations": []}, WireCode.CLIENT_FORKED),
    ):
        assert cast.server.call("POST", path, host, json=body).status_code == 200
        seen.add(
            f"POST {path}",
            f"employee with what is {HOST.name}'s",
            stated,
            word(cast.server.call("POST", path, own, json=body)),
        )


def _here(module: str) -> str:
    return f"tests/attacks/authorisation/{module}.py"
