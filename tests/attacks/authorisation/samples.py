"""For every route a request that is understood, what somebody who may call it is told, and the ids that it could name.

A new route fails the attack until it has its line here; a new kind of id, until it is said what of others' it could be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.attacks.authorisation.cast import ELSEWHERE, HOST, PEOPLE, PEOPLE_THERE, TEAM_THERE, Cast
from tests.integration.support_server import PASSWORD
from tests.support.company import an_id

API: Final = "/api/v1"
CLIENT: Final = an_id("the client of whoever asks")
OTHER_CLIENT: Final = an_id("the client of the host")
KEY: Final = "0123456789abcdef" * 2
OTHER_KEY: Final = "fedcba9876543210" * 2
NOWHERE: Final = an_id("nowhere")

NOTHINGS: Final[Mapping[str, str]] = {
    "device_id": NOWHERE,
    "employee_id": NOWHERE,
    "digest": "5" * 64,
    "name": "0" * 64,
    "page": "eyJ9.AAAAAAAAAAAAAAAAAAAAAA",
    "repair": f"party:{NOWHERE}",
    "client_id": NOWHERE,
    "department_id": NOWHERE,
    "office_id": NOWHERE,
    "login": "nobody@example.com",
}
"""A value for each id that a request names, of which there is nothing."""


@dataclass(frozen=True)
class Sample:
    """One request. `told` has what may be told to whoever may call it: statuses, or codes of errors.

    Path parameters have the values of NOTHINGS. `named` are fields of the body that name something.
    """

    told: frozenset[str]
    body: dict[str, Any] | None = None
    named: tuple[str, ...] = ()
    streams: bool = False


def _told(
    *words: str, body: dict[str, Any] | None = None, named: tuple[str, ...] = (), streams: bool = False
) -> Sample:
    return Sample(frozenset(words), body, named, streams)


_REFRESH: Final = {"refresh_token": "ldr_" + "x" * 40}
_NEWCOMER: Final = {
    "code": "ldi_" + "x" * 32,
    "name": "한지민",
    "login": "jimin@example.com",
    "password": PASSWORD,
    "device_name": "PC",
}
_FORGETFUL: Final = {"code": "ldp_" + "x" * 32, "password": PASSWORD, "device_name": "PC"}
_WRONG: Final = {"login": "nobody@example.com", "password": "wrong", "device_name": "PC"}

SAMPLES: Final[Mapping[tuple[str, str], Sample]] = {
    ("POST", f"{API}/sync/push"): _told("200", body={"client_id": CLIENT, "mutations": []}),
    ("POST", f"{API}/sync/pull"): _told(
        "200", "resync_required", body={"client_id": CLIENT}, named=("client_id", "page", "repair")
    ),
    ("GET", f"{API}/sync/volumes/{{name}}"): _told("not_found"),
    ("POST", f"{API}/sync/offer-again"): _told("200", body={"client_id": CLIENT, "changes": []}, named=("client_id",)),
    ("GET", f"{API}/users/profile"): _told("200"),
    ("GET", "/api/users/profile"): _told("200"),
    ("GET", f"{API}/events"): _told("200", streams=True),
    ("POST", f"{API}/auth/sign-in"): _told("wrong_credentials", body=_WRONG, named=("login",)),
    ("POST", f"{API}/auth/refresh"): _told("session_ended", body=_REFRESH),
    ("POST", f"{API}/auth/sign-out"): _told("204", body=_REFRESH),
    ("POST", f"{API}/auth/password"): _told("weak_password", body={"current": PASSWORD, "new": "12345678"}),
    ("GET", f"{API}/auth/password"): _told("200"),
    ("GET", f"{API}/auth/keys"): _told("200"),
    ("GET", "/.well-known/jwks.json"): _told("200"),
    ("POST", f"{API}/auth/device-secret"): _told("200", "not_found", body={"key_id": KEY}),
    ("GET", f"{API}/auth/devices"): _told("200"),
    ("POST", f"{API}/auth/devices/end"): _told("wrong_credentials", body={"password": "wrong"}),
    ("PATCH", f"{API}/auth/devices/{{device_id}}"): _told("not_found", body={"name": "PC"}),
    ("POST", f"{API}/auth/devices/{{device_id}}/end"): _told("not_found", body={"password": PASSWORD}),
    ("GET", f"{API}/accounts"): _told("200"),
    ("PATCH", f"{API}/accounts/{{employee_id}}"): _told("not_found", body={"password": PASSWORD, "active": True}),
    ("POST", f"{API}/accounts/{{employee_id}}/reset"): _told("not_found", body={"password": PASSWORD}),
    ("POST", f"{API}/employees/import"): _told(
        "200", body={"dry_run": True, "lines": [{"line": 2, "login": "nobody@example.com", "name": "A"}]}
    ),
    ("GET", f"{API}/auth/resets/{{digest}}"): _told("reset_invalid"),
    ("POST", f"{API}/auth/reset"): _told("reset_invalid", body=_FORGETFUL),
    ("POST", f"{API}/accounts/devices/end"): _told("wrong_credentials", body={"password": "wrong"}),
    ("GET", f"{API}/accounts/{{employee_id}}/devices"): _told("not_found"),
    ("POST", f"{API}/accounts/{{employee_id}}/devices/end"): _told("not_found"),
    ("POST", f"{API}/accounts/{{employee_id}}/devices/{{device_id}}/end"): _told("not_found", body={"lost": False}),
    ("GET", f"{API}/audit"): _told("200"),
    ("POST", f"{API}/exports"): _told("200", body={"dataset": "restaurants"}, named=("office_id", "department_id")),
    ("POST", f"{API}/exports/preview"): _told(
        "200", body={"dataset": "restaurants"}, named=("office_id", "department_id")
    ),
    ("GET", f"{API}/policy"): _told("200"),
    ("PATCH", f"{API}/policy"): _told("200", body={}),
    ("POST", f"{API}/invitations"): _told("200", body={}, named=("department_id",)),
    ("GET", f"{API}/invitations"): _told("200"),
    ("DELETE", f"{API}/invitations/{{digest}}"): _told("not_found"),
    ("GET", f"{API}/invitations/{{digest}}"): _told("invitation_invalid"),
    ("POST", f"{API}/auth/accept"): _told("invitation_invalid", body=_NEWCOMER),
    ("GET", f"{API}/health"): _told("200"),
    ("GET", f"{API}/health/live"): _told("200"),
    ("GET", f"{API}/health/ready"): _told("200"),
    ("GET", "/metrics"): _told("200"),
    ("GET", f"{API}/openapi.json"): _told("200"),
    ("GET", f"{API}/docs"): _told("200"),
}

ACCEPTED: Final[Mapping[tuple[str, str], str]] = {
    (f"{API}/sync/push", "client_id"): (
        "a queue is told from a cloned one by its id, which is 122 random bits of one's own device; whoever pushes "
        "with that of somebody else is told `client_forked`, as with a clone of one's own"
    ),
    (f"{API}/events", "client"): (
        "one's own device is told of each of its pushes; whoever names that of somebody else, 122 random bits, hears "
        "when it has pushed, and nothing of what"
    ),
    (f"{API}/auth/device-secret", "key_id"): (
        "16 random bytes, made on one's own PC; there is a secret for whatever key one asks for, but that of somebody "
        "else is `not_found`"
    ),
}
"""Ids by which one can find out that somebody else has the very same, and why that is no harm."""


@dataclass(frozen=True)
class Twin:
    """Two values for one place of a request: something of others, and nothing at all. They must answer alike."""

    place: str
    what: str
    theirs: str
    nothing: str


def twins(cast: Cast, place: str) -> list[Twin]:
    """What of others' a request could name there. Raises KeyError for a place that nobody has thought of."""
    theirs = {
        "device_id": (
            ("a colleague's device", cast.devices[PEOPLE.index(HOST)]),
            ("a device of another office", cast.devices[PEOPLE.index(PEOPLE_THERE[2])]),
            ("a device that was signed out", cast.devices[4]),
            ("an employee, not a device", HOST.id),
        ),
        "employee_id": (("a colleague", HOST.id), ("somebody of another office", PEOPLE_THERE[0].id)),
        "digest": (
            ("an invitation that has expired", cast.expired[0]),
            ("a reset that has expired", cast.expired[1]),
        ),
        "name": (("a volume of another office", cast.volume),) if cast.volume else (),
        "page": (("a page of a colleague's answer", cast.page),) if cast.page else (),
        "repair": (
            ("a party of others", f"party:{cast.secret}"),
            ("another office", f"office:{ELSEWHERE.id}"),
            ("a colleague's own scope", f"user:{HOST.id}"),
        ),
        "client_id": (("a colleague's queue", OTHER_CLIENT),),
        "department_id": (("a team of another office", TEAM_THERE.id),),
        "office_id": (("another office", ELSEWHERE.id),),
        "login": (("the login of somebody", "person2@example.com"),),
    }[place]
    return [Twin(place, what, value, _nothing(place, value)) for what, value in theirs]


def _nothing(place: str, theirs: str) -> str:
    """The id of nothing, of the same kind."""
    if place == "repair":
        return f"{theirs.partition(':')[0]}:{NOWHERE}"
    return NOTHINGS[place]


def with_value(body: dict[str, Any] | None, place: str, value: str) -> dict[str, Any] | None:
    """The body with one field set."""
    if place == "repair":
        return {**(body or {}), "repair": [value], "cursor": None}
    if place == "page":
        return {**(body or {}), "pages": True, "page": value}
    return {**(body or {}), place: value}
