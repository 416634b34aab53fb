"""What encrypting the desktop's file costs, beside a plain file in the same run.

python packaging/dev.py bench encryption [--json FILE] [--readme] [--rows N] [--times N]

Both files hold the same company, and each measurement is taken of one and the other in turn. A plain file is read and
written by Python's own SQLite, an encrypted one by SQLCipher's, which is a later version. Beside the time that passes
stands the processor's, which a busy machine leaves as it is.
"""

import argparse
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.times import Day, day_of
from lunch_desktop.store.connection import open_raw
from lunch_desktop.store.desktop.backup import Backups
from lunch_desktop.store.desktop.queries.parties import PartyFilter
from lunch_desktop.store.desktop.soundness import check_file
from tests.performance.figures import Spread, machine, write_block, write_json
from tests.performance.large_company import LargeCompany
from tests.support.company import InProcessRemote
from tests.support.desktop import Desktop

KEYS: Final = {"plain": None, "encrypted": secrets.token_bytes(32)}
BULK_ROWS: Final = 20_000
SHOWN: Final = 60
"""Parties that a page reads at a time."""
Work = Callable[[Desktop], object]


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="bench encryption")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--readme", action="store_true", help="write the figures into the README")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the company (default: 100,000)")
    parser.add_argument("--times", type=int, default=5, help="how often what is long is done (default: 5)")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="lunch-bench-"))
    try:
        figures: dict[str, Any] = {**machine(), **Bench(folder, options.rows, options.times).run()}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lines = report(figures)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.json:
        write_json(options.json, figures)
    if options.readme:
        said = [f"Measured {figures['date']} at commit {figures['commit']} on {figures['machine']},"]
        said += [f"Python {figures['python']}, by `python packaging/dev.py bench encryption --readme`."]
        write_block("bench encryption", [*lines, "", *said])
    return 0


@dataclass(frozen=True)
class Taken:
    """How long something took, in milliseconds, and how long the processor was busy with it."""

    passed: Spread
    busy: Spread

    @classmethod
    def of(cls, measured: list[tuple[float, float]]) -> "Taken":
        """Of at least two measurements."""
        return cls(*(Spread.of(values) for values in zip(*measured, strict=True)))


class Bench:
    """Two desktops of one person, one plain and one encrypted."""

    def __init__(self, folder: Path, rows: int, times: int) -> None:
        self._folder = folder
        self._times = times
        self._company = LargeCompany(folder / "company", rows)
        self._company.sync.keep_volumes()
        self._chance = Random(1)
        self._turn = 0

    def run(self) -> dict[str, Any]:
        """Every measurement, as {"plain": Taken, "encrypted": Taken}."""
        found: dict[str, Any] = {"rows": len(self._company.seen)}
        found["first sync"], desktops = self._first_syncs()
        today = day_of(self._company.clock.now(), "Asia/Seoul")
        ids = desktops["plain"].reads.party_ids(PartyFilter.PAST, today)
        many, few = self._times * 40, self._times
        for name, times, work in (
            ("change", many, self._change(today)),
            ("point", many, lambda one: one.reads.party(self._chance.choice(ids))),
            ("today", many, lambda one: one.reads.today(self._company.clock.now())),
            ("parties", many, lambda one: one.reads.parties(one.reads.party_ids(PartyFilter.COMING, today)[:SHOWN])),
            ("search", many, lambda one: one.reads.party_ids(PartyFilter.PAST, today, "점심")),
            ("full read", few, _read_all),
            ("bulk", few, self._bulk),
            ("backup", few, self._back_up),
            ("check", few, lambda one: check_file(one.path, one.key, None)),
            ("open", few, _open_again),
        ):
            found[name] = self._measured(desktops, times, work)
        for desktop in desktops.values():
            desktop.close()
        self._company.close()
        return found

    def _first_syncs(self) -> tuple[dict[str, Taken], dict[str, Desktop]]:
        """With the server in the same process and its volumes made: what is left is unpacking and writing."""
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in KEYS}
        desktops: dict[str, Desktop] = {}
        for number in range(max(2, self._times)):
            for name in KEYS:
                if name in desktops:
                    desktops.pop(name).close()
                desktops[name] = self._desktop(name, number)
                taken[name].append(_milliseconds(desktops[name].sync))
        return {name: Taken.of(values) for name, values in taken.items()}, desktops

    def _desktop(self, name: str, number: int) -> Desktop:
        person = self._company.company.accounts[0].employee_id
        kind = type(name, (Desktop,), {"key": KEYS[name]})
        folder = self._folder / f"{name} {number}"
        folder.mkdir()
        made: Desktop = kind(
            folder / "lunch.db", self._company.clock, person, InProcessRemote(lambda: self._company.sync, person)
        )
        return made

    def _measured(self, desktops: dict[str, Desktop], times: int, work: Work) -> dict[str, Taken]:
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in desktops}
        for desktop in desktops.values():
            work(desktop)
        for _ in range(max(2, times)):
            for name, desktop in desktops.items():
                taken[name].append(_milliseconds(lambda desktop=desktop: work(desktop)))  # type: ignore[misc]
        return {name: Taken.of(values) for name, values in taken.items()}

    def _change(self, today: Day) -> Work:
        def change(desktop: Desktop) -> None:
            self._turn += 1
            desktop.store.perform(
                Intent("availability.set", SetAvailability(today, ("alone", "away")[self._turn // 2 % 2], None, None))
            )

        return change

    def _bulk(self, desktop: Desktop) -> None:
        path = desktop.path.with_name("bulk.db")
        with closing(open_raw(path, desktop.key, make=True)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("CREATE TABLE rows (id TEXT PRIMARY KEY, said TEXT)")
            raw.execute("BEGIN")
            raw.executemany("INSERT INTO rows VALUES (?, ?)", ((f"{n:036}", "x" * 264) for n in range(BULK_ROWS)))
            raw.execute("COMMIT")
        path.unlink()

    def _back_up(self, desktop: Desktop) -> None:
        for old in Backups(desktop.path, desktop.key).all():
            old.unlink()
        Backups(desktop.path, desktop.key).make(self._company.clock.now())


def _read_all(desktop: Desktop) -> None:
    """Every row of the entities, by a connection that knows none of them."""
    with closing(open_raw(desktop.path, desktop.key)) as raw:
        for table in desktop.database.rows:
            raw.execute(f"SELECT * FROM {table.sql.name}").fetchall()


def _open_again(desktop: Desktop) -> None:
    desktop.close()
    desktop.open()
    desktop.reads.counts()


def _milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    began, busy = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000


def report(figures: dict[str, Any]) -> list[str]:
    """A table of what was measured."""
    said = {
        "first sync": f"first sync of {figures['rows']:,} rows: unpacked and written",
        "change": "one durable change of one's own",
        "bulk": f"{BULK_ROWS:,} rows of 300 bytes, inserted together",
        "point": "one party",
        "today": "what Today asks for",
        "parties": f"the list of coming parties, and {SHOWN} of them",
        "search": "a search among the past parties",
        "full read": "every row",
        "open": "opening the file",
        "backup": "a backup, read through",
        "check": "reading the file through",
    }
    lines = ["| the desktop's file | plain | encrypted | ratio | of processor time |", "|---|---|---|---|---|"]
    for name, words in said.items():
        plain, ciphered = (figures[name][which] for which in KEYS)
        times = f"{plain.passed.p50:,.2f} ms | {ciphered.passed.p50:,.2f} ms"
        ratios = f"{ciphered.passed.p50 / plain.passed.p50:.2f} | {ciphered.busy.p50 / plain.busy.p50:.2f}"
        lines.append(f"| {words} | {times} | {ratios} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
