"""A desktop's file is encrypted; a plain one becomes so, and a key that does not fit harms nothing."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.exc import OperationalError

from lunch_desktop.store.cipher_pages import Pages
from lunch_desktop.store.ciphering import PLAIN_HEADER, SALT_SIZE, Kind, kind_of
from lunch_desktop.store.desktop.backup import Backups
from lunch_desktop.store.desktop.database import DesktopDatabase, damage_mark
from lunch_desktop.store.desktop.encrypting import KEPT
from lunch_desktop.store.desktop.recovery import open_or_recover
from lunch_desktop.store.desktop.soundness import check_file
from lunch_desktop.store.desktop.state import State
from lunch_desktop.store.sqlite_wal import wal_path
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.support.ciphered import KEY
from tests.support.damage import flip_bits, overwrite_page, page_of
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, ask

ANOTHER = sha256(b"another key").digest()
TITLE = "비밀 점심 모임"


def a_plain_one(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> tuple[Desktop, list[str]]:
    """A desktop as an earlier version left it when it was killed: a file, its log, a backup; and what it has queued."""
    with monkeypatch.context() as earlier:
        earlier.setattr(Desktop, "key", None)
        desktop = lunch.desktop(0)
        desktop.sync()
        clicks: list[str] = [desktop.do("party.open", a_party(60, title=TITLE)).uuid]
        Backups(desktop.path).make(lunch.clock.now())
        clicks.append(desktop.do("party.open", a_party(26 * 60, title=TITLE)).uuid)
        files = [desktop.path, wal_path(desktop.path)]
        left = {one: one.read_bytes() for one in files}
        desktop.close()
    for path, content in left.items():
        path.write_bytes(content)
    assert TITLE.encode() in left[files[1]]
    return desktop, clicks


def plain_files(folder: Path) -> list[str]:
    """Files that are SQLite's own, or say what a person wrote."""
    files = [one for one in folder.rglob("*") if one.is_file() and not one.name.startswith("company")]
    return [
        one.name for one in files if (content := one.read_bytes()).startswith(PLAIN_HEADER) or TITLE.encode() in content
    ]


def queue(desktop: Desktop) -> list[str]:
    """What waits, in order."""
    return [one.uuid for one in desktop.reads.sync_centre().waiting]


def test_an_installation_from_before_is_encrypted_with_all_that_lies_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lunch = Lunch(tmp_path)
    desktop, clicks = a_plain_one(lunch, monkeypatch)
    set_aside = desktop.path.parent / "damaged" / "20260101T090000Z"
    set_aside.mkdir(parents=True)
    kept = {desktop.path.name: desktop.path.read_bytes(), f"{desktop.path.name}-wal": b"what was in its log"}
    for name, content in kept.items():
        (set_aside / name).write_bytes(content)
    (backup,) = Backups(desktop.path).all()
    desktop.open()
    assert plain_files(tmp_path) == []
    assert kind_of(desktop.path, KEY) is Kind.OURS
    assert queue(desktop) == clicks
    assert not desktop.reads.notices()
    check_file(backup, KEY, desktop.employee_id)
    assert ask(backup, "SELECT uuid FROM outbox") == [(clicks[0],)]
    assert [one.name for one in set_aside.iterdir()] == [KEPT]
    assert dict(ask(set_aside / KEPT, "SELECT name, content FROM files")) == kept
    desktop.sync()
    lunch.agrees(desktop)
    assert plain_files(tmp_path) == []
    assert not list(tmp_path.glob(".*encrypting*"))
    lunch.close()


@pytest.mark.skipif(os.name == "nt", reason="an open file can't be replaced there")
def test_what_was_plain_is_overwritten_and_not_only_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lunch = Lunch(tmp_path)
    desktop, _ = a_plain_one(lunch, monkeypatch)
    (backup,) = Backups(desktop.path).all()
    with desktop.path.open("rb") as file, wal_path(desktop.path).open("rb") as log, backup.open("rb") as copy:
        desktop.open()
        assert [set(one.read()) for one in (file, log, copy)] == [{0}, {0}, {0}]
    lunch.close()


def test_a_copy_that_somebody_else_keeps_by_a_second_name_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lunch = Lunch(tmp_path)
    desktop, _ = a_plain_one(lunch, monkeypatch)
    theirs = tmp_path / "company-wide backup"
    theirs.hardlink_to(Backups(desktop.path).all()[0])
    desktop.open()
    with closing(sqlite3.connect(theirs)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    lunch.close()


def test_a_plain_backup_that_is_none_goes_and_the_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lunch = Lunch(tmp_path)
    desktop, clicks = a_plain_one(lunch, monkeypatch)
    (sound,) = Backups(desktop.path).all()
    broken = sound.with_name(f"{desktop.path.stem}-20260101T000000Z.db")
    broken.write_bytes(sound.read_bytes())
    overwrite_page(broken, *page_of(broken, "parties"))
    desktop.open()
    assert Backups(desktop.path, KEY).all() == [sound]
    assert queue(desktop) == clicks
    lunch.close()


def test_a_damaged_plain_file_is_recovered_into_an_encrypted_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lunch = Lunch(tmp_path)
    desktop, clicks = a_plain_one(lunch, monkeypatch)
    ask(desktop.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    overwrite_page(desktop.path, *page_of(desktop.path, "restaurants"))
    damaged = desktop.path.read_bytes()
    desktop.open()
    assert [one.kind for one in desktop.reads.notices()] == [ProblemCode.REBUILT]
    assert queue(desktop) == clicks
    assert plain_files(tmp_path) == []
    (kept,) = tmp_path.rglob(KEPT)
    ((found,),) = ask(kept, "SELECT content FROM files WHERE name = ?", desktop.path.name)
    assert found[100:] == damaged[100:], "beyond the header, which says that there is no log any more"
    lunch.close()


@pytest.mark.parametrize("key", [None, ANOTHER], ids=["no key", "another key"])
@pytest.mark.parametrize("marked", [False, True], ids=["", "marked as damaged"])
def test_a_key_that_does_not_fit_is_told_and_changes_nothing(
    tmp_path: Path, key: bytes | None, marked: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = [desktop.do("party.open", a_party(60)).uuid]
    Backups(desktop.path, KEY).make(lunch.clock.now())
    desktop.leave()
    if marked:
        damage_mark(desktop.path).touch()
    before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file() and "company" not in one.name}
    openings: list[Callable[[], object]] = [
        lambda: open_or_recover(desktop.path, desktop.employee_id, lunch.clock, key),
        lambda: DesktopDatabase.open(desktop.path, key),
    ]
    for opening in openings:
        with pytest.raises(Problem) as caught:
            opening()
        assert caught.value.code is ProblemCode.DATABASE_KEY_WRONG
        assert caught.value.facts == {"path": str(desktop.path)}
    assert {
        one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file() and "company" not in one.name
    } == before
    assert capfd.readouterr().err == "", "SQLCipher has a log of its own"
    damage_mark(desktop.path).unlink(missing_ok=True)
    desktop.open()
    assert queue(desktop) == clicks
    lunch.close()


def test_the_file_of_another_key_is_set_aside_where_the_backups_take_this_one(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = [desktop.do("party.open", a_party(60)).uuid]
    Backups(desktop.path, KEY).make(lunch.clock.now())
    desktop.leave()
    desktop.path.unlink()
    DesktopDatabase.open(desktop.path, ANOTHER).close()
    foreign = desktop.path.read_bytes()
    desktop.open()
    assert queue(desktop) == clicks
    (kept,) = tmp_path.glob(f"damaged/*/{desktop.path.name}")
    assert kept.read_bytes() == foreign
    lunch.close()


def test_every_page_is_read_as_it_was_written_and_a_flaw_is_noticed(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    desktop.do("party.open", a_party(60, title=TITLE))
    desktop.leave()
    content = desktop.path.read_bytes()
    pages = list(Pages(KEY).all(content))
    assert all(page.whole for page in pages)
    assert any(TITLE.encode() in page.content for page in pages)
    assert TITLE.encode() not in content
    assert not any(page.whole for page in Pages(ANOTHER).all(content))
    spoilt = bytearray(content)
    spoilt[2 * 4096 + 77] ^= 1
    assert [number for number, page in enumerate(Pages(KEY).all(bytes(spoilt)), 1) if not page.whole] == [3]
    lunch.close()


def test_the_first_bytes_can_be_lost_and_nothing_else_is(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = [desktop.do("party.open", a_party(60)).uuid]
    desktop.leave()
    with desktop.path.open("r+b") as file:
        file.write(os.urandom(SALT_SIZE))
    desktop.open()
    assert queue(desktop) == clicks
    assert not desktop.reads.notices()
    lunch.close()


def test_plain_and_encrypted_files_in_one_process_each_fail_in_their_own_words(tmp_path: Path) -> None:
    """What is compiled for one driver would let the errors of the other through as they are."""
    for name, key in (("plain", None), ("encrypted", KEY), ("plain again", None)):
        database = DesktopDatabase.open(tmp_path / f"{name}.db", key)
        with database.engine.connect() as connection:
            State(connection, database.schema).set("version", 1)
            connection.exec_driver_sql("DROP TABLE state")
            with pytest.raises(OperationalError):
                State(connection, database.schema).get("version")
        database.close()


def test_a_flipped_bit_anywhere_in_the_queue_is_met_as_damage(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    clicks = [desktop.do("party.open", a_party(number * 24 * 60, lasting=30)).uuid for number in range(1, 6)]
    desktop.leave()
    number, size = page_of(desktop.path, "outbox")
    flip_bits(desktop.path, [(number - 1) * size + 2000], Random(1))
    desktop.open()
    with pytest.raises(Problem) as caught:
        desktop.reads.sync_centre()
    assert caught.value.code is ProblemCode.DATABASE_DAMAGED
    desktop.close()
    desktop.open()
    assert set(queue(desktop)) <= set(clicks)
    lunch.close()
