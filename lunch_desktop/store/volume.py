"""Volumes: parts of a scope as small SQLite databases, which a desktop takes over without reading row by row.

Each entry has a place in its volume, counted from 1, and is a row of its table under that rowid; what is searched has
its words in `search` under the same. `chunks` says which places belong together: the last of them, how many they are,
and what they add to the checksum of the scope.
"""

import hashlib
import json
from functools import cache
from typing import Final

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.store.bigrams import SEARCHED

_FORMAT: Final = 1
"""Raised when anything here, or how words are searched, means something else."""


@cache
def declarations() -> dict[str, str]:
    """The SQL of every table of a volume, by name; there is nothing else in it."""
    made = {table.name: f"CREATE TABLE {table.name} ({', '.join(columns_of(table.name))})" for table in TABLES}
    made["search"] = "CREATE TABLE search (key, bigrams)"
    made["chunks"] = "CREATE TABLE chunks (last, entries, sum)"
    return made


@cache
def columns_of(name: str) -> tuple[str, ...]:
    """The columns of an entity's table, in order."""
    return next((*table.columns, "version") for table in TABLES if table.name == name)


@cache
def shape() -> str:
    """Names what a volume looks like. A desktop takes only those of its own shape, and any other as pages."""
    said = [_FORMAT, declarations(), sorted(SEARCHED)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
