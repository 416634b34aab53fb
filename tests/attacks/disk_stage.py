"""Where the disk is attacked: a small disk with one desktop's file on it, and a company elsewhere.

Every case begins from the same files at the same place: three changes that the server has, a backup from then, and
changes that wait, some of them only in the write-ahead log.
"""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from lunch_desktop.demo.witness import differences, visible_on_server
from lunch_desktop.store.desktop.backup import Backups
from lunch_desktop.store.desktop.soundness import Unsound, check_file
from lunch_desktop.store.desktop.upkeep import Upkeep
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.support.ciphered import KEY, held_on_desktop
from tests.support.clock import ManualClock
from tests.support.company import STAFF, Company, InProcessRemote, company_at, make_company
from tests.support.desktop import Desktop
from tests.support.lunch import MORNING, a_party, ask

DISK_BYTES: Final = 8 << 20
SENT, CHECKPOINTED, WAITING = 3, 12, 24
"""How many clicks are sent, how many lie in the file itself, and how many wait in all."""
MOST_OPENINGS: Final = 4
"""Damage may be met only at work: so often the file may have to be opened until it is found and mended."""


class Violation(Exception):
    """Something that must always hold did not."""


def must(holds: object, what: str) -> None:
    """Raises Violation unless it holds."""
    if not holds:
        raise Violation(what)


@dataclass
class Disk:
    """A file system that can be filled, and made read-only: mounted, or where that is not allowed, only limited."""

    root: Path
    mounted: bool

    @contextmanager
    def full(self, leave: int) -> Iterator[None]:
        """While the disk has room for about `leave` bytes more."""
        if not self.mounted:
            largest = max(one.stat().st_size for one in self.root.rglob("*") if one.is_file())
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest + leave, hard))
            try:
                yield
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            return
        filler = self.root / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"0" * 4096):
                    pass
            except OSError:
                pass
        os.truncate(filler, max(0, filler.stat().st_size - leave))
        try:
            yield
        finally:
            filler.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """While nothing can be written; only where it is mounted."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.root)], check=True, timeout=20)
        try:
            yield
        finally:
            subprocess.run(["mount", "-o", "remount,rw", str(self.root)], check=True, timeout=20)


@contextmanager
def small_disk(root: Path) -> Iterator[Disk]:
    """A disk of eight megabytes in memory; without the right to mount one, the folder itself, with files limited."""
    root.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=755", "tmpfs", str(root)]
    mounted = subprocess.run(mount, check=False, capture_output=True, timeout=20).returncode == 0
    try:
        yield Disk(root, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(root)], check=True, timeout=20)


@dataclass
class Stage:
    """The files of a case, and the judgement over them."""

    work: Path
    disk: Disk
    figures: dict[str, int] = field(default_factory=dict)
    clicks: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    log_sizes: list[int] = field(default_factory=list)
    """Where the log's present round ended when each of the clicks behind `CHECKPOINTED` was acknowledged, in bytes."""

    def __post_init__(self) -> None:
        self.place = self.disk.root / "place"
        self.path = self.place / "lunch.db"
        self.clock = ManualClock(MORNING)
        self._template = self.work / "template"
        self._company: Company | None = None
        self._build()

    def _build(self) -> None:
        self.place.mkdir()
        company = make_company(self.work / "company", self.clock)
        desktop = self._desktop(company)
        desktop.sync()
        self.sent = [self.click(desktop, number) for number in range(SENT)]
        desktop.sync()
        Backups(self.path, KEY).make(self.clock.now())
        desktop.leave()
        desktop.open()
        for number in range(SENT, SENT + WAITING):
            if number == SENT + CHECKPOINTED:
                with desktop.database.engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
            self.clicks.append(self.click(desktop, number))
            if number >= SENT + CHECKPOINTED:
                self.log_sizes.append(_end_of_round(self.log))
        with company.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copytree(self.place, self._template, ignore=shutil.ignore_patterns("*-shm"))
        shutil.copyfile(company.path, self.work / "company.template")
        desktop.close()
        company.database.close()

    @property
    def log(self) -> Path:
        """The desktop's write-ahead log."""
        return self.path.with_name(self.path.name + "-wal")

    def reset(self, *, closed: bool = False) -> None:
        """Put everything back to the beginning, a minute later; `closed`: with nothing in the log."""
        self.close()
        self.clock.advance(60_000)
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self._template, self.place)
        if closed:
            ask(self.path, "PRAGMA wal_checkpoint(TRUNCATE)")

    def open(self) -> Desktop:
        """Open the desktop on what is there. Raises Problem."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            (self.work / f"company.db{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.work / "company.template", self.work / "company.db")
        self._company = company_at(self.work / "company.db", self.clock)
        return self._desktop(self._company)

    def close(self) -> None:
        """Let go of the company."""
        if self._company is not None:
            self._company.database.close()
            self._company = None

    def refused(self, work: Callable[[], object], *codes: ProblemCode) -> Problem | None:
        """Do something that may be refused, if by one of these problems; the problem, if it was."""
        try:
            work()
        except Problem as problem:
            must(problem.code in codes, f"was refused as {problem.code}: {problem.facts}")
            self.count(f"told_{problem.code}")
            return problem
        return None

    def count(self, name: str) -> None:
        """Count for the figures."""
        self.figures[name] = self.figures.get(name, 0) + 1

    def click(self, desktop: Desktop, number: int) -> str:
        """Open a party that no other click opens."""
        meets_in = (number + 1) * 24 * 60
        return desktop.do("party.open", a_party(meets_in, title=f"점심 {number}", lasting=30)).uuid

    def at_work(self, desktop: Desktop) -> Desktop:
        """Use the file and look after it; where damage is met, open it again. The desktop that then works."""
        for number in range(MOST_OPENINGS):
            try:
                desktop.reads.sync_centre()
                desktop.reads.today(self.clock.now())
                self.click(desktop, 200 + number)
                Upkeep(desktop.database, self.clock).run()
            except Problem as problem:
                must(problem.code is ProblemCode.DATABASE_DAMAGED, f"at work: {problem.code}")
                self.count("met_at_work")
                desktop.close()
                desktop.open()
            else:
                return desktop
        raise Violation("the damage comes back at every opening")

    def queue(self, desktop: Desktop) -> list[str]:
        """What waits, in order; the changes of `at_work` left out."""
        known = {*self.clicks, *self.sent}
        return [one.uuid for one in desktop.reads.sync_centre().waiting if one.uuid in known]

    def kinds(self, desktop: Desktop) -> set[str]:
        """What the person was told of the file."""
        return {one.kind for one in desktop.reads.notices()}

    def judge(self, desktop: Desktop, kept: list[str], *, agrees: bool = True) -> None:
        """After the next exchange the clicks in `kept` are decided once each, and both sides hold the same."""
        desktop.sync()
        must(desktop.store.waiting() == 0, "the queue does not drain")
        company = self.work / "company.db"
        decided = [uuid for (uuid,) in ask(company, "SELECT uuid FROM results WHERE outcome = 'applied'")]
        must(len(decided) == len(set(decided)), "a change was decided twice")
        must(set(kept) <= set(decided), f"{len(set(kept) - set(decided))} clicks are lost")
        ((parties, titles),) = ask(company, "SELECT count(*), count(DISTINCT title) FROM parties")
        must(parties == len(decided), f"{len(decided)} clicks made {parties} parties")
        must(parties == titles, "a click took effect twice")
        if agrees:
            seen = visible_on_server(company, desktop.employee_id)
            wrong = differences(seen, held_on_desktop(self.path))
            must(not wrong, f"server and desktop differ in {len(wrong)} rows: {wrong[:2]}")
        desktop.close()
        try:
            check_file(self.path, KEY, desktop.employee_id)
        except Unsound as error:
            raise Violation(f"the file is unsound in the end: {error}") from error

    def _desktop(self, company: Company) -> Desktop:
        way = InProcessRemote(lambda: company.sync, STAFF[0].id)
        return Desktop(self.path, self.clock, STAFF[0].id, way)


def _end_of_round(log: Path) -> int:
    """Behind the last frame that bears the log's own salts; what follows is left from a round before."""
    content = log.read_bytes()
    end, salts = 32, content[16:24]
    while content[end + 8 : end + 16] == salts:
        end += 24 + 4096
    return end


def a_room(chance: Random) -> int:
    """So many bytes are left on the disk: none, a page or two, or enough for some of the work."""
    return chance.choice([0, 0, 4096, 8192, chance.randrange(0, 65_536), chance.randrange(0, 600_000)])
