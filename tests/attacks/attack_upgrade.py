"""The upgrade: what the first lunch left behind, met by this version while migrations are killed and the network fails.

python packaging/dev.py attack upgrade [--budget UPGRADES] [--seed S]

Each time both files are unpacked anew. Half of the time both migrations are killed by SIGKILL at a random moment and
begin again. Then the desktop syncs over a network that loses requests, loses answers and delivers twice, and is closed
and opened again in between; the server is, too. In the end `tests/upgrade/kept.py` judges.
"""

import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.sync.http import Unreachable
from tests.attacks.children import Child, settle
from tests.attacks.report import a_seed, finish, options
from tests.attacks.soak_judge import damaged
from tests.support.clock import ManualClock
from tests.support.network import Fate, LossyRemote
from tests.upgrade.kept import MORNING, open_company, open_desktop, unpack, wrong_after_sync

STORMY_STEPS: Final = 25
LONGEST_MIGRATION: Final = 0.25
"""Seconds within which a migration is killed; it takes about half of that."""
MOST_KILLS: Final = 4


def migrate(folder: Path) -> None:
    """Bring both files to this version, as a start does."""
    CompanyDatabase.open(f"sqlite:///{folder / 'company.db'}").close()
    DesktopDatabase.open(folder / "desktop.db").close()


def kill_migrations(folder: Path, chance: Random, counts: Counter[str]) -> None:
    """Begin the migrations several times and kill them; a few get through."""
    for _ in range(chance.randint(1, MOST_KILLS)):
        child = Child("migration", folder / "errors", migrate, folder)
        time.sleep(chance.uniform(0, LONGEST_MIGRATION))
        counts["killed" if child.alive else "in_time"] += 1
        child.kill()
        if (folder / "errors").stat().st_size if (folder / "errors").exists() else 0:
            raise AssertionError((folder / "errors").read_text(encoding="utf-8"))


def upgrade(folder: Path, chance: Random, counts: Counter[str]) -> list[str]:
    """One upgrade through all of it; what is wrong afterwards."""
    unpack(folder)
    if chance.random() < 0.5:
        kill_migrations(folder, chance, counts)
    clock = ManualClock(MORNING + 60_000)
    company = open_company(folder, clock)
    desktop = open_desktop(folder, company)
    for _ in range(chance.randint(0, STORMY_STEPS)):
        clock.advance(1_000)
        network = LossyRemote(open_way := desktop.remote)
        network.fate = chance.choice(list(Fate))
        desktop.remote = network
        desktop.facts.unsent = desktop.facts.behind = True
        counts["steps"] += 1
        try:
            desktop.step()
        except Unreachable:
            desktop.facts.retry_at = None
        desktop.remote = open_way
        what = chance.random()
        if what < 0.15:
            desktop.close()
            desktop.open()
        elif what < 0.25:
            desktop.close()
            company.database.close()
            company = open_company(folder, clock)
            desktop = open_desktop(folder, company)
    desktop.sync()
    desktop.close()
    company.database.close()
    return [*wrong_after_sync(folder), *damaged([folder / "company.db", folder / "desktop.db"])]


def main() -> int:
    """Run the upgrades."""
    asked = options("upgrade", 50, "upgrades").parse_args()
    seed = a_seed() if asked.seed is None else asked.seed
    chance = Random(seed)
    counts: Counter[str] = Counter(upgrades=0)
    violations: list[str] = []
    began = time.monotonic()
    settle()
    while counts["upgrades"] < asked.budget and not violations:
        folder = Path(tempfile.mkdtemp(prefix="lunch-upgrade-"))
        try:
            violations += upgrade(folder, chance, counts)
        except (AssertionError, sqlite3.Error) as error:
            violations.append(f"upgrade {counts['upgrades']}: {error!r}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        counts["upgrades"] += 1
    return finish("upgrade", seed, violations, **counts, seconds=round(time.monotonic() - began, 1))


if __name__ == "__main__":
    sys.exit(main())
