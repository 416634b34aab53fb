"""Who may do what: every route and every change, by everybody, against the real server, compared with what is stated.

python packaging/dev.py attack authorisation [--small] [--json FILE] [--markdown FILE]
                                                [--database postgresql]

A company with people of every role and relation is made; every route of the server's own description is called by each
of them, every registered mutation is pushed from every way to stand to a party, and everybody pulls. What somebody may
not reach is compared with what does not exist, byte for byte and by the time it takes.
"""

import argparse
import json
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.attacks.authorisation import mutations, routes, scopes
from tests.attacks.authorisation.callers import Caller
from tests.attacks.authorisation.cast import company
from tests.attacks.authorisation.cells import Cell, Seen
from tests.attacks.authorisation.page import page
from tests.attacks.authorisation.routes import Route
from tests.attacks.report import a_database, add_database

PAGE: Final = Path(__file__).parents[2] / "docs" / "authorisation.md"
AGAIN: Final = "write it again: python packaging/dev.py attack authorisation --markdown docs/authorisation.md"


def main() -> int:
    """Walk, print the table, and say whether all of it holds."""
    parser = argparse.ArgumentParser(prog="attack authorisation")
    parser.add_argument("--small", action="store_true", help="each relation once, for employees only, and no times")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was tried")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write what is stated, as docs/authorisation.md")
    add_database(parser)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # the server warns of what is done to it here
    began, folder = time.monotonic(), Path(tempfile.mkdtemp(prefix="lunch-authorisation-"))
    try:
        with a_database(asked.database) as url:
            seen, served = walk(folder, small=asked.small, url=url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for line in table(seen.cells):
        print(line)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in seen.cells], ensure_ascii=False, indent=1) + "\n")
    if asked.markdown:
        asked.markdown.write_text(page(served), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page(served):
        seen.violations.append(f"{PAGE.name} says otherwise than the program: {AGAIN}")
    for violation in seen.violations:
        print(f"VIOLATION {violation}", file=sys.stderr)
    slowest = f" slowest_twin={seen.slowest[0]:.2f} ({seen.slowest[1]})" if seen.slowest[1] else ""
    print(
        f"attack authorisation: {'FAILED' if seen.violations else 'ok'} violations={len(seen.violations)} "
        f"routes={len(served)} tries={len(seen.cells)} twins={seen.twins} "
        f"seconds={time.monotonic() - began:.0f}{slowest}"
    )
    return 1 if seen.violations else 0


def walk(folder: Path, *, small: bool, url: str | None = None) -> tuple[Seen, list[Route]]:
    """All of it, in production; the routes once more as they are while developing. What was seen, and the routes.

    The company is kept at `url`, or in a file in `folder`.
    """
    seen = Seen()
    with company(folder / "production", volumes=True, url=url) as cast:
        served = routes.walk(cast, seen, timed=not small)
        scopes.walk(cast, seen)
        if small:
            mutations.walk(cast, seen, roles=(Caller.EMPLOYEE,), every_way=False)
        else:
            mutations.walk(cast, seen)
    if not small:
        with company(folder / "development", production=False) as cast:
            routes.walk(cast, seen, timed=False)
    return seen, served


def table(cells: Sequence[Cell]) -> list[str]:
    """One line for each thing that was tried, with who was told what."""
    lines: dict[str, dict[str, list[str]]] = {}
    for one in cells:
        said = one.observed if one.holds else f"{one.observed} INSTEAD OF {one.stated}"
        lines.setdefault(one.what, {}).setdefault(said, []).append(one.who)
    told = []
    for what, words in lines.items():
        told.append(what)
        told += [f"    {said:<22} {'; '.join(dict.fromkeys(who))}" for said, who in words.items()]
    return told


if __name__ == "__main__":
    sys.exit(main())
