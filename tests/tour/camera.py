"""Takes pictures of the screen: JSON [path, left, top, width, height] in, a line "ok" out. A process of its own."""

import json
import sys

from PySide6.QtGui import QGuiApplication


def main() -> None:
    """Read what is wanted, write pictures."""
    application = QGuiApplication([])
    screen = application.primaryScreen()
    for line in sys.stdin:
        application.processEvents()
        path, *part = json.loads(line)
        saved = screen.grabWindow(0, *part).save(path)
        print("ok" if saved else "not written", flush=True)  # noqa: T201  # read by the screen


if __name__ == "__main__":
    main()
