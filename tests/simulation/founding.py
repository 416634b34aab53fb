"""The first day, made once a process: a company with three parties and a group, and desktops that have just synced."""

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from lunch_desktop.domain.groups.inviting import OfColleague
from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.ids import GroupId, PartyId
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.people import ADMINS, Admin
from lunch_desktop.domain.times import Day
from lunch_desktop.store import connection
from lunch_desktop.store.company import making_volumes, pull, volumes
from lunch_desktop.store.desktop.generation import beside, home_of
from lunch_desktop.sync import core
from tests.simulation.plain import Plain
from tests.support.ciphered import connect_to
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, STAFF
from tests.support.desktop import make_desktop
from tests.support.lunch import MORNING, Lunch, a_party
from tests.support.model.rows import Tables
from tests.support.plain import path_of
from tests.support.postgres import Postgres, postgres_running

DATABASE: Final = "LUNCH_SIMULATION_DATABASE"
"""Variable of the environment: `postgresql` has the server keep the company there."""
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where there is a file system in memory, nothing is gained by waiting for a disk."""
STAFF_SIZE = 5
ADMINS_HERE = (0, 3)
"""Of the staff: one at a desktop, and one who is always connected."""
SMALL_BATCH = 4
"""Changes in one push here, so that a queue of a few dozen takes as many exchanges as one of thousands would."""
SMALL_PAGE = 12
"""Rows in one page of a long answer here, so that whatever is sent whole takes some."""


@dataclass(frozen=True)
class Founded:
    """Where the files of the first day are, and what stands in the company's.

    `last_seat` has one free seat, `secret` is for invited people, `early` meets before the others.
    """

    folder: Path
    url: str
    rows: Tables
    last_seat: PartyId
    secret: PartyId
    early: PartyId

    def desktop(self, person: int) -> Path:
        """A synced desktop's file of a person."""
        return self.folder / f"desktop-{STAFF[person].id[:8]}.db"


_connect: Final = connection.connect
_engines: Final[dict[str, Engine]] = {}


def _reconnect(url: str | URL, **named: Any) -> Engine:
    """An engine that was closed is opened again where the same file is, with all the statements that it knows."""
    if str(url) not in _engines:
        _engines[str(url)] = _connect(url, **named)
    return _engines[str(url)]


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder, always the same and empty at first, in which databases are opened hundreds of times a minute."""
    folder = working_folder()
    with (
        patch.object(core, "LARGEST_BATCH", SMALL_BATCH),
        patch.object(pull, "PAGE", SMALL_PAGE),
        patch.multiple(making_volumes, LARGE=10, VOLUME=20, CHUNK=6, FEWEST=4),
        patch.multiple(volumes, MOST_CHANGES=3, SOONEST=0),
        patch.object(connection, "connect", _reconnect),
    ):
        yield folder
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


@cache
def working_folder() -> Path:
    """Where the files of the present history are."""
    return _made_folder("lunch-simulation-")


def _made_folder(prefix: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def founded() -> Founded:
    """Make the files."""
    folder = _made_folder("lunch-founded-")
    server = postgres()
    lunch = Lunch(folder, STAFF_SIZE, ManualClock(MORNING), server.fresh() if server else None)
    admins = [(ADMINS, Admin(STAFF[number].id, OFFICE.id)) for number in ADMINS_HERE]
    lunch.company.sync.import_rows(admins)
    last_seat = lunch.open(2, a_party(180, capacity=2))
    secret = lunch.open(3, a_party(300, capacity=3, visibility="invited", title="깜짝 파티"))
    early = lunch.open(3, a_party(90, capacity=2, title="김밥 먹어요"))
    lunch.send(3, ("party.invite", Invite(secret, STAFF[0].id)))
    circle = MakeGroup(
        "목요 모임", "", "", "office", "FREQ=WEEKLY;BYDAY=TH", Day("2026-11-05"), "10:20", 60, "", 2, None
    )
    group = GroupId(lunch.decide(2, "group.make", circle).answer["group_id"])
    lunch.send(2, ("group.invite", OfColleague(group, STAFF[0].id)))
    lunch.send(3, ("group.join", OfGroupAlone(group)))
    for person in STAFF[:STAFF_SIZE]:
        desktop = make_desktop(lunch.company, person.id)
        desktop.sync()
        desktop.close()
    lunch.close()
    plain = Plain(lunch.company.url if server else lunch.company.path)
    rows = plain.tables()
    plain.close()
    return Founded(folder, lunch.company.url, rows, last_seat, secret, early)


@cache
def postgres() -> Postgres | None:
    """The server for all histories of this process; None where companies are files."""
    if os.environ.get(DATABASE) != "postgresql":
        return None
    running = postgres_running()
    Finalize(None, running.__exit__, (None, None, None), exitpriority=10)
    return running.__enter__()


def first_morning(folder: Path) -> str:
    """The URL of a copy of the first day's company: a file in `folder`, or always the same database."""
    server, first_day = postgres(), founded()
    if server is None:
        shutil.copy(path_of(first_day.url), folder / "company.db")
        return f"sqlite:///{folder / 'company.db'}"
    url = server.url("lunch_simulated")
    server.put_back(first_day.url, url)
    return url


def settle_in(path: Path, *, as_another: bool) -> None:
    """Let a copied file believe that it was always here, as after a copy of the whole disk.

    `as_another` gives it an identity of its own towards the server, too: it is another device.
    """
    beside(path).unlink(missing_ok=True)
    facts = {"generation": json.dumps({"number": 1, "home": home_of(path)})}
    if as_another:
        facts["client_id"] = json.dumps(str(uuid4()))
    with closing(connect_to(path)) as own, own:
        own.executemany("UPDATE state SET value = ? WHERE name = ?", [(value, name) for name, value in facts.items()])
