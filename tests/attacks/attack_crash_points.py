"""Crash at effect k, for every k: the program ends at every statement, file operation and crossing of the network.

`dev.py attack crash-points --budget 1000`: how many crashes are made at most, spread evenly over all there are.
"""

import logging
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.attacks.crash.engines import reused
from tests.attacks.crash.runs import MEMORY, Point, in_parallel, prepare_all, try_point
from tests.attacks.crash.scenarios import SCENARIOS
from tests.attacks.report import a_seed, finish, options

LATEST_SECOND_CRASH = 120
"""A start with nothing special to do takes about so many effects until it has exchanged everything."""


def chosen(points: list[Point], budget: int | None, chance: random.Random) -> list[Point]:
    """At most `budget` of them, evenly spread; some crash again at the next start, some stand on a real disk."""
    if budget is not None and budget < len(points):
        stride = len(points) / budget
        start = chance.random()
        points = [points[int((number + start) * stride)] for number in range(budget)]
    varied = []
    for point in points:
        again = point.alone is None and chance.random() < 0.2
        varied.append(
            replace(
                point,
                again=chance.randint(1, LATEST_SECOND_CRASH) if again else None,
                on_disk=chance.random() < 0.02,
                amid=chance.random(),
            )
        )
    return varied


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the attack; 0 if everything held."""
    parser = options("crash-points", None, "crashes at most, spread evenly over all there are")
    parser.add_argument("--only", action="append", choices=sorted(SCENARIOS), metavar="SCENARIO")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1), metavar="N")
    said = parser.parse_args(arguments)
    seed = a_seed() if said.seed is None else said.seed
    logging.getLogger("lunch_desktop").addHandler(logging.NullHandler())  # it has much to say about damaged files
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="lunch-crash-begun-", dir=MEMORY))
    try:
        with reused():
            prepared = prepare_all(folder, said.only or SCENARIOS)
            everything = [point for one in prepared.values() for point in one.points()]
            points = chosen(everything, said.budget, random.Random(seed))
            judged: set[str] = set()  # each worker's own
            wrong = in_parallel(said.workers, points, lambda point: try_point(prepared[point.scenario], point, judged))
    finally:
        shutil.rmtree(folder)
    return finish(
        "crash-points",
        seed,
        [f"at {point}: {text.strip().splitlines()[-1]}" for point, text in sorted(wrong, key=lambda one: str(one[0]))],
        scenarios=len(prepared),
        effects=sum(len(one.effects) for one in prepared.values()),
        points=len(everything),
        crashes=len(points) + sum(1 for point in points if point.again is not None),
        seconds=round(time.monotonic() - began, 1),
    )


if __name__ == "__main__":
    sys.exit(main())
