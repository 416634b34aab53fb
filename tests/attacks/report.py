"""What every attack is started with, and the one line that it ends with."""

import argparse
import secrets
import sys
from collections.abc import Sequence


def options(name: str, budget: int | None, unit: str) -> argparse.ArgumentParser:
    """The parser of an attack's command line: how much of it (None: everything there is), and where chance begins."""
    parser = argparse.ArgumentParser(prog=f"attack {name}")
    parser.add_argument("--budget", type=int, default=budget, metavar="N", help=f"{unit} (default: {budget or 'all'})")
    parser.add_argument("--seed", type=int, default=None, metavar="S", help="where chance begins; drawn if not given")
    return parser


def a_seed() -> int:
    """A seed that is short enough to be typed."""
    return secrets.randbelow(1_000_000_000)


def finish(name: str, seed: int, violations: Sequence[str], **figures: object) -> int:
    """Print each violation and, last, the seed and the figures in one line; the exit code."""
    for violation in violations:
        print(f"VIOLATION {violation}", file=sys.stderr)
    sys.stderr.flush()
    told = " ".join(f"{key}={value}" for key, value in figures.items())
    print(f"attack {name}: {'FAILED' if violations else 'ok'} seed={seed} violations={len(violations)} {told}".rstrip())
    return 1 if violations else 0
