"""The small form of the attack for every build; and that it sees what it is for."""

from pathlib import Path

import pytest
from fastapi import Request

from lunch_desktop.domain.rule import Rule
from lunch_desktop.domain.world import Reader
from lunch_desktop.server.needs import Needs, Of, RouteTable
from lunch_desktop.server.routes import profile
from lunch_desktop.server.services import Services
from lunch_desktop.store.company.device_list import DeviceList
from tests.attacks.attack_authorisation import AGAIN, PAGE, table, walk
from tests.attacks.authorisation import mutations, routes
from tests.attacks.authorisation.callers import Caller
from tests.attacks.authorisation.cast import company
from tests.attacks.authorisation.cells import Seen
from tests.attacks.authorisation.page import page
from tests.attacks.authorisation.samples import NOTHINGS


def test_everybody_may_do_what_is_stated_and_nothing_else_and_the_page_says_so(tmp_path: Path) -> None:
    seen, served = walk(tmp_path, small=True)
    assert seen.violations == [], "\n".join(table(seen.cells))
    assert seen.twins > 40
    assert page(served) == PAGE.read_text(encoding="utf-8"), AGAIN


def test_a_guard_that_is_gone_a_new_route_and_a_rule_that_lets_everybody_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, guarded = profile.add, RouteTable._guarded

    def with_another(table: RouteTable, services: Services) -> None:
        original(table, services)
        table.add("GET", "/api/v1/users/{user_id}", nothing, needs=Needs.EMPLOYEE, of=Of.SEEN)

    async def nothing(request: Request, user_id: str) -> dict[str, str]:
        return {"user_id": user_id}

    def unguarded(self: RouteTable, app: object, needs: Needs) -> object:
        return guarded(self, app, Needs.EMPLOYEE if needs is Needs.ADMIN else needs)  # type: ignore[arg-type]

    def anybody(self: Rule, world: Reader, args: object) -> None:
        del self, world, args

    def found(self: DeviceList, family: str, employee_id: str, name: str) -> bool:
        del self, employee_id, name
        return family != NOTHINGS["device_id"]

    monkeypatch.setattr(profile, "add", with_another)
    monkeypatch.setattr(RouteTable, "_guarded", unguarded)
    monkeypatch.setattr(Rule, "__call__", anybody)
    monkeypatch.setattr(DeviceList, "rename", found)
    seen = Seen()
    with company(tmp_path) as cast:
        routes.walk(cast, seen, timed=False)
        mutations.walk(cast, seen, roles=(Caller.EMPLOYEE,), every_way=False)
    told = "\n".join(seen.violations)
    assert "GET /api/v1/policy: employee is to be told 'forbidden' and was told '200'" in told
    assert "GET /api/v1/users/{user_id} is not stated: give it a line in SAMPLES" in told
    assert "PATCH /api/v1/auth/devices/{device_id}: a colleague's device answers" in told
    assert "party.cancel: employee, colleague is to be told 'not_host' and was told 'applied'" in told
    assert "party.join: employee, for others is to be told 'not_found' and was told 'applied'" in told
