"""An account that is deactivated at the real server: what colleagues' desktops see of it, on both databases."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from lunch_desktop.demo.witness import differences
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.sync.http import Forbidden
from tests.integration.support_server import ADMIN, LOGINS, PASSWORD, RunningServer, running
from tests.integration.test_server_events import listening, rename
from tests.support import plain
from tests.support.ciphered import held_on_desktop
from tests.support.clock import ManualClock
from tests.support.company import STAFF, Company
from tests.support.desktop import Desktop, make_desktop
from tests.support.lunch import MORNING, a_party, a_seat, outcomes

LEAVER, HOST = 1, 2
WIDE = Limit(1_000, 1)


class Office:
    """The server, with desktops of the leaver and of a colleague."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        services = server.services
        self.company = Company(services.database, services.sync, server.clock, server.folder / "company.db")
        self.leaver, self.desk = (make_desktop(self.company, STAFF[number].id) for number in (LEAVER, HOST))
        self.admin = server.token(ADMIN)
        for desktop in (self.leaver, self.desk):
            desktop.sync()

    def change(self, number: int = LEAVER, **wanted: Any) -> requests.Response:
        """What an admin asks for."""
        path = f"/api/v1/accounts/{STAFF[number].id}"
        return self.server.call("PATCH", path, self.admin, json={"password": PASSWORD} | wanted)

    def head(self) -> int:
        """The version of the last commit."""
        return self.server.services.sync.head()

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the company's database by plain SQL."""
        return plain.ask(self.company.url, query, *values)

    def is_active(self) -> tuple[bool, bool]:
        """Whether the leaver's account is, and their row among the employees."""
        query = "SELECT a.active, e.active FROM accounts a JOIN employees e ON e.id = a.employee_id WHERE e.id = ?"
        ((account, employee),) = self.ask(query, STAFF[LEAVER].id)
        return bool(account), bool(employee)

    def can_pick(self) -> bool:
        """Whether the colleague finds the leaver among those to invite."""
        return STAFF[LEAVER].id in [one.id for one in self.desk.reads.colleagues()]

    def noted(self) -> list[tuple[str, str | None]]:
        """What the audit log has of it."""
        entries = self.server.services.identity.accounts.audit_entries(limit=10_000)
        return [(one.action, one.actor) for one in entries if one.action.startswith("account_") and one.actor]

    def agrees(self, desktop: Desktop) -> None:
        """Fail unless the desktop holds exactly what its person may see."""
        assert differences(plain.visible(self.company.url, desktop.employee_id), held_on_desktop(desktop.path)) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def office(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    limits = SignInLimits(WIDE, WIDE, WIDE, WIDE)
    with ExitStack() as stack:
        server = stack.enter_context(running(tmp_path, clock=ManualClock(MORNING), url=url, limits=limits))
        made = Office(server)
        for desktop in (made.leaver, made.desk):
            stack.callback(desktop.close)
        yield made


def test_colleagues_are_told_at_once_who_left_and_who_came_back(office: Office) -> None:
    own = PartyId(office.leaver.do("party.open", a_party()).answer["party_id"])
    party = PartyId(office.desk.do("party.open", a_party(minutes=300)).answer["party_id"])
    for desktop in (office.leaver, office.desk, office.leaver):
        desktop.sync()
    office.leaver.do("party.join", a_seat(party))
    office.leaver.sync()
    office.desk.sync()
    later = PartyId(office.desk.do("party.open", a_party(minutes=500)).answer["party_id"])
    office.desk.sync()
    invite = Invite(later, STAFF[LEAVER].id)
    assert office.can_pick()

    with listening(office.server, LOGINS[HOST]) as listener:
        told_last = office.head()
        for active, noted in ((False, "account_deactivated"), (True, "account_activated")):
            before = office.head()
            assert office.change(active=active).status_code == 204
            delta = listener.delta()
            assert (delta.since, delta.version, office.head()) == (told_last, before + 1, before + 1)
            seats = {"parties", "memberships"} if not active else set()
            assert delta.patch.tables.keys() == {"employees", *seats}, "the seats go in the same commit"
            assert office.is_active() == (active, active)
            assert office.noted()[-1] == (noted, STAFF[0].id)
            assert office.change(active=active).status_code == 204, "as it is already"
            assert (office.head(), len(office.noted())) == (before + 1, 1 if not active else 2)
            assert rename(office.server, f"그 다음 {active}") == listener.delta().version == before + 2, "told once"
            told_last = before + 2
            if not active:
                _stays_out(office, invite)
                assert office.ask("SELECT state FROM parties WHERE id = ?", own) == [("cancelled",)], "nobody is left"
                seat = "SELECT state FROM memberships WHERE party_id = ? AND employee_id = ?"
                assert office.ask(seat, party, STAFF[LEAVER].id) == [("left",)]
                assert listener.is_silent()

    office.desk.sync()
    assert office.can_pick()
    again = office.desk.do("party.invite", invite)
    office.desk.sync()
    assert outcomes(office.desk)[again.uuid] == ("applied", None)
    office.leaver.sync()
    for desktop in (office.leaver, office.desk):
        office.agrees(desktop)
    assert office.leaver.reads.party(later) is not None


def _stays_out(office: Office, invite: Invite) -> None:
    """The server refuses an invitation by a desktop that does not know yet; one that knows offers none."""
    assert office.can_pick(), "not heard yet"
    sent = office.desk.do("party.invite", invite)
    office.desk.sync()
    assert outcomes(office.desk)[sent.uuid] == ("refused", "not_found")
    assert not office.can_pick()
    with pytest.raises(Refusal) as refused:
        office.desk.do("party.invite", invite)
    assert refused.value.code is RefusalCode.NOT_FOUND
    office.agrees(office.desk)
    with pytest.raises(Forbidden):
        office.leaver.sync()


def test_what_is_refused_changes_nothing_and_what_was_half_done_before_is_made_whole(office: Office) -> None:
    before = office.head()
    assert office.change(active=False, login=LOGINS[HOST]).status_code == 409
    assert (office.head(), office.is_active(), office.noted()) == (before, (True, True), [])
    assert office.change(number=0, active=False).status_code == 409, "the last admin"
    assert office.head() == before
    office.ask("UPDATE accounts SET active = ? WHERE employee_id = ?", False, STAFF[LEAVER].id)
    assert office.change(active=False).status_code == 204
    assert (office.head(), office.is_active()) == (before + 1, (False, False))
    office.desk.sync()
    assert not office.can_pick()


def test_it_stands_also_while_others_write_the_same_rows(office: Office) -> None:
    sync, answers = office.server.services.sync, list[int]()

    def write(number: int) -> None:
        for turn in range(8):
            sync.import_rows([(EMPLOYEES, replace(STAFF[number], extension=f"5{number}{turn}"))])

    def toggle() -> None:
        answers.extend(office.change(active=bool(turn % 2)).status_code for turn in range(7))

    works = [threading.Thread(target=write, args=(number,)) for number in (3, 5)] + [threading.Thread(target=toggle)]
    for work in works:
        work.start()
    for work in works:
        work.join(30)
    assert answers == [204] * 7
    assert office.is_active() == (False, False)
    office.desk.sync()
    assert not office.can_pick()
    office.agrees(office.desk)
