"""Signs in at a first start of the real window, quits, starts again and says what the second start shows.

Run by `test_keyring_start.py` with and without a Secret Service. Arguments: folder. Prints JSON.
"""

import json
import sys
from pathlib import Path
from typing import Final

from lunch_desktop.demo.company import build_company
from lunch_desktop.demo.desktop import DrivenDesktop, StepFailed
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.clock import SystemClock

WARNING_SECONDS: Final = 5.0


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
        status = desktop.wait_until(lambda now: now.get("reach") in ("online", "sign_in_needed") and now != {}, 30)
        if status["reach"] == "online":
            status = desktop.wait_until(lambda now: bool(now.get("live")) or now["reach"] != "online", 30)
        print(json.dumps({"warned": warned, "second_start": status["reach"]}))  # noqa: T201  # read by the test
    finally:
        desktop.close()
        server.stop()


def _comes(name: str, desktop: DrivenDesktop) -> bool:
    """Whether something of that name appears; the password store is asked once the window is there."""
    try:
        desktop.wait(name, seconds=WARNING_SECONDS)
    except StepFailed:
        return False
    return True


if __name__ == "__main__":
    main()
