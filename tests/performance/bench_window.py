"""The window's speed on a large file: its start, long lists, clicks, the event loop on a walk through it, and at rest.

python packaging/dev.py bench window [--json FILE] [--readme] [--parties N]

The real window on a screen of its own (Xvfb), in a company of full size (`full_company`). Nobody listens at the
server's address: all is measured with what is on disk.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from lunch_desktop.demo.company import DemoCompany, build_large
from lunch_desktop.demo.desktop import DrivenDesktop, StepFailed
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import day_of
from lunch_desktop.store.connection import open_raw
from lunch_desktop.system.clock import SystemClock
from tests.performance.bench_first_lunch import SERVER, empty_window, sync_into
from tests.performance.figures import Spread, machine, write_block, write_json
from tests.performance.full_company import full_rows
from tests.performance.processes import processor_seconds, resident_mib
from tests.performance.window_tour import Legs, Walk
from tests.support.keyrings import key_kept_in, keyring_in
from tests.tour.screen import Screen, open_screen

PATIENCE_SECONDS = 30.0
QUIET = 0.01
"""The share of a core below which what follows the first paint is taken to be done."""
COUNTED = ("parties", "employees", "restaurants", "reviews", "messages")
_ENTERED = ["Requested", "In line", "You wait", "Waiting"]
_FAILED_MS = 1_500


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="bench window")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--readme", action="store_true", help="write the figures into the README")
    parser.add_argument("--parties", type=int, default=100_000)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--clicks", type=int, default=40)
    parser.add_argument("--idle", type=float, default=60, help="seconds at rest")
    parser.add_argument("--data", type=Path, help="a folder that was kept, instead of a new one")
    options = parser.parse_args()
    folder = options.data or Path(tempfile.mkdtemp(prefix="lunch-bench-"))
    figures: dict[str, Any] = dict(machine())
    try:
        if not any(folder.glob("accounts/*/lunch.db")):
            folder.mkdir(parents=True, exist_ok=True)
            company = build_large(1, SystemClock().now(), options.parties)
            sync_into(folder, company, _with_time_ahead(company))
        figures |= {name: _count(folder, name) for name in COUNTED}
        with open_screen() as screen:
            figures |= measure(folder, screen, options.starts, options.clicks, options.idle)
    finally:
        if options.data is None:
            shutil.rmtree(folder, ignore_errors=True)
    lines = report(figures)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.json:
        write_json(options.json, figures)
    if options.readme:
        write_block("bench window", lines)
    return 0


def _with_time_ahead(company: DemoCompany) -> Iterator[tuple[Table[Any], Any]]:
    """The company's rows, but for the seats of its protagonist from tomorrow on, which stand against every other."""
    me, today = company.protagonist, day_of(SystemClock().now(), company.office.time_zone)
    hosted = {row.id for table, row in company.rows() if table is PARTIES and row.host_id == me and row.day > today}
    for table, row in full_rows(company, SystemClock().now()):
        is_mine = table is MEMBERSHIPS and row.day > today and (row.employee_id == me or row.party_id in hosted)
        if not is_mine and not (table is PARTIES and row.id in hosted):
            yield table, row


def measure(folder: Path, screen: Screen, starts: int, clicks: int, idle: float) -> dict[str, Any]:
    """All of it. Each question has a window of its own, so that none finds what another has warmed."""
    figures: dict[str, Any] = {}
    figures["start"], figures["empty_window"] = _starts(folder, screen, starts)
    with settled_window(folder, screen) as desktop:
        figures["lists"] = _lists(folder, desktop, starts)
    with settled_window(folder, screen) as desktop:
        figures["clicks"] = Spread.of(list(_clicks(desktop, clicks)))
    with settled_window(folder, screen) as desktop:
        figures["idle"] = _at_rest(desktop, idle)
        legs = Walk(screen, desktop).all()
        figures["resident_after"] = round(resident_mib(desktop.pid), 1)
    figures["turns"] = Spread.of(legs.all)
    figures["longest"] = max(legs.all)
    figures["over_16"], figures["over_50"] = legs.over_16, legs.over_50
    figures["legs"] = {name: (spread, max(legs.waits[name])) for name, spread in legs.spreads().items()}
    figures["worst"] = _told(legs)
    figures["load"] = round(os.getloadavg()[0], 1)
    return figures


def _told(legs: Legs) -> list[dict[str, Any]]:
    return [{"ms": ms, "leg": leg, "stack": stack[:6]} for ms, leg, stack in legs.worst[:12]]


@contextmanager
def settled_window(folder: Path, screen: Screen) -> Iterator[DrivenDesktop]:
    """A window that has settled."""
    desktop = DrivenDesktop("bench", folder, SERVER, {**screen.environment, **keyring_in(folder)})
    desktop.start(extra=["--work-offline"])
    try:
        _started(desktop)
        settle(desktop)
        yield desktop
    finally:
        desktop.close()


def settle(desktop: DrivenDesktop) -> None:
    """Wait until the processor is left alone for a second."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    before = processor_seconds(desktop.pid)
    while time.monotonic() < deadline:
        time.sleep(1)
        now = processor_seconds(desktop.pid)
        if now - before <= QUIET:
            return
        before = now


def _started(desktop: DrivenDesktop) -> float:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (taken := desktop.ask("started")) is None:
        if time.monotonic() > deadline:
            raise StepFailed("the window does not get to its rows")
        time.sleep(0.05)
    return float(taken)


def _starts(folder: Path, screen: Screen, times: int) -> tuple[Spread, Spread]:
    """Process start to a window with its rows painted; beside it an empty Qt window's."""
    own: list[float] = []
    floor: list[float] = []
    for number in range(times + 1):
        desktop = DrivenDesktop("bench", folder, SERVER, {**screen.environment, **keyring_in(folder)})
        desktop.start(extra=["--work-offline"])
        try:
            taken = _started(desktop)
        finally:
            desktop.close()
        empty = empty_window(screen.environment)
        if number:  # the first start warms the disk's cache for both
            own.append(taken)
            floor.append(empty)
    return Spread.of(own), Spread.of(floor)


def _lists(folder: Path, desktop: DrivenDesktop, times: int) -> dict[str, Spread]:
    """From the key or the click to the paint of rows of the two longest lists."""
    coming, past = _first_titles(folder)
    desktop.ask("press", key="Ctrl+1")
    found: dict[str, list[float]] = {"coming": [], "past": []}
    for _ in range(times):
        found["coming"].append(desktop.ask("effect", key="Ctrl+2", texts=[coming]))
        found["past"].append(desktop.ask("effect", name="Past", texts=[past]))
        desktop.ask("effect", name="Coming", texts=[coming])
        desktop.ask("press", key="Ctrl+1")
        time.sleep(0.3)
    return {name: Spread.of(taken) for name, taken in found.items()}


def _clicks(desktop: DrivenDesktop, times: int) -> Iterator[float]:
    """From Enter on a row to the paint that shows a seat was asked for; only a refused one shows something else.

    Four pages further down there is another day, on which nothing stands against it.
    """
    desktop.ask("press", key="Ctrl+2")
    time.sleep(1)
    for _ in range(2 * times):
        for _ in range(4):
            desktop.ask("press", key="PgDown")
        time.sleep(0.2)
        with suppress(StepFailed):
            yield desktop.ask("effect", key="Return", texts=_ENTERED, timeout_ms=_FAILED_MS)
            times -= 1
        if not times:
            return


def _at_rest(desktop: DrivenDesktop, seconds: float) -> dict[str, float]:
    before = processor_seconds(desktop.pid)
    time.sleep(seconds)
    used = processor_seconds(desktop.pid) - before
    return {"resident_mib": round(resident_mib(desktop.pid), 1), "core_percent": round(100 * used / seconds, 2)}


def _count(folder: Path, table: str) -> int:
    return int(_ask(folder, f"SELECT COUNT(*) FROM {table}")[0][0])  # a table of ours


def _first_titles(folder: Path) -> tuple[str, str]:
    """Titles at the top of the lists of coming and of past parties."""
    today = day_of(SystemClock().now(), "Asia/Seoul")  # the offices' day, whatever the clock of this machine says
    coming = "SELECT title FROM parties WHERE day >= ? AND state != 'cancelled' ORDER BY meets_at, id LIMIT 1"
    past = "SELECT title FROM parties WHERE day < ? ORDER BY meets_at DESC, id LIMIT 1"
    return str(_ask(folder, coming, today)[0][0]), str(_ask(folder, past, today)[0][0])


def _ask(folder: Path, query: str, *values: str) -> Sequence[Any]:
    file = next(folder.glob("accounts/*/lunch.db"))
    connection = open_raw(file, key_kept_in(folder, file.parent))
    try:
        found: Sequence[Any] = connection.execute(query, values).fetchall()
        return found
    finally:
        connection.close()


def report(figures: dict[str, Any]) -> list[str]:
    """The table for the README."""
    start, empty, idle, lists = figures["start"], figures["empty_window"], figures["idle"], figures["lists"]
    legs = [
        f"| – {name} | {spread}, longest {longest:.0f} ms | |" for name, (spread, longest) in figures["legs"].items()
    ]
    held = ", ".join(f"{figures[name]:,} {name}" for name in COUNTED)
    return [
        f"| the real window; in the file {held} | measured | floor of the same run, ratio |",
        "|---|---|---|",
        f"| process start to a usable window | {start} | an empty Qt window: {empty}; {start.p50 / empty.p50:.1f} |",
        f"| key to the first rows of the list of what comes | {lists['coming']} | |",
        f"| click to the first rows of all that is past | {lists['past']} | |",
        f"| Enter on a row to the paint that shows its effect, on disk before | {figures['clicks']} | |",
        f"| how long an event waits for the loop, on a walk through the window | {figures['turns']}, "
        f"longest {figures['longest']:.0f} ms; {figures['over_16']} times over 16 ms, {figures['over_50']} over 50 | |",
        *legs,
        f"| at rest | {idle['resident_mib']:.0f} MiB, {idle['core_percent']:.2f} % of a core | "
        f"after the walk {figures['resident_after']:.0f} MiB |",
        "",
        f"Measured {figures['date']} at commit {figures['commit']} on {figures['machine']} with a load of "
        f"{figures['load']},",
        f"Python {figures['python']}, by `python packaging/dev.py bench window --readme`.",
    ]


if __name__ == "__main__":
    sys.exit(main())
