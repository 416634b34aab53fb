"""Runs the window while the system's colours change, and says which ground it had each time.

Run by `test_follow_system.py` on a bus and a screen of its own. Argument: a folder. Prints JSON.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtGui import QImage

from lunch_desktop.demo.desktop import DrivenDesktop

PATIENCE_SECONDS = 20
STEPS = (("", "#f5f5f3"), ("color-scheme 1", "#161618"), ("contrast 1", "#000000"), ("contrast 0", "#161618"))


class Eyes:
    """Looks at the corner of the window."""

    def __init__(self, desktop: DrivenDesktop, file: Path) -> None:
        self.desktop, self.file = desktop, file

    def ground(self, wanted: str) -> str:
        """The colour there, once it is the one waited for, or after a while whatever it is."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            self.desktop.ask("shot", path=str(self.file))
            seen = QImage(str(self.file)).pixelColor(3, 3).name()
            if seen == wanted or time.monotonic() > deadline:
                return seen


def main() -> None:
    """From light to dark, to high contrast, and back."""
    folder = Path(sys.argv[1])
    portal = subprocess.Popen(
        ["/usr/bin/python3", str(Path(__file__).with_name("fake_portal.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if portal.stdin is None or portal.stdout is None or portal.stdout.readline() != "READY\n":
        raise SystemExit("the portal does not answer")
    system = {"QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": "GNOME"}
    desktop = DrivenDesktop("follower", folder / "desktop", "http://127.0.0.1:9", system)
    seen = []
    try:
        desktop.start(["--theme", "system"])
        desktop.wait("E-mail", seconds=30)
        eyes = Eyes(desktop, folder / "shot.png")
        for said, wanted in STEPS:
            if said:
                portal.stdin.write(f"{said}\n")
                portal.stdin.flush()
            seen.append(eyes.ground(wanted))
    finally:
        desktop.close()
        portal.stdin.close()
        portal.wait(timeout=10)
    print(json.dumps(seen))  # noqa: T201  # read by the test


if __name__ == "__main__":
    main()
