"""Syncing, beside a raw floor of the same run, on SQLite and on PostgreSQL.

python packaging/dev.py bench sync [--json FILE] [--readme] [--rows N] [--database sqlite|postgresql] [--only PART]

The floor of moving rows is gzip -6 NDJSON of the same rows over plain HTTP, parsed and inserted by sqlite3 in one
durable transaction: compressed while the desktop waits (as our server does for a page), and compressed beforehand.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from tests.performance.bench_first_lunch import clicks
from tests.performance.counting_proxy import CountingProxy
from tests.performance.figures import Spread, machine, write_block, write_json
from tests.performance.floor import FloorServer, ndjson
from tests.performance.large_company import LargeCompany
from tests.performance.processes import processor_seconds
from tests.performance.told_process import ToldProcess
from tests.support.postgres import Postgres

PARTS: Final = ("first", "pull", "queue", "live")
SMALL: Final = 10_000
ONE_PERCENT: Final = 0.01


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="bench sync")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--readme", action="store_true", help="write the figures into the README")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the large company (default: 100,000)")
    parser.add_argument("--changes", type=int, default=10_000, help="changes in the queue (default: 10,000)")
    parser.add_argument("--times", type=int, default=3, help="how often a first sync is taken (default: 3)")
    parser.add_argument("--clicks", type=int, default=200)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--only", choices=PARTS, action="append")
    options = parser.parse_args()
    figures: dict[str, Any] = dict(machine())
    for database in options.database or ["sqlite", "postgresql"]:
        folder = Path(tempfile.mkdtemp(prefix="lunch-bench-"))
        try:
            with ExitStack() as stack:
                # The machine may lose power: what is measured is durable.
                postgres = (
                    Postgres(fsync="on", full_page_writes="on", autovacuum="on") if database != "sqlite" else None
                )
                if postgres is not None:
                    stack.callback(postgres.close)
                figures[database] = Bench(folder, postgres, options).run(options.only or PARTS)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        sys.stdout.write("\n".join(report(figures, database)) + "\n\n")
        sys.stdout.flush()
    if options.json:
        write_json(options.json, figures)
    if options.readme:
        lines = [line for database in ("sqlite", "postgresql") for line in (*report(figures, database), "")]
        said = [f"Measured {figures['date']} at commit {figures['commit']} on {figures['machine']},"]
        said += [f"Python {figures['python']}, by `python packaging/dev.py bench sync --readme`."]
        write_block("bench sync", [*lines, *said])
    return 0


class Bench:
    """The measurements over one kind of database."""

    def __init__(self, folder: Path, postgres: Postgres | None, options: argparse.Namespace) -> None:
        self._folder = folder
        self._postgres = postgres
        self._options = options

    def run(self, parts: Any) -> dict[str, Any]:
        """Take those parts that are wanted."""
        found: dict[str, Any] = {}
        if "first" in parts:
            for rows in dict.fromkeys([min(SMALL, self._options.rows), self._options.rows]):
                with self._company(rows) as company:
                    found[f"first {rows}"] = self._first(company)
        if "pull" in parts or "queue" in parts:
            with self._company(self._options.rows) as company:
                found |= self._later(company, parts)
        if "live" in parts:
            found["live"], found["request"] = clicks(self._folder / "live", self._options.clicks, self._url())
        return found

    @contextmanager
    def _company(self, rows: int) -> Iterator[LargeCompany]:
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        company = LargeCompany(folder, rows, self._url())
        try:
            yield company
        finally:
            company.close()
            shutil.rmtree(folder, ignore_errors=True)

    def _url(self) -> str | None:
        return None if self._postgres is None else self._postgres.fresh()

    def _first(self, company: LargeCompany) -> dict[str, Any]:
        """First syncs, each of a new desktop, between floors."""
        names = ("ms", "idle", "peak", "cpu", "now", "ready", "floor peak")
        taken: dict[str, list[float]] = {name: [] for name in names}
        floor = FloorServer(ndjson(company.seen))
        server = company.server()
        address = server.start()
        try:
            for number in range(self._options.times):
                for path in ("now", "ready"):
                    target = company.folder / f"floor-{path}-{number}.db"
                    measured = _run("tests.performance.floor", floor.address, f"/{path}", str(target))
                    taken[path].append(measured["ms"])
                    taken["floor peak"].append(measured["peak"])
                with self._desktop(company, address, f"desktop-{number}") as desktop:
                    busy = processor_seconds(server.pid)
                    measured = desktop.ask("sync", version=company.sync.head())
                    measured["cpu"] = (processor_seconds(server.pid) - busy) * 1000
                for name in ("ms", "idle", "peak", "cpu"):
                    taken[name].append(measured[name])
            with self._desktop(company, address, "plain") as desktop:
                plain = desktop.ask("sync", version=company.sync.head(), plain=True)["ms"]
            proxy = CountingProxy(address)
            with self._desktop(company, proxy.address, "counted") as desktop:
                signed_in = proxy.down
                desktop.ask("sync", version=company.sync.head())
                wire = proxy.down - signed_in
            proxy.close()
        finally:
            server.stop()
            floor.close()
        middle = {name: statistics.median(values) for name, values in taken.items()}
        sizes = {"rows": len(company.seen), "wire": wire, "floor wire": floor.bytes_on_the_wire}
        return {**middle, **sizes, "plain": plain, "all": taken}

    def _later(self, company: LargeCompany, parts: Any) -> dict[str, Any]:
        """What a desktop does that has synced: pulls, and a long queue."""
        found: dict[str, Any] = {}
        server = company.server()
        address = server.start()
        proxy = CountingProxy(address)
        try:
            with self._desktop(company, address, "later") as desktop:
                desktop.ask("sync", version=company.sync.head())
                desktop.ask("offline")
                if "pull" in parts:
                    found["pull"] = self._pulls(company, desktop)
                if "queue" in parts:
                    queued = desktop.ask("queue", count=self._options.changes)
                    few = 1 + self._options.changes // 20
                    found["change"] = [Spread.of(queued["own"][:few]), Spread.of(queued["floor"][:few])]
                    found["late change"] = [Spread.of(queued["own"][-few:]), Spread.of(queued["floor"][-few:])]
                    found["drain"] = desktop.ask("drain")
            if "pull" in parts:
                with self._desktop(company, proxy.address, "counted") as desktop:
                    desktop.ask("sync", version=company.sync.head())
                    desktop.ask("offline")
                    before = proxy.down + proxy.up
                    for _ in range(10):
                        desktop.ask("pull")
                    found["pull"]["idle bytes"] = (proxy.down + proxy.up - before) / 10
        finally:
            proxy.close()
            server.stop()
        return found

    def _pulls(self, company: LargeCompany, desktop: ToldProcess) -> dict[str, Any]:
        count = max(1, round(len(company.seen) * ONE_PERCENT))
        own, floor = [], []
        for number in range(5):
            company.change(count, f"말 {number}")
            own.append(desktop.ask("pull"))
            server = FloorServer(ndjson(company.seen[:count]))
            floor.append(_run("tests.performance.floor", server.address, "/now", str(company.folder / "few.db"))["ms"])
            server.close()
        idle = [desktop.ask("pull")["ms"] for _ in range(50)]
        return {
            "rows": count,
            "ms": [one["ms"] for one in own],
            "asking": [one["asking"] for one in own],
            "floor": floor,
            "idle": Spread.of(idle),
        }

    @contextmanager
    def _desktop(self, company: LargeCompany, address: str, name: str) -> Iterator[ToldProcess]:
        folder = company.folder / name
        folder.mkdir()
        login, password = company.company.accounts[0].login, company.company.password
        desktop = ToldProcess("tests.performance.sync_desktop", str(folder), address, login, password)
        try:
            yield desktop
        finally:
            desktop.ask("close")
            desktop.close()
            shutil.rmtree(folder, ignore_errors=True)


def _run(module: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", module, *arguments], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _listed(values: Sequence[float]) -> str:
    return ", ".join(f"{value:,.0f}" for value in values)


def report(figures: dict[str, Any], database: str) -> list[str]:
    """The figures of one kind of database as the README shows them."""
    taken = figures.get(database)
    if taken is None:
        return []
    named = "SQLite" if database == "sqlite" else "PostgreSQL"
    lines = [f"| the server on {named} | measured | floor of the same run | ratio |", "|---|---|---|---|"]
    for name in [one for one in taken if one.startswith("first")]:
        first = taken[name]
        lines.append(
            f"| first sync of {first['rows']:,} rows | {first['ms']:,.0f} ms "
            f"| gzip NDJSON {first['now']:,.0f} ms; compressed beforehand {first['ready']:,.0f} ms "
            f"| {first['ms'] / first['now']:.2f}; {first['ms'] / first['ready']:.2f} |"
        )
        lines.append(
            f"| … by pages, as in the first seconds of a server | {first['plain']:,.0f} ms | "
            f"| {first['plain'] / first['now']:.2f}; {first['plain'] / first['ready']:.2f} |"
        )
        lines.append(
            f"| … the server's processor time for it, at first and later | {_listed(first['all']['cpu'])} ms | | |"
        )
        lines.append(
            f"| … on the wire | {first['wire'] / 2**20:.2f} MiB | {first['floor wire'] / 2**20:.2f} MiB "
            f"| {first['wire'] / first['floor wire']:.2f} |"
        )
        lines.append(
            f"| … the desktop's peak memory over {first['idle']:.0f} MiB idle | {first['peak']:.0f} MiB "
            f"| {first['floor peak']:.0f} MiB | {first['peak'] / first['floor peak']:.2f} |"
        )
    if "pull" in taken:
        pull = taken["pull"]
        own, floor = statistics.median(pull["ms"]), statistics.median(pull["floor"])
        lines.append(
            f"| pull of {pull['rows']:,} changed rows | {own:.0f} ms, {statistics.median(pull['asking']):.0f} of them "
            f"for the answer | {floor:.0f} ms | {own / floor:.2f} |"
        )
        lines.append(f"| pull of nothing | {pull['idle']}; {pull['idle bytes']:.0f} bytes, both ways | | |")
    for name, told in (
        ("change", "one durable local change, rules run, queued"),
        ("late change", "… behind a long queue"),
    ):
        if name in taken:
            mine, raw = taken[name]
            lines.append(f"| {told} | {mine} | one raw durable insert: {raw} | {mine.p50 / raw.p50:.1f} |")
    if "drain" in taken:
        drain = taken["drain"]
        pushed, drained = drain["changes"] / drain["pushing_ms"] * 1000, drain["changes"] / drain["ms"] * 1000
        lines.append(
            f"| push of {drain['changes']:,} queued changes | decided {pushed:,.0f}/s; "
            f"sent, decided, settled {drained:,.0f}/s | | |"
        )
    if "live" in taken:
        live, request = taken["live"], taken["request"]
        lines.append(
            f"| one desktop's click to the other's stored row | {live} | one plain request: {request} "
            f"| {live.p50 / request.p50:.1f} |"
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
