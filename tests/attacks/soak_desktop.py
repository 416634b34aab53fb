"""The soak's desktop: the product's store, engine, sign-in and HTTP without a window, and a person who clicks."""

import json
import os
import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import ChangeId, EmployeeId, derived_id
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, membership_id
from lunch_desktop.store.desktop.generation import leave
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.store.desktop.outbox import MOST_MADE
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.store.desktop.recovery import open_or_recover
from lunch_desktop.store.desktop.upkeep import Upkeep
from lunch_desktop.sync.engine import SyncEngine
from lunch_desktop.sync.http import ApiClient, ApiError
from lunch_desktop.sync.remote import SignedInRemote
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.sync.surroundings import Route, Surroundings
from lunch_desktop.sync.upkeep import UpkeepThread
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.logs import start_logging
from lunch_desktop.system.randomness import ChangeIds
from tests.attacks.drawing import plain_draw
from tests.integration.support_server import PASSWORD
from tests.support.ciphered import KEY, connect_to
from tests.support.intents import ARGUMENTS, Seen

DATABASE = "lunch.db"
NOTES = "notes.jsonl"
MET = "met"
"""A file that is written anew when the server has answered a pull."""
LATEST_PARTIES = 25
"""So many are before the person who clicks: few enough that people meet in them."""
IMPATIENT = 0.2
"""How often, between two clicks, somebody who sees that the server is away asks for it."""
MOST_WAITING = 40
"""Behind so many changes nobody clicks on: they would only be refused for being about nothing that is left."""
FIRST_BACKUP = 0.3
"""Seconds after the start."""
BURSTS = (1, 1, 2, 6)
"""So many clicks follow one another at once."""
TOPIC = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}")
"""What a change speaks of: ids and days."""
NAMES = sorted(mutation.name for mutation in mutations())
BUSY = ["party.join"] * 4 + ["party.leave"] * 2 + ["party.open", "party.edit", "party.invite", "availability.set"]


class FileVault:
    """Keeps the refresh token in a file, so that it outlasts a kill as a keyring does."""

    available = True
    reason: str | None = None

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> str | None:
        """See Vault."""
        return self._read().get(name)

    def set(self, name: str, secret: str) -> None:
        """See Vault."""
        self._write(self._read() | {name: secret})

    def delete(self, name: str) -> None:
        """See Vault."""
        self._write({known: secret for known, secret in self._read().items() if known != name})

    def _read(self) -> dict[str, str]:
        kept: dict[str, str] = json.loads(self._path.read_bytes()) if self._path.exists() else {}
        return kept

    def _write(self, kept: dict[str, str]) -> None:
        write_atomically(self._path, json.dumps(kept).encode())


class Notes:
    """What the person was told, written down outside the product and synced to disk."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, **note: object) -> None:
        """One line."""
        os.write(self._handle, json.dumps(note).encode() + b"\n")
        os.fsync(self._handle)


class Person:
    """Clicks at random: does, takes back, tries again, reads; and notes what was acknowledged."""

    def __init__(self, path: Path, store: LocalStore, reads: Reads, engine: SyncEngine, chance: Random) -> None:
        self._path = path
        self._notes = Notes(path.parent / NOTES)
        self._store = store
        self._reads = reads
        self._engine = engine
        self._chance = chance
        self._draw = plain_draw(chance)
        self._clock = SystemClock()

    def act(self) -> None:
        """One click. A refusal on the spot is an answer."""
        acts: list[tuple[int, Callable[[], None]]] = [
            (80, self._do),
            (5, self._undo),
            (5, self._withdraw),
            (3, self._read_results),
            (3, self._try_again),
            (3, self._engine.sync_now),
            (1, self._work_offline),
        ]
        (chosen,) = self._chance.choices([act for _, act in acts], [weight for weight, _ in acts])
        try:
            chosen()
        except Refusal:
            return
        self._engine.local_change()

    def _do(self) -> None:
        name = self._chance.choice(NAMES + BUSY)
        done = self._store.perform(Intent(name, ARGUMENTS[name](self._draw, self._seen())))
        self._notes.write(did=done.uuid, name=name)

    def _undo(self) -> None:
        centre = self._reads.sync_centre()
        able = [one.uuid for one in (*centre.waiting, *centre.recent) if one.undoable]
        if not able:
            return
        before = known_changes(self._path)
        uuid = self._chance.choice(able)
        self._note_withdrawal(uuid)
        self._store.undo(uuid)
        for made in sorted(known_changes(self._path) - before):
            self._notes.write(did=made, name="undo")

    def _withdraw(self) -> None:
        able = [one.uuid for one in self._reads.sync_centre().waiting if one.undoable]
        if able:
            uuid = self._chance.choice(able)
            self._note_withdrawal(uuid)
            self._store.discard([uuid])

    def _read_results(self) -> None:
        self._store.mark_seen([one.uuid for one in self._reads.sync_centre().attention[:3]])

    def _try_again(self) -> None:
        refused = [one.uuid for one in self._reads.sync_centre().attention if one.standing == "refused"]
        if refused:
            self._notes.write(did=self._store.retry(self._chance.choice(refused)).uuid, name="retry")

    def _work_offline(self) -> None:
        self._engine.set_work_offline(True)
        for _ in range(3):
            try:
                self._do()
            except Refusal:
                continue
        self._engine.set_work_offline(False)

    def _note_withdrawal(self, uuid: str) -> None:
        """Before it happens: which waiting changes may go, and of each whether it may have reached the server."""
        with closing(connect_to(self._path)) as own:
            waiting = own.execute("SELECT uuid, payload, offered FROM outbox ORDER BY seq").fetchall()
        going = may_go_with(uuid, [(one, json.loads(payload)) for one, payload, _ in waiting])
        self._notes.write(withdraws={one: bool(offered) for one, _, offered in waiting if one in going})

    def _seen(self) -> Seen:
        actor, rows = self._reads.actor, self._store.database.rows
        with self._store.database.reading() as connection:
            query = f"SELECT id FROM parties ORDER BY state <> 'open', opened_at DESC, id LIMIT {LATEST_PARTIES}"
            held = [row[0] for row in connection.exec_driver_sql(query)]
            parties = rows[PARTIES.name].many(connection, held)
            mine = rows[MEMBERSHIPS.name].many(connection, [membership_id(party.id, actor) for party in parties])
        return Seen(actor, parties, {one.party_id: one for one in mine}, self._clock.now())


def known_changes(path: Path) -> set[str]:
    """The uuids that a desktop's file knows, waiting or decided; none if it was killed at its very first opening."""
    with closing(connect_to(path)) as own:
        if not own.execute("SELECT 1 FROM sqlite_master WHERE name = 'history'").fetchone():
            return set()
        return {uuid for (uuid,) in own.execute("SELECT uuid FROM outbox UNION SELECT uuid FROM history")}


def may_go_with(uuid: str, waiting: Sequence[tuple[str, Mapping[str, Any]]]) -> set[str]:
    """The change `uuid` and those behind it that may be built on it, as `waiting` says in order: uuids and payloads.

    What builds on a change speaks of what it speaks of, or of a row that it makes; so it may be one too many. Where it
    names nothing it is about the person who clicks, as their diets are, or is named by them, as their presets are; or
    it opens a party, which is about nothing that was.
    """
    at = [one for one, _ in waiting].index(uuid) if uuid in dict(waiting) else len(waiting)
    going: set[str] = set()
    topics: set[str] = set()
    for one, said in waiting[at:]:
        named = {word for word in _words_of(said["args"]) if TOPIC.fullmatch(word)}
        about = named or {said["name"].partition(".")[0]} - {"party"}
        if not going or not topics.isdisjoint(about):
            going.add(one)
            topics |= about | {derived_id(ChangeId(one), number) for number in range(MOST_MADE)}
    return going


def _words_of(args: object) -> Iterator[str]:
    if isinstance(args, str):
        yield args
    elif isinstance(args, dict | list):
        for value in args.values() if isinstance(args, dict) else args:
            yield from _words_of(value)


def live(place: Path, address: str, login: str, seed: str | None, pause: float) -> None:
    """Be a desktop until told to end; with a seed somebody clicks, on average every `pause` seconds."""
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    log = start_logging(place / "logs", "desktop")
    clock = SystemClock()
    sign_in = SignIn(ApiClient, FileVault(place / "vault.json"), SessionFile(place / "session.json"), clock)
    session = _session(sign_in, address, login, ending)
    if session is None:
        return
    me = EmployeeId(session.employee_id)
    database = open_or_recover(place / DATABASE, me, clock, KEY)
    store, reads = LocalStore(database, clock, ChangeIds(clock).next), Reads(database, me)
    store.sign_in_as(me)
    told: deque[Reach] = deque(maxlen=1)

    def status_changed(status: SyncStatus) -> None:
        told.append(status.reach)
        if status.met:
            (place / MET).touch()

    engine = SyncEngine(
        store,
        reads,
        SignedInRemote(ApiClient(address), sign_in, store.client_id),
        clock,
        work_offline=False,
        on_status=status_changed,
        on_changed=lambda _: None,
        surroundings=Surroundings(clock, Route(address).local_address),
    )
    upkeep = UpkeepThread(Upkeep(database, clock), clock, first_seconds=FIRST_BACKUP)
    engine.start()
    upkeep.start()
    chance = Random(seed)
    person = Person(place / DATABASE, store, reads, engine, chance)
    while not ending.wait(chance.expovariate(1 / pause)):
        if Reach.SIGN_IN_NEEDED in told:
            _sign_in_again(sign_in, engine, address, login)
        if Reach.UNREACHABLE in told and chance.random() < IMPATIENT:
            engine.sync_now()
        for _ in range(chance.choice(BURSTS) if seed is not None and store.waiting() < MOST_WAITING else 0):
            person.act()
    engine.stop()
    upkeep.stop()
    leave(database)
    log.close()


def _session(sign_in: SignIn, address: str, login: str, ending: threading.Event) -> Session | None:
    """Go on with the last session, with or without the server; or sign in, as soon as it is there."""
    last = sign_in.last()
    if last is not None:
        try:
            return sign_in.resume(last).session
        except ApiError:
            pass
    while not ending.is_set():
        try:
            return sign_in.with_password(address, login, PASSWORD, "soak")
        except ApiError:
            ending.wait(0.05)
    return None


def _sign_in_again(sign_in: SignIn, engine: SyncEngine, address: str, login: str) -> None:
    try:
        sign_in.with_password(address, login, PASSWORD, "soak")
    except ApiError:
        return
    engine.signed_in()
