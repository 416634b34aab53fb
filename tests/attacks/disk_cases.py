"""What is done to the disk, and what must hold afterwards. Each case gets the stage as it was and its own chance."""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from lunch_desktop.store import connection as connections
from lunch_desktop.store.ciphering import Kind, kind_of
from lunch_desktop.store.desktop.backup import Backups
from lunch_desktop.store.desktop.database import DesktopDatabase, damage_mark
from lunch_desktop.store.desktop.recovery import open_or_recover
from lunch_desktop.store.desktop.soundness import check_file
from lunch_desktop.system.problems import ProblemCode
from tests.attacks.disk_stage import CHECKPOINTED, SENT, WAITING, Stage, a_room, must
from tests.support.ciphered import KEY, connect_to
from tests.support.company import STAFF
from tests.support.damage import flip_bits, overwrite_page, pages_of
from tests.support.desktop import Desktop
from tests.support.lunch import ask

FIRST_LUNCH: Final = Path(__file__).parents[1] / "upgrade" / "first_lunch" / "desktop.db.gz"
NOBODY: Final = 65534
_FULL: Final = ProblemCode.DISK_FULL
_LIMITED: Final = ProblemCode.DATA_FOLDER_UNMAKEABLE
"""A file that may not grow fails in another way than a disk that is full."""
_REBUILT: Final = {ProblemCode.REBUILT.value, ProblemCode.REBUILT_PARTLY.value}


def _no_room(stage: Stage) -> tuple[ProblemCode, ...]:
    return (_FULL,) if stage.disk.mounted else (_FULL, _LIMITED)


def _content(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()} if folder.is_dir() else {}


def _click(stage: Stage, desktop: Desktop, number: int, done: list[str]) -> None:
    done.append(stage.click(desktop, number))


def full_click(stage: Stage, chance: Random) -> None:
    """The disk fills up while the person works: each click is refused with the right word, or stays."""
    stage.reset(closed=chance.random() < 0.5)
    desktop = stage.open()
    done = list(stage.clicks)
    with stage.disk.full(a_room(chance)):
        for number in range(100, 160):
            waiting = desktop.store.waiting()
            problem = stage.refused(partial(_click, stage, desktop, number, done), *_no_room(stage))
            must(desktop.store.waiting() == waiting + (problem is None), "a click is there by half")
            if problem is not None and chance.random() < 0.7:
                break
    stage.clicks = done
    must(stage.queue(desktop) == done, "the queue is not what was acknowledged")
    done.append(stage.click(desktop, 170))
    stage.judge(desktop, done)


def full_sync(stage: Stage, chance: Random) -> None:
    """The disk is full while the desktop exchanges with its server."""
    stage.reset(closed=chance.random() < 0.5)
    desktop = stage.open()
    with stage.disk.full(a_room(chance)):
        stage.refused(desktop.sync, *_no_room(stage))
    stage.judge(desktop, stage.clicks)


def full_backup(stage: Stage, chance: Random) -> None:
    """The disk is full while a backup is made: the older ones stay as they are, and nothing half is left."""
    stage.reset(closed=chance.random() < 0.5)
    desktop = stage.open()
    backups = Backups(stage.path, KEY)
    before = _content(backups.folder)
    with stage.disk.full(a_room(chance)):
        problem = stage.refused(lambda: backups.make(stage.clock.now()), *_no_room(stage))
    after = _content(backups.folder)
    if problem is not None:
        must(after == before, "a backup that failed has changed the folder")
    for name in after:
        check_file(backups.folder / name, KEY, desktop.employee_id)
    stage.clock.advance(1000)
    check_file(backups.make(stage.clock.now()), KEY, desktop.employee_id)
    stage.judge(desktop, stage.clicks)


def full_migration(stage: Stage, chance: Random) -> None:
    """The disk is full when an older file is opened: nothing of it changes but behind a verified backup."""
    stage.reset()
    old = stage.place / "old.db"
    old.write_bytes(gzip.decompress(FIRST_LUNCH.read_bytes()))
    query = "SELECT uuid, payload FROM outbox ORDER BY seq"
    queue = ask(old, query)
    with stage.disk.full(a_room(chance)):
        problem = stage.refused(lambda: DesktopDatabase.open(old).close(), *_no_room(stage))
    must(ask(old, query) == queue, "the queue has changed")
    if problem is None or ask(old, "SELECT version_num FROM alembic_version") != [("0001",)]:
        kept = [one for one in Backups(old).all() if "schema-0001" in one.name]
        must(kept and ask(kept[0], query) == queue, "migrated without a backup")
    DesktopDatabase.open(old).close()
    must(ask(old, query) == queue, "the queue has changed")
    must(ask(old, "PRAGMA integrity_check") == [("ok",)], "the migrated file is unsound")


def full_encryption(stage: Stage, chance: Random) -> None:
    """The disk is full when a plain file of an earlier version is opened with a key: it stays until it is encrypted."""
    stage.reset()
    old = stage.place / "old.db"
    old.write_bytes(gzip.decompress(FIRST_LUNCH.read_bytes()))
    if chance.random() < 0.5:
        Backups(old).make_before_migration("0001")
    query = "SELECT uuid, payload FROM outbox ORDER BY seq"
    queue = ask(old, query)
    with stage.disk.full(a_room(chance)):
        problem = stage.refused(lambda: open_or_recover(old, STAFF[0].id, stage.clock, KEY).close(), *_no_room(stage))
    must(ask(old, query) == queue, "the queue has changed")
    must(problem is not None or kind_of(old, KEY) is Kind.OURS, "it was opened, and is not encrypted")
    open_or_recover(old, STAFF[0].id, stage.clock, KEY).close()
    must(ask(old, query) == queue, "the queue has changed")
    must(ask(old, "PRAGMA integrity_check") == [("ok",)], "the encrypted file is unsound")
    left = [one.name for one in old.parent.rglob("*old*") if one.is_file() and kind_of(one, KEY) is Kind.PLAIN]
    must(set(left) <= {"old.db.generation"}, f"plain files are left: {left}")


def full_recovery(stage: Stage, chance: Random) -> None:
    """The disk is full while a damaged file is recovered: it is still there until the new one is whole."""
    stage.reset(closed=True)
    for number in pages_of(stage.path, "restaurants")[0]:
        overwrite_page(stage.path, number, 4096)
    damage_mark(stage.path).touch()
    damaged = stage.path.read_bytes()
    with stage.disk.full(a_room(chance)):
        problem = stage.refused(lambda: stage.open().close(), *_no_room(stage))
    kept = [stage.path, *stage.place.glob(f"damaged/*/{stage.path.name}")]
    must(any(one.exists() and one.read_bytes() == damaged for one in kept), "the damaged file is gone")
    must(problem is not None or stage.path.read_bytes() != damaged, "it was not recovered")
    desktop = stage.open()
    must(stage.queue(desktop) == stage.clicks, "the queue was not salvaged in full")
    must(stage.kinds(desktop) == {ProblemCode.REBUILT.value}, f"the person is told {stage.kinds(desktop)}")
    stage.judge(desktop, stage.clicks)


@contextmanager
def _as_somebody_else(stage: Stage) -> Iterator[None]:
    """As one for whom modes count, which they don't for root."""
    if os.geteuid() != 0:
        yield
        return
    for one in [stage.place, *stage.place.rglob("*")]:
        os.chown(one, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def _closed_to_writing(stage: Stage, what: str) -> Iterator[None]:
    """The disk is read-only, or for one who is not root, the file or its folder."""
    if what == "disk":
        with stage.disk.read_only():
            yield
        return
    closed = [stage.place] if what == "folder" else [stage.path, stage.log]
    modes = {one: one.stat().st_mode for one in closed if one.exists()}
    for one, mode in modes.items():
        one.chmod(mode & ~0o222)
    try:
        with _as_somebody_else(stage):
            yield
    finally:
        for one, mode in modes.items():
            one.chmod(mode)


def read_only(stage: Stage, chance: Random) -> None:
    """Nothing can be written where the file is: it is told, and everything is there afterwards."""
    stage.reset(closed=chance.random() < 0.5)
    told = (ProblemCode.DATA_FOLDER_READ_ONLY,)
    what = chance.choice(["disk", "file", "folder"] if stage.disk.mounted else ["file", "folder"])
    stage.count(f"closed_{what}")
    if what == "disk" and chance.random() < 0.5:
        desktop = stage.open()
        stage.click(desktop, 100)
        with closing(connect_to(stage.path)) as other:  # a disk with an open file can't be made read-only
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        desktop.close()
    with _closed_to_writing(stage, what):
        problem = stage.refused(lambda: open_or_recover(stage.path, STAFF[0].id, stage.clock, KEY).close(), *told)
        must(problem is not None, "a file that can't be written to was opened")
    desktop = stage.open()
    must(stage.queue(desktop) == stage.clicks, "the queue has changed")
    must(not stage.kinds(desktop), f"the person is told {stage.kinds(desktop)}")
    stage.judge(desktop, stage.clicks)


_HOLDER: Final = """
import sys
from tests.support.ciphered import connect_to
connection = connect_to(sys.argv[1], isolation_level=None)
for one in sys.argv[2:]:
    connection.execute(one)
print("held", flush=True)
sys.stdin.read()
"""


def locked(stage: Stage, chance: Random) -> None:
    """Another process holds the file: it is told, and the click that was refused is not there by half."""
    stage.reset(closed=chance.random() < 0.5)
    how = chance.choice(
        [["BEGIN EXCLUSIVE"], ["BEGIN IMMEDIATE"], ["PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE"]]
    )
    is_open = len(how) == 1 and chance.random() < 0.5
    desktop: Desktop | None = stage.open() if is_open else None
    usual, connections.BUSY_TIMEOUT_SECONDS = connections.BUSY_TIMEOUT_SECONDS, 0.05
    if desktop is not None:
        desktop.database.engine.dispose()  # connections of now on don't wait long
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(stage.path), *how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        must(holder.stdout is not None and holder.stdout.readline() == "held\n", "the holder did not get the file")
        attempt = stage.open if desktop is None else partial(stage.click, desktop, 100)
        problem = stage.refused(attempt, ProblemCode.DATABASE_LOCKED)
        must(problem is not None, "a file that is held was written to")
    finally:
        connections.BUSY_TIMEOUT_SECONDS = usual
        holder.communicate("")
    desktop = stage.open() if desktop is None else desktop
    must(stage.queue(desktop) == stage.clicks, "the queue has changed")
    must(not stage.kinds(desktop), f"the person is told {stage.kinds(desktop)}")
    stage.judge(desktop, stage.clicks)


def cut_log(stage: Stage, chance: Random) -> None:
    """The end of the log is gone: exactly the clicks up to there are left, as if the rest had never been written."""
    stage.reset()
    cut = chance.randrange(0, stage.log.stat().st_size // 512 + 1) * 512
    os.truncate(stage.log, cut)
    desktop = stage.open()
    kept = stage.clicks[: CHECKPOINTED + sum(size <= cut for size in stage.log_sizes)]
    must(stage.queue(desktop) == kept, f"{len(kept)} clicks lie before the cut, {len(stage.queue(desktop))} are shown")
    must(not stage.kinds(desktop), f"the person is told {stage.kinds(desktop)}")
    stage.judge(desktop, kept)


def flipped_log(stage: Stage, chance: Random) -> None:
    """Bits of the log have turned over: what was checkpointed and what lies before is there, and all that can be."""
    stage.reset()
    size = stage.log.stat().st_size
    offsets = [chance.randrange(0, size) for _ in range(chance.choice([1, 1, 2, 3]))]
    flip_bits(stage.log, offsets, chance)
    before = CHECKPOINTED + sum(one <= min(offsets) for one in stage.log_sizes)
    desktop = stage.at_work(stage.open())
    found = stage.queue(desktop)
    must(found[:before] == stage.clicks[:before], "a click that was checkpointed or lies before the flaw is lost")
    must(found == [one for one in stage.clicks if one in set(found)], "the order has changed")
    whole_behind = max(offsets) < stage.log_sizes[-2]
    must(not whole_behind or stage.kinds(desktop) & _REBUILT, "commits behind a flaw were passed over in silence")
    stage.figures["behind_flaws"] = stage.figures.get("behind_flaws", 0) + len(found) - before
    stage.figures["behind_flaws_of"] = stage.figures.get("behind_flaws_of", 0) + len(stage.clicks) - before
    stage.judge(desktop, found)


def damaged_pages(stage: Stage, chance: Random) -> None:
    """Pages of the file are noise: it is recovered, and the queue is there in full where its own pages are whole."""
    stage.reset(closed=True)
    if chance.random() < 0.3:
        shutil.rmtree(stage.place / "backups")
    queued = set(pages_of(stage.path, "outbox")[0])
    last = stage.path.stat().st_size // 4096
    hit = {chance.randrange(1, last + 1) for _ in range(chance.choice([1, 1, 2, 5, last // 2]))}
    noise = chance.choice([b"\0", b"\xff", chance.randbytes(4096)])
    for number in hit:
        overwrite_page(stage.path, number, 4096, noise)
    desktop = stage.at_work(stage.open())
    found = stage.queue(desktop)
    must(stage.kinds(desktop) <= _REBUILT, f"the person is told {stage.kinds(desktop)}")
    if hit.isdisjoint(queued):
        must(found == stage.clicks, f"the queue's pages are whole, {len(found)} of {WAITING} changes were salvaged")
        stage.count("salvaged_in_full")
    must(found == [one for one in stage.clicks if one in set(found)], "the order has changed")
    stage.judge(desktop, found)


def flipped_pages(stage: Stage, chance: Random) -> None:
    """Single bytes of the file have changed: no change is sent that was not queued, whatever else is found or not."""
    stage.reset(closed=True)
    offsets = [chance.randrange(0, stage.path.stat().st_size) for _ in range(chance.choice([1, 4, 16]))]
    hit = {offset // 4096 + 1 for offset in offsets}
    queued = set(pages_of(stage.path, "outbox")[0])
    flip_bits(stage.path, offsets, chance)
    desktop = stage.at_work(stage.open())
    found = stage.queue(desktop)
    if hit.isdisjoint(queued):
        must(found == stage.clicks, f"the queue's pages are whole, {len(found)} of {WAITING} changes were salvaged")
    stage.judge(desktop, found, agrees=bool(stage.kinds(desktop) & _REBUILT))


def another_file(stage: Stage, chance: Random) -> None:
    """The file is cut, emptied, gone, or another: the desktop opens and agrees with its server again."""
    stage.reset(closed=chance.random() < 0.5)
    has_log, is_sound = stage.log.exists() and stage.log.stat().st_size > 0, False
    what = chance.choice(["cut", "empty", "gone", "noise", "another program's", "a letter"])
    stage.count(what.replace(" ", "_"))
    if what == "cut":
        size = chance.randrange(1, stage.path.stat().st_size)
        is_sound = has_log and size >= stage.path.stat().st_size - 4096
        os.truncate(stage.path, size)
    elif what == "empty":
        os.truncate(stage.path, 0)
    else:
        stage.path.unlink()
    if what == "noise":
        stage.path.write_bytes(chance.randbytes(chance.randrange(1, 100_000)))
    elif what == "a letter":
        stage.path.write_bytes(b"Dear Sir or Madam, " * chance.randrange(1, 500))
    elif what == "another program's":
        with closing(sqlite3.connect(stage.path)) as connection:
            connection.execute("CREATE TABLE songs (title TEXT)")
    desktop = stage.at_work(stage.open())
    must(is_sound or stage.kinds(desktop) & _REBUILT, "nobody was told")
    found = stage.queue(desktop)
    must([one for one in found if one in stage.clicks] == [one for one in stage.clicks if one in found], "the order")
    stage.judge(desktop, found)


CASES: Final[tuple[Callable[[Stage, Random], None], ...]] = (
    full_click,
    full_sync,
    full_backup,
    full_migration,
    full_encryption,
    full_recovery,
    read_only,
    locked,
    cut_log,
    cut_log,
    flipped_log,
    flipped_log,
    damaged_pages,
    damaged_pages,
    flipped_pages,
    another_file,
)
assert SENT < CHECKPOINTED < WAITING
