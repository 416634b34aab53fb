"""The key of every desktop in the tests, and connections to databases of which some are encrypted with it."""

import sqlite3
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from lunch_desktop.demo import witness
from lunch_desktop.store.ciphering import Kind, kind_of, prepare

KEY: Final = sha256(b"the key of every desktop in the tests").digest()


def connect_to(path: Path | str, **named: Any) -> Any:
    """A connection of the driver that the file takes: a desktop's is encrypted, a company's and older ones are not.

    A file that is not there yet is made as a desktop's.
    """
    if kind_of(Path(path), KEY) is Kind.PLAIN:
        return sqlite3.connect(path, **named)
    connection = import_module("sqlcipher3.dbapi2").connect(str(path), **named)
    prepare(connection, KEY)
    return connection


def held_on_desktop(path: Path) -> witness.Rows:
    """What the witness finds in a desktop's file."""
    return witness.held_on_desktop(path, None if kind_of(path, KEY) is Kind.PLAIN else KEY)
