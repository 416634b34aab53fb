"""A desktop in a process of its own that tells, by the machine's clock, when another desktop's row is stored here.

Arguments: folder, server address, login, password. Writes one line of JSON for each change of the parties, with the
note of the latest party, by which it is known which change that was: one click may lead to more than one.
"""

import json
import sys
import time
from contextlib import closing
from pathlib import Path

from lunch_desktop.store.connection import open_raw
from lunch_desktop.sync.status import Changed
from tests.performance.engine_desktop import EngineDesktop


def main() -> None:
    """Listen until standard input ends."""
    folder, server, login, password = sys.argv[1:]

    def told(changed: Changed) -> None:
        if "parties" in changed.tables:
            stored = time.monotonic_ns()
            with closing(open_raw(Path(folder) / "lunch.db", desktop.key)) as connection:
                (note,) = connection.execute("SELECT note FROM parties ORDER BY meets_at DESC LIMIT 1").fetchone()
            sys.stdout.write(json.dumps({"stored": stored, "note": note}) + "\n")
            sys.stdout.flush()

    desktop = EngineDesktop(Path(folder), server, login, password, told)
    desktop.wait_until_live()
    sys.stdout.write(json.dumps({"ready": True}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    desktop.close()


if __name__ == "__main__":
    main()
