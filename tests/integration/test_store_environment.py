"""Files that can't be used: each failure has its Problem with the path, nothing is overwritten, and nothing queued is
lost. The file systems are real ones: a full tmpfs, a read-only mount."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.times import Day
from lunch_desktop.server.settings import database_url
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.connection import connect, sqlite_url
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.system import paths as data_paths
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode, text
from tests.support.ciphered import KEY, connect_to
from tests.support.company import STAFF
from tests.support.damage import overwrite_page, page_of
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, ask

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_mounts = pytest.mark.skipif(
    sys.platform != "linux" or (not ROOT and not os.environ.get("CI")), reason="mounting takes root on Linux"
)
"""On the build they fail rather than skip."""
AWAY = SetAvailability(Day("2026-11-19"), "away", None, None)
Opens = Callable[[Path], Any]


def _open_company(path: Path) -> CompanyDatabase:
    return CompanyDatabase.open(f"sqlite:///{path}")


BOTH = pytest.mark.parametrize(
    "opens", [pytest.param(_open_company, id="company"), pytest.param(DesktopDatabase.open, id="desktop")]
)


def _problem(opens: Opens, path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        opens(path).close()
    return _explained(caught.value)


def _explained(problem: Problem) -> Problem:
    """It has words in both languages, and they tell a person nothing that only a programmer reads."""
    for language in Language:
        words = text(problem, language)
        for part in (words.title, words.what, words.remedy):
            assert part
            assert "Traceback" not in part
            assert "sqlalche" not in part
    return problem


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    yield from _mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=2m", "tmpfs")


def _mounted(where: Path, *arguments: str) -> Iterator[Path]:
    where.mkdir(exist_ok=True)
    subprocess.run(["mount", *arguments, str(where)], check=True, timeout=20)
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", str(where)], check=True, timeout=20)


def _read_only(where: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(where)], check=True, timeout=20)


def _fill(disk: Path, *, leave: int = 0) -> None:
    """Write until nothing more fits, then give back `leave` bytes."""
    with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(b"0" * 4096):
            pass
    if leave:
        os.truncate(disk / "filler", (disk / "filler").stat().st_size - leave)


@BOTH
@pytest.mark.parametrize(
    "content", [b"this is a letter, not a database\n" * 200, os.urandom(8191), b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, opens: Opens, content: bytes) -> None:
    path = tmp_path / "lunch.db"
    path.write_bytes(content)
    problem = _problem(opens, path)
    assert (problem.code, problem.facts) == (ProblemCode.DATABASE_DAMAGED, {"path": str(path)})
    assert path.read_bytes() == content


@BOTH
@pytest.mark.parametrize("kept", [200, 1024, 4096, 5000])
def test_a_file_cut_short_is_told_and_left_alone(tmp_path: Path, opens: Opens, kept: int) -> None:
    path = tmp_path / "lunch.db"
    opens(path).close()
    os.truncate(path, kept)
    before = path.read_bytes()
    assert _problem(opens, path).code == ProblemCode.DATABASE_DAMAGED
    assert path.read_bytes() == before


def test_damage_that_is_found_later_is_told_when_it_is_met(tmp_path: Path) -> None:
    """The first pages are whole, so the file opens; what lies behind is gone."""
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    desktop.close()
    overwrite_page(desktop.path, *page_of(desktop.path, "outbox"))
    desktop.database = DesktopDatabase.open(desktop.path, KEY)
    with pytest.raises(Problem) as caught, desktop.database.reading() as connection:
        connection.exec_driver_sql("SELECT payload FROM outbox").all()
    assert _explained(caught.value).code == ProblemCode.DATABASE_DAMAGED
    lunch.close()


@BOTH
def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path, opens: Opens) -> None:
    (tmp_path / "lunch.db").mkdir()
    assert _problem(opens, tmp_path / "lunch.db").code == ProblemCode.DATA_FOLDER_READ_ONLY
    assert list(tmp_path.iterdir()) == [tmp_path / "lunch.db"]


def test_the_server_makes_the_folder_of_its_database(tmp_path: Path) -> None:
    path = tmp_path / "new" / "and deeper" / "company.db"
    _open_company(path).close()
    assert path.exists()


@BOTH
def test_a_file_that_another_program_writes_to_is_told_as_locked(
    tmp_path: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lunch_desktop.store.connection.BUSY_TIMEOUT_SECONDS", 0.1)
    path = tmp_path / "lunch.db"
    opens(path).close()
    with closing(connect_to(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        problem = _problem(opens, path)
    assert (problem.code, problem.facts) == (ProblemCode.DATABASE_LOCKED, {"path": str(path)})
    opens(path).close()


@needs_mounts
@BOTH
def test_a_new_file_on_a_read_only_disk_is_told(small_disk: Path, opens: Opens) -> None:
    _read_only(small_disk)
    problem = _problem(opens, small_disk / "lunch.db")
    assert problem.code == ProblemCode.DATA_FOLDER_READ_ONLY
    assert problem.facts["path"] == str(small_disk / "lunch.db")


@needs_mounts
@BOTH
def test_an_existing_file_on_a_read_only_disk_is_told_and_left_alone(small_disk: Path, opens: Opens) -> None:
    path = small_disk / "lunch.db"
    opens(path).close()
    before = path.read_bytes()
    _read_only(small_disk)
    assert _problem(opens, path).code == ProblemCode.DATA_FOLDER_READ_ONLY
    assert path.read_bytes() == before


@needs_mounts
def test_the_data_folder_on_a_read_only_or_full_disk_is_told(small_disk: Path) -> None:
    _fill(small_disk)
    with pytest.raises(Problem) as caught:
        open_data_folder(small_disk / "data", {})
    assert _explained(caught.value).code == ProblemCode.DISK_FULL
    (small_disk / "filler").unlink()
    _read_only(small_disk)
    for folder in (small_disk, small_disk / "fresh"):
        with pytest.raises(Problem) as caught:
            open_data_folder(folder, {})
        assert _explained(caught.value).code in (
            ProblemCode.DATA_FOLDER_READ_ONLY,
            ProblemCode.DATA_FOLDER_UNMAKEABLE,
        )


@needs_mounts
@BOTH
def test_a_new_file_on_a_full_disk_is_told(small_disk: Path, opens: Opens) -> None:
    _fill(small_disk)
    assert _problem(opens, small_disk / "lunch.db").code == ProblemCode.DISK_FULL


@needs_mounts
@BOTH
@pytest.mark.parametrize("leave", [0, 4096, 20_000])
def test_a_file_that_finds_no_room_for_the_index_of_its_log_is_told_as_a_full_disk(
    small_disk: Path, opens: Opens, leave: int
) -> None:
    path = small_disk / "lunch.db"
    opens(path).close()
    before = path.read_bytes()
    _fill(small_disk, leave=leave)
    assert _problem(opens, path).code == ProblemCode.DISK_FULL
    assert path.read_bytes() == before
    (small_disk / "filler").unlink()
    opens(path).close()


@needs_mounts
@pytest.mark.parametrize("leave", [0, 4096, 40_000])
def test_a_full_disk_refuses_a_change_and_keeps_everything_before_it(
    small_disk: Path, tmp_path: Path, leave: int
) -> None:
    lunch = Lunch(tmp_path)
    source = lunch.desktop(0)
    source.close()
    shutil.copy(source.path, small_disk / source.path.name)
    desktop = Desktop(small_disk / source.path.name, lunch.clock, STAFF[0].id, source.remote)
    desktop.do("party.open", a_party(60, lasting=30))
    _fill(small_disk, leave=leave)
    done = 1

    def open_parties() -> None:
        nonlocal done
        for number in range(2, 400):
            desktop.do("party.open", a_party(number * 24 * 60, lasting=30))
            done += 1

    with pytest.raises(Problem) as caught:
        open_parties()
    assert _explained(caught.value).code == ProblemCode.DISK_FULL
    assert desktop.store.waiting() == done
    (small_disk / "filler").unlink()
    desktop.do("party.open", a_party(180, lasting=30))
    desktop.sync()
    assert ask(lunch.company.path, "SELECT count(*) FROM parties") == [(done + 1,)]
    lunch.agrees(desktop)
    desktop.close()
    lunch.close()


@needs_mounts
def test_a_full_disk_stops_a_pull_and_not_what_waits(small_disk: Path, tmp_path: Path) -> None:
    """The patch is applied whole or not at all, and comes again when there is room."""
    lunch = Lunch(tmp_path)
    for number in range(1, 300):
        lunch.decide(1, "party.open", a_party(number * 24 * 60, title="긴 제목 " * 10, lasting=30))
    path = small_disk / "lunch.db"
    DesktopDatabase.open(path).close()
    desktop = Desktop(path, lunch.clock, STAFF[0].id, lunch.desktop(0).remote)
    desktop.do("availability.set", AWAY)
    _fill(small_disk, leave=120_000)
    with pytest.raises(Problem) as caught:
        desktop.sync()
    assert _explained(caught.value).code == ProblemCode.DISK_FULL
    assert desktop.store.version() == -1
    assert desktop.store.waiting() == 1
    (small_disk / "filler").unlink()
    desktop.sync()
    assert desktop.store.waiting() == 0
    lunch.agrees(desktop)
    desktop.close()
    lunch.close()


@pytest.mark.parametrize("path", ["lunch.db", "./data/lunch.db", "../lunch.db"])
def test_a_relative_path_is_refused_wherever_it_could_enter(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="absolute"):
        sqlite_url(Path(path))
    with pytest.raises(ValueError, match="absolute"):
        connect(f"sqlite:///{path}", foreign_keys=True)
    folder = open_data_folder(tmp_path, {})
    with pytest.raises(Problem) as caught:
        database_url(folder, f"sqlite:///{path}")
    assert _explained(caught.value).code == ProblemCode.DATABASE_URL_INVALID
    assert path in text(caught.value, Language.ENGLISH).what


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/db", "company.db", "sqlite:///"])
def test_an_address_that_is_no_database_of_ours_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        database_url(open_data_folder(tmp_path, {}), url)
    assert _explained(caught.value).code == ProblemCode.DATABASE_URL_INVALID


def test_a_database_on_the_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = open_data_folder(tmp_path, {})
    monkeypatch.setattr("lunch_desktop.server.settings.on_network", lambda path: path.startswith("/share/"))
    monkeypatch.setattr(data_paths, "on_network", lambda path: path.startswith("/share/"))
    with pytest.raises(Problem) as caught:
        database_url(folder, "sqlite:////share/company.db")
    assert _explained(caught.value).code == ProblemCode.NETWORK_PATH
    with pytest.raises(Problem) as caught:
        open_data_folder("/share/lunch", {})
    assert _explained(caught.value).code == ProblemCode.NETWORK_PATH


@pytest.mark.parametrize("problem", ["garbage", "relative", "newer"])
def test_the_command_line_says_it_in_words_and_leaves_no_traceback(tmp_path: Path, problem: str) -> None:
    environment = {**os.environ, "LUNCH_DESKTOP_DATA": str(tmp_path), "LANG": "ko_KR.UTF-8", "PYTHONUTF8": "1"}
    environment.pop("DATABASE_URL", None)
    path = tmp_path / "server" / "company.db"
    path.parent.mkdir()
    if problem == "garbage":
        path.write_bytes(b"garbage" * 1000)
    elif problem == "relative":
        environment["DATABASE_URL"] = "sqlite:///company.db"
    else:
        _open_company(path).close()
        with closing(connect_to(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
    done = subprocess.run(
        [sys.executable, "-m", "lunch_desktop", "serve", "--port", "0"],
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert "Traceback" not in said
    assert any("가" <= letter <= "힣" for letter in said)
    assert ("company.db" if problem == "relative" else str(path)) in said
