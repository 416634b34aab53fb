"""Runs the simulation once on whatever copy of the program is first on the path, and says in JSON how it ended.

Run as a program of its own, because a spoilt copy must not be imported into the tests' own process.
"""

import json
import sys
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import lunch_desktop
from tests.simulation import machine
from tests.simulation.machine import LunchMachine


def main(copy: str, examples: int) -> None:
    """Run up to `examples` histories; stop at the first that fails."""
    assert Path(lunch_desktop.__file__).is_relative_to(copy), f"{lunch_desktop.__file__} is not the copy"
    began, seen = time.monotonic(), 0

    class Counted(LunchMachine):
        def __init__(self) -> None:
            nonlocal seen
            seen += 1
            super().__init__()

    said: dict[str, object] = {"error": None}
    try:
        run_state_machine_as_test(
            Counted,
            settings=settings(
                max_examples=examples,
                stateful_step_count=40,
                deadline=None,
                derandomize=True,
                database=None,
                phases=[Phase.generate],
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except Exception as error:  # noqa: BLE001  # whatever it is, the test wants to know
        frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == machine.__file__]
        said = {
            "error": type(error).__name__,
            "check": frames[-1].name if frames else "",
            "message": str(error)[:2000],
        }
    sys.stdout.write(json.dumps({**said, "histories": seen, "seconds": round(time.monotonic() - began, 1)}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
