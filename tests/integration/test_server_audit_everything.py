"""Whatever changes who people are and what they may leaves its entry, whichever way it is done."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import requests
from starlette.routing import Route

from lunch_desktop.cli import _parser
from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.people import STAFF_NUMBERS, StaffNumber
from lunch_desktop.domain.times import MINUTE
from lunch_desktop.server.app import create_app
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.store.company.accounts_audit import Entry
from lunch_desktop.wire.invitations import digest_of
from tests.integration.support_server import (
    ADMIN,
    EMPLOYEE,
    LOGINS,
    PASSWORD,
    RunningServer,
    make_services,
    running,
    start_clock,
)
from tests.support.company import STAFF

V1: Final = "/api/v1"
AUTH: Final = f"{V1}/auth"
STRONG: Final = "고등어 정식과 된장찌개 두 그릇 주세요"
BOSS, PERSON = STAFF[0].id, STAFF[1].id

LUNCH: Final = frozenset(
    {
        "availability",
        "party",
        "visit",
        "vote",
        "proposal",
        "group",
        "diet",
        "review",
        "favourite",
        "message",
        "room",
        "restaurant",
        "menu",
        "preset",
    }
)
"""Areas of changes that are about lunch: their results are kept, and who ate with whom is nobody's business here."""
UNNOTED: Final = {
    ("POST", f"{V1}/sync/push"): "lunch: every change has its result; exports made without the server are noted",
    ("POST", f"{V1}/sync/pull"): "reads what one may see anyway",
    ("POST", f"{V1}/sync/offer-again"): "lunch, proved by receipts",
    ("POST", f"{AUTH}/refresh"): "an hourly event for every desktop; what is wrong with one is noted",
}
"""Routes that are not merely read, and leave no entry."""
COMMANDS: Final = {
    "found": "company_founded",
    "demo": "",
    "gallery": "",
    "serve": "",
    "migrate-server": "",
    "archive": "archive_created",
    "export": "exported",
    "export-worker": "",
    "audit": "",
    "reset-password": "reset_made",
    "rotate-keys": "keys_rotated",
}
"""What each command notes; nothing where it changes no account. They are called in the tests of `audit`.

What a window's worker or a desktop's command exports, the server notes, or the change that the desktop queues. A
company's move is marked in both databases, and `--demo` makes a company that nobody audits.
"""


class Stage:
    """A server, an admin and an employee who are signed in, and what they ask for."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.admin, self.employee = server.sign_in(ADMIN), server.sign_in(EMPLOYEE)

    def ask(self, method: str, path: str, body: Any = None, who: Any = None, status: int | None = None) -> Any:
        token = None if who is None else who["access_token"]
        answer: requests.Response = self.server.call(method, path, token, json=body)
        assert answer.status_code == status if status else answer.ok, answer.text
        return answer

    def entries(self) -> list[Entry]:
        return self.server.services.identity.accounts.audit_entries(limit=100_000)

    def device(self, login: str = EMPLOYEE) -> str:
        tokens = self.server.sign_in(login)
        listed = self.ask("GET", f"{AUTH}/devices", who=tokens).json()["devices"]
        return str(next(one["id"] for one in listed if one["current"]))

    def invitation(self) -> str:
        return str(self.ask("POST", f"{V1}/invitations", {}, self.admin).json()["code"])

    def signing_in(self, password: str = PASSWORD, status: int = 200) -> None:
        body = {"login": EMPLOYEE, "password": password, "device_name": "PC"}
        self.ask("POST", f"{AUTH}/sign-in", body, status=status)


Doing = Callable[[Stage], object]


def _accepting(stage: Stage) -> None:
    code = stage.invitation()
    body = {"code": code, "name": "한지민", "login": "jimin@example.com", "password": STRONG, "device_name": "PC"}
    stage.ask("POST", f"{AUTH}/accept", body)


def _end_own(stage: Stage) -> None:
    body = {"password": PASSWORD, "lost": True}
    stage.ask("POST", f"{AUTH}/devices/{stage.device()}/end", body, stage.employee)


def _end_foreign(stage: Stage) -> None:
    stage.ask("POST", f"{V1}/accounts/{PERSON}/devices/{stage.device()}/end", {"lost": False}, stage.admin)


def _end_all_foreign(stage: Stage) -> None:
    stage.device(LOGINS[2])
    stage.ask("POST", f"{V1}/accounts/{STAFF[2].id}/devices/end", {}, stage.admin)


def _end_all_own(stage: Stage) -> None:
    stage.device()
    stage.ask("POST", f"{AUTH}/devices/end", {"password": PASSWORD}, stage.employee)


def _end_everybody(stage: Stage) -> None:
    stage.device()
    stage.ask("POST", f"{V1}/accounts/devices/end", {"password": PASSWORD}, stage.admin)
    stage.employee = stage.server.sign_in(EMPLOYEE)


def _password(stage: Stage) -> None:
    stage.ask("POST", f"{AUTH}/password", {"current": PASSWORD, "new": STRONG}, stage.employee)


def _sign_out(stage: Stage) -> None:
    stage.ask("POST", f"{AUTH}/sign-out", {"refresh_token": stage.server.sign_in()["refresh_token"]})


def _withdraw(stage: Stage) -> None:
    digest = digest_of(stage.invitation())
    stage.ask("DELETE", f"{V1}/invitations/{digest}", who=stage.admin)


def _change_account(stage: Stage) -> None:
    body = {"password": PASSWORD, "role": "admin", "login": "another@example.com", "active": False}
    stage.ask("PATCH", f"{V1}/accounts/{STAFF[4].id}", body, stage.admin)


def _import_employees(stage: Stage) -> None:
    """A new one, and the one whom the route for one account has deactivated."""
    stage.ask("PATCH", f"{V1}/accounts/{STAFF[5].id}", {"password": PASSWORD, "active": False}, stage.admin)
    number = [(STAFF_NUMBERS, StaffNumber(STAFF[5].id, STAFF[5].office_id, "0005"))]
    stage.server.services.sync.import_rows(number)
    lines = [
        {"line": 2, "name": "한지민", "login": "jimin.han@example.com", "department": "새 팀"},
        {
            "line": 3,
            "number": "0005",
            "name": "다른 이름",
            "login": "new5@example.com",
            "role": "admin",
            "active": True,
        },
    ]
    body = {"dry_run": False, "password": PASSWORD, "lines": lines}
    answer = stage.ask("POST", f"{V1}/employees/import", body, stage.admin)
    assert answer.json()["done"], answer.text


def _reset(stage: Stage) -> str:
    made = stage.ask("POST", f"{V1}/accounts/{STAFF[3].id}/reset", {"password": PASSWORD}, stage.admin)
    return str(made.json()["code"])


def _use_reset(stage: Stage) -> None:
    stage.ask("POST", f"{AUTH}/reset", {"code": _reset(stage), "password": STRONG, "device_name": "PC"})


NOTED: Final[dict[tuple[str, str], tuple[Doing, dict[str, str | None]]]] = {
    ("POST", f"{AUTH}/sign-in"): (lambda stage: stage.signing_in(), {"signed_in": PERSON}),
    ("POST", f"{AUTH}/sign-out"): (_sign_out, {"signed_out": PERSON}),
    ("POST", f"{AUTH}/accept"): (_accepting, {"invitation_accepted": None, "signed_in": None}),
    ("POST", f"{AUTH}/device-secret"): (
        lambda stage: stage.ask("POST", f"{AUTH}/device-secret", {"key_id": "0" * 32}, stage.employee),
        {"device_secret_made": PERSON},
    ),
    ("PATCH", f"{AUTH}/devices/{{device_id}}"): (
        lambda stage: stage.ask("PATCH", f"{AUTH}/devices/{stage.device()}", {"name": "내 PC"}, stage.employee),
        {"device_renamed": PERSON},
    ),
    ("POST", f"{AUTH}/devices/{{device_id}}/end"): (_end_own, {"session_revoked": PERSON}),
    ("POST", f"{AUTH}/devices/end"): (_end_all_own, {"session_revoked": PERSON}),
    ("POST", f"{V1}/accounts/{{employee_id}}/devices/{{device_id}}/end"): (_end_foreign, {"session_revoked": BOSS}),
    ("POST", f"{V1}/accounts/devices/end"): (_end_everybody, {"session_revoked": BOSS}),
    ("POST", f"{V1}/accounts/{{employee_id}}/devices/end"): (_end_all_foreign, {"session_revoked": BOSS}),
    ("POST", f"{V1}/invitations"): (lambda stage: stage.invitation(), {"invitation_made": BOSS}),
    ("DELETE", f"{V1}/invitations/{{digest}}"): (_withdraw, {"invitation_withdrawn": BOSS}),
    ("PATCH", f"{V1}/accounts/{{employee_id}}"): (
        _change_account,
        {"role_changed": BOSS, "login_changed": BOSS, "account_deactivated": BOSS},
    ),
    ("POST", f"{V1}/employees/import"): (
        _import_employees,
        {
            "employees_imported": BOSS,
            "employee_changed": BOSS,
            "account_created": BOSS,
            "role_changed": BOSS,
            "login_changed": BOSS,
            "account_activated": BOSS,
        },
    ),
    ("POST", f"{V1}/accounts/{{employee_id}}/reset"): (_reset, {"reset_made": BOSS}),
    ("POST", f"{AUTH}/reset"): (_use_reset, {"reset_used": STAFF[3].id, "signed_in": STAFF[3].id}),
    ("PATCH", f"{V1}/policy"): (
        lambda stage: stage.ask("PATCH", f"{V1}/policy", {"offline_days": 3}, stage.admin),
        {"policy_changed": BOSS},
    ),
    ("GET", f"{V1}/audit"): (lambda stage: stage.ask("GET", f"{V1}/audit", who=stage.admin), {"audit_read": BOSS}),
    ("POST", f"{V1}/exports"): (
        lambda stage: stage.ask("POST", f"{V1}/exports", {"dataset": "restaurants"}, stage.admin),
        {"exported": BOSS},
    ),
    ("POST", f"{V1}/exports/preview"): (
        lambda stage: stage.ask("POST", f"{V1}/exports/preview", {"dataset": "restaurants"}, stage.admin),
        {"export_previewed": BOSS},
    ),
    ("POST", f"{AUTH}/password"): (_password, {"password_changed": PERSON}),
}
"""How each route is called, and what it then notes, with who did it. The last one changes the employee's password."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One company for all of them."""
    wide = Limit(1_000, 15 * MINUTE)
    limits = SignInLimits(together=wide, login=wide, address=wide)
    with running(tmp_path_factory.mktemp("company"), limits=limits) as server:
        yield Stage(server)


def test_every_route_that_changes_something_says_what_it_notes(tmp_path: Path) -> None:
    services = make_services(tmp_path, start_clock())
    routes = [route for route in create_app(services).router.routes if isinstance(route, Route)]
    services.database.close()
    changing = {
        (method, route.path) for route in routes for method in route.methods or () if method not in ("GET", "HEAD")
    }
    decided = {key for key in NOTED if key[0] != "GET"} | UNNOTED.keys()
    assert changing == decided, "decide what a new route notes, and call it here"


@pytest.mark.parametrize("route", NOTED, ids=lambda route: " ".join(route))
def test_what_a_route_does_to_accounts_is_noted(stage: Stage, route: tuple[str, str]) -> None:
    doing, expected = NOTED[route]
    before = {entry.id for entry in stage.entries()}
    doing(stage)
    fresh = [entry for entry in stage.entries() if entry.id not in before]
    for action, actor in expected.items():
        found = [entry for entry in fresh if entry.action == action]
        assert found, f"{action} was not noted"
        assert actor is None or {entry.actor for entry in found} == {actor}
        assert action in ("invitation_accepted", "reset_used") or all(entry.device for entry in found), (
            "on which device"
        )


@pytest.mark.parametrize(
    ("attempt", "action", "subject"),
    [
        (lambda stage: stage.signing_in("맞지 않는 비밀번호입니다", 401), "sign_in_failed", PERSON),
        (
            lambda stage: stage.ask(
                "POST", f"{AUTH}/password", {"current": "not this one", "new": STRONG}, stage.employee, 403
            ),
            "sign_in_failed",
            PERSON,
        ),
        (
            lambda stage: stage.ask("GET", f"{V1}/invitations/{'5' * 64}", status=404),
            "invitation_refused",
            None,
        ),
    ],
)
def test_attempts_are_noted_with_the_network_and_nothing_that_was_typed(
    stage: Stage, attempt: Doing, action: str, subject: str | None
) -> None:
    before = {entry.id for entry in stage.entries()}
    attempt(stage)
    (fresh,) = (entry for entry in stage.entries() if entry.id not in before)
    assert (fresh.action, fresh.subject, fresh.details.get("address")) == (action, subject, "127.0.0.0/24")


def test_who_asks_for_what_is_for_admins_stands_in_the_servers_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.ask("GET", f"{V1}/policy", who=stage.employee, status=403)
    (told,) = (record for record in caplog.records if record.name == "lunch_desktop.server.needs")
    assert getattr(told, "fields") == {"employee": PERSON, "method": "GET", "path": f"{V1}/policy"}  # noqa: B009


def test_no_change_that_desktops_send_is_about_accounts() -> None:
    noted = {mutation.name for mutation in mutations() if mutation.for_the_log is not None}
    assert noted == {"export.note"}
    areas = {mutation.name.partition(".")[0] for mutation in mutations() if mutation.name not in noted}
    assert areas <= LUNCH, "decide whether changes of a new area touch accounts or rights, and note them then"


def test_every_command_says_what_it_notes() -> None:
    (commands,) = (one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))
    assert commands.choices.keys() == COMMANDS.keys(), "decide what a new command notes"
