"""Signs in at a first start of the real window, quits, starts again and says what the second start shows.

Run by `test_keyring_start.py` with and without a Secret Service. Arguments: folder. Prints JSON.
"""

import json
import sys
import time
from pathlib import Path
from typing import Final

from lunch_desktop.demo.company import build_company
from lunch_desktop.demo.desktop import DrivenDesktop, StepFailed
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.clock import SystemClock

WARNING_SECONDS: Final = 5.0
START_SECONDS: Final = 30.0
LOCKED: Final = "Sign in to open your data"


def main() -> None:
    """Two starts."""
    folder = Path(sys.argv[1])
    company = build_company(1, SystemClock().now())
    server = ChildServer(["--demo", "--data-dir", str(folder / "server")])
    desktop = DrivenDesktop("first", folder / "desktop", server.start())
    try:
        desktop.start()
        desktop.wait("Password", seconds=30)
        desktop.type("E-mail", company.accounts[0].login)
        desktop.type("Password", company.password)
        desktop.click("Sign in")
        desktop.wait_status(reach="online", live=True)
        warned = _comes("The sign-in can't be kept", desktop)
        desktop.ask("quit")
        desktop.close()
        desktop.start()
        asked = _first_screen(desktop) == LOCKED
        if asked:
            desktop.type("E-mail", company.accounts[0].login)
            desktop.type("Password", company.password)
            desktop.click("Sign in")
        status = desktop.wait_status(seconds=30, reach="online", live=True)
        said = {"warned": warned, "asked": asked, "second_start": status["reach"]}
        print(json.dumps(said))  # noqa: T201  # read by the test
    finally:
        desktop.close()
        server.stop()


def _first_screen(desktop: DrivenDesktop) -> str | None:
    """What the start shows: that the data is locked, or None for the data."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if desktop.sees(LOCKED):
            return LOCKED
        if desktop.ask("status"):
            return None
        time.sleep(0.05)
    raise StepFailed("the second start shows nothing")


def _comes(name: str, desktop: DrivenDesktop) -> bool:
    """Whether something of that name appears; the password store is asked once the window is there."""
    try:
        desktop.wait(name, seconds=WARNING_SECONDS)
    except StepFailed:
        return False
    return True


if __name__ == "__main__":
    main()
