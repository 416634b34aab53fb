"""The numbers of the first lunch: start with 10,000 parties, one durable local change, one click to another desktop.

python packaging/dev.py bench first-lunch [--json FILE] [--readme] [--parties N]
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from lunch_desktop.demo.company import DemoCompany, build_company, build_large
from lunch_desktop.demo.desktop import DrivenDesktop
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.people import Role
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import HOUR, Instant, at, day_of
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.randomness import ChangeIds
from tests.performance.engine_desktop import EngineDesktop
from tests.performance.figures import Spread, machine, write_block, write_json
from tests.support.keyrings import key_kept_in, keyring_in

DAY = 24 * HOUR
SERVER = "http://127.0.0.1:9"
"""Nobody listens there: the start is measured with what is on disk."""


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="bench first-lunch")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--readme", action="store_true", help="write the figures into the README")
    parser.add_argument("--parties", type=int, default=10_000)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--changes", type=int, default=400)
    parser.add_argument("--clicks", type=int, default=200)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="lunch-bench-"))
    try:
        figures: dict[str, Any] = dict(machine())
        figures["start"], figures["empty_window"] = starts(folder / "start", options.parties, options.starts)
        figures["parties"] = options.parties
        figures["local_change"], figures["raw_insert"] = local_changes(folder / "local", options.changes)
        figures["live"], figures["raw_request"] = clicks(folder / "live", options.clicks)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lines = report(figures)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.json:
        write_json(options.json, figures)
    if options.readme:
        write_block("bench first-lunch", lines)
    return 0


def starts(folder: Path, parties: int, times: int) -> tuple[Spread, Spread]:
    """Process start to a window with its rows painted; beside it, process start to an empty Qt window's paint."""
    folder.mkdir(parents=True)
    company = build_large(1, SystemClock().now(), parties)
    sync_into(folder, company)
    own: list[float] = []
    empty: list[float] = []
    for number in range(times + 1):
        desktop = DrivenDesktop("bench", folder, SERVER, keyring_in(folder))
        desktop.start(extra=["--work-offline"])
        deadline = time.monotonic() + 30
        while (taken := desktop.ask("started")) is None and time.monotonic() < deadline:
            time.sleep(0.05)
        desktop.close()
        floor = empty_window()
        if number:  # the first start warms the disk's cache for both
            own.append(float(taken))
            empty.append(floor)
    return Spread.of(own), Spread.of(empty)


_EMPTY = """
import os, time
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, application.quit)
application = QApplication([])
window = Window()
window.resize(1120, 760)
window.show()
application.exec()
"""


def empty_window(environment: Mapping[str, str] | None = None) -> float:
    """Milliseconds from the start of a process to the paint of an empty Qt window."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _EMPTY], check=True, env={**os.environ, **(environment or {})})
    return (time.perf_counter() - began) * 1000


def sync_into(folder: Path, company: DemoCompany, rows: Iterable[tuple[Table[Any], Any]] | None = None) -> None:
    """Leave in `folder` what a desktop has after its first sync with `company`: its file, its session, its keyring.

    `rows` are all that the company has, otherwise those that it was made with.
    """
    clock = SystemClock()
    database = CompanyDatabase.open(f"sqlite:///{folder / 'company.db'}")
    sync = CompanySync(database, clock, Seals(bytes(32)))
    sync.import_rows(company.rows() if rows is None else rows)
    me = company.protagonist
    place = DataFolder(folder).account(SERVER, me)
    desktop = DesktopDatabase.open(place / "lunch.db", key_kept_in(folder, place))
    store = LocalStore(desktop, clock, ChangeIds(clock).next)
    store.sign_in_as(EmployeeId(me))
    pull_all(store, sync, me)
    desktop.close()
    database.close()
    now = clock.now()
    office = company.office
    SessionFile(DataFolder(folder).session).write(
        Session(
            SERVER,
            me,
            "bench@haetsal.example",
            "벤치",
            Role.EMPLOYEE,
            office.id,
            office.name,
            office.time_zone,
            now,
            now,
            30,
        )
    )


def pull_all(store: LocalStore, sync: CompanySync, employee_id: str) -> None:
    """Fetch page after page, as a first sync does, until everything is held."""
    while True:
        request = store.pull_request()
        if not store.apply(sync.pull(employee_id, request), request).unfinished:
            return


def local_changes(folder: Path, times: int) -> tuple[Spread, Spread]:
    """One join, durable with its queue entry, against one raw durable insert of as many bytes."""
    folder.mkdir(parents=True)
    clock = SystemClock()
    company = build_company(1, clock.now())
    sync_into(folder, company)
    me = company.protagonist
    place = DataFolder(folder).account(SERVER, me)
    desktop = DesktopDatabase.open(place / "lunch.db", key_kept_in(folder, place))
    store = LocalStore(desktop, clock, ChangeIds(clock).next)
    noon = at(day_of(clock.now(), company.office.time_zone), 12, 0, company.office.time_zone)
    ids = []
    for number in range(times):
        opened = OpenParty("점심", None, Instant(noon + (30 + number) * DAY), 60, "", 4, "", "office")
        ids.append(store.perform(Intent("party.open", opened)).answer["party_id"])
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE floor (id INTEGER PRIMARY KEY, content TEXT)")
    own: list[float] = []
    floor: list[float] = []
    for number, party_id in enumerate(ids):
        edit = EditParty(party_id, {"note": ("", f"메모 {number}")})
        own.append(_timed(partial(store.perform, Intent("party.edit", edit))))
        floor.append(_timed(partial(_insert, raw, number)))
    raw.close()
    desktop.close()
    return Spread.of(own), Spread.of(floor)


def _insert(raw: sqlite3.Connection, number: int) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO floor VALUES (?, ?)", (number, "x" * 600))
    raw.execute("COMMIT")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def clicks(folder: Path, times: int, url: str | None = None) -> tuple[Spread, Spread]:
    """One desktop's click to the other desktop's stored row: two processes and a server in a third.

    `url` is the server's database, otherwise a SQLite file.
    """
    folder.mkdir(parents=True)
    clock = SystemClock()
    company = build_company(1, clock.now())
    environment = {**os.environ, **({"DATABASE_URL": url} if url is not None else {})}
    server = ChildServer(["--demo", "--data-dir", str(folder / "server")], environment=environment)
    address = server.start()
    for name in ("A", "B"):
        (folder / name).mkdir()
    first, second = company.accounts[:2]
    listener = subprocess.Popen(
        [sys.executable, "-m", "tests.performance.listening_desktop", str(folder / "B"), address, second.login,
         company.password],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert listener.stdout is not None
    assert listener.stdin is not None
    a = EngineDesktop(folder / "A", address, first.login, company.password, lambda _: None)
    try:
        while "ready" not in json.loads(listener.stdout.readline()):
            pass
        a.wait_until_live()
        noon = at(day_of(clock.now(), company.office.time_zone), 12, 0, company.office.time_zone)
        opened = OpenParty("점심", None, Instant(noon + 40 * DAY), 60, "", 4, "", "office")
        party_id = a.store.perform(Intent("party.open", opened)).answer["party_id"]
        a.engine.local_change()
        listener.stdout.readline()
        note, taken = "", []
        for number in range(times):
            time.sleep(0.03)
            began = time.monotonic_ns()
            a.store.perform(Intent("party.edit", EditParty(party_id, {"note": (note, str(number))})))
            a.engine.local_change()
            note = str(number)
            while (told := json.loads(listener.stdout.readline()))["note"] != note:
                pass
            taken.append((told["stored"] - began) / 1e6)
        return Spread.of(taken), Spread.of(_requests(address, times))
    finally:
        a.close()
        listener.stdin.close()
        listener.wait(10)
        server.stop()


def _requests(address: str, times: int) -> list[float]:
    """A plain request over one kept connection, the least that anything through the server can take."""
    import http.client
    from urllib.parse import urlsplit

    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        connection.request("GET", "/api/v1/health")
        connection.getresponse().read()
        taken.append((time.perf_counter() - began) * 1000)
    connection.close()
    return taken


def report(figures: dict[str, Any]) -> list[str]:
    """The figures as the README shows them."""
    start, empty = figures["start"], figures["empty_window"]
    local, raw = figures["local_change"], figures["raw_insert"]
    live, request = figures["live"], figures["raw_request"]
    return [
        "| what | measured | floor of the same run | ratio of p50 |",
        "|---|---|---|---|",
        f"| process start to a usable window, {figures['parties']:,} parties in the file | {start} "
        f"| an empty Qt window: {empty} | {start.p50 / empty.p50:.1f} |",
        f"| one durable local change, rules run, queued | {local} | one raw durable insert: {raw} "
        f"| {local.p50 / raw.p50:.1f} |",
        f"| one desktop's click to the other's stored row, three processes | {live} | one plain request: {request} "
        f"| {live.p50 / request.p50:.1f} |",
        "",
        f"Measured {figures['date']} at commit {figures['commit']} on {figures['machine']},",
        f"Python {figures['python']}, by `python packaging/dev.py bench first-lunch --readme`.",
    ]


if __name__ == "__main__":
    sys.exit(main())
