"""Three desktops of two people, colleagues elsewhere, one server and a network that fails, driven by Hypothesis."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lunch_desktop.demo.witness import differences, held_on_desktop, oversold, visible_on_server
from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import ChangeId, EmployeeId, PartyId, derived_id, uuid7
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, membership_id
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.desktop.apply import Apply
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.sync.http import Unreachable
from lunch_desktop.sync.steps import Remote
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.sync import PullRequest, PullResponse, PushedChange, PushRequest, PushResponse, Result
from tests.support.clock import ManualClock
from tests.support.company import SEALS, STAFF, Company, make_company
from tests.support.desktop import Desktop, make_desktop
from tests.support.hub import Stream
from tests.support.intents import ARGUMENTS, Seen
from tests.support.lunch import MORNING
from tests.support.network import Fate, LossyRemote
from tests.support.oracle import Ledger, decided_on, held_marks, told_on

NAMES = sorted(mutation.name for mutation in mutations())
BUSY = ["party.open", "party.join", "party.join", "party.leave", "party.edit", "party.invite", "availability.set"]
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where there is a file system in memory, nothing is gained by waiting for a disk."""
OWNERS = (0, 1, 0)
"""Whose the desktops are: the first colleague has two."""
WHO = st.integers(min_value=0, max_value=len(OWNERS) - 1)
ELSEWHERE = st.integers(min_value=2, max_value=3)


class Overtaken(LossyRemote):
    """A way to the server on which something else may arrive between the server's answer and its arrival."""

    def __init__(self, way: Remote) -> None:
        super().__init__(way)
        self.meanwhile: Callable[[], None] | None = None

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        answer = super().push(request)
        self._arrive()
        return answer

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        answer = super().pull(request)
        self._arrive()
        return answer

    def _arrive(self) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()


@cache
def _founded() -> Path:
    """A company's and a desktop's file as they are on the first day, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="lunch-founded-", dir=MEMORY))
    company = make_company(folder, ManualClock(MORNING), staff=4)
    company.database.close()
    DesktopDatabase.open(folder / "desktop.db").close()
    return folder


def _reopened_company(folder: Path, clock: ManualClock) -> Company:
    path = folder / "company.db"
    shutil.copy(_founded() / path.name, path)
    database = CompanyDatabase.open(f"sqlite:///{path}")
    return Company(database, CompanySync(database, clock, SEALS), clock, path)


class LunchMachine(RuleBasedStateMachine):
    """After any history of clicks and failures: nothing oversold, nothing lost, and everybody converges."""

    @initialize()
    def begin(self) -> None:
        """A company with two parties, one with a single free seat, and desktops that have just synced."""
        self.folder = Path(tempfile.mkdtemp(prefix="lunch-simulation-", dir=MEMORY))
        self.clock = ManualClock(MORNING)
        self.company = _reopened_company(self.folder, self.clock)
        self.ledger = Ledger(self.company.path)
        self.desktops: list[Desktop] = []
        self.elsewhere_made = 0
        self.parties: dict[int, PartyId] = {}
        for host, visibility in ((2, "office"), (3, "invited")):
            meets_at = Instant(self.clock.now() + 3 * HOUR)
            opened = self._push_from(host, "party.open", OpenParty("국밥", None, meets_at, 60, "", 2, "", visibility))
            self.parties[host] = PartyId(opened.answer["party_id"])
        for number, owner in enumerate(OWNERS):
            shutil.copy(_founded() / "desktop.db", self.folder / f"desktop{number}-{STAFF[owner].id[:8]}.db")
            desktop = make_desktop(self.company, STAFF[owner].id, name=f"desktop{number}", remote=Overtaken)
            self.desktops.append(desktop)
            desktop.sync()
        self.streams = [Stream(self.company, desktop) for desktop in self.desktops]
        for stream in self.streams:
            self.company.sync.watch(stream.commit_made)
        self.performed: list[dict[str, str]] = [{} for _ in OWNERS]
        self.withdrawn: set[str] = set()
        self.backups: dict[int, Path] = {}
        self.unchecked: set[int] = set()

    @rule(who=WHO, name=st.sampled_from(NAMES + BUSY * 2), data=st.data())
    def click(self, who: int, name: str, data: Any) -> None:
        """Somebody does something; a refusal on the spot leaves no trace."""
        desktop = self.desktops[who]
        args = ARGUMENTS[name](data.draw, self._seen(desktop))
        waiting = desktop.store.waiting()
        try:
            done = desktop.do(name, args)
        except Refusal:
            assert desktop.store.waiting() == waiting
        else:
            self.performed[who][done.uuid] = name
            self.unchecked.add(who)
            assert desktop.store.waiting() == waiting + 1

    @rule(n=ELSEWHERE, name=st.sampled_from(NAMES + BUSY), data=st.data())
    def elsewhere(self, n: int, name: str, data: Any) -> None:
        """A colleague does something at a desktop that is always connected."""
        self._push_from(n, name, ARGUMENTS[name](data.draw, self._seen_at_the_server(n)))

    @rule(who=WHO, fate=st.sampled_from([Fate.ARRIVES] * 3 + list(Fate)), overtaken=st.booleans())
    def exchange(self, who: int, fate: Fate, overtaken: bool) -> None:
        """The engine takes its next step, and the network does what it does."""
        desktop = self.desktops[who]
        remote = desktop.remote
        assert isinstance(remote, Overtaken)
        remote.fate = fate
        remote.meanwhile = (lambda: self._deliver_all(who)) if overtaken else None
        desktop.facts.behind = desktop.facts.behind or fate is Fate.ARRIVES
        self.unchecked.add(who)
        try:
            desktop.step()
        except Unreachable:
            desktop.facts.failed(None, desktop.clock.now(), lambda: 0.0)
            desktop.facts.retry_at = None
        remote.fate, remote.meanwhile = Fate.ARRIVES, None  # there may have been nothing to exchange

    @rule(who=WHO, everything=st.booleans())
    def live(self, who: int, everything: bool) -> None:
        """The oldest event that this desktop has not seen arrives, or all of them."""
        self.unchecked.add(who)
        if everything:
            self._deliver_all(who)
        else:
            self.streams[who].deliver()

    @rule(host=ELSEWHERE, guest=ELSEWHERE.map(lambda n: n - 2), asked=st.booleans())
    def invitation(self, host: int, guest: int, asked: bool) -> None:
        """A colleague elsewhere asks somebody to their party, or takes that back."""
        self._push_from(
            host, "party.invite" if asked else "party.uninvite", Invite(self.parties[host], STAFF[guest].id)
        )

    @rule(who=WHO, what=st.sampled_from(["crash", "back up", "restore", "heal"]))
    def accident(self, who: int, what: str) -> None:
        """The program is killed and starts again; its file is copied, or the copy takes its place; or all is well.

        When the network works again, everything drains, and everybody agrees.
        """
        if what == "heal":
            self._heal()
        elif what == "back up":
            self._back_up(who)
        elif what == "crash" or who in self.backups:
            self.desktops[who].close()
            if what == "restore":
                self._restore(who)
            self.desktops[who].open()
            self.streams[who].open()
            self._forget_unknown(who)
            self.unchecked.add(who)

    @rule(who=WHO, data=st.data())
    def withdraw(self, who: int, data: Any) -> None:
        """Somebody takes back a change that waits, and with it whatever was built on what it made."""
        desktop = self.desktops[who]
        waiting = [one for one in desktop.reads.sync_centre().waiting if one.undoable]
        if not waiting:
            return
        chosen = data.draw(st.sampled_from(waiting))
        desktop.store.discard([chosen.uuid])
        desktop.facts.unsent = True
        self.unchecked.add(who)
        left = [one for one in desktop.reads.sync_centre().waiting if one.undoable]
        self.withdrawn |= {one.uuid for one in waiting} - {one.uuid for one in left}
        made = derived_id(ChangeId(chosen.uuid), 0)
        builders = [one.name for one in left if one.args.get("party_id") == made and one.code is None]
        assert chosen.code is not None or builders == [], f"{chosen.name} went, {builders} stayed"

    @rule(minutes=st.sampled_from([1, 10, 10, 60]))
    def time_passes(self, minutes: int) -> None:
        """Lunch comes nearer."""
        self.clock.advance(minutes * MINUTE)

    @invariant()
    def nothing_is_oversold(self) -> None:
        """No party has more confirmed seats than places."""
        if hasattr(self, "company"):
            assert oversold(self.company.path) == []

    @invariant()
    def what_was_decided_stays_decided(self) -> None:
        """A change takes effect once: its first result is the one that stands for ever."""
        if hasattr(self, "ledger"):
            self.ledger.check()

    @invariant()
    def shown_is_the_replay_of_what_waits(self) -> None:
        """Restoring the confirmed rows and replaying the queue changes nothing that is shown."""
        for who in getattr(self, "unchecked", ()):
            desktop = self.desktops[who]
            shown = held_on_desktop(desktop.path)
            with desktop.database.writing() as connection:
                schema, rows = desktop.database.schema, desktop.database.rows
                Apply(connection, schema, rows, mutations(), desktop.employee_id).restore_and_replay()
            assert held_on_desktop(desktop.path) == shown
        self.unchecked = set()

    def teardown(self) -> None:
        """However it ended, it heals."""
        if hasattr(self, "unchecked"):
            try:
                self._heal()
            finally:
                for desktop in self.desktops:
                    desktop.close()
                self.company.database.close()
                shutil.rmtree(self.folder, ignore_errors=True)

    def _heal(self) -> None:
        for desktop in [*self.desktops, *self.desktops]:
            desktop.facts.retry_at = None
            desktop.sync()
        for who, desktop in enumerate(self.desktops):
            assert desktop.store.waiting() == 0, "the queue did not drain"
            seen = visible_on_server(self.company.path, desktop.employee_id)
            assert differences(seen, held_on_desktop(desktop.path)) == []
            assert held_marks(desktop.path) == [], "something is kept of rows that are not held"
            self._every_click_has_ended(who)

    def _every_click_has_ended(self, who: int) -> None:
        """Applied, refused or void on the server and told to its author; or withdrawn by them before it left."""
        desktop = self.desktops[who]
        decided, told = decided_on(self.company.path, desktop.employee_id), told_on(desktop.path)
        for uuid, name in self.performed[who].items():
            if uuid not in decided:
                assert uuid in self.withdrawn, f"{name} vanished"
            else:
                assert told.get(uuid) == decided[uuid], (
                    f"{name} ended {decided[uuid]}, its author reads {told.get(uuid)}"
                )

    def _back_up(self, who: int) -> None:
        kept = self.folder / f"backup-{who}.db"
        kept.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.desktops[who].path)) as own, closing(sqlite3.connect(kept)) as copy:
            own.backup(copy)
        self.backups[who] = kept

    def _restore(self, who: int) -> None:
        path = self.desktops[who].path
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.backups[who], path)

    def _forget_unknown(self, who: int) -> None:
        """What came after a restored copy went with the file, unless the server had it; nobody here asks about it."""
        with closing(sqlite3.connect(self.desktops[who].path)) as own:
            known = {uuid for (uuid,) in own.execute("SELECT uuid FROM outbox UNION SELECT uuid FROM history")}
        self.performed[who] = {
            uuid: name for uuid, name in self.performed[who].items() if uuid in known or uuid in self.withdrawn
        }

    def _deliver_all(self, who: int) -> None:
        while self.streams[who].waiting:
            self.streams[who].deliver()

    def _push_from(self, n: int, name: str, args: Any) -> Result:
        self.elsewhere_made += 1
        now, number = self.clock.now(), self.elsewhere_made
        intent = Intent(name, arguments_as_json(args))
        payload = {"name": name, "mutation_version": 1, "args": intent.args, "base": 0, "created_at": now}
        change = PushedChange(seq=1, uuid=uuid7(now, number.to_bytes(10)), payload=as_text(payload))
        client = uuid7(now, (1 << 40 | number).to_bytes(10))
        request = PushRequest(client_id=client, epoch=None, mutations=[change])
        return self.company.sync.push(STAFF[n].id, request).results[0]

    def _seen(self, desktop: Desktop) -> Seen:
        with desktop.database.reading() as connection:
            return self._seen_in(connection, desktop.database.rows, desktop.employee_id)

    def _seen_at_the_server(self, n: int) -> Seen:
        with self.company.database.reading() as connection:
            return self._seen_in(connection, self.company.sync._rows, STAFF[n].id)

    def _seen_in(self, connection: Any, rows: Any, employee_id: EmployeeId) -> Seen:
        held = [row[0] for row in connection.exec_driver_sql("SELECT id FROM parties ORDER BY id")]
        parties = rows[PARTIES.name].many(connection, held)
        mine = rows[MEMBERSHIPS.name].many(connection, [membership_id(party.id, employee_id) for party in parties])
        return Seen(employee_id, parties, {one.party_id: one for one in mine}, self.clock.now())
