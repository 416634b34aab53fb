"""The disk as it can be: full, read-only, locked, torn, damaged, emptied; under one desktop's file.

python packaging/dev.py attack disk [--budget CASES] [--seed S] [--only CASE]

Without the right to mount a small disk, files are limited in size instead, and the read-only disk is left out; the last
line says which it was.
"""

import logging
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from tests.attacks.disk_cases import CASES
from tests.attacks.disk_stage import Stage, Violation, small_disk
from tests.attacks.report import a_seed, finish, options


def main() -> int:
    """Attack, and say how it went."""
    parser = options("disk", 150, "cases")
    parser.add_argument("--only", choices=sorted({case.__name__ for case in CASES}), help="this kind of case alone")
    asked = parser.parse_args()
    seed = a_seed() if asked.seed is None else asked.seed
    logging.disable(logging.CRITICAL)  # what the program says of a damaged file is not news here
    cases = [case for case in CASES if asked.only in (None, case.__name__)]
    violations: list[str] = []
    ran: Counter[str] = Counter()
    work = Path(tempfile.mkdtemp(prefix="lunch-disk-")).resolve()
    work.chmod(0o755)  # some cases look at it as somebody else
    try:
        with small_disk(work / "disk") as disk:
            stage = Stage(work, disk)
            clicks = list(stage.clicks)
            for number in range(asked.budget):
                case = cases[number % len(cases)]
                stage.clicks = list(clicks)
                ran[case.__name__] += 1
                try:
                    case(stage, Random(f"{seed} {number}"))
                except Violation as violation:
                    violations.append(f"case {number} {case.__name__}: {violation}")
                except Exception as error:  # noqa: BLE001 - whatever a case ends with is a finding
                    where = "".join(traceback.format_exception(error)[-3:])
                    violations.append(f"case {number} {case.__name__}: {type(error).__name__}: {error}\n{where}")
            stage.close()
            figures = {**ran, **dict(sorted(stage.figures.items()))}
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return finish(
        "disk", seed, violations, cases=asked.budget, disk="mounted" if disk.mounted else "limited", **figures
    )


if __name__ == "__main__":
    sys.exit(main())
