"""The soak: one server and five desktops as real processes, which work while they are killed at random.

python packaging/dev.py attack soak [--budget KILLS] [--seed S] [--database postgresql] [--keep FOLDER]

Five desktops of four people click through every mutation. They and the server are killed by SIGKILL, stopped for a
while and let go on; desktops are put back to an older copy of their folder and cloned; the server's database is put
back to a backup that is some seconds old. Then everything is started once more, has HEALED_WITHIN seconds to agree,
and is judged (`soak_judge`). PostgreSQL is itself stopped in order or crashed, and started again, wherever its
database is copied; a copy is made while nobody is connected.
"""

import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from tests.attacks.children import Child, settle
from tests.attacks.report import a_database, a_seed, add_database, finish, options
from tests.attacks.serving import a_port, found, login_of, serve
from tests.attacks.soak_desktop import DATABASE, MET, NOTES, live
from tests.attacks.soak_judge import Place, complaints, damaged, judge, unsettled
from tests.support.company import STAFF
from tests.support.oracle import Ledger
from tests.support.plain import ask, is_sqlite, path_of
from tests.support.postgres import server_of

HEALED_WITHIN: Final = 90.0
"""Seconds from the start of everything until every queue is empty and every desktop agrees with the server."""
ENDED_WITHIN: Final = 15.0
OWNERS: Final = (0, 1, 2, 3, 0)
"""Whose the desktops are: the first colleague has two."""
PAUSE: Final = 0.05
"""Seconds between two clicks of one person, on average."""
KEPT_EVERY, ACCIDENT_EVERY, LEDGER_EVERY, STOPPED_EVERY = 10, 25, 20, 8
"""Kills between two copies, between two accidents (put back, clone), between two looks at all results, and stops."""
BACKED_UP_EVERY, RESTORED_EVERY = 10, 30
"""Kills between two backups of the server's database, and between two times that an older one is put back."""
IDLE_KILLED: Final = 0.15
"""How often somebody is killed who may have done nothing yet."""
DECIDED_FOR: Final = 4
"""Commits after which the server has done something."""
MOST_CLONES: Final = 2
THE_FILE: Final = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")
"""A desktop's database alone; the small file beside it, by which an older copy is noticed, is not of it."""
RESTAURANTS: Final = 2_600
"""So many that a first sync comes in two pages, and may be killed between them."""


@dataclass
class Actor:
    """A process of the soak: when it is to start again, or to go on after a stop."""

    name: str
    child: Child | None = None
    starts_at: float = 0.0
    goes_on_at: float | None = None
    lives: int = 0
    began_at: int = 0
    place: Place | None = None
    owner: int = 0


@dataclass
class Soak:
    """One run in `folder`."""

    folder: Path
    chance: Random
    budget: int
    url: str | None = None
    """The company's database, if not a file of the server's folder."""
    counts: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server_folder = self.folder / "server"
        self.company = found(self.server_folder, restaurants=RESTAURANTS, url=self.url)
        self.address = f"http://127.0.0.1:{a_port(self.chance)}"
        self.ledger = Ledger(self.company)
        self.server = Actor("server")
        self.desktops = [self._desktop(f"desktop{number}", owner) for number, owner in enumerate(OWNERS)]
        self.copies: list[tuple[Actor, Path]] = []
        self.backups: list[str] = []

    @property
    def actors(self) -> list[Actor]:
        """Every process."""
        return [self.server, *self.desktops]

    @property
    def places(self) -> list[Place]:
        """Every desktop's folder."""
        return [actor.place for actor in self.desktops if actor.place is not None]

    def run(self) -> None:
        """Kill until the budget is spent, then heal and judge."""
        self._start(self.server)
        for actor in self.desktops:
            self._start(actor)
        while self.counts["kills"] < self.budget and not self.violations:
            time.sleep(self.chance.uniform(0.02, 0.2))
            self._turn()
            self._kill_one()
        self._heal()

    def _desktop(self, name: str, owner: int) -> Actor:
        place = Place(self.folder / name, STAFF[owner].id)
        (place.folder / "logs").mkdir(parents=True)
        return Actor(name, place=place, owner=owner)

    def _start(self, actor: Actor, *, clicking: bool = True) -> None:
        actor.lives += 1
        actor.began_at = self._progress(actor)
        if actor.place is None:
            port = int(self.address.rpartition(":")[2])
            actor.child = Child(
                actor.name, self.server_folder / "errors", serve, self.server_folder, self.company, port
            )
            return
        seed = f"{self.chance.random()} {actor.name} {actor.lives}" if clicking else None
        where = (actor.place.folder, self.address, login_of(actor.owner), seed, PAUSE)
        actor.child = Child(actor.name, actor.place.folder / "errors", live, *where)

    def _turn(self) -> None:
        """Start what is due, let go on what was stopped, and see whether something ended by itself."""
        now = time.monotonic()
        for actor in self.actors:
            if actor.child is None:
                if now >= actor.starts_at:
                    self._start(actor)
            elif actor.goes_on_at is not None and now >= actor.goes_on_at:
                actor.child.signal(signal.SIGCONT)
                actor.goes_on_at = None
            elif not actor.child.alive:
                self.violations.append(f"{actor.name} ended by itself with {actor.child.exit_code}")

    def _kill_one(self) -> None:
        """Mostly somebody who got somewhere since their start: on a slow machine nobody would otherwise."""
        idle = self.chance.random() < IDLE_KILLED
        running = [actor for actor in self.actors if actor.child is not None and (idle or self._has_worked(actor))]
        if not running:
            return
        actor = self.chance.choice(running)
        kills = self.counts["kills"]
        if kills % STOPPED_EVERY == 0 and actor.goes_on_at is None and self.chance.random() < 0.5:
            self._stop(actor)
            return
        self._kill(actor)
        actor.starts_at = time.monotonic() + self.chance.choice([0.0, 0.0, 0.1, 0.5])
        if kills % LEDGER_EVERY == 0:
            self.ledger.check()
        if kills % BACKED_UP_EVERY == 0:
            self._back_up_server()
        if self.counts["restored"] < kills // RESTORED_EVERY and self.backups:
            self._restore_server()
        if actor.place is not None and kills % KEPT_EVERY == 0:
            self._keep_copy(actor, actor.place)
        if actor.place is not None and self.counts["accidents"] < kills // ACCIDENT_EVERY and self.copies:
            self.counts["accidents"] += 1
            self._put_back_or_clone()

    def _has_worked(self, actor: Actor) -> bool:
        """Whether it got somewhere since its start: a desktop was answered, the server decided for several."""
        progress = self._progress(actor) - actor.began_at
        return progress >= DECIDED_FOR if actor.place is None else progress != 0

    def _progress(self, actor: Actor) -> int:
        if actor.place is not None:
            met = actor.place.folder / MET
            return met.stat().st_mtime_ns if met.exists() else 0
        return int(ask(self.company, "SELECT version FROM head")[0][0])

    def _kill(self, actor: Actor) -> None:
        if actor.child is not None:
            actor.child.kill()
            actor.child, actor.goes_on_at = None, None
            self.counts["kills"] += 1
            self.counts["server_kills"] += actor is self.server

    def _stop(self, actor: Actor) -> None:
        """As a laptop that sleeps: a few hundred milliseconds."""
        if actor.child is not None:
            actor.child.signal(signal.SIGSTOP)
            actor.goes_on_at = time.monotonic() + self.chance.uniform(0.1, 0.6)
            self.counts["stops"] += 1

    def _server_files(self) -> list[Path]:
        return [path_of(self.company)] if is_sqlite(self.company) else []

    def _keep_copy(self, actor: Actor, place: Place) -> None:
        """Copy the folder of a desktop that was just killed, as a backup program would."""
        copy = self.folder / "copies" / f"{len(self.copies)}"
        _copy_folder(place.folder, copy)
        self.copies.append((actor, copy))

    def _put_back_or_clone(self) -> None:
        """An older copy takes the place of a desktop's folder, or becomes another PC's."""
        actor, copy = self.copies[-self.chance.randint(1, min(4, len(self.copies)))]
        if actor.place is None or not (copy / DATABASE).exists():
            return
        clones = len(self.desktops) - len(OWNERS)
        if clones < MOST_CLONES and self.chance.random() < 0.5:
            clone = self._desktop(f"clone{clones}", actor.owner)
            assert clone.place is not None
            _copy_folder(copy, clone.place.folder)
            self.desktops.append(clone)
            self.counts["clones"] += 1
            return
        self._kill(actor)
        actor.place.is_replaced_by(copy / DATABASE)
        for name in THE_FILE:
            (actor.place.folder / name).unlink(missing_ok=True)
        _copy_folder(copy, actor.place.folder, only=THE_FILE if self.chance.random() < 0.5 else None)
        self.counts["put_back"] += 1

    def _back_up_server(self) -> None:
        """Copy the server's database: SQLite's by its own means while it works, PostgreSQL's when it has restarted."""
        self.counts["backups"] += 1
        if not is_sqlite(self.company):
            self._kill(self.server)
            self._restart_postgres()
            self.backups.append(server_of(self.company).copy(self.company))
            return
        backup = self.folder / f"backup{self.counts['backups']}.db"
        with closing(sqlite3.connect(path_of(self.company))) as running, closing(sqlite3.connect(backup)) as copy:
            running.backup(copy)
        self.backups.append(f"sqlite:///{backup}")

    def _restart_postgres(self) -> None:
        """In order, or as a crash does."""
        postgres = server_of(self.company)
        self.chance.choice([postgres.stop, postgres.crash])()
        postgres.start()
        self.counts["postgres_restarts"] += 1

    def _restore_server(self) -> None:
        """The disk of the server is lost: a backup takes the database's place, and the keys are still there."""
        self._kill(self.server)
        self.ledger.check()
        del self.backups[len(self.backups) - self.chance.randint(1, min(3, len(self.backups))) + 1 :]
        if is_sqlite(self.company):
            company = path_of(self.company)
            for path in company.parent.glob(f"{company.name}*"):
                path.unlink()
            shutil.copy(path_of(self.backups[-1]), company)
        else:
            server_of(self.company).put_back(self.backups[-1], self.company)
        self.ledger = Ledger(self.company)
        self.counts["restored"] += 1

    def _heal(self) -> None:
        """Everything runs, nobody clicks: it drains and agrees; then it ends as asked, and is judged."""
        began = time.monotonic()
        for actor in self.actors:
            if actor.child is not None:
                actor.child.kill()
            self._start(actor, clicking=False)
        while (left := unsettled(self.company, self.places)) and time.monotonic() - began < HEALED_WITHIN:
            time.sleep(0.2)
        self.counts["healed_ms"] = round((time.monotonic() - began) * 1000)
        self.violations += [f"not healed: {line}" for line in left[:20]]
        for actor in reversed(self.actors):
            if actor.child is not None and not actor.child.end(ENDED_WITHIN):
                self.violations.append(f"{actor.name} did not end when asked")
                actor.child.kill()
        self.violations += complaints(self.folder)
        if left:
            return  # the rest can only say the same once more
        self.ledger.check()
        verdict = judge(self.company, self.places, restored=self.counts["restored"] > 0)
        self.violations += verdict.violations
        self.violations += damaged([*self._server_files(), *(place.file for place in self.places)])
        self.counts["clicks"] = verdict.clicks
        self.counts["taken_back"] = verdict.taken_back
        self.counts["lost_with_copies"] = verdict.lost_with_copies
        self.counts["refused_before_restore"] = verdict.refused_before_restore
        self.counts["decided_again"], self.counts["refused_again"] = verdict.decided_again, verdict.refused_again


def _copy_folder(source: Path, target: Path, only: tuple[str, ...] | None = None) -> None:
    """What a desktop is: its database and its sign-in; not what the person noted, nor its log."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.is_file() and path.name not in (NOTES, MET, "errors") and (only is None or path.name in only):
            shutil.copy(path, target / path.name)


def main() -> int:
    """Run the soak."""
    parser = options("soak", 200, "processes to kill")
    parser.add_argument("--keep", type=Path, help="leave all files in this folder, which must not exist yet")
    add_database(parser)
    asked = parser.parse_args()
    seed = a_seed() if asked.seed is None else asked.seed
    memory = Path("/dev/shm")
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="lunch-soak-", dir=memory if memory.is_dir() else None))
    began = time.monotonic()
    try:
        with a_database(asked.database) as url:
            soak = Soak(folder.absolute(), Random(seed), asked.budget, url)
            settle()
            try:
                soak.run()
            finally:
                for actor in soak.actors:
                    if actor.child is not None:
                        actor.child.kill()
    finally:
        if asked.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    seconds = round(time.monotonic() - began, 1)
    return finish("soak", seed, soak.violations, **dict(sorted(soak.counts.items())), seconds=seconds)


if __name__ == "__main__":
    sys.exit(main())
