"""Starts of the real program on one data folder: the second hands over and ends, a crashed first is succeeded."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.system.first_start import LARGEST, TAKEN, Asked, meeting_place

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="sockets and signals of Linux")]

JOIN = "lunch-desktop://join?server=http%3A%2F%2F127.0.0.1%3A9&code=0123456789012345678901"


class Starts:
    """Starts of the program by one person, in one session."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Short, for the name of a socket; nobody else's tests meet there.
        self.runtime = Path(tempfile.mkdtemp(prefix="starts-"))
        self._running: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        """What every start sees."""
        return {
            **os.environ,
            "XDG_RUNTIME_DIR": str(self.runtime),
            "HOME": str(self.folder),
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
        }

    def place(self, data: str) -> str:
        """Where the first start on a data folder listens."""
        found = meeting_place((self.folder / data).resolve(), self.environment)
        assert found is not None
        return found

    def first(self, data: str = "data", *options: str) -> "Driven":
        """A start that stays, and does as it is told."""
        command = [sys.executable, "-m", "lunch_desktop", "--data-dir", str(self.folder / data), "--drive", *options]
        process = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._running.append(process)
        return Driven(process)

    def second(self, *options: str, data: str = "data") -> subprocess.CompletedProcess[str]:
        """Another start, to its end; its standard error names what it imported."""
        command = [sys.executable, "-X", "importtime", "-m", "lunch_desktop", "--data-dir", str(self.folder / data)]
        return subprocess.run(
            [*command, *options], env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )

    def end(self) -> None:
        """End what still runs, and leave nothing behind."""
        for process in self._running:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # the program ended before it had read everything
                        pipe.close()
        shutil.rmtree(self.runtime)


class Driven:
    """A program that is driven by lines of JSON."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._number = 0

    def ask(self, what: str, **arguments: Any) -> Any:
        """Run one command; its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._number += 1
        self.process.stdin.write(json.dumps({"id": self._number, "do": what, **arguments}).encode() + b"\n")
        self.process.stdin.flush()
        while True:
            line = self.process.stdout.readline()
            assert line, "the program has ended"
            answer = json.loads(line) if line.startswith(b"{") else {}
            if answer.get("id") == self._number:
                assert answer["ok"], answer
                return answer.get("value")


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    """Nothing runs."""
    made = Starts(tmp_path)
    yield made
    made.end()


def test_a_second_start_hands_over_its_link_and_ends_before_anything_heavy_is_imported(starts: Starts) -> None:
    first = starts.first()
    first.ask("status")
    done = starts.second(JOIN)
    assert done.returncode == 0, done.stderr[-500:]
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    heavy = ("PySide6", "sqlalchemy", "pydantic", "requests", "lunch_desktop.ui", "lunch_desktop.store")
    assert not [one for one in imported if one.startswith(heavy)]
    assert first.process.poll() is None


def test_a_first_start_that_crashed_is_succeeded(starts: Starts) -> None:
    first = starts.first()
    first.ask("status")
    first.process.send_signal(signal.SIGKILL)
    first.process.wait()
    assert Path(starts.place("data")).exists(), "what a crash leaves"
    successor = starts.first()
    successor.ask("status")
    assert starts.second("--page", "today").returncode == 0
    assert successor.process.poll() is None


def test_two_data_folders_have_two_programs_side_by_side(starts: Starts) -> None:
    one, other = starts.first("one"), starts.first("other")
    one.ask("status")
    other.ask("status")
    assert starts.second(data="one").returncode == 0
    assert starts.place("one") != starts.place("other")
    one.ask("quit")
    assert one.process.wait(20) == 0
    assert other.ask("status") is None
    again = starts.first("one")
    again.ask("status")


def test_of_two_starts_at_the_same_moment_exactly_one_stays(starts: Starts) -> None:
    racers = [starts.first() for _ in range(3)]
    ended: list[int] = []
    for racer in racers:
        assert racer.process.stdin is not None
        try:
            racer.ask("status")
        except (AssertionError, OSError):
            ended.append(racer.process.wait(20))
    assert ended == [0, 0]


def test_a_stranger_s_words_change_nothing_and_more_than_a_message_is_not_read(starts: Starts) -> None:
    first = starts.first()
    first.ask("status")
    for words in (b"hello\n", b'{"page": 1}\n', b"x" * (LARGEST + 2), b"[]\n"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(20)
            line.connect(starts.place("data"))
            line.sendall(words)
            assert line.recv(100) == b""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(20)
        line.connect(starts.place("data"))
        message = Asked(page="today").as_message()
        line.sendall(message[:5])
        line.sendall(message[5:])
        assert line.recv(100) == TAKEN


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
def test_another_person_cannot_speak_to_the_program(starts: Starts, request: pytest.FixtureRequest) -> None:
    first = starts.first()
    first.ask("status")
    place = Path(starts.place("data"))
    assert place.stat().st_mode & 0o077 == 0
    for folder in takewhile(lambda folder: folder != Path("/tmp"), place.parents):
        mode = stat.S_IMODE(folder.stat().st_mode)
        request.addfinalizer(partial(folder.chmod, mode))
        folder.chmod(0o711)  # so that the socket's own rights are what counts
    connect = textwrap.dedent(
        f"""
        import os, socket
        os.setgid(65534); os.setuid(65534)
        try:
            socket.socket(socket.AF_UNIX).connect({str(place)!r})
        except PermissionError:
            print("refused")
        """
    )
    done = subprocess.run([sys.executable, "-c", connect], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "refused"


def test_a_folder_that_others_may_enter_is_no_meeting_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    own = meeting_place(tmp_path, {"XDG_RUNTIME_DIR": str(open_to_all)}, "linux")
    assert own is not None
    made = Path(own).parent
    assert (made.name, made.stat().st_mode & 0o777) == (f"lunch-desktop-{os.getuid()}", 0o700)
    made.chmod(0o755)
    assert meeting_place(tmp_path, {}, "linux") is None
    shutil.rmtree(made)
    made.symlink_to(open_to_all)
    assert meeting_place(tmp_path, {}, "linux") is None


def test_another_screen_is_another_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    tmp_path.chmod(0o700)
    here, there = ({"XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": display} for display in (":0", ":10"))
    assert meeting_place(tmp_path, here, "linux") != meeting_place(tmp_path, there, "linux")
