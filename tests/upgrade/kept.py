"""A company and a desktop as the first lunch left them: unpacked, opened with today's code, and judged.

The desktop has one change decided and read, one refused and one with a conflict that nobody has read, and an outbox of
six: one that the server decided but could not answer, one whose request was lost, a void, and three never offered.
"""

import gzip
import json
import shutil
from contextlib import closing
from pathlib import Path
from sqlite3.dump import _iterdump  # type: ignore[attr-defined]  # a method of sqlite3's own connections
from typing import Any, Final

from lunch_desktop.demo.witness import differences, oversold, visible_on_server
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.sync.steps import Remote
from lunch_desktop.system.clock import Clock
from tests.support.ciphered import connect_to, held_on_desktop
from tests.support.company import Company, InProcessRemote, company_at
from tests.support.desktop import Desktop
from tests.support.oracle import decided_on, held_marks, told_on

FIRST_LUNCH: Final = Path(__file__).parent / "first_lunch"
FACTS: Final[dict[str, Any]] = json.loads((FIRST_LUNCH / "facts.json").read_text(encoding="utf-8"))
PERSON: Final = EmployeeId(FACTS["employee"])
MORNING: Final[int] = FACTS["morning"]
UNREAD: Final[dict[str, str]] = FACTS["decided"]
WAITING: Final[dict[str, str]] = FACTS["waiting"]
IN_ORDER: Final = ("answered", "lost", "void", "opened", "asked", "free")


def unpack(folder: Path) -> None:
    """Put both files into `folder`, as they were."""
    for name in ("company.db", "desktop.db"):
        with gzip.open(FIRST_LUNCH / f"{name}.gz") as packed, (folder / name).open("wb") as file:
            shutil.copyfileobj(packed, file)


def open_company(folder: Path, clock: Clock) -> Company:
    """The company, with today's code."""
    return company_at(folder / "company.db", clock)


def open_desktop(folder: Path, company: Company) -> Desktop:
    """The desktop, with today's code; its `remote` is the company."""
    way: Remote = InProcessRemote(lambda: company.sync, PERSON)
    return Desktop(folder / "desktop.db", company.clock, PERSON, way)


def wrong_after_sync(folder: Path) -> list[str]:
    """What is wrong once the desktop has synced, by plain SQL and the witness."""
    company, desktop = folder / "company.db", folder / "desktop.db"
    decided, told = decided_on(company, PERSON), told_on(desktop)
    found = []
    for name, uuid in WAITING.items():
        wanted = "void" if name == "void" else "applied"
        if (decided.get(uuid), told.get(uuid)) != (wanted, wanted):
            found.append(f"{name} ended {decided.get(uuid)}, its author reads {told.get(uuid)}")
    with closing(connect_to(desktop)) as own:
        unseen = {uuid for (uuid,) in own.execute("SELECT uuid FROM history WHERE NOT seen")}
        waiting = own.execute("SELECT count(*) FROM outbox").fetchone()[0]
    if waiting:
        found.append(f"{waiting} changes still wait")
    if unseen != set(UNREAD):
        found.append(f"unread are {unseen}")
    with closing(connect_to(company)) as server:
        query = "SELECT employee_id, state FROM memberships WHERE party_id = ? ORDER BY turn DESC"
        made = server.execute(query, (FACTS["made"],)).fetchall()
        opened = server.execute("SELECT count(*) FROM parties WHERE title LIKE '오프라인%'").fetchone()[0]
        seat = server.execute(query, (FACTS["secret"],)).fetchall()
        results = server.execute("SELECT count(*) FROM results WHERE employee_id = ?", (PERSON,)).fetchone()[0]
    if opened != 1 or [state for _, state in made] != ["confirmed", "invited"]:
        found.append(f"{opened} parties were made, with {made}")
    if (PERSON, "confirmed") not in seat:
        found.append(f"the lost join led to {seat}")
    if results != len(WAITING) + 5:
        found.append(f"the server keeps {results} results")
    found += differences(visible_on_server(company, PERSON), held_on_desktop(desktop))
    found += [f"keeps {mark}" for mark in held_marks(desktop)]
    found += [f"oversold {one}" for one in oversold(company)]
    return found


def content(path: Path) -> list[str]:
    """Everything that a database file says, but for how often it was opened."""
    with closing(connect_to(path)) as connection:
        return [line for line in _iterdump(connection) if "'generation'" not in line]
