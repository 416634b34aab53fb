"""A damaged file is set aside and rebuilt; what waited in it is salvaged, and sent once."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lunch_desktop.domain.times import HOUR
from lunch_desktop.store.ciphering import Kind, kind_of
from lunch_desktop.store.desktop import recovery, salvage
from lunch_desktop.store.desktop.backup import Backups
from lunch_desktop.store.desktop.database import DesktopDatabase, damage_mark
from lunch_desktop.store.desktop.encrypting import KEPT
from lunch_desktop.store.desktop.schema import desktop_schema
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.support.ciphered import KEY, connect_to
from tests.support.company import STAFF
from tests.support.damage import overwrite_page, page_of, pages_of
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, ask, outcomes

pytestmark = pytest.mark.filterwarnings("error")


def _party(number: int) -> object:
    return a_party(number * 24 * 60, title=f"점심 {number}", lasting=30)


def _do(desktop: Desktop, *numbers: int) -> list[str]:
    return [desktop.do("party.open", _party(number)).uuid for number in numbers]


def _queue(desktop: Desktop) -> list[str]:
    return [one.uuid for one in desktop.reads.sync_centre().waiting]


def _kinds(desktop: Desktop) -> list[str]:
    return [one.kind for one in desktop.reads.notices()]


def _set_aside(desktop: Desktop) -> list[Path]:
    return sorted((desktop.path.parent / "damaged").glob("*/*"))


def _kept(desktop: Desktop) -> list[bytes]:
    """The databases that were set aside, byte for byte; of plain ones nothing lies about."""
    found: list[bytes] = []
    for path in _set_aside(desktop):
        if path.name == KEPT:
            found += [content for (content,) in ask(path, "SELECT content FROM files WHERE name LIKE '%.db'")]
        elif path.suffix == ".db":
            assert kind_of(path, KEY) is not Kind.PLAIN or path.stat().st_size == 0
            found.append(path.read_bytes())
    return found


def _heals(lunch: Lunch, desktop: Desktop, clicks: list[str]) -> None:
    """Every click is decided at the server, told to its author, and both sides agree."""
    desktop.sync()
    assert desktop.store.waiting() == 0
    lunch.agrees(desktop)
    told = outcomes(desktop)
    assert {uuid: told.get(uuid) for uuid in clicks} == dict.fromkeys(clicks, ("applied", None))
    ((made,),) = ask(lunch.company.path, "SELECT count(*) FROM parties WHERE host_id = ?", desktop.employee_id)
    assert made == len(clicks)


def _closed(desktop: Desktop) -> Path:
    """The file alone, with nothing in a log beside it."""
    desktop.close()
    assert not desktop.path.with_name(desktop.path.name + "-wal").exists()
    return desktop.path


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")


HARM: dict[str, Callable[[Path], object]] = {
    "no database": lambda path: path.write_bytes(b"this is a letter, not a database\n" * 300),
    "noise": lambda path: path.write_bytes(os.urandom(20_000)),
    "empty": lambda path: os.truncate(path, 0),
    "gone": Path.unlink,
    "cut short": _cut,
    "another program's": _of_another_program,
    "without its first page": lambda path: overwrite_page(path, 1, 4096),
    "without its queue": lambda path: overwrite_page(path, *page_of(path, "outbox")),
    "without its state": lambda path: overwrite_page(path, *page_of(path, "state")),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
@pytest.mark.parametrize("backed_up", [False, True], ids=["no backup", "backup"])
def test_whatever_became_of_the_file_the_program_opens_and_everybody_converges(
    tmp_path: Path, harm: Callable[[Path], object], backed_up: bool
) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    sent = _do(desktop, 1, 2)
    desktop.sync()
    if backed_up:
        Backups(desktop.path, KEY).make(lunch.clock.now())
    client = desktop.store.client_id()
    desktop.leave()
    harm(desktop.path)
    before = desktop.path.read_bytes() if desktop.path.exists() else None
    desktop.open()
    if desktop.store.client_id() == client:  # the damage lies where an opening does not look
        with pytest.raises(Problem):
            _do(desktop, 9)
        desktop.leave()
        before = desktop.path.read_bytes()
        desktop.open()
    assert desktop.store.client_id() != client
    assert desktop.reads.today(lunch.clock.now()) is None
    (notice,) = desktop.reads.notices()
    assert ProblemCode(notice.kind) in (ProblemCode.REBUILT, ProblemCode.REBUILT_PARTLY)
    kept = _kept(desktop)
    # Looking into another program's database changes its header.
    assert [one[100:] for one in kept] == ([] if before is None else [before[100:]])
    desktop.sync()
    assert desktop.reads.today(lunch.clock.now()) is not None
    lunch.agrees(desktop)
    more = _do(desktop, 3)
    desktop.sync()
    lunch.agrees(desktop)
    assert outcomes(desktop)[more[0]] == ("applied", None)
    assert len(ask(lunch.company.path, "SELECT id FROM parties")) == len(sent) + 1
    assert sorted(one.name for one in tmp_path.glob("*recovery*")) == []
    desktop.leave()
    desktop.open()
    assert _kinds(desktop) == [notice.kind]
    lunch.close()


DESTROYED = {
    "its first page": lambda _: [1],
    "its state": lambda path: pages_of(path, "state")[0],
    "its replica": lambda path: pages_of(path, "parties")[0] + pages_of(path, "employees")[0],
    "the queue's indexes": lambda path: pages_of(path, "ix_outbox_uuid")[0],
    "the way to the queue": lambda path: [page_of(path, "outbox")[0]],
    "everything but the queue": lambda path: [
        number
        for number in range(1, path.stat().st_size // 4096 + 1)
        if number not in pages_of(path, "outbox")[0] or number == page_of(path, "outbox")[0]
    ],
}


@pytest.mark.parametrize("which", DESTROYED.values(), ids=DESTROYED.keys())
def test_the_queue_is_salvaged_in_full_where_its_pages_are_whole(
    tmp_path: Path, which: Callable[[Path], list[int]]
) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = _do(desktop, *range(1, 41))
    withdrawn = clicks.pop()
    desktop.store.discard([withdrawn])
    long = desktop.do("party.open", a_party(50 * 24 * 60, title="긴 제목", lasting=30)).uuid
    clicks.append(long)
    path = _closed(desktop)
    numbers = which(path)
    for number in numbers:
        overwrite_page(path, number, 4096)
    damage_mark(path).touch()  # as whoever meets it leaves it
    desktop.open()
    assert _queue(desktop) == clicks
    assert [one.seq for one in desktop.reads.sync_centre().waiting] == list(range(1, 41))
    _heals(lunch, desktop, clicks)
    lunch.close()


def test_by_sql_alone_rows_are_read_around_pages_that_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(salvage, "_by_page", lambda *_, **__: None)
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = _do(desktop, *range(1, 61))
    path = _closed(desktop)
    leaves = [one for one in pages_of(path, "outbox")[0] if one != page_of(path, "outbox")[0]]
    assert len(leaves) > 5
    for number in (leaves[1], leaves[3]):
        overwrite_page(path, number, 4096)
    damage_mark(path).touch()
    desktop.open()
    kept = _queue(desktop)
    assert kept == [one for one in clicks if one in set(kept)]
    assert kept[0] == clicks[0]
    assert kept[-1] == clicks[-1]
    lost = [number for number, one in enumerate(clicks) if one not in set(kept)]
    assert lost[-1] - lost[0] > len(lost) > 1, "nothing between the two pages was read"
    assert _kinds(desktop) == [ProblemCode.REBUILT_PARTLY]
    _heals(lunch, desktop, kept)
    lunch.close()


def test_a_fact_that_is_no_longer_json_is_damage(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = _do(desktop, 1)
    with closing(connect_to(desktop.path)) as connection, connection:
        connection.execute("UPDATE state SET value = '\"3' WHERE name = 'version'")
    with pytest.raises(Problem) as caught:
        desktop.store.version()
    assert caught.value.code is ProblemCode.DATABASE_DAMAGED
    desktop.leave()
    desktop.open()
    assert _kinds(desktop) == [ProblemCode.REBUILT]
    _heals(lunch, desktop, clicks)
    lunch.close()


def test_a_queue_that_could_be_read_whole_is_the_queue_and_says_so(tmp_path: Path) -> None:
    """What only the backup has was withdrawn or decided since; it must not come back."""
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    first, second = _do(desktop, 1, 2)
    Backups(desktop.path, KEY).make(lunch.clock.now())
    desktop.store.discard([first])
    (third,) = _do(desktop, 3)
    path = _closed(desktop)
    overwrite_page(path, *page_of(path, "restaurants"))
    damage_mark(path).touch()
    desktop.open()
    assert [one for one in _queue(desktop) if not ask(path, "SELECT void FROM outbox WHERE uuid = ?", one)[0][0]] == [
        second,
        third,
    ]
    (notice,) = desktop.reads.notices()
    assert notice.kind == ProblemCode.REBUILT
    assert notice.details["saved"] == len(_queue(desktop))
    assert Path(notice.details["path"]).is_dir()
    desktop.sync()
    assert ask(lunch.company.path, "SELECT title FROM parties ORDER BY title") == [("점심 2",), ("점심 3",)]
    lunch.agrees(desktop)
    lunch.close()


def test_where_the_queue_is_lost_the_backups_queue_is_sent_again_and_the_loss_is_said(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    sent = _do(desktop, 1, 2)
    kept = _do(desktop, 3)
    Backups(desktop.path, KEY).make(lunch.clock.now())
    desktop.sync()
    path = _closed(desktop)
    for number in pages_of(path, "history")[0] + pages_of(path, "outbox")[0]:
        overwrite_page(path, number, 4096)
    damage_mark(path).touch()
    desktop.open()
    assert _kinds(desktop) == [ProblemCode.REBUILT_PARTLY]
    assert _queue(desktop) == sent + kept
    _heals(lunch, desktop, sent + kept)
    lunch.close()


def test_a_change_that_is_not_what_was_queued_is_not_believed(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    first, second = _do(desktop, 1, 2)
    path = _closed(desktop)
    with closing(connect_to(path)) as connection, connection:
        connection.execute("UPDATE outbox SET payload = replace(payload, '점심 1', '점심 9') WHERE uuid = ?", (first,))
    damage_mark(path).touch()
    desktop.open()
    assert _queue(desktop) == [second]
    assert _kinds(desktop) == [ProblemCode.REBUILT_PARTLY]
    lunch.close()


def test_unread_results_and_notices_are_salvaged(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    party = lunch.open(1, a_party(60, capacity=2))
    lunch.decide(2, "party.join", {"party_id": party, "or_wait": False, "until": lunch.clock.now() + 24 * HOUR})
    desktop = lunch.desktop(0)
    (opened,) = _do(desktop, 1)
    desktop.store.note("moved", {"path": "/somewhere"})
    desktop.sync()
    path = _closed(desktop)
    overwrite_page(path, 1, 4096)
    lunch.clock.advance(1)
    desktop.open()
    assert outcomes(desktop) == {opened: ("applied", None)}
    assert _kinds(desktop)[1:] == ["moved"]
    desktop.sync()
    desktop.store.undo(opened)
    desktop.sync()
    assert ask(lunch.company.path, "SELECT state FROM parties WHERE host_id = ?", STAFF[0].id) == [("cancelled",)]
    lunch.agrees(desktop)
    lunch.close()


def test_damage_that_is_met_at_work_is_marked_told_and_recovered_at_the_next_opening(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = _do(desktop, *range(1, 30))
    path = _closed(desktop)
    for number in [*pages_of(path, "parties")[0], *pages_of(path, "ix_parties_in_order")[0]]:
        overwrite_page(path, number, 4096)
    desktop.open()
    met: list[bool] = []
    desktop.database.watch_damage(lambda: met.append(True))
    with pytest.raises(Problem) as caught:
        desktop.reads.today(lunch.clock.now())
    assert caught.value.code is ProblemCode.DATABASE_DAMAGED
    assert met
    desktop.leave()
    desktop.open()
    assert _kinds(desktop) == [ProblemCode.REBUILT]
    assert _queue(desktop) == clicks
    assert not damage_mark(path).exists()
    _heals(lunch, desktop, clicks)
    lunch.close()


def test_a_file_of_another_account_gives_nothing_and_is_set_aside(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    mine, theirs = lunch.desktop(0), lunch.desktop(1)
    clicks = _do(theirs, 1)
    for one in (mine, theirs):
        one.close()
    shutil.copyfile(theirs.path, mine.path)
    mine.open()
    assert _queue(mine) == []
    assert len(_set_aside(mine)) >= 1
    mine.sync()
    lunch.agrees(mine)
    theirs.open()
    _heals(lunch, theirs, clicks)
    lunch.close()


def test_a_recovery_that_ends_at_any_moment_is_begun_again_or_finished(tmp_path: Path) -> None:
    """Every file operation of a recovery is in turn the last one that the program gets to."""
    lunch = Lunch(tmp_path / "company")
    desktop = lunch.desktop(0)
    Backups(desktop.path, KEY).make(lunch.clock.now())
    clicks = _do(desktop, 1, 2, 3)
    path = _closed(desktop)
    for number in pages_of(path, "restaurants")[0]:
        overwrite_page(path, number, 4096)
    damage_mark(path).touch()
    ended = 0
    for last in range(1000):
        place = tmp_path / f"try-{last}"
        shutil.copytree(path.parent, place)
        mine = place / path.name
        try:
            with _ending_after(last):
                recovery.open_or_recover(mine, desktop.employee_id, lunch.clock, KEY).close()
        except _Ended:
            ended += 1
        else:
            break
        again = recovery.open_or_recover(mine, desktop.employee_id, lunch.clock, KEY)
        with again.reading() as connection:
            found = connection.exec_driver_sql("SELECT uuid FROM outbox ORDER BY seq").scalars().all()
            kinds = connection.exec_driver_sql("SELECT kind FROM notices").scalars().all()
        again.close()
        assert list(found) == clicks, last
        assert "rebuilt" in kinds, last
        kept = list((place / "damaged").glob(f"*/{path.name}"))
        assert [one.read_bytes() for one in kept] == [path.read_bytes()], last
        shutil.rmtree(place)
    assert ended > 20
    lunch.close()


class _Ended(BaseException):
    """The program is gone; nothing catches this."""


class _ending_after:  # noqa: N801
    """Let so many file operations happen, then end."""

    def __init__(self, operations: int) -> None:
        self._left = operations
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> None:
        for owner, name in (
            (Path, "replace"),
            (Path, "unlink"),
            (Path, "mkdir"),
            (os, "fsync"),
            (shutil, "copyfile"),
            (shutil, "rmtree"),
        ):
            self._patch.setattr(owner, name, self._counting(getattr(owner, name)))

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    def _counting(self, original: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **named: object) -> object:
            if self._left == 0:
                raise _Ended
            self._left -= 1
            return original(*arguments, **named)

        return counted


def test_a_file_that_another_process_has_open_is_not_moved_from_under_it(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    path = _closed(desktop)
    holding = "import sys; from tests.support.ciphered import connect_to; c = connect_to(sys.argv[1]); "
    holding += "c.execute('SELECT * FROM state').fetchall(); print('open', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    damage_mark(path).touch()
    with pytest.raises(Problem) as caught:
        desktop.open()
    assert caught.value.code is ProblemCode.DATABASE_LOCKED
    other.communicate("")
    desktop.open()
    assert _kinds(desktop) == [ProblemCode.REBUILT]
    lunch.close()


def test_columns_stand_in_the_file_in_the_order_in_which_they_are_declared(tmp_path: Path) -> None:
    """The pages of a file whose schema is gone are read by position."""
    path = tmp_path / "lunch.db"
    DesktopDatabase.open(path).close()
    for name, table in desktop_schema().metadata.tables.items():
        if name in ("outbox", "history", "notices", "state"):
            assert [row[1] for row in ask(path, f"PRAGMA table_info({name})")] == [one.name for one in table.columns]
