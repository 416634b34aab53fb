"""A PC that several people use in turn: what stays of each of them after they leave.

An account that is opened there has a mark in its folder, which names nobody. Nothing of the sign-in is kept, and the
key of the data is only with the server. When the person leaves and nothing waits any more, the mark says so, and then
everything is erased; a start that finds such a mark finishes what was begun. What still waits stays, encrypted, until
its owner signs in again: only the server's secret opens it.
"""

import json
import logging
import shutil
from pathlib import Path
from typing import Final

from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.system.database_key import KeyFiles
from lunch_desktop.system.files import read, remove, write_atomically
from lunch_desktop.system.paths import DataFolder, make_private
from lunch_desktop.system.problems import Problem
from lunch_desktop.ui.shell.memory import NAME as WINDOW

MARK: Final = "shared.json"
log = logging.getLogger(__name__)


def mark(folder: Path, *, drained: bool = False) -> None:
    """The account in `folder` is on a PC that others use, too; durable when this returns. Raises OSError."""
    make_private(folder)
    write_atomically(folder / MARK, json.dumps({"drained": drained}).encode())


def unmark(folder: Path) -> None:
    """It is the person's own PC after all."""
    remove(folder / MARK)


def is_marked(folder: Path) -> bool:
    """Whether the account in `folder` leaves nothing behind."""
    return (folder / MARK).exists()


def is_drained(database: DesktopDatabase) -> bool:
    """Whether nothing waits in it."""
    try:
        with database.reading() as connection:
            return Outbox(connection, database.schema).is_empty()
    except Problem as problem:  # then nobody knows, and nothing may get lost
        log.warning("what waits can't be counted: %s", problem.code)
        return False


def forget_ways(folder: Path) -> None:
    """Where the person was in the window is theirs, too, and stands beside the encrypted data as it is."""
    remove(folder / WINDOW)


def finish(data: DataFolder) -> int:
    """Erase the accounts that had nothing left to send when a former run ended; how many."""
    done = 0
    for found in sorted((data.root / "accounts").glob(f"*/{MARK}")):
        if _said_so(found):
            KeyFiles(found.parent).destroy()
            shutil.rmtree(found.parent)
            done += 1
    if done:
        log.info("the data of %s accounts on this shared PC were erased", done)
    return done


def _said_so(found: Path) -> bool:
    try:
        return json.loads(read(found))["drained"] is True
    except (LookupError, TypeError, ValueError, OSError):
        return False  # then something may still wait
