"""SQLite's files, read without SQLite: pages whose schema is gone, and a log with flaws."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunch_desktop.store.sqlite_pages import records
from lunch_desktop.store.sqlite_wal import commits_out_of_reach, frames, page_size_of, wal_path
from tests.support.damage import flip_bits, overwrite_page

VALUES = st.one_of(
    st.none(),
    st.integers(min_value=-(2**63), max_value=2**63 - 1),
    st.text(max_size=50),
    st.sampled_from(["국밥 " * 400, "x" * 4060, "긴 글 " * 5000]),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples."""
    return tmp_path_factory.mktemp("files")


@given(
    rows=st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=30), page_size=st.sampled_from([512, 1024, 4096, 65536])
)
def test_every_row_is_found_page_by_page(
    folder: Path, rows: list[tuple[object, object, object]], page_size: int
) -> None:
    path = folder / "some.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA page_size = {page_size}")
        connection.execute("CREATE TABLE things (a, b, c)")
        connection.executemany("INSERT INTO things VALUES (?, ?, ?)", rows)
    assert page_size_of(path) == page_size
    found = [record for record in records(path.read_bytes(), page_size) if len(record) == 3]
    assert sorted(found, key=repr) == sorted(rows, key=repr)


def test_rows_that_were_deleted_do_not_come_back(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE things (a, b)")
        connection.executemany("INSERT INTO things VALUES (?, ?)", [(number, "x" * 900) for number in range(200)])
        connection.execute("DELETE FROM things WHERE a % 7 <> 0")
        connection.commit()
    found = [record[0] for record in records(path.read_bytes(), 4096) if len(record) == 2]
    assert sorted(number for number in found if isinstance(number, int)) == list(range(0, 200, 7))


def test_noise_is_no_reason_to_stop(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE things (a, b)")
        connection.executemany("INSERT INTO things VALUES (?, ?)", [(number, "x" * 900) for number in range(200)])
    chance = Random(1)
    for page in range(1, path.stat().st_size // 4096 + 1, 3):
        # The first byte says that it is a leaf; everything behind it lies.
        overwrite_page(path, page, 4096, b"\x0d" + chance.randbytes(4095))
    found = {record[0] for record in records(path.read_bytes(), 4096) if len(record) == 2 and record[1] == "x" * 900}
    assert len(found) > 100
    os.truncate(path, path.stat().st_size - 1000)
    assert list(records(path.read_bytes(), 4096))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A database whose log holds six commits; the path is the database's."""
    path, kept = tmp_path / "live.db", tmp_path / "some.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE things (a)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(6):
            connection.execute("INSERT INTO things VALUES (?)", (f"{number}" * 3000,))
        kept.write_bytes(path.read_bytes())
        wal_path(kept).write_bytes(wal_path(path).read_bytes())
    return kept


def test_a_whole_log_has_nothing_out_of_reach(log: Path) -> None:
    found = list(frames(log))
    assert all(frame.whole for frame in found)
    assert sum(bool(frame.size) for frame in found) == 6
    assert not commits_out_of_reach(log)
    wal_path(log).unlink()
    assert list(frames(log)) == []


def test_a_log_that_was_cut_has_nothing_out_of_reach_wherever_it_was(log: Path) -> None:
    for size in range(wal_path(log).stat().st_size, 0, -512):
        os.truncate(wal_path(log), size)
        assert not commits_out_of_reach(log)


def test_commits_behind_a_flaw_are_noticed_wherever_it_lies(log: Path) -> None:
    database, whole = log.read_bytes(), wal_path(log).read_bytes()
    behind = 1  # the frames of the last commit, in which a flaw leaves nothing whole behind it
    for frame in reversed(list(frames(log))[:-1]):
        if frame.size:
            break
        behind += 1
    end = len(whole) - behind * (24 + 4096)
    chance = Random(2)
    for offset in [*range(32), *(chance.randrange(32, end) for _ in range(150))]:
        log.write_bytes(database)
        wal_path(log).write_bytes(whole)
        flip_bits(wal_path(log), [offset], chance)
        assert commits_out_of_reach(log), offset
        with closing(sqlite3.connect(log)) as connection:  # SQLite passes them over in silence
            assert len(connection.execute("SELECT a FROM things").fetchall()) < 6, offset
