"""Two desktops, one server and a network that fails, driven by Hypothesis."""

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lunch_desktop.demo.witness import differences, held_on_desktop, oversold, visible_on_server
from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, membership_id
from lunch_desktop.domain.times import MINUTE
from lunch_desktop.store.company.sync import Commit
from lunch_desktop.store.desktop.apply import Apply
from lunch_desktop.sync.http import Unreachable
from lunch_desktop.wire.sync import PullResponse
from tests.support.clock import ManualClock
from tests.support.company import STAFF, make_company
from tests.support.desktop import Desktop, make_desktop
from tests.support.intents import ARGUMENTS, Seen
from tests.support.network import Fate, LossyRemote

NAMES = sorted(mutation.name for mutation in mutations())
BUSY = ["party.open", "party.join", "party.join", "party.leave", "party.edit", "party.invite", "availability.set"]
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where there is a file system in memory, nothing is gained by waiting for a disk."""
WHO = st.integers(min_value=0, max_value=1)


class LunchMachine(RuleBasedStateMachine):
    """After any history of clicks and failures: nothing oversold, nothing lost, and everybody converges."""

    @initialize()
    def begin(self) -> None:
        """An empty company and two desktops that have never synced."""
        self.folder = Path(tempfile.mkdtemp(prefix="lunch-simulation-", dir=MEMORY))
        self.clock = ManualClock()
        self.company = make_company(self.folder, self.clock, staff=4)
        self.commits: list[list[Commit]] = [[], []]
        self.company.sync.watch(lambda commit: [queue.append(commit) for queue in self.commits])  # type: ignore[func-returns-value]
        self.desktops = [make_desktop(self.company, STAFF[n].id, remote=LossyRemote) for n in (0, 1)]
        for desktop in self.desktops:
            desktop.sync()
        self.performed: list[dict[str, str]] = [{}, {}]
        self.withdrawn: set[str] = set()

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
            assert desktop.store.waiting() == waiting + 1

    @rule(who=WHO, fate=st.sampled_from([Fate.ARRIVES] * 3 + list(Fate)))
    def exchange(self, who: int, fate: Fate) -> None:
        """The engine takes its next step, and the network does what it does."""
        desktop = self.desktops[who]
        remote = desktop.remote
        assert isinstance(remote, LossyRemote)
        remote.fate = fate
        desktop.facts.behind = desktop.facts.behind or fate is Fate.ARRIVES
        try:
            desktop.step()
        except Unreachable:
            desktop.facts.failed(None, desktop.clock.now(), lambda: 0.0)
            desktop.facts.retry_at = None
        remote.fate = Fate.ARRIVES  # there may have been nothing to exchange

    @rule(who=WHO)
    def live(self, who: int) -> None:
        """The oldest event that this desktop has not seen arrives."""
        desktop, queue = self.desktops[who], self.commits[who]
        if not queue:
            return
        commit = queue.pop(0)
        scopes = self.company.sync.scopes(desktop.employee_id)
        own = commit.pushed_by == desktop.store.pull_request().client_id
        if own or desktop.employee_id in commit.affects_rights_of:
            desktop.facts.behind = True
            return
        patch = PullResponse.model_validate_json(commit.delta_for(frozenset(scopes)))
        if desktop.store.apply_live(patch, commit.version - 1) is None:
            desktop.facts.behind = True

    @rule(who=WHO)
    def crash(self, who: int) -> None:
        """The program is killed and starts again on its file."""
        self.desktops[who].close()
        self.desktops[who].open()

    @rule(who=WHO, data=st.data())
    def withdraw(self, who: int, data: Any) -> None:
        """Somebody takes back a change that waits."""
        desktop = self.desktops[who]
        waiting = [one for one in desktop.reads.sync_centre().waiting if one.undoable]
        if waiting:
            chosen = data.draw(st.sampled_from(waiting))
            before = {one.uuid for one in waiting}
            desktop.store.discard([chosen.uuid])
            desktop.facts.unsent = True
            self.withdrawn |= before - {one.uuid for one in desktop.reads.sync_centre().waiting if one.undoable}

    @rule(minutes=st.sampled_from([1, 10, 60]))
    def time_passes(self, minutes: int) -> None:
        """Lunch comes nearer."""
        self.clock.advance(minutes * MINUTE)

    @rule()
    @precondition(lambda self: any(self.performed))
    def heal(self) -> None:
        """The network works again: everything drains, and everybody agrees."""
        self._heal()

    @invariant()
    def nothing_is_oversold(self) -> None:
        """No party has more confirmed seats than places."""
        if hasattr(self, "company"):
            assert oversold(self.company.path) == []

    @invariant()
    def shown_is_the_replay_of_what_waits(self) -> None:
        """Restoring the confirmed rows and replaying the queue changes nothing that is shown."""
        for desktop in getattr(self, "desktops", []):
            shown = held_on_desktop(desktop.path)
            with desktop.database.writing() as connection:
                schema, rows = desktop.database.schema, desktop.database.rows
                Apply(connection, schema, rows, mutations(), desktop.employee_id).restore_and_replay()
            assert held_on_desktop(desktop.path) == shown

    def teardown(self) -> None:
        """However it ended, it heals."""
        if hasattr(self, "desktops"):
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
        for desktop in self.desktops:
            assert desktop.store.waiting() == 0
            seen = visible_on_server(self.company.path, desktop.employee_id)
            assert differences(seen, held_on_desktop(desktop.path)) == []
        for who in (0, 1):
            self._every_click_has_ended(who)

    def _every_click_has_ended(self, who: int) -> None:
        """Applied, refused or void on the server and told to its author; or withdrawn by them before it left."""
        desktop = self.desktops[who]
        with closing(sqlite3.connect(self.company.path)) as server, closing(sqlite3.connect(desktop.path)) as own:
            decided = dict(
                server.execute("SELECT uuid, outcome FROM results WHERE employee_id = ?", (desktop.employee_id,))
            )
            told = dict(own.execute("SELECT uuid, outcome FROM history"))
            opened = {row for (row,) in server.execute("SELECT id FROM parties WHERE host_id IS NOT NULL")}
            answers = {uuid: json.loads(a) for uuid, a in server.execute("SELECT uuid, answer FROM results")}
        for uuid, name in self.performed[who].items():
            if uuid not in decided:
                assert uuid in self.withdrawn, f"{name} vanished"
                continue
            assert told.get(uuid) == decided[uuid], f"{name} ended {decided[uuid]}, its author reads {told.get(uuid)}"
            if name == "party.open" and decided[uuid] == "applied":
                assert answers[uuid]["party_id"] in opened

    def _seen(self, desktop: Desktop) -> Seen:
        with desktop.database.reading() as connection:
            rows = desktop.database.rows
            held = [row[0] for row in connection.exec_driver_sql("SELECT id FROM parties ORDER BY id")]
            parties = rows[PARTIES.name].many(connection, held)
            mine = rows[MEMBERSHIPS.name].many(
                connection, [membership_id(party.id, EmployeeId(desktop.employee_id)) for party in parties]
            )
        return Seen(desktop.employee_id, parties, {one.party_id: one for one in mine}, desktop.clock.now())
