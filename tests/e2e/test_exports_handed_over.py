"""The command line beside a real window: the window makes the file, and the command tells of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lunch_desktop.demo.company import build_company
from lunch_desktop.demo.desktop import DrivenDesktop
from lunch_desktop.domain.people import Role
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.clock import SystemClock
from tests.support.keyrings import keyring_in

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="sockets and signals of Linux")]


@dataclass
class Beside:
    """An admin's window, and its server."""

    window: DrivenDesktop
    server: ChildServer
    folder: Path

    def command(self, *arguments: str) -> "subprocess.Popen[str]":
        """The command line on the window's data, which has no keyring: only the window can sign in."""
        environment = {**os.environ, **keyring_in(self.folder / "nobody"), "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-m", "lunch_desktop", "--data-dir", str(self.window.folder), "export", *arguments]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Beside]:
    company = build_company(1, SystemClock().now())
    admin = next(one for one in company.accounts if one.role is Role.ADMIN)
    server = ChildServer(["--demo", "--data-dir", str(tmp_path / "server")])
    window = DrivenDesktop("admin", tmp_path / "desktop", server.start(60), keyring_in(tmp_path))
    try:
        window.start()
        window.wait("Password", seconds=30)
        window.type("E-mail", admin.login)
        window.type("Password", company.password)
        window.click("Sign in")
        window.wait_status(60, reach="online", live=True, waiting=0)
        yield Beside(window, server, tmp_path)
    finally:
        window.close()
        server.stop()


def test_the_open_window_makes_it_online_and_offline_and_gives_it_up_when_nobody_listens(beside: Beside) -> None:
    online, offline, given_up = (beside.folder / f"{name}.csv" for name in ("online", "offline", "given-up"))
    done = beside.command("restaurants", "--online", "--out", str(online))
    _, said = done.communicate(timeout=60)
    assert done.returncode == 0, said
    assert len(online.read_bytes().splitlines()) > 10

    beside.server.stop()
    beside.window.wait_until(lambda status: status.get("reach") == "unreachable", 30)
    done = beside.command("restaurants", "--out", str(offline))
    _, said = done.communicate(timeout=60)
    assert done.returncode == 0, said
    assert "not the server's" in said
    assert beside.window.ask("status")["waiting"] == 1, "the window tells the server later"

    given_up.write_text("what was there before")
    leaves = beside.command("attendance", "--offline", "--out", str(given_up))
    leaves.send_signal(signal.SIGKILL)
    leaves.communicate(timeout=60)
    wrong = beside.command("attendance", "--columns", "host", "--out", str(given_up))
    _, said = wrong.communicate(timeout=60)
    assert (wrong.returncode, "restaurant" in said) == (2, True), said
    assert sorted(one.name for one in beside.folder.glob("*.csv")) == ["given-up.csv", "offline.csv", "online.csv"]
    assert not list(beside.folder.glob(".*.part"))
