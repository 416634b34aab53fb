"""Exports of a million rows: their time beside the writer libraries', their memory, and the window meanwhile.

python packaging/dev.py bench export [--json FILE] [--readme] [--rows N]

A real server with the demo company and years of seats, a real window of its admin, and the command line, which hands
the job to the window; the window's child process fetches the rows and writes the file. Beside each format stands the
floor: the library alone (XlsxWriter with constant memory, Python's csv) writing the same cells of the same run, of
which only the writing is timed.
"""

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from lunch_desktop.demo.company import build_company
from lunch_desktop.demo.desktop import DrivenDesktop
from lunch_desktop.demo.people import DemoAccount
from lunch_desktop.domain.people import Role
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.clock import SystemClock
from tests.performance.attended_company import attend_at
from tests.performance.bench_window import settle
from tests.performance.figures import machine, write_block, write_json
from tests.support.keyrings import keyring_in

FORMATS: Final = ("csv", "xlsx")
SEED: Final = 1
MOST_MIB: Final = 250
SLOWEST: Final = 1.3
MOST_MS: Final = 16.0
_AT_ONCE: Final = 20_000
_DAY_FORMAT: Final = "yyyy-mm-dd"


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="bench export")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--readme", action="store_true", help="write the figures into the README")
    parser.add_argument("--rows", type=int, default=1_000_000, help="seats of the company (default: 1,000,000)")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--data", type=Path, help="a folder that is kept, and used again if it is there")
    options = parser.parse_args()
    folder = options.data or Path(tempfile.mkdtemp(prefix="lunch-bench-"))
    figures: dict[str, Any] = {**machine(), "rows": options.rows}
    try:
        figures["formats"] = measure(folder, options.rows, options.formats)
    finally:
        if options.data is None:
            shutil.rmtree(folder, ignore_errors=True)
    lines = report(figures)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.json:
        write_json(options.json, figures)
    if options.readme:
        write_block("bench export", lines)
    return 0


@dataclass(frozen=True, slots=True)
class Exported:
    """One file: how long it took, the most memory that the child and the server had, and the window meanwhile."""

    seconds: float
    child_mib: float
    server_mib: float
    turns: dict[str, Any]


def measure(folder: Path, rows: int, formats: list[str]) -> dict[str, Any]:
    """Every format, each with its floor."""
    found: dict[str, Any] = {}
    with ExitStack() as stack:
        server, address = _server_with(folder, rows)
        stack.callback(server.stop)
        company = build_company(SEED, SystemClock().now())
        admin = next(one for one in company.accounts if one.role is Role.ADMIN)
        desktop = stack.enter_context(_signed_in(folder / "desktop", address, admin, company.password))
        for one in formats:
            target = folder / f"attendance.{one}"
            exported = _export(desktop, server, folder, one, target)
            found[one] = {
                "seconds": round(exported.seconds, 2),
                "mib": round(target.stat().st_size / 2**20, 1),
                "child_mib": round(exported.child_mib, 1),
                "server_mib": round(exported.server_mib, 1),
                "p99": round(exported.turns["p99"], 2),
                "longest": round(exported.turns["max"], 2),
                "over_16": exported.turns["over_16"],
                "worst": exported.turns["worst"][:4],
            }
    cells = folder / "attendance.csv"
    for one in formats:
        if cells.exists():
            floor = (_csv_floor if one == "csv" else _xlsx_floor)(cells, folder / f"floor.{one}")
            found[one] |= {"floor": round(floor, 2), "ratio": round(found[one]["seconds"] / floor, 2)}
    return found


def _server_with(folder: Path, rows: int) -> tuple[ChildServer, str]:
    """A server whose company has so many seats; the first start makes the demo company."""
    data = folder / "server"
    arguments = ["--demo", "--seed", str(SEED), "--data-dir", str(data)]
    if not (folder / "filled").exists():
        first = ChildServer(arguments)
        first.start(60)
        first.stop()
        attend_at(next(data.glob("**/company.db")), rows)
        (folder / "filled").touch()
    server = ChildServer(arguments)
    return server, server.start(60)


@contextmanager
def _signed_in(folder: Path, address: str, account: DemoAccount, password: str) -> Iterator[DrivenDesktop]:
    """The admin's window, when it has everything."""
    folder.mkdir(parents=True, exist_ok=True)
    desktop = DrivenDesktop("bench", folder, address, keyring_in(folder))
    desktop.start()
    try:
        desktop.wait("Password", seconds=30)
        desktop.type("E-mail", account.login)
        desktop.type("Password", password)
        desktop.click("Sign in")
        desktop.wait_status(60, reach="online", live=True, waiting=0)
        settle(desktop)
        yield desktop
    finally:
        desktop.close()


def _export(desktop: DrivenDesktop, server: ChildServer, folder: Path, one: str, target: Path) -> Exported:
    """The command line beside the open window."""
    command = [sys.executable, "-m", "lunch_desktop", "--data-dir", str(desktop.folder), "--language", "ko"]
    command += ["export", "attendance", "--format", one, "--out", str(target), "--online"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **keyring_in(folder / "desktop")}
    with _watched(desktop.pid, server.pid) as most:
        desktop.ask("probe", value="start")
        began = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
        turns = desktop.ask("probe", value="stop")
    if done.returncode:
        raise SystemExit(f"the export failed: {done.stderr[-2000:]}")
    return Exported(seconds, most["child"], most["server"], turns)


@contextmanager
def _watched(window: int, server: int | None) -> Iterator[dict[str, float]]:
    """The most memory, in MiB, that the window's export child and the server came to have."""
    most, over = {"child": 0.0, "server": 0.0}, threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            children = [pid for pid in _children(window) if b"export-worker" in _said(pid)]
            most["child"] = max([most["child"], *map(_peak_mib, children)])
            most["server"] = max(most["server"], _peak_mib(server or 0))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            found += map(int, (thread / "children").read_text().split())
        except OSError:  # the thread has ended meanwhile
            continue
    return found


def _said(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _peak_mib(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _cells(file: Path) -> Iterator[list[list[str]]]:
    """What our CSV file holds, header and statement too, some lines at a time."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        lines = csv.reader(text)
        while part := list(islice(lines, _AT_ONCE)):
            yield part


def _csv_floor(cells: Path, target: Path) -> float:
    """Seconds that Python's csv takes for the same lines."""
    took = 0.0
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for part in _cells(cells):
            began = time.perf_counter()
            writer.writerows(part)
            took += time.perf_counter() - began
        began = time.perf_counter()
        file.flush()
        os.fsync(file.fileno())
    return took + time.perf_counter() - began


def _xlsx_floor(cells: Path, target: Path) -> float:
    """Seconds that XlsxWriter takes for the same cells: days as dates in a format, everything else as text."""
    took = 0.0
    book = xlsxwriter.Workbook(str(target), {"constant_memory": True, "strings_to_numbers": False})
    sheet, days = book.add_worksheet(), book.add_format({"num_format": _DAY_FORMAT})
    row = 0
    for part in _cells(cells):
        read = [[_value(cell) for cell in line] for line in part]
        began = time.perf_counter()
        for line in read:
            for column, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write_datetime(row, column, value, days)
            row += 1
            if row == 1_048_576:
                sheet, row = book.add_worksheet(), 0
        took += time.perf_counter() - began
    began = time.perf_counter()
    book.close()
    return took + time.perf_counter() - began


def _value(cell: str) -> str | datetime:
    if len(cell) == 10 and cell[4] == "-" == cell[7]:
        return datetime.fromisoformat(cell)
    return cell


def report(figures: dict[str, Any]) -> list[str]:
    """A table of it."""
    out = io.StringIO()
    rows = f"{figures['rows']:,}"
    out.write(f"An export of attendance, {rows} rows, of a server through the window's child process\n\n")
    out.write("| format | time | beside the library alone | child, peak | server, peak | window p99, longest |\n")
    out.write("|---|---|---|---|---|---|\n")
    for name, one in figures["formats"].items():
        ratio = f"{one['ratio']} × {one['floor']} s" if "ratio" in one else "not measured"
        out.write(f"| {name}, {one['mib']} MiB | {one['seconds']} s | {ratio} | {one['child_mib']} MiB ")
        out.write(f"| {one['server_mib']} MiB | {one['p99']} ms, {one['longest']} ms |\n")
    out.write(f"\nLimits: {SLOWEST} ×, {MOST_MIB} MiB, p99 {MOST_MS:.0f} ms.")
    return out.getvalue().split("\n")


if __name__ == "__main__":
    sys.exit(main())
