"""`attack planted`: bugs planted in copies of the program; each must be caught, and what caught it is printed."""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.attacks.report import a_seed, finish, options
from tests.simulation.planting import PLANTS, Catch, Plant, read_plant, try_plant


def main() -> int:
    """Try every plant, two at a time, each until it is caught or its histories are used up."""
    parser = options("planted", 400, "histories for each plant at most")
    parser.add_argument("--only", action="append", metavar="NAME", help="a plant by its name; may be repeated")
    asked = parser.parse_args()
    seed = a_seed() if asked.seed is None else asked.seed
    began = time.monotonic()
    plants = [read_plant(path) for path in PLANTS if not asked.only or path.stem in asked.only]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:

        def attempt(plant: Plant) -> Catch:
            return try_plant(Path(folder) / plant.name, plant, asked.budget, seed)

        catches = []
        for plant, catch in zip(plants, pool.map(attempt, plants), strict=True):
            after = f"{catch.histories} histories, {catch.seconds} s" if plant.caught_by else "its own test"
            print(f"{plant.name} · breaks {plant.breaks} · caught by {catch.by} · {after}", flush=True)
            catches.append(catch)
    missed = [plant.name for plant, catch in zip(plants, catches, strict=True) if catch.by is None]
    violations = [f"{name} was not caught" for name in missed]
    seconds = round(time.monotonic() - began)
    return finish("planted", seed, violations, plants=len(plants), caught=len(plants) - len(missed), seconds=seconds)


if __name__ == "__main__":
    sys.exit(main())
