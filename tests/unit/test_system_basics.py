"""Ids of changes, the system's language, and files written whole."""

import os
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.languages import Language, system_language
from lunch_desktop.system.randomness import ChangeIds
from tests.support.clock import ManualClock


def test_ids_grow_within_a_millisecond_and_when_the_clock_is_set_back() -> None:
    clock = ManualClock()
    ids = ChangeIds(clock)
    made = [ids.next() for _ in range(1000)]
    clock.advance(-3_600_000)
    made += [ids.next() for _ in range(1000)]
    clock.advance(7_200_000)
    made += [ids.next() for _ in range(1000)]
    assert all(one < following for one, following in pairwise(made))


def test_ids_are_uuids_of_version_7_that_carry_the_time() -> None:
    clock = ManualClock(1_795_000_123_456)
    made = UUID(ChangeIds(clock).next())
    assert (made.version, made.int >> 80) == (7, 1_795_000_123_456)


def test_ids_go_on_in_the_next_millisecond_when_one_is_used_up() -> None:
    ids = ChangeIds(ManualClock(1_795_000_000_000), random_below=lambda limit: limit - 1)
    made = [ids.next() for _ in range(3)]
    ids._number = (1 << 74) - 1
    made.append(ids.next())
    assert all(one < following for one, following in pairwise(made))
    assert UUID(made[-1]).int >> 80 == 1_795_000_000_001


def test_ids_of_several_threads_never_meet() -> None:
    ids, made = ChangeIds(SystemClock()), []

    def make() -> None:
        made.extend([ids.next() for _ in range(2000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8000


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, Language.KOREAN),
        ({"LANG": "en_US.UTF-8"}, Language.ENGLISH),
        ({"LANG": "de_DE.UTF-8"}, Language.ENGLISH),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, Language.KOREAN),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, Language.ENGLISH),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": ""}, Language.KOREAN),
        ({}, Language.ENGLISH),
    ],
)
def test_the_systems_language(environment: dict[str, str], language: Language) -> None:
    assert system_language(environment) is language


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "session.json"
    write_atomically(path, b"old")

    def fail(handle: int) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="gone"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="modes mean nothing on Windows")
def test_a_written_file_is_its_owners_only(tmp_path: Path) -> None:
    write_atomically(tmp_path / "key", b"secret")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_the_program_starts_again_with_its_arguments_in_its_own_place(tmp_path: Path) -> None:
    marker = tmp_path / "started"
    code = (
        "import sys, os; from pathlib import Path; from lunch_desktop.system.restarting import start_again\n"
        "marker = Path(sys.argv[1]); again = marker.exists(); marker.touch()\n"
        "print(os.getpid(), sys.argv[1:], flush=True)\n"
        "sys.exit(7 if again else start_again())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(marker), "--theme", "dark"], capture_output=True, text=True, timeout=60
    )
    first, second = told.stdout.splitlines()
    assert first.partition(" ")[2] == second.partition(" ")[2] == str([str(marker), "--theme", "dark"])
    if os.name != "nt":
        assert first == second, "the same process"
        assert told.returncode == 7
