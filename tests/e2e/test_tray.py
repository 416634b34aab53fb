"""The real program on a real screen with a real tray: it closes into it, comes back, and quits from its menu."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from lunch_desktop.demo.company import build_company
from lunch_desktop.demo.desktop import DrivenDesktop
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.clock import SystemClock
from tests.support.keyrings import keyring_in
from tests.tour.screen import Screen, open_screen

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="it is an X screen")]

WIDTH = 1200
SIDE = 32
"""The height of the panel, and so of an icon, in pixels."""
_PATIENCE = 20


@dataclass
class Desk:
    """A person's screen, with a panel at its upper right corner."""

    screen: Screen
    desktop: DrivenDesktop
    environment: dict[str, str]

    def windows(self) -> int:
        """How many windows of the program are to be seen."""
        asked = ["xdotool", "search", "--onlyvisible", "--name", "^Lunch Desktop$"]
        found = subprocess.run(asked, env=self.screen._with_display(), capture_output=True, text=True, check=False)
        return len(found.stdout.split())

    def is_active(self) -> bool:
        """Whether the keyboard is in the program's window."""
        asked = ["xdotool", "getactivewindow", "getwindowname"]
        found = subprocess.run(asked, env=self.screen._with_display(), capture_output=True, text=True, check=False)
        return found.stdout.strip() == "Lunch Desktop"

    def click_icon(self, button: int = 1) -> None:
        """Click the program's icon, the only one."""
        self.screen.click(WIDTH - SIDE // 2, SIDE // 2, button=button)


@contextmanager
def panel(screen: Screen) -> Iterator[None]:
    """A panel with a tray."""
    options = ("--edge", "top", "--align", "right", "--widthtype", "request", "--height", str(SIDE))
    process = subprocess.Popen(
        ["trayer", *options, "--SetDockType", "true", "--expand", "true"],
        env=screen._with_display(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def until(happened: Callable[[], bool], what: str) -> None:
    """Wait for something that shows outside the program only."""
    deadline = time.monotonic() + _PATIENCE
    while not happened():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Somebody of the demo company has signed in."""
    company = build_company(1, SystemClock().now())
    server = ChildServer(["--demo", "--data-dir", str(tmp_path / "server")])
    with open_screen(WIDTH, 820) as screen, panel(screen):
        environment = {
            **screen.environment,
            **keyring_in(tmp_path),
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": str(tmp_path),
        }
        desktop = DrivenDesktop("desk", tmp_path / "desktop", server.start(), environment)
        try:
            desktop.start()
            desktop.wait("Password", seconds=30)
            desktop.type("E-mail", company.accounts[0].login)
            desktop.type("Password", company.password)
            desktop.click("Sign in")
            desktop.wait_status(reach="online", live=True)
            yield Desk(screen, desktop, {**os.environ, **environment})
        finally:
            desktop.close()
            server.stop()


def test_it_closes_into_the_tray_comes_back_with_a_click_and_quits_from_the_menu(desk: Desk) -> None:
    until(desk.is_active, "the window is to be seen")
    desk.screen.press("Ctrl+W")
    until(lambda: desk.windows() == 0, "the window is in the tray")
    assert desk.desktop.ask("status")["live"], "it goes on"
    desk.click_icon()
    until(desk.is_active, "the window is back")
    desk.screen.press("Ctrl+W")
    until(lambda: desk.windows() == 0, "the window is in the tray again")
    desk.click_icon(button=3)
    desk.desktop.wait("Lunch Desktop in the tray")
    desk.screen.press("Up")
    desk.screen.press("Enter")
    assert desk.desktop._running().wait(_PATIENCE) == 0
    desk.desktop.close()

    desk.desktop.start(("--minimised",))
    assert desk.desktop.wait_status(waiting=0)["waiting"] == 0
    assert desk.windows() == 0, "a quiet start shows nothing but the icon"
    again = [sys.executable, "-m", "lunch_desktop", "--data-dir", str(desk.desktop.folder)]
    assert subprocess.run(again, env=desk.environment, check=False).returncode == 0
    until(lambda: desk.windows() == 1, "a second start brings the window")
