"""A desktop in a process of its own that tells, by the machine's clock, when another desktop's row is stored here.

Arguments: folder, server address, login, password. Writes one line of JSON for each change of the parties.
"""

import json
import sys
import time
from pathlib import Path

from lunch_desktop.sync.engine import Changed
from tests.performance.engine_desktop import EngineDesktop


def main() -> None:
    """Listen until standard input ends."""
    folder, server, login, password = sys.argv[1:]

    def told(changed: Changed) -> None:
        if "parties" in changed.tables:
            sys.stdout.write(json.dumps({"stored": time.monotonic_ns()}) + "\n")
            sys.stdout.flush()

    desktop = EngineDesktop(Path(folder), server, login, password, told)
    desktop.wait_until_live()
    sys.stdout.write(json.dumps({"ready": True}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    desktop.close()


if __name__ == "__main__":
    main()
