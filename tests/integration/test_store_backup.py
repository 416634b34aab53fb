"""Backups of a desktop's file, and its upkeep: verified, rotated, and told where they fail."""

import gzip
import os
import shutil
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.desktop import backup
from lunch_desktop.store.desktop.backup import Backups, kept_by_rotation
from lunch_desktop.store.desktop.database import DesktopDatabase, damage_mark
from lunch_desktop.store.desktop.soundness import Unsound, check_file
from lunch_desktop.store.desktop.state import BACKED_UP_AT, State
from lunch_desktop.store.desktop.upkeep import EVERY, TRY_AGAIN, Upkeep
from lunch_desktop.sync.upkeep import UpkeepThread
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.support.ciphered import KEY, connect_to
from tests.support.damage import change_page, overwrite_page, page_of, pages_of
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, ask


def _upkeep(desktop: Desktop) -> Upkeep:
    return Upkeep(desktop.database, desktop.clock)


def _backups(desktop: Desktop) -> list[Path]:
    return Backups(desktop.path, KEY).all()


def _kinds(desktop: Desktop) -> list[str]:
    return [one.kind for one in desktop.reads.notices()]


def test_a_backup_is_a_single_sound_file_with_all_that_was_committed(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = [desktop.do("party.open", a_party(number * 24 * 60, lasting=30)).uuid for number in range(1, 6)]
    _upkeep(desktop).run()
    (made,) = _backups(desktop)
    assert [one.name for one in made.parent.iterdir()] == [made.name]
    check_file(made, KEY, desktop.employee_id)
    assert [uuid for (uuid,) in ask(made, "SELECT uuid FROM outbox ORDER BY seq")] == clicks
    assert ask(made, "PRAGMA journal_mode") == [("delete",)]
    with pytest.raises(Unsound):
        check_file(made, KEY, "another account")
    lunch.close()


def test_the_upkeep_is_done_once_a_day_whatever_the_clock_does(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    upkeep = _upkeep(desktop)
    for _ in range(3):
        upkeep.run()
        lunch.clock.advance(HOUR)
    assert len(_backups(desktop)) == 1
    lunch.clock.advance(EVERY)
    upkeep.run()
    assert len(_backups(desktop)) == 2
    lunch.clock.advance(-5 * EVERY)  # it was far ahead, and was set right
    assert _upkeep(desktop).due_at() <= lunch.clock.now()
    _upkeep(desktop).run()
    assert len(_backups(desktop)) == 3
    lunch.close()


def test_writers_go_on_while_a_backup_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    first = desktop.do("party.open", a_party(60, lasting=30)).uuid

    def meanwhile(path: Path, key: bytes | None, employee_id: str | None) -> None:
        desktop.do("party.open", a_party(24 * 60, lasting=30))
        check_file(path, key, employee_id)

    monkeypatch.setattr(backup, "check_file", meanwhile)
    made = Backups(desktop.path, KEY).make(lunch.clock.now())
    assert ask(made, "SELECT uuid FROM outbox") == [(first,)]
    assert desktop.store.waiting() == 2
    lunch.close()


def test_seven_days_four_weeks_and_six_months_stay() -> None:
    start = datetime(2026, 1, 1, 9, tzinfo=UTC)
    kept: set[datetime] = set()
    for day in range(400):
        for hour in (0, 3):
            kept = kept_by_rotation({*kept, start + timedelta(days=day, hours=hour)})
    now = start + timedelta(days=399, hours=3)
    ages = sorted((now - one).days for one in kept)
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len({one.isocalendar()[:2] for one in kept}) >= 4
    assert len({(one.year, one.month) for one in kept}) == 6
    assert len(kept) <= 7 + 3 + 5
    assert ages[-1] >= 4 * 28


def test_a_backup_that_fails_its_check_never_gets_a_name_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    _upkeep(desktop).run()
    before = {one: one.read_bytes() for one in _backups(desktop)}
    lunch.clock.advance(EVERY)

    def on_a_bad_disk(source: Path, target: Path, key: bytes | None) -> None:
        shutil.copyfile(source, target)
        overwrite_page(target, *page_of(source, "outbox"))

    monkeypatch.setattr(backup, "copy_database", on_a_bad_disk)
    upkeep = _upkeep(desktop)
    upkeep.run()
    assert {one: one.read_bytes() for one in Backups(desktop.path, KEY).folder.iterdir()} == before
    assert _kinds(desktop) == [ProblemCode.BACKUP_FAILED]
    assert not damage_mark(desktop.path).exists()
    assert upkeep.due_at() == lunch.clock.now() + TRY_AGAIN
    monkeypatch.undo()
    lunch.clock.advance(TRY_AGAIN)
    upkeep.run()
    assert len(_backups(desktop)) == 2
    lunch.close()


def test_what_a_backup_left_when_it_was_killed_goes_with_the_next(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    folder = Backups(desktop.path, KEY).folder
    folder.mkdir()
    for suffix in ("", "-journal"):
        (folder / f".{desktop.path.stem}-0a1b2c3d.making{suffix}").write_bytes(b"half")
    assert _backups(desktop) == []
    _upkeep(desktop).run()
    assert list(folder.iterdir()) == _backups(desktop)
    lunch.close()


@pytest.mark.parametrize("where", ["parties", "outbox", "ix_parties_office_id_day"])
def test_the_upkeep_finds_damage_that_nobody_has_met(tmp_path: Path, where: str) -> None:
    """In a table, in the queue, or in an index only."""
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = [desktop.do("party.open", a_party(number * 24 * 60, lasting=30)).uuid for number in range(1, 30)]
    desktop.close()
    for number in pages_of(desktop.path, where)[0][-1:]:
        overwrite_page(desktop.path, number, 4096)
    desktop.open()
    met: list[bool] = []
    desktop.database.watch_damage(lambda: met.append(True))
    with pytest.raises(Problem) as caught:
        _upkeep(desktop).run()
    assert caught.value.code is ProblemCode.DATABASE_DAMAGED
    assert met
    assert _backups(desktop) == []
    desktop.close()
    desktop.open()
    assert set(_kinds(desktop)) <= {ProblemCode.REBUILT, ProblemCode.REBUILT_PARTLY}
    kept = [one.uuid for one in desktop.reads.sync_centre().waiting]
    assert kept == [one for one in clicks if one in kept]
    assert where == "outbox" or kept == clicks
    lunch.close()


def test_rows_and_index_that_disagree_are_found_when_a_backup_is_made(tmp_path: Path) -> None:
    """The quick look passes it; the copy is read more closely, and then the file itself."""
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    desktop.do("party.open", a_party(60, lasting=30))
    desktop.close()

    def another_day(page: bytes) -> bytes:
        at = page.rindex(b"2026")
        return page[: at + 3] + b"7" + page[at + 4 :]

    change_page(desktop.path, page_of(desktop.path, "ix_parties_office_id_day")[0], another_day)
    desktop.open()
    with pytest.raises(Problem) as caught:
        _upkeep(desktop).run()
    assert caught.value.code is ProblemCode.DATABASE_DAMAGED
    assert damage_mark(desktop.path).exists()
    lunch.close()


def test_an_older_schema_is_brought_up_only_behind_a_verified_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Path(__file__).parents[1] / "upgrade" / "first_lunch" / "desktop.db.gz"
    path = tmp_path / "lunch.db"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    before = ask(path, "SELECT seq, uuid, payload FROM outbox ORDER BY seq")

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "give_name", no_room)
        with pytest.raises(Problem) as caught:
            DesktopDatabase.open(path)
    assert caught.value.code is ProblemCode.DISK_FULL
    assert ask(path, "SELECT version_num FROM alembic_version") == [("0001",)]
    DesktopDatabase.open(path).close()
    (made,) = Backups(path, KEY).all()
    assert made.name == "lunch-schema-0001.db"
    assert ask(made, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert ask(made, "SELECT seq, uuid, payload FROM outbox ORDER BY seq") == before
    DesktopDatabase.open(path).close()
    assert Backups(path, KEY).all() == [made]


def test_the_newest_sound_backup_is_by_what_it_holds_not_by_the_clock(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    lunch.clock.advance(365 * EVERY)
    wrong_clock = Backups(desktop.path, KEY).make(lunch.clock.now())
    lunch.clock.advance(-365 * EVERY)
    desktop.leave()
    desktop.open()
    right = Backups(desktop.path, KEY).make(lunch.clock.now())
    assert Backups(desktop.path, KEY).newest_sound(desktop.employee_id) == right
    os.truncate(right, 5000)
    assert Backups(desktop.path, KEY).newest_sound(desktop.employee_id) == wrong_clock
    assert Backups(desktop.path, KEY).newest_sound("another account") is None
    lunch.close()


def test_the_thread_does_the_upkeep_and_ends_when_told(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    done = threading.Event()

    class Told(Upkeep):
        def due_at(self) -> Instant:
            due = super().due_at()
            if due > lunch.clock.now():
                done.set()
            return due

    thread = UpkeepThread(Told(desktop.database, lunch.clock), lunch.clock, first_seconds=0)
    thread.start()
    assert done.wait(20)
    thread.stop()
    assert len(_backups(desktop)) == 1
    with desktop.database.reading() as connection:
        assert State(connection, desktop.database.schema).get(BACKED_UP_AT) == lunch.clock.now()
    lunch.close()


def test_the_thread_outlives_a_file_that_can_not_be_read_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    tried = threading.Event()

    class Busy(Upkeep):
        def run(self) -> None:
            tried.set()
            raise Problem(ProblemCode.DATABASE_LOCKED, path=str(desktop.path))

    thread = UpkeepThread(Busy(desktop.database, lunch.clock), lunch.clock, first_seconds=0)
    thread.start()
    assert tried.wait(20)
    thread.stop()
    with closing(connect_to(desktop.path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    lunch.close()
