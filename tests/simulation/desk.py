"""A desktop of the simulation: its file, its stream, its way to the server, and what its person clicked on it."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.entities import Membership, Party
from lunch_desktop.domain.table import Table
from lunch_desktop.store.desktop.generation import beside
from lunch_desktop.sync import steps
from lunch_desktop.sync.http import ApiError
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from tests.simulation.founding import SMALL_BATCH
from tests.simulation.network import Way
from tests.simulation.plain import Desk, Plain, Queued
from tests.simulation.power import PowerCut, cut_before, drop_log, restart_with_what_was_left
from tests.simulation.server import Server, difference
from tests.support.ciphered import connect_to
from tests.support.desktop import Desktop
from tests.support.hub import Stream
from tests.support.intents import Seen
from tests.support.model import sight
from tests.support.model.company import Word


class SimulatedDesktop(Desktop):
    """`clicked` holds the changes that the person was told of and this file is accountable for: name by uuid."""

    remote: Way

    def __init__(self, path: Path, clock: Clock, employee_id: EmployeeId, server: Server, tally: Counter[str]) -> None:
        self.clicked: dict[str, str] = {}
        self.plain = Plain(path)
        self.backup: Path | None = None
        self._server = server
        self._tally = tally
        self._looked: Desk | None = None
        self.dirty = True
        super().__init__(path, clock, employee_id, Way(server, employee_id))
        self.stream = Stream(server.company, self)

    def desk(self) -> Desk:
        """The file as it is, read when something may have changed it."""
        if self._looked is None:
            self._looked = self.plain.desk()
        return self._looked

    def touched(self) -> None:
        """Something may have changed the file; it stays `dirty` until the invariants have been looked at."""
        self._looked = None
        self.dirty = True

    def seen(self) -> Seen:
        """What its person has before them."""
        return seen_in(self.desk().shown, self.employee_id, self.clock.now())

    def click(self, name: str, args: Any, cut: int = 0) -> None:
        """Somebody does something. It ends as the oracle says, and a refusal leaves no trace."""
        before = self.desk()
        said = {"name": name, "mutation_version": 1, "args": arguments_as_json(args)}
        uuid = self._peek_change_id()
        word = sight.click(before.confirmed, before.shown, as_text(said), uuid, self.employee_id, self.clock.now())
        self.touched()
        try:
            self._perform(name, args, cut)
        except Refusal as refusal:
            self._tally[f"click: refused {refusal.code.value}"] += 1
            the_click_is_the_oracles(Word("refused", refusal.code.value), word, name)
            assert self.desk() == before, f"a refused {name} left a trace"
            return
        except PowerCut:
            self._tally["desktop: power cut in a click"] += 1
            self.fall(left=True)
            old = {one.uuid for one in before.queue}
            self.clicked |= {one.uuid: name for one in self.desk().queue if one.uuid not in old}
            return
        self._tally[f"click: {name}"] += 1
        the_click_is_the_oracles(Word("applied"), word, name)
        queue = self.desk().queue
        assert [one.uuid for one in queue] == [*(one.uuid for one in before.queue), uuid], f"{name} is not in the queue"
        self.clicked[uuid] = name

    def exchange(self, cut: int = 0) -> None:
        """The engine takes its next step; whatever the server or the network says to it, it goes on from there."""
        self.touched()
        try:
            if cut:
                with cut_before(self.database.engine, self.path, cut):
                    self.step()
            else:
                self.step()
        except ApiError as error:
            self._tally[f"exchange failed: {type(error).__name__}"] += 1
            self.facts.failed(None, self.clock.now(), lambda: 0.0)
            self.facts.retry_at = None
        except PowerCut:
            self._tally["desktop: power cut in an exchange"] += 1
            self.fall(left=True)
        self.touched()  # again, as something may have looked meanwhile

    def hear(self, *, everything: bool) -> None:
        """The oldest event of the stream arrives, or all of them."""
        self.touched()
        while self.stream.waiting:
            self.stream.deliver()
            self._tally["live event"] += 1
            if not everything:
                return

    def answer_arrives_late(self) -> None:
        """An answer that was given up arrives after all, perhaps after later ones."""
        late = self.remote.late_answers.pop(0)
        self.touched()
        applied = steps.take(self.store, self.remote, late.answer, late.request)
        self._tally["late answer applied" if applied.tables or applied.results else "late answer ignored"] += 1

    def withdraw(self, uuid: str, act: Callable[[], object]) -> None:
        """Somebody takes a change back, or undoes it. What was never offered may go; anything else must be told."""
        before = self.desk()
        self.touched()
        try:
            act()
        except Refusal as refusal:
            self._tally[f"undo: refused {refusal.code.value}"] += 1
            return
        self.facts.unsent = True
        after = {one.uuid: one for one in self.desk().queue}
        if any(one.uuid == uuid and one.refusal is None for one in before.queue):
            nothing_stays_that_was_built_on_it(uuid, after.values())
        was = {one.uuid: one for one in before.queue}
        for one in before.queue:
            if one.uuid not in after:
                nothing_offered_goes_without_a_word(one.offered, self.clicked.get(one.uuid, ""))
                self.clicked.pop(one.uuid, None)
                self._tally["withdrawn before it left"] += 1
            elif after[one.uuid].void and not one.void:
                self._tally["withdrawn by a void"] += 1
        for one in after.values():
            if one.uuid not in was:
                self.clicked[one.uuid] = f"undo of {uuid}"
                self._tally["undone by an inverse"] += 1

    def fall(self, *, left: bool = False) -> None:
        """The program is killed and starts again; `left`: in the middle of something, on the files it left then."""
        self.shut()
        if left:
            restart_with_what_was_left(self.path)
        self.rise()

    def back_up(self) -> Path:
        """Somebody copies the file."""
        self.backup = self.path.with_suffix(".backup")
        self.copy_to(self.backup)
        return self.backup

    def copy_to(self, path: Path) -> None:
        """A copy of the file as it stands."""
        path.unlink(missing_ok=True)
        with closing(connect_to(self.path)) as own, closing(connect_to(path)) as copy:
            own.backup(copy)

    def restore(self, backup: Path, *, unnoticed: bool) -> None:
        """The copy takes the file's place. What came after it went with the file, unless the server had it.

        `unnoticed`: all that is around the file is put back, too, so that nothing here can tell.
        """
        self.shut()
        drop_log(self.path)
        shutil.copy(backup, self.path)
        if unnoticed:
            beside(self.path).unlink()
        self.rise()
        known = {one.uuid for one in self.desk().queue} | self.told().keys()
        self.clicked = {uuid: name for uuid, name in self.clicked.items() if uuid in known}

    def told(self) -> dict[str, str]:
        """How each decided change ended, as its author can read it."""
        return dict(self.plain.ask("SELECT uuid, outcome FROM history"))

    def next_page(self) -> str | None:
        """The word that asks for the next page of a long answer, as the file keeps it."""
        kept = self.plain.ask("SELECT value FROM state WHERE name = 'pages'")
        return str(json.loads(kept[0][0])["more"]) if kept else None

    def epochs_of_words(self) -> dict[str, str | None]:
        """The epoch of the server that gave the word on each decided change."""
        return dict(self.plain.ask("SELECT uuid, epoch FROM history"))

    def open(self) -> None:
        """See Desktop. A push takes few changes here."""
        super().open()
        self.facts.most_at_once = SMALL_BATCH

    def shut(self) -> None:
        """Let go of the file."""
        self.plain.close()
        self.touched()
        self.close()

    def rise(self) -> None:
        """The program starts; it opens its stream anew."""
        self.open()
        self.stream.open()

    def _perform(self, name: str, args: Any, cut: int) -> None:
        if not cut:
            self.do(name, args)
            return
        with cut_before(self.database.engine, self.path, cut):
            self.store.perform(Intent(name, args))

    def _peek_change_id(self) -> str:
        uuid = self._change_id()
        self._made -= 1
        return uuid


def seen_in(tables: dict[str, dict[str, Any]], actor: EmployeeId, now: Any) -> Seen:
    """What somebody has before them, who sees these rows."""
    parties = [Party(**tables["parties"][key]) for key in sorted(tables["parties"])]
    mine = [Membership(**row) for row in tables["memberships"].values() if row["employee_id"] == actor]

    def others(table: Table[Any]) -> list[Any]:
        return [table.entity(**tables[table.name][key]) for key in sorted(tables[table.name])]

    return Seen(actor, parties, {one.party_id: one for one in mine}, now, others)


def the_click_is_the_oracles(given: Word, word: Word, name: str) -> None:
    """A click is taken, or refused on the spot, as the rules demand on what the desktop shows."""
    assert (given.outcome, given.code) == (word.outcome, word.code), f"{name}: {given}, where the oracle says {word}"


def nothing_offered_goes_without_a_word(offered: bool, name: str) -> None:
    """A change that may have reached the server does not just vanish from the queue."""
    assert not offered, f"{name} had been offered, and went without a word"


def nothing_stays_that_was_built_on_it(uuid: str, queue: Iterable[Queued]) -> None:
    """With a party that is withdrawn go the changes that name it, unless it was likely to be refused in any case."""
    made = str(uuid5(UUID(uuid), "0"))
    left = [one.payload for one in queue if not one.void and one.payload and f'"party_id":"{made}"' in one.payload]
    assert left == [], f"{uuid} went, and these stayed: {left}"


def what_is_confirmed_is_what_the_server_said(desktop: SimulatedDesktop, server: Server) -> None:
    """With all waiting changes away, a desktop holds exactly what its person had to see at its version."""
    desk = desktop.desk()
    if desk.cursor is None or desk.epoch is None or desk.between_pages:
        return
    sights = [one[desktop.employee_id] for one in server.sights[desk.epoch, desk.version]]
    expected = sights[-1]
    if expected is not None:
        assert desk.confirmed in sights, difference(desk.confirmed, expected)


def what_is_shown_is_the_replay(desktop: SimulatedDesktop) -> None:
    """What is shown is what the oracle makes of the waiting changes on the confirmed rows."""
    desk = desktop.desk()
    waiting = [(one.uuid, None if one.void else one.payload, one.made_at) for one in desk.queue]
    expected, _ = sight.shown(desk.confirmed, waiting, desktop.employee_id)
    assert desk.shown == expected, difference(desk.shown, expected)
