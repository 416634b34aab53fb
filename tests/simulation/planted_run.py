"""Runs the simulation on whatever copy of the program is first on the path, and says in JSON how it ended.

Run as a program of its own, because a spoilt copy must not be imported into the tests' own process.
"""

import json
import sys
import time
import traceback
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import lunch_desktop
from tests.simulation.machine import LunchMachine

OURS = ("/tests/simulation/", "/tests/support/")


def main(copy: str, histories: int, seed: int) -> None:
    """Run up to so many histories; stop at the first that fails, and name the check that noticed."""
    assert Path(lunch_desktop.__file__).is_relative_to(copy), f"{lunch_desktop.__file__} is not the copy"
    began, said = time.monotonic(), {"check": None, "message": ""}
    try:
        run_state_machine_as_test(
            hypothesis.seed(seed)(LunchMachine),
            settings=settings(
                max_examples=histories,
                stateful_step_count=60,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except Exception as error:  # noqa: BLE001  # whatever it is, the test wants to know
        last = traceback.extract_tb(error.__traceback__)[-1]
        ours = isinstance(error, AssertionError) and any(one in last.filename for one in OURS)
        said = {
            "check": last.name if ours else f"{type(error).__name__} in {last.name}",
            "message": str(error)[:2000],
        }
    histories = LunchMachine.tally["histories"]
    sys.stdout.write(json.dumps({**said, "histories": histories, "seconds": round(time.monotonic() - began, 1)}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
