"""Telling the file from an older copy of itself, and from a copy in another place.

The file and a small one beside it count together how often the file was opened and closed, and say where that was. An
older copy that was put in the file's place counts less than the small file; one that was taken elsewhere names
another home. The file is written first, so that a crash between the two leaves it ahead, which means nothing.
"""

import json
import logging
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.identity import distrust
from lunch_desktop.store.desktop.notices import Notices
from lunch_desktop.store.desktop.state import EMPLOYEE_ID, GENERATION, State
from lunch_desktop.store.failures import explained
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.files import read, write_atomically
from lunch_desktop.system.machine import machine_id
from lunch_desktop.system.problems import Problem, ProblemCode

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generation:
    """How often the file was opened or closed, and where; `home` is a hash."""

    number: int
    home: str


def beside(path: Path) -> Path:
    """The small file beside a database."""
    return path.with_name(path.name + ".generation")


def known_beside(path: Path) -> Generation | None:
    """What the small file says; None where there is none, or where it says nothing that makes sense."""
    try:
        return _parsed(json.loads(read(beside(path))))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("the generation can't be read: %s", type(error).__name__)
        return None


def home_of(path: Path) -> str:
    """This place, hashed: the machine and the absolute path."""
    return sha256(f"{machine_id()}\0{path}".encode()).hexdigest()


def enter(database: DesktopDatabase, employee_id: EmployeeId, clock: Clock) -> None:
    """Count an opening. An older copy, or a file from another place, is distrusted and the person is told.

    Raises Problem, with nothing counted: the disk refuses, or the file holds another account.
    """
    path, now = database.path, clock.now()
    with database.writing() as connection:
        state = State(connection, database.schema)
        if state.get(EMPLOYEE_ID) not in (None, employee_id):
            raise Problem(ProblemCode.DATABASE_DAMAGED, path=str(path))
        own, known = _parsed(state.get(GENERATION)), known_beside(path)
        reason = _reason(own, known, home_of(path))
        if reason is not None:
            log.warning("the database is %s", reason.value)
            _distrust(connection, database, reason, now)
        state.set(EMPLOYEE_ID, employee_id)
        counted = _count(state, own, known, path)
    _write(path, counted)


def leave(database: DesktopDatabase) -> None:
    """Count the closing and close: a copy made while the file was open is an older one from now on."""
    try:
        with database.writing() as connection:
            state = State(connection, database.schema)
            counted = _count(state, _parsed(state.get(GENERATION)), known_beside(database.path), database.path)
        _write(database.path, counted)
    except Problem as problem:  # everything the person did is durable already, and the next opening counts again
        log.warning("the closing could not be counted: %s", problem.code)
    finally:
        database.close()


def adopt(state: State, path: Path) -> None:
    """Let a rebuilt file be the newest there is."""
    numbers = [one.number for one in (_parsed(state.get(GENERATION)), known_beside(path)) if one is not None]
    state.set(GENERATION, asdict(Generation(max(numbers, default=0), home_of(path))))


def _reason(own: Generation | None, known: Generation | None, home: str) -> ProblemCode | None:
    """Why the file is not what was closed here last, if it isn't. An installation from before has counted nothing."""
    if own is None:
        return ProblemCode.OLD_COPY if known is not None else None
    if own.home != home:
        return ProblemCode.MOVED
    return ProblemCode.OLD_COPY if known is not None and known.number > own.number else None


def _distrust(connection: Connection, database: DesktopDatabase, reason: ProblemCode, now: Instant) -> None:
    distrust(connection, database.schema, may_have_been_offered=True)
    facts = {"path": str(database.path)}
    Notices(connection, database.schema).add(reason.value, facts, now)


def _count(state: State, own: Generation | None, known: Generation | None, path: Path) -> Generation:
    number = max(one.number if one is not None else 0 for one in (own, known)) + 1
    counted = Generation(number, home_of(path))
    state.set(GENERATION, asdict(counted))
    return counted


def _write(path: Path, generation: Generation) -> None:
    with explained(str(path)):
        write_atomically(beside(path), json.dumps(asdict(generation)).encode())


def _parsed(said: object) -> Generation | None:
    match said:
        case {"number": int(number), "home": str(home)}:
            return Generation(number, home)
    return None
