"""One person in two login sessions of a PC, at the console and from elsewhere: the real program twice on one folder."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.demo.desktop import DrivenDesktop
from lunch_desktop.system.data_lock import holder_of

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="sessions as Linux has them")]


def in_session(number: int, folder: Path) -> DrivenDesktop:
    """The program in a login session of its own."""
    runtime = folder / f"session-{number}"
    runtime.mkdir(mode=0o700)
    session = {"XDG_RUNTIME_DIR": str(runtime), "XDG_SESSION_ID": str(number), "DISPLAY": f":{number}"}
    return DrivenDesktop(f"session {number}", folder / "data", "http://127.0.0.1:9", session)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[tuple[DrivenDesktop, DrivenDesktop]]:
    made = in_session(1, tmp_path), in_session(2, tmp_path)
    yield made
    for one in made:
        one.close()


def test_the_second_says_where_the_data_is_open_and_goes_on_with_it(
    sessions: tuple[DrivenDesktop, DrivenDesktop],
) -> None:
    console, remote = sessions
    console.start()
    console.wait("Password", seconds=30)
    process = console._running()
    remote.start()
    remote.wait("It is open elsewhere", seconds=30)
    holder = holder_of(console.folder)
    assert holder is not None
    assert holder.pid == console.pid
    assert not remote.sees("Password")
    remote.click("Continue here")
    remote.wait("Password", seconds=30)
    assert process.wait(20) == 0


def test_one_that_was_killed_leaves_nothing_locked(sessions: tuple[DrivenDesktop, DrivenDesktop]) -> None:
    console, remote = sessions
    console.start()
    console.wait("Password", seconds=30)
    process = console._running()
    os.kill(console.pid, signal.SIGKILL)
    process.wait(20)
    remote.start()
    remote.wait("Password", seconds=30)
