"""`attack simulate`: the simulation at length, each batch of histories from a seed of its own."""

import multiprocessing
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.attacks.report import a_seed, add_database, finish, options
from tests.simulation.founding import DATABASE
from tests.simulation.machine import LunchMachine

STEPS_IN_A_HISTORY = 80
HISTORIES_IN_A_BATCH = 50
STEPS_IN_A_BATCH = STEPS_IN_A_HISTORY * HISTORIES_IN_A_BATCH


@dataclass(frozen=True)
class Batch:
    """What a batch came to: what happened how often, and the failure, if there was one."""

    seed: int
    tally: Counter[str]
    failure: str | None


def run_batch(asked: tuple[int, int, bool]) -> Batch:
    """Run so many histories from a seed; stop at a failure, and shrink it if that is wanted."""
    seed, histories, shrink = asked

    class Lunch(LunchMachine):
        tally: ClassVar[Counter[str]] = Counter()

    failure = None
    try:
        run_state_machine_as_test(
            hypothesis.seed(seed)(Lunch),
            settings=settings(
                max_examples=histories,
                stateful_step_count=STEPS_IN_A_HISTORY,
                deadline=None,
                database=None,
                phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what was looked for
        failure = "".join(traceback.format_exception(error, limit=-6))
    return Batch(seed, Lunch.tally, failure)


def batches(budget: int, seed: int, *, shrink: bool) -> Iterator[tuple[int, int, bool]]:
    """As many batches as make up `budget` steps."""
    while budget > 0:
        steps = min(budget, STEPS_IN_A_BATCH)
        yield seed, -(-steps // STEPS_IN_A_HISTORY), shrink
        seed, budget = seed + 1, budget - STEPS_IN_A_BATCH


def main() -> int:
    """Run as many batches as the budget asks for, on every processor; tell what happened how often."""
    parser = options("simulate", 100_000, "steps in all")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes (default: 2)")
    parser.add_argument(
        "--as-found", action="store_true", help="do not shrink a history that fails, which may take long"
    )
    add_database(parser)
    asked = parser.parse_args()
    os.environ[DATABASE] = asked.database
    seed = a_seed() if asked.seed is None else asked.seed
    began, tally, violations = time.monotonic(), Counter[str](), []
    with multiprocessing.get_context("spawn").Pool(asked.workers, maxtasksperchild=8) as pool:
        for batch in pool.imap_unordered(run_batch, batches(asked.budget, seed, shrink=not asked.as_found)):
            tally = add(tally, batch.tally)
            if batch.failure is not None:
                again = f"attack simulate --seed {batch.seed} --budget {STEPS_IN_A_BATCH} --workers 1"
                violations.append(f"{batch.failure}\nto see it again: {again}")
            print(f"{tally['steps']} steps, {len(violations)} violations", file=sys.stderr, flush=True)
        pool.close()
        pool.join()  # so that each process takes away what it made
    for what, count in sorted(tally.items()):
        print(f"{count:>9,}  {what}")
    seconds = round(time.monotonic() - began)
    figures = {"steps": tally["steps"], "histories": tally["histories"], "seconds": seconds}
    return finish("simulate", seed, violations, **figures)


def add(one: Counter[str], other: Counter[str]) -> Counter[str]:
    """Counts together; of figures that are the largest of their kind, the larger."""
    together = one + other
    for what in together:
        if what.startswith("most: "):
            together[what] = max(one[what], other[what])
    return together


if __name__ == "__main__":
    sys.exit(main())
