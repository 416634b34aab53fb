"""A server with a crowd of simulated desktops: idle streams, the rush at 11:20, and everybody back after a restart.

python packaging/dev.py bench server [--desktops N] [--workers N] [--database sqlite|postgresql] [--redis] [--json FILE]

At 11:20 everybody who hosts no party asks for a seat (and again elsewhere if it is refused), some say that they will be
late, and hosts write where to meet. The crowd runs on the same machine, so it takes its share of the cores; its own
processor time is told.
"""

import argparse
import json
import os
import shutil
import socket
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState
from lunch_desktop.domain.times import MINUTE
from lunch_desktop.system.child_server import ChildServer
from tests.performance.crowd.company import SEATS, CrowdCompany
from tests.performance.figures import machine, write_block, write_json
from tests.performance.processes import processor_seconds, resident_mib
from tests.performance.told_process import ToldProcess
from tests.support.postgres import Postgres

STEP_SECONDS: Final = 240.0


def main() -> int:
    """Measure, judge, print; 1 where something was lost."""
    parser = argparse.ArgumentParser(prog="bench server")
    parser.add_argument("--desktops", type=int, default=500, help="how many (default: 500)")
    parser.add_argument("--offices", type=int, default=1, help="over how many offices they spread (default: 1)")
    parser.add_argument("--seconds", type=float, default=60, help="how long the rush lasts (default: 60)")
    parser.add_argument("--tracking", type=int, default=20, help="desktops that keep what they hold (default: 20)")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--redis", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--readme", action="store_true", help="write the figures into the README")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="lunch-bench-"))
    try:
        figures = {**machine(), **Load(folder, options).run()}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lines = report(figures)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.json:
        write_json(options.json, figures)
    if options.readme:
        write_block("bench server", lines)
    return 1 if figures["lost"] else 0


class Load:
    """One run."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self._folder = folder
        self._options = options

    def run(self) -> dict[str, Any]:
        """All stages, in order."""
        options = self._options
        with ExitStack() as stack:
            environment = {**os.environ, "LUNCH_SERVER_ENVIRONMENT": "testing"}  # the database has no password
            url = None
            if options.database == "postgresql":
                postgres = Postgres(fsync="on", full_page_writes="on", autovacuum="on")
                stack.callback(postgres.close)
                url = postgres.fresh()
            if options.redis:
                from tests.support.redis import RedisServer

                redis = RedisServer()
                stack.callback(redis.close)
                environment["REDIS_URL"] = redis.url
            company = CrowdCompany(self._folder, options.desktops, options.offices, url)
            stack.callback(company.close)
            environment["DATABASE_URL"] = company.url
            port = _free_port()
            server = self._server(port, environment)
            server.start(60)
            stack.callback(lambda: server.stop())
            crowd = self._crowd(port, company)
            stack.callback(crowd.close)
            time.sleep(3)
            figures: dict[str, Any] = {"options": {name: str(value) for name, value in vars(options).items()}}
            before = resident_mib(server.pid)
            figures["connect"] = crowd.ask("connect", seconds=options.desktops / 100, most=STEP_SECONDS)
            time.sleep(5)
            figures["memory"] = {"before": before, "after": resident_mib(server.pid)}
            figures["idle cpu"] = _cpu_during(server.pid, 5)
            until = max(party.meets_at for party in company.parties) - 16 * MINUTE
            busy = processor_seconds(server.pid)
            figures["rush"] = crowd.ask("rush", seconds=options.seconds, until=until, most=STEP_SECONDS)
            figures["rush"]["server cpu"] = processor_seconds(server.pid) - busy
            server.stop()
            server = self._server(port, environment)
            server.start(60)
            figures["storm"] = crowd.ask("back", most=STEP_SECONDS)
            figures["agree"] = crowd.ask("agree", version=company.sync.head(), most=STEP_SECONDS)
            figures["lost"] = judged(company, figures)
            del figures["agree"]["results"]
            return figures

    def _server(self, port: int, environment: dict[str, str]) -> ChildServer:
        command = [sys.executable, "-m", "lunch_desktop", "serve", "--host", "127.0.0.1", "--port", str(port)]
        workers = ["--workers", str(self._options.workers)] if self._options.workers > 1 else []
        return ChildServer(
            ["--data-dir", str(self._folder), *workers],
            command=command,
            environment=environment,
            errors=self._folder / "errors.log",
        )

    def _crowd(self, port: int, company: CrowdCompany) -> ToldProcess:
        told = {"port": port, "tracking": self._options.tracking, "people": [asdict(one) for one in company.people]}
        file = self._folder / "crowd.json"
        file.write_text(json.dumps(told), encoding="utf-8")
        return ToldProcess("tests.performance.crowd.main", str(file))


def judged(company: CrowdCompany, figures: dict[str, Any]) -> list[str]:
    """What was lost, doubled, oversold or is held otherwise than the server has it."""
    agree, lost = figures["agree"], list(figures["agree"]["faults"])
    schema = company.database.schema
    with company.database.reading() as connection:
        query = select(schema.results.c.uuid, schema.results.c.outcome)
        decided = {str(uuid): str(outcome) for uuid, outcome in connection.execute(query)}
        seats = schema.entities[MEMBERSHIPS.name]
        parties = schema.entities[PARTIES.name]
        taken = (
            select(parties.c.id)
            .join(seats, seats.c.party_id == parties.c.id)
            .where(seats.c.state == MembershipState.CONFIRMED)
            .group_by(parties.c.id, parties.c.capacity)
            .having(func.count() > parties.c.capacity)
        )
        oversold = connection.execute(taken).all()
    told = agree["results"]
    lost += [
        f"{uuid} was told {outcome or 'nothing'}" for uuid, outcome in told.items() if decided.get(uuid) != outcome
    ]
    lost += [f"{uuid} was decided and never asked for" for uuid in decided.keys() - told.keys()]
    lost += [f"more than {SEATS} seats were given at {party}" for (party,) in oversold]
    if agree["behind"]:
        lost.append(f"{agree['behind']} desktops are behind")
    if agree["differing"]:
        lost.append(f"{agree['differing']} of {agree['compared']} desktops hold something else than the server says")
    return lost


def report(figures: dict[str, Any]) -> list[str]:
    """The figures as the README shows them."""
    options, rush, storm = figures["options"], figures["rush"], figures["storm"]
    memory, streams = figures["memory"], figures["connect"]["live"]
    per_stream = (memory["after"] - memory["before"]) * 1024 / max(1, streams)
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[options["database"]]
    kind += ", Redis" if options["redis"] == "True" else ""
    return [
        f"| {options['desktops']} desktops in {options['offices']} offices, {options['workers']} server processes, "
        f"{kind} | |",
        "|---|---|",
        f"| live streams | {streams}; {per_stream:.1f} KiB each ({memory['before']:.0f} → {memory['after']:.0f} MiB); "
        f"idle they take {figures['idle cpu'] * 100:.1f} % of a core |",
        f"| the rush: {rush['changes']} changes within {rush['clicking']:.0f} s "
        f"| decided after {rush['seconds']:.1f} s, {rush['decided'] / rush['seconds']:.0f}/s; "
        f"the server took {rush['server cpu']:.1f} s of processor time, the crowd {rush['own cpu']:.1f} s |",
        f"| push | {_shown(rush['push'])} |",
        f"| pull | {_shown(rush['pull'])} |",
        f"| one's click to the row at another | {_shown(rush['heard'])}; {rush['deltas']} deltas, "
        f"{rush['heads']} heads |",
        f"| all back after a restart | {storm['live']} live after {storm['seconds']:.1f} s |",
        f"| answers | {', '.join(f'{code}: {count}' for code, count in sorted(storm['statuses'].items()))}; "
        f"{storm['broken']} failed and were tried again |",
        f"| lost, doubled, oversold, differing | {len(figures['lost'])} of {rush['changes']} changes, "
        f"{figures['agree']['compared']} desktops compared row by row |",
        "",
        f"Measured {figures['date']} at commit {figures['commit']} on {figures['machine']}, by `bench server`.",
        *figures["lost"][:20],
    ]


def _shown(spread: dict[str, float] | None) -> str:
    return "–" if spread is None else f"p50 {spread['p50']:.1f} ms, p99 {spread['p99']:.1f} ms ({spread['count']}×)"


def _free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _cpu_during(pid: int | None, seconds: float) -> float:
    before = processor_seconds(pid)
    time.sleep(seconds)
    return (processor_seconds(pid) - before) / seconds


if __name__ == "__main__":
    sys.exit(main())
