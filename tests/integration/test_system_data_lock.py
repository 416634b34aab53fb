"""The lock beside the data, between real processes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lunch_desktop.system import data_lock
from lunch_desktop.system.data_lock import LOCK, WANTED, DataLock, Holder, holder_of, is_wanted
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode, text

HOLD = """
import os, sys, time
from pathlib import Path
from lunch_desktop.system.data_lock import DataLock, is_wanted

folder = Path(sys.argv[1])
lock = DataLock(folder)
lock.take()
print("held", flush=True)
if sys.argv[2] == "polite":
    while not is_wanted(folder):
        time.sleep(0.01)
else:
    sys.stdin.read()
lock.release()
"""


@contextmanager
def another(folder: Path, manner: str = "stubborn") -> Iterator["subprocess.Popen[str]"]:
    """A program that has the data open, until it is ended; a polite one ends when somebody wants the data."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), manner],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"SESSIONNAME": "RDP-Tcp#3"},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def refused(folder: Path, *, take_over: bool = False) -> Problem:
    lock = DataLock(folder)
    with pytest.raises(Problem) as raised:
        lock.take(take_over=take_over)
    assert not lock.held
    return raised.value


def test_a_second_program_is_refused_and_told_where_the_first_is(tmp_path: Path) -> None:
    with another(tmp_path) as process:
        problem = refused(tmp_path)
        assert problem.code is ProblemCode.DATA_IN_USE
        assert problem.facts["pid"] == process.pid
        for language in Language:
            assert "RDP-Tcp#3" in text(problem, language).what


def test_two_within_one_process_exclude_each_other_too(tmp_path: Path) -> None:
    first, second = DataLock(tmp_path), DataLock(tmp_path)
    first.take()
    first.take()
    assert refused(tmp_path).facts["pid"] == os.getpid()
    first.release()
    second.take()
    second.release()
    second.release()


def test_other_data_is_another_matter(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with another(tmp_path / "a"):
        lock = DataLock(tmp_path / "b")
        lock.take()
        lock.release()


def test_a_program_that_is_killed_lets_go(tmp_path: Path) -> None:
    with another(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert holder_of(tmp_path) is not None, "its word is still there"
        lock = DataLock(tmp_path)
        lock.take()
        assert holder_of(tmp_path) == data_lock.this_program()
        lock.release()


def test_a_child_that_outlives_the_program_does_not_hold_its_data(tmp_path: Path) -> None:
    lock = DataLock(tmp_path)
    lock.take()
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    try:
        lock.release()
        with another(tmp_path):
            pass
    finally:
        child.kill()
        child.communicate()


def test_a_copy_of_the_folder_is_not_locked(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with another(tmp_path / "data"):
        shutil.copytree(tmp_path / "data", tmp_path / "copy")
        lock = DataLock(tmp_path / "copy")
        lock.take()
        lock.release()


def test_taking_over_asks_the_first_to_end_and_waits_for_it(tmp_path: Path) -> None:
    with another(tmp_path, "polite") as process:
        lock = DataLock(tmp_path)
        lock.take(take_over=True)
        assert process.wait(10) == 0
        assert not is_wanted(tmp_path)
        assert not (tmp_path / WANTED).exists()
        lock.release()


def test_one_that_does_not_end_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_lock, "TAKE_OVER_SECONDS", 0.2)
    with another(tmp_path) as process:
        assert refused(tmp_path, take_over=True).code is ProblemCode.DATA_IN_USE
        assert not is_wanted(tmp_path)
        assert process.poll() is None


@pytest.mark.parametrize("said", [b"", b"{}", b"[]", b'{"pid": "x", "host": 1, "session": 2}', b"\xff\xfe"])
def test_a_lock_that_says_nothing_sensible_is_still_a_lock(tmp_path: Path, said: bytes) -> None:
    with another(tmp_path):
        (tmp_path / LOCK).write_bytes(said)
        assert refused(tmp_path).code is ProblemCode.DATABASE_LOCKED


def test_what_it_says_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text(json.dumps({"pid": 7, "host": "민지-PC", "session": "minji, Console"}))
    assert holder_of(tmp_path) == Holder(7, "민지-PC", "minji, Console")
    assert holder_of(tmp_path / "nowhere") is None


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel lets nobody make a file in /sys")
def test_a_folder_that_takes_no_lock_is_told() -> None:
    assert refused(Path("/sys")).code is ProblemCode.DATA_FOLDER_READ_ONLY
