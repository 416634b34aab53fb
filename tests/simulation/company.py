"""The company of the simulation: its server, its desktops and what they still owe each other."""

import logging
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from lunch_desktop.demo.witness import differences
from lunch_desktop.domain.ids import DepartmentId, PartyId, uuid7
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.times import MINUTE
from lunch_desktop.store.company.restoring import Recovering
from lunch_desktop.store.company.sync import AccountRefused
from lunch_desktop.sync.core import Step
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.sync import PushedChange, PushRequest
from tests.simulation.desk import SimulatedDesktop, seen_in
from tests.simulation.founding import SMALL_BATCH, SMALL_PAGE, first_morning, founded, settle_in, workshop
from tests.simulation.power import PowerCut
from tests.simulation.server import Server, difference
from tests.support.ciphered import held_on_desktop
from tests.support.clock import ManualClock
from tests.support.company import DEPARTMENTS_HERE, STAFF, company_at
from tests.support.intents import Seen
from tests.support.lunch import MORNING, a_party
from tests.support.model.company import Company as Oracle
from tests.support.oracle import held_marks
from tests.support.plain import oversold
from tests.support.plain import visible as seen_on

MOST_DESKTOPS = 5
FIRST_ROUND, SECOND_ROUND = 8, 8
"""Exchanges with which a desktop gets through, once the network works, besides two for each batch of its queue.

Pages of a long answer are counted apart: there are as many as the rows take.
"""
PARTS = 4
"""How often a long answer may be begun or pinned anew, each with a page that is not full."""
MEETING = 4
"""What it takes more to meet a server that was put back to a backup: to find out, and to offer what it has lost."""


class Errors(logging.Handler):
    """Keeps what the product logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """See Handler."""
        self.told.append(record.getMessage())


class SimulatedCompany:
    """Everything of one history. `last_seat` is the party whose one free seat everybody wants."""

    def __init__(self, owners: tuple[int, ...], tally: Counter[str]) -> None:
        self._open_workshop = workshop()
        self.folder = self._open_workshop.__enter__()
        self._errors = Errors()
        logging.getLogger("lunch_desktop").addHandler(self._errors)
        self.first_day = founded()
        self.last_seat = self.first_day.last_seat
        self.tally = tally
        self.clock = ManualClock(MORNING)
        url = first_morning(self.folder)
        oracle = Oracle("", {name: dict(rows) for name, rows in self.first_day.rows.items()})
        self.server = Server(company_at(self.folder / "company.db", self.clock, url=url), self.clock, oracle, tally)
        self.desktops: list[SimulatedDesktop] = []
        self._elsewhere_made = 1000  # the first day has used the numbers before
        for person in owners:
            path = self._path()
            shutil.copy(self.first_day.desktop(person), path)
            settle_in(path, as_another=True)
            self._add(path, person)

    def close(self) -> None:
        """Let go of all files and remove them."""
        for desktop in self.desktops:
            desktop.shut()
        self.server.close()
        logging.getLogger("lunch_desktop").removeHandler(self._errors)
        self._open_workshop.__exit__(None, None, None)

    def clone(self, who: int, *, unnoticed: bool) -> None:
        """Somebody copies a desktop's file to another PC, and goes on working on both.

        `unnoticed`: in such a way that the copy can't know that it is one.
        """
        original = self.desktops[who]
        person = next(n for n, one in enumerate(STAFF) if one.id == original.employee_id)
        if len(self.desktops) < MOST_DESKTOPS:
            path = self._path()
            original.copy_to(path)
            if unnoticed:
                settle_in(path, as_another=False)
            self._add(path, person).clicked = dict(original.clicked)
            self.tally["cloned with waiting changes"] += bool(original.desk().queue)

    def at(self, who: int) -> SimulatedDesktop:
        """One of the desktops, counted round."""
        return self.desktops[who % len(self.desktops)]

    def seen_by(self, n: int) -> Seen:
        """What a colleague sees who is always connected."""
        tables = self.server.sight(STAFF[n].id) or self.server.oracle.tables
        return seen_in(tables, STAFF[n].id, self.clock.now())

    def push_from(self, n: int, name: str, args: Any) -> str | None:
        """A colleague does something at a desktop of theirs that is always connected; the code if it is refused."""
        self._elsewhere_made += 1
        now, number = self.clock.now(), self._elsewhere_made
        intent = Intent(name, arguments_as_json(args))
        payload = {"name": name, "mutation_version": 1, "args": intent.args, "base": 0, "created_at": now}
        change = PushedChange(seq=1, uuid=uuid7(now, number.to_bytes(10)), payload=as_text(payload))
        client = uuid7(now, (1 << 40 | number).to_bytes(10))
        request = PushRequest(client_id=client, epoch=None, mutations=[change])
        try:
            return self.server.push(STAFF[n].id, request).results[0].code
        except (AccountRefused, Recovering, PowerCut) as error:
            return type(error).__name__

    def wanted_party(self) -> PartyId:
        """A party with one free seat; another one, where the last can't be joined any more."""
        party = self.server.oracle.tables["parties"].get(self.last_seat)  # none where a backup knows nothing of it
        if party is None or party["state"] != "open" or self.clock.now() > party["meets_at"] - 40 * MINUTE:
            before = self.server.oracle.tables["parties"].keys() | set()
            self.push_from(2, "party.open", a_party(9 * 60, capacity=2, now=self.clock.now()))
            made = self.server.oracle.tables["parties"].keys() - before
            self.last_seat = PartyId(next(iter(made), self.last_seat))
        return self.last_seat

    def seated(self, party: PartyId) -> list[int]:
        """The colleagues who have a seat there."""
        places = self.server.oracle.tables["memberships"].values()
        here = {one["employee_id"] for one in places if one["party_id"] == party and one["state"] == "confirmed"}
        return [n for n, one in enumerate(STAFF) if one.id in here]

    def employ(self, n: int, *, active: bool | None = None) -> None:
        """An admin deactivates a colleague or takes them back; without `active`, moves them to the other department."""
        row = self.server.oracle.tables["employees"][STAFF[n].id]
        if active is None:
            ids = [one.id for one in DEPARTMENTS_HERE]
            row = {**row, "department_id": DepartmentId(ids[row["department_id"] == ids[0]])}
        else:
            row = {**row, "active": active}
        self.server.hire([replace(Employee(**row), active=bool(row["active"]))])
        for desktop in self.desktops:
            if desktop.employee_id == STAFF[n].id and active is False:
                self.tally["deactivated with desktops"] += 1
                desktop.stream.break_off()
            elif desktop.employee_id == STAFF[n].id and active:
                desktop.stream.open()

    def is_active(self, n: int) -> bool:
        """Whether the colleague has an account that works."""
        return bool(self.server.oracle.tables["employees"][STAFF[n].id]["active"])

    def heal(self) -> None:
        """The network works again and nobody clicks: queues drain, and everybody agrees."""
        self.tally["healed"] += 1
        self.open_streams()
        self.server.cut_at = 0
        for n in range(len(self.server.oracle.tables["employees"])):
            if not self.is_active(n):
                self.employ(n, active=True)
        self._gather()
        for desktop in self.desktops:
            self._meet(desktop)
        first = FIRST_ROUND + (MEETING if self.server.was_restored else 0)
        for desktop in self.desktops:
            self.drain(desktop, first + 2 * -(-len(desktop.desk().queue) // SMALL_BATCH))
        for desktop in self.desktops:
            self.drain(desktop, SECOND_ROUND)
        for desktop in self.desktops:
            the_desktop_agrees_with_the_server(desktop, self.server)
            every_click_has_ended(desktop, self.server)
        results_stand(self.server)
        assert oversold(self.server.company.url) == []

    def _gather(self) -> None:
        """Where a backup was put back, all desktops meet the server, which gathers from them what it lost."""
        if self.server.was_restored:
            for desktop in [*self.desktops, *self.desktops]:
                for _ in range(3):
                    desktop.facts.retry_at, desktop.facts.behind, desktop.facts.unsent = None, True, True
                    desktop.exchange()
            self.server.end_recovery()

    def _meet(self, desktop: SimulatedDesktop) -> None:
        """Let a desktop find out, by a pull, that a backup was put back; then the time to gather passes."""
        if not self.server.was_restored:
            return
        desktop.facts.retry_at, desktop.facts.behind, desktop.facts.unsent = None, True, False
        desktop.exchange()
        if self.server.is_gathering():
            self._gather()

    def nothing_was_logged_as_an_error(self) -> None:
        """Nothing that happens here is a fault of the program's, so that nobody has to read of one."""
        assert self._errors.told == []

    def drain(self, desktop: SimulatedDesktop, bound: int) -> None:
        """Exchange until there is nothing to do, which takes no more than `bound` exchanges."""
        desktop.touched()
        facts, began, took, pages = desktop.facts, desktop.remote.exchanges, 0, 0
        facts.retry_at, facts.behind, facts.unsent = None, True, True
        while took <= bound and facts.plan(self.clock.now()).step is not Step.WAIT:
            before = desktop.next_page()
            desktop.step()
            pages += desktop.next_page() not in (None, before)  # not what is sent between two pages
            took = desktop.remote.exchanges - began - pages
        self.most("exchanges to heal beyond the queue's own", took - bound + FIRST_ROUND)
        the_pages_come_to_an_end(pages, self.server)
        the_queue_drained_in_time(desktop, took, bound)

    def open_streams(self) -> None:
        """Desktops whose stream has ended open it anew, where their person may."""
        active = {
            one.id for n, one in enumerate(STAFF[: len(self.server.oracle.tables["employees"])]) if self.is_active(n)
        }
        for desktop in self.desktops:
            if desktop.employee_id in active:
                desktop.stream.open()

    def most(self, what: str, seen: int) -> None:
        """Keep the largest figure of its kind."""
        self.tally[f"most: {what}"] = max(self.tally[f"most: {what}"], seen)

    def _path(self) -> Path:
        return self.folder / f"desktop{len(self.desktops)}.db"

    def _add(self, path: Path, person: int) -> SimulatedDesktop:
        desktop = SimulatedDesktop(path, self.clock, STAFF[person].id, self.server, self.tally)
        self.desktops.append(desktop)
        self.server.streams[len(self.desktops)] = desktop.stream
        return desktop


def the_pages_come_to_an_end(pages: int, server: Server) -> None:
    """A long answer takes no more pages than its rows do, and one for each of the parts that it may come in."""
    with server.company.database.reading() as connection:
        entries = connection.exec_driver_sql("SELECT count(*) FROM feed").scalar_one()
    assert pages <= entries // SMALL_PAGE + PARTS, f"{pages} pages for {entries} entries"


def the_queue_drained_in_time(desktop: SimulatedDesktop, took: int, bound: int) -> None:
    """After healing, a queue reaches zero within a bound on exchanges."""
    assert took <= bound, f"still busy after {took} exchanges, where {bound} are enough"
    assert desktop.desk().queue == (), "the queue did not drain"


def the_desktop_agrees_with_the_server(desktop: SimulatedDesktop, server: Server) -> None:
    """A healed desktop holds what its person may see, nothing else and no marks of anything else; two judges agree."""
    expected = server.sight(desktop.employee_id)
    assert expected is not None
    held = desktop.desk().shown
    assert held == expected, difference(held, expected)
    seen = seen_on(server.company.url, desktop.employee_id)
    assert differences(seen, held_on_desktop(desktop.path)) == []
    assert held_marks(desktop.path) == [], "something is kept of rows that are not held"


def every_click_has_ended(desktop: SimulatedDesktop, server: Server) -> None:
    """Applied, refused or void by the oracle's word, and told so to its author; none vanished.

    A refusal leaves nothing to prove it by, so a restored server can't know of one that was told before. If a copy of
    the desktop's file, or a request that was held back, brings the change once more, it is decided like a new one.
    """
    told, epochs = desktop.told(), desktop.epochs_of_words()
    for uuid, name in desktop.clicked.items():
        word = server.oracle.words.get((desktop.employee_id, uuid))
        of_a_lost_future = word is None or epochs.get(uuid) != server.oracle.epoch
        if server.was_restored and of_a_lost_future and told.get(uuid) in ("refused", "void"):
            continue
        assert word is not None, f"{name} vanished, its author reads {told.get(uuid)}"
        assert told.get(uuid) == word.outcome, f"{name} ended {word.outcome}, its author reads {told.get(uuid)}"


def results_stand(server: Server) -> None:
    """Every word that was given is kept as it was given."""
    query = "SELECT employee_id, uuid, outcome, code FROM results"
    kept = {(row[0], row[1]): (row[2], row[3]) for row in server.plain.ask(query)}
    for key, word in server.oracle.words.items():
        assert kept.get(key) == (word.outcome, word.code), f"{word} is kept as {kept.get(key)}"
