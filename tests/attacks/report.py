"""What every attack is started with, and the one line that it ends with."""

import argparse
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.support.postgres import postgres_running


def options(name: str, budget: int | None, unit: str) -> argparse.ArgumentParser:
    """The parser of an attack's command line: how much of it (None: everything there is), and where chance begins."""
    parser = argparse.ArgumentParser(prog=f"attack {name}")
    parser.add_argument("--budget", type=int, default=budget, metavar="N", help=f"{unit} (default: {budget or 'all'})")
    parser.add_argument("--seed", type=int, default=None, metavar="S", help="where chance begins; drawn if not given")
    return parser


def add_database(parser: argparse.ArgumentParser) -> None:
    """Let an attack be asked for on either database."""
    parser.add_argument(
        "--database", choices=("sqlite", "postgresql"), default="sqlite", help="of the server (default: sqlite)"
    )


@contextmanager
def a_database(kind: str) -> Iterator[str | None]:
    """The URL of a new database on a PostgreSQL of the attack's own; None for a file in the attack's folder."""
    if kind == "sqlite":
        yield None
        return
    with postgres_running() as server:
        yield server.fresh()


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
