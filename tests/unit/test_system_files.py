"""Files that another program holds for a moment, and those that it does not let go."""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lunch_desktop.sync.session import SessionFile
from lunch_desktop.system.file_holders import holders_of
from lunch_desktop.system.files import give_name, is_held, move, patiently, read, remove, write_atomically, write_once
from lunch_desktop.system.problems import ProblemCode, of_os_error

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own means")


class SharingViolation(PermissionError):
    """What Windows raises where another program holds a file; there the constructor sets `winerror`."""

    def __init__(self, winerror: int = 32, path: str = "x") -> None:
        super().__init__(errno.EACCES, "The process cannot access the file", path)
        self.winerror = winerror


@pytest.mark.skipif(os.name != "nt", reason="only Windows knows its own error")
def test_windows_raises_what_these_tests_put_in_its_place() -> None:
    real = OSError(errno.EACCES, "The process cannot access the file", "x", 32)
    injected = SharingViolation()
    assert isinstance(real, PermissionError)
    assert (real.errno, real.winerror, real.filename) == (injected.errno, injected.winerror, injected.filename)  # type: ignore[attr-defined, unused-ignore]


def test_the_injected_error_is_one_of_permission_with_the_number_of_windows() -> None:
    """CPython documents: the errno is made of winerror (32 and 33 are EACCES, 5 too), and the class of the errno."""
    for number in (5, 32, 33):
        error = SharingViolation(number)
        assert isinstance(error, PermissionError)
        assert (error.errno, error.winerror, error.filename) == (errno.EACCES, number, "x")


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses, which are noted and not made."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def held(times: int, error: Callable[[], OSError] = SharingViolation) -> Callable[[], str]:
    """An act that another program keeps from succeeding so many times."""
    left = [times]

    def act() -> str:
        if left[0]:
            left[0] -= 1
            raise error()
        return "done"

    return act


def test_what_another_program_holds_is_waited_for_up_to_two_seconds(slept: list[float]) -> None:
    assert patiently(held(7)) == "done"
    assert sum(slept) == pytest.approx(2.0)
    assert slept == sorted(slept)
    with pytest.raises(SharingViolation):
        patiently(held(8))


@pytest.mark.parametrize("number", [5, 32, 33, 1224])
def test_windows_says_so_in_several_ways(number: int, slept: list[float]) -> None:
    assert patiently(held(2, lambda: SharingViolation(number))) == "done"
    assert len(slept) == 2


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EAGAIN, errno.ETXTBSY])
def test_so_do_others(number: int, slept: list[float]) -> None:
    assert patiently(held(2, lambda: OSError(number, "busy"))) == "done"
    assert len(slept) == 2


@pytest.mark.parametrize(
    "error",
    [
        PermissionError(errno.EACCES, "no"),
        FileNotFoundError(errno.ENOENT, "no"),
        OSError(errno.ENOSPC, "no"),
        SharingViolation(112),
    ],
)
def test_nothing_else_is_tried_again(error: OSError, slept: list[float]) -> None:
    assert not is_held(error)
    with pytest.raises(type(error)):
        patiently(held(1, lambda: error))
    assert slept == []


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch, slept: list[float]) -> list[str]:
    """Each file is held by an antivirus for the first two times that somebody wants something of it."""
    met: list[str] = []

    def scanning(name: str) -> None:
        original = getattr(Path, name)
        left = [2]

        def held_at_first(path: Path, *arguments: object, **named: object) -> object:
            if left[0]:
                left[0] -= 1
                met.append(name)
                raise SharingViolation(path=str(path))
            return original(path, *arguments, **named)

        monkeypatch.setattr(Path, name, held_at_first)

    for name in ("replace", "unlink", "read_bytes", "hardlink_to" if os.name != "nt" else "rename"):
        scanning(name)
    return met


def test_whatever_the_program_keeps_survives_an_antivirus(tmp_path: Path, scanned: list[str]) -> None:
    path = tmp_path / "kept"
    write_atomically(path, b"first")
    assert read(path) == b"first"
    (tmp_path / "new").write_bytes(b"second")
    give_name(tmp_path / "new", path)
    move(path, tmp_path / "aside")
    remove(tmp_path / "aside")
    assert list(tmp_path.iterdir()) == []
    assert {"replace", "unlink", "read_bytes"} <= set(scanned)


def test_a_file_that_is_made_once_is_made_all_the_same(tmp_path: Path, scanned: list[str]) -> None:
    assert write_once(tmp_path / "key", b"1")
    assert not write_once(tmp_path / "key", b"2")
    assert {"hardlink_to", "rename"} & set(scanned)
    assert [one.name for one in tmp_path.iterdir()] == ["key"]


def test_so_does_the_session(tmp_path: Path, scanned: list[str]) -> None:
    path = tmp_path / "session.json"
    path.write_text("{}")
    SessionFile(path).forget()
    assert not path.exists()
    assert scanned == ["unlink", "unlink"]


def test_a_file_that_stays_held_is_told_by_its_name_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slept: list[float]
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")

    def refuse(source: Path, target: Path) -> None:
        raise SharingViolation(path=str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SharingViolation) as raised:
        write_atomically(path, b"new")
    problem = of_os_error(raised.value, tmp_path)
    assert problem.code is ProblemCode.FILE_BUSY
    assert problem.facts == {"path": str(path)}
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_access_denied_without_a_known_holder_may_be_a_matter_of_permissions(tmp_path: Path) -> None:
    error = SharingViolation(5, str(tmp_path))
    assert of_os_error(error, tmp_path).code is ProblemCode.DATA_FOLDER_READ_ONLY


@contextmanager
def holding(path: Path) -> Iterator[str]:
    """A program that has the file open; its name."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; file = open({str(path)!r}); print('held', flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield Path(f"/proc/{process.pid}/comm").read_text().strip()
    finally:
        process.kill()
        process.communicate()


@linux_only
def test_the_program_that_holds_a_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "held"
    path.write_bytes(b"")
    assert holders_of(path) == []
    with holding(path) as name:
        problem = of_os_error(SharingViolation(5, str(path)), tmp_path)
        assert problem.code is ProblemCode.FILE_HELD
        assert problem.facts == {"path": str(path), "program": name}


@linux_only
def test_a_folder_on_which_something_is_mounted_is_busy_until_it_is_not(tmp_path: Path) -> None:
    """EBUSY from the kernel itself: a mount point can't be renamed, and can be when it is none any more."""
    script = f"""
import subprocess
from pathlib import Path
from lunch_desktop.system import files
a, b = Path("{tmp_path}/a"), Path("{tmp_path}/b")
a.mkdir()
subprocess.run(["mount", "-t", "tmpfs", "none", str(a)], check=True)
met = []
def sleep(seconds):
    met.append(seconds)
    if len(met) == 2:
        subprocess.run(["umount", str(a)], check=True)
files.time.sleep = sleep
files.move(a, b)
print(len(met), b.is_dir())
"""
    isolated = ["unshare", "--map-root-user", "--mount", sys.executable, "-c"]
    if subprocess.run([*isolated, ""], capture_output=True).returncode != 0:
        pytest.skip("the machine lets nobody mount")
    done = subprocess.run([*isolated, script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["2", "True"], done.stderr
