"""What the server's API takes: ordinary requests on 50 connections, idle streams and commits that they hear, commits.

python packaging/dev.py bench api [--json FILE] [--readme] [--database sqlite|postgresql] [--only PART]

Each figure stands beside a raw floor of the same run: the same uvicorn answering a constant, and single rows that are
committed durably by the database's own driver. Whoever asks is on the same machine and takes a share of its cores, so
the server's own processor time for a request is told, too.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import psycopg

from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.wire.arguments import as_text
from lunch_desktop.wire.sync import PushedChange, PushRequest
from tests.performance.crowd.company import CrowdCompany
from tests.performance.figures import machine, write_block, write_json
from tests.performance.processes import processor_seconds, resident_mib
from tests.support.postgres import Postgres

PARTS: Final = ("requests", "streams", "commits")
CONNECTIONS: Final = 50
ORDINARY: Final = {"pull": 0.45, "profile": 0.45, "push": 0.1}
PACE: Final = 100.0
"""Requests a second of people who also do something else: what thousands of desktops ask for in a quiet minute."""
_PEOPLE: Final = 400


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="bench api")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--readme", action="store_true", help="write the figures into the README")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--seconds", type=float, default=8, help="how long each kind of load lasts (default: 8)")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--streams", type=int, default=2_000, help="idle streams (default: 2,000)")
    options = parser.parse_args()
    figures: dict[str, Any] = {**machine(), "workers": options.workers}
    for database in options.database or ["sqlite", "postgresql"]:
        folder = Path(tempfile.mkdtemp(prefix="lunch-bench-"))
        try:
            figures[database] = measured(folder, database, options)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    lines = [line for database in ("sqlite", "postgresql") for line in report(figures, database)]
    lines += ["", f"Measured {figures['date']} at commit {figures['commit']} on {figures['machine']},"]
    lines += [f"Python {figures['python']}, by `python packaging/dev.py bench api --readme`."]
    sys.stdout.write("\n".join(lines) + "\n")
    if options.json:
        write_json(options.json, figures)
    if options.readme:
        write_block("bench api", lines)
    return 0


def measured(folder: Path, database: str, options: argparse.Namespace) -> dict[str, Any]:
    """All that is asked for, on one kind of database."""
    parts = options.only or PARTS
    figures: dict[str, Any] = {}
    with ExitStack() as stack:
        url = None
        if database == "postgresql":
            postgres = Postgres(fsync="on", full_page_writes="on", autovacuum="on")
            stack.callback(postgres.close)
            url = postgres.fresh()
        company = CrowdCompany(folder, _PEOPLE, 1, url)
        stack.callback(company.close)
        if "commits" in parts:
            figures["commits"] = commits(company, folder, options.seconds)
        if "requests" in parts or "streams" in parts:
            server = _server(folder, company, options.workers)
            address = server.start(60)
            stack.callback(server.stop)
            asking = Asking(folder, int(address.rpartition(":")[2]), company)
            stack.callback(asking.close)
            if "requests" in parts:
                asking.ask(
                    ORDINARY, options.seconds / 4
                )  # what is first used is loaded, the database's cache is filled
                figures["requests"] = _with_cpu(server.pid, lambda: asking.ask(ORDINARY, options.seconds))
                figures["paced"] = asking.ask(ORDINARY, options.seconds, PACE)
                figures["floor"] = constant(folder, company, options.seconds)
            if "streams" in parts:
                figures["streams"] = streams(server, asking, options)
    return figures


def streams(server: ChildServer, asking: "Asking", options: argparse.Namespace) -> dict[str, Any]:
    """What an idle stream takes, and what requests take while commits concern every stream."""
    before = resident_mib(server.pid)
    opened = asking.tell({"do": "listen", "streams": options.streams, "a_second": 300})
    time.sleep(5)
    after = resident_mib(server.pid)
    begun, busy = time.perf_counter(), processor_seconds(server.pid)
    time.sleep(5)
    idle = (processor_seconds(server.pid) - busy) / (time.perf_counter() - begun)
    told = _with_cpu(server.pid, lambda: asking.ask({**ORDINARY, "edit": 0.02}, options.seconds))
    return {
        "open": opened["open"],
        "bytes each": (after - before) * 2**20 / max(1, opened["open"]),
        "cpu idle": idle,
        "while told": told,
    }


def constant(folder: Path, company: CrowdCompany, seconds: float) -> dict[str, Any]:
    """The same from a server that answers a constant."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.performance.constant_server"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    assert server.stdin is not None
    asking = Asking(folder, int(server.stdout.readline()), company)
    try:
        return _with_cpu(server.pid, lambda: asking.ask({"constant": 1.0}, seconds))
    finally:
        asking.close()
        server.stdin.close()
        server.wait(10)


def commits(company: CrowdCompany, folder: Path, seconds: float) -> dict[str, Any]:
    """Pushes of one change by as many devices at a time, and single rows that the driver commits."""
    found = {str(number): _commits_by(company, number, seconds / 2) for number in (1, 4)}
    return {"a second": found, "raw": _raw_commits(company, folder, seconds / 4)}


def _alone_on(seq: int) -> str:
    """The payload of a small change that is never refused."""
    args = {"day": f"2031-{seq % 12 + 1:02}-{seq % 28 + 1:02}", "state": "alone", "free_from": None, "free_until": None}
    return as_text({"name": "availability.set", "mutation_version": 1, "args": args, "base": 1, "created_at": 1})


def _commits_by(company: CrowdCompany, devices: int, seconds: float) -> float:
    until = time.perf_counter() + seconds
    counts = [0] * devices

    def push(number: int) -> None:
        person, client, seq = company.people[number], str(uuid.uuid4()), 0
        while time.perf_counter() < until:
            seq += 1
            change = PushedChange(seq=seq, uuid=str(uuid.uuid4()), payload=_alone_on(seq))
            request = PushRequest(client_id=client, epoch=person.epoch, mutations=[change])
            company.sync.push(person.employee_id, request)
            counts[number] += 1

    threads = [threading.Thread(target=push, args=(number,)) for number in range(devices)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - begun)


def _raw_commits(company: CrowdCompany, folder: Path, seconds: float) -> float:
    connection: Any
    if company.url.startswith("sqlite"):
        connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        insert = "INSERT INTO floor VALUES (?, ?)"
    else:
        connection = psycopg.connect(company.url.replace("+psycopg", ""), autocommit=True)
        insert = "INSERT INTO floor VALUES (%s, %s)"
    connection.execute("CREATE TABLE floor (id TEXT PRIMARY KEY, content TEXT)")
    done, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        connection.execute(insert, (str(uuid.uuid4()), "x" * 600))
        done += 1
    spent = time.perf_counter() - begun
    connection.close()
    return done / spent


class Asking:
    """Who asks, in a process of their own; see `asking`."""

    def __init__(self, folder: Path, port: int, company: CrowdCompany) -> None:
        people = [asdict(one) for one in company.people]
        file = folder / f"asking-{port}.json"
        told = {"host": "127.0.0.1", "port": port, "connections": CONNECTIONS, "people": people}
        file.write_text(json.dumps(told), encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.performance.asking", str(file)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._seed = 0
        self._answer()

    def ask(self, kinds: dict[str, float], seconds: float, rate: float | None = None) -> dict[str, Any]:
        """Have all connections ask for so long, as fast as they are answered or about `rate` times a second."""
        self._seed += 1_000
        return self.tell({"do": "ask", "kinds": kinds, "seconds": seconds, "seed": self._seed, "rate": rate})

    def tell(self, what: dict[str, Any]) -> dict[str, Any]:
        """Have it do something, and wait."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait(10)

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("those who ask have ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _server(folder: Path, company: CrowdCompany, workers: int) -> ChildServer:
    # Production refuses a database without a password, as that of the tests is.
    environment = {**os.environ, "DATABASE_URL": company.url, "LUNCH_SERVER_ENVIRONMENT": "testing"}
    several = ["--workers", str(workers)] if workers > 1 else []
    return ChildServer(["--data-dir", str(folder), *several], environment=environment, errors=folder / "errors.log")


def _with_cpu(pid: int | None, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `work` finds, with the process's share of a core meanwhile and its milliseconds for a request."""
    before, begun = processor_seconds(pid), time.perf_counter()
    found = work()
    spent, busy = time.perf_counter() - begun, processor_seconds(pid) - before
    return {**found, "cpu": busy / spent, "cpu a request": 1000 * busy / (found["a second"] * spent)}


def report(figures: dict[str, Any], database: str) -> Sequence[str]:
    """The figures as the README shows them."""
    found = figures.get(database)
    if found is None:
        return []
    several = f", {figures['workers']} server processes" if figures["workers"] > 1 else ""
    lines = [f"On {'SQLite' if database == 'sqlite' else 'PostgreSQL'}{several}:", ""]
    lines += ["| what | measured | floor of the same run |", "|---|---|---|"]
    if "requests" in found:
        ours, floor = found["requests"], found["floor"]
        lines.append(
            f"| ordinary requests, {CONNECTIONS} connections, each asking again at once "
            f"| p50 {ours['all']['p50']:.1f} ms, p99 {ours['all']['p99']:.1f} ms, {ours['a second']:,.0f}/s, "
            f"{ours['cpu a request']:.2f} ms of processor each "
            f"| a constant: p50 {floor['all']['p50']:.1f} ms, p99 {floor['all']['p99']:.1f} ms, "
            f"{floor['a second']:,.0f}/s, {floor['cpu a request']:.2f} ms |"
        )
        paced = found["paced"]["all"]
        lines.append(
            f"| the same {CONNECTIONS} connections, {PACE:.0f} requests a second in all | p50 {paced['p50']:.1f} ms, "
            f"p99 {paced['p99']:.1f} ms | |"
        )
        for kind, one in ours["by kind"].items():
            lines.append(f"| – of these {kind} | p50 {one['p50']:.1f} ms, p99 {one['p99']:.1f} ms | |")
    if "streams" in found:
        one = found["streams"]
        told = one["while told"]
        lines.append(
            f"| {one['open']:,} idle streams | {one['bytes each'] / 1024:.1f} KiB each, "
            f"{one['cpu idle']:.1%} of a core | |"
        )
        lines.append(
            f"| ordinary requests while each of them is told of commits | p50 {told['all']['p50']:.1f} ms, "
            f"p99 {told['all']['p99']:.1f} ms | |"
        )
    if "commits" in found:
        one = found["commits"]
        for devices, count in one["a second"].items():
            lines.append(
                f"| commits of one change, {devices} devices at a time | {count:,.0f}/s "
                f"| one durable row, one writer: {one['raw']:,.0f}/s |"
            )
    return [*lines, ""]


if __name__ == "__main__":
    sys.exit(main())
