"""Making volumes of the large scopes, so that a first sync costs the server no more than sending files."""

import logging
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, func, select

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.people import OFFICES
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.domain.visibility import Scope, office_scope
from lunch_desktop.store.bigrams import SEARCHED, bigrams, search_key
from lunch_desktop.store.company.cursors import Head, read_head
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.pages import Page, Part, Window
from lunch_desktop.store.company.pull import rows_of
from lunch_desktop.store.company.volumes import LARGE, Kept, VolumeFolder, VolumeSet
from lunch_desktop.store.volume import columns_of, declarations
from lunch_desktop.wire.sync import SUM_MASK, Rows, scope_sum

VOLUME: Final = 25_000
"""Entries of one volume: about 6 MB, and 2 MB of them compressed."""
CHUNK: Final = 6_250
"""Entries that a desktop writes at a time, a quarter of a volume: its file is taken for less than a tenth of a second.

Fewer would write more: each chunk goes to most pages of the tables' indexes.
"""
FEWEST: Final = 2_500
"""Fewer entries than these are left to a page."""

_logger = logging.getLogger(__name__)


class VolumeMaker:
    """Keeps the sets of the large scopes up to date. It reads snapshots only and takes no turn of a writer."""

    def __init__(self, database: CompanyDatabase, folder: VolumeFolder) -> None:
        self._database = database
        self._folder = folder

    def look(self, now: Instant) -> None:
        """Make what is due and remove what is not needed any more. Raises OSError and Problem."""
        with self._database.reading() as connection:
            head = read_head(connection, self._database.schema)
            zones = self._large_offices(connection)
            changes = {scope: self._changes(connection, scope, head) for scope in zones}
        due = [scope for scope in zones if self._folder.is_due(scope, head, changes[scope], now)]
        if due:
            with self._folder.turn(now) as is_ours:
                for scope in due if is_ours else ():
                    made = self._make(scope, head, day_of(now, zones[scope]), now)
                    _logger.info("made %d volumes at version %d", len(made.volumes), made.version)
        self._folder.tidy(zones, head.epoch, now)

    def _large_offices(self, connection: Connection) -> dict[Scope, str]:
        """The scopes of offices that are worth it, with their time zones."""
        sums, offices = self._database.schema.scope_sums, self._database.schema.entities[OFFICES.name]
        large = set(connection.execute(select(sums.c.scope).where(sums.c.rows >= LARGE)).scalars())
        found = connection.execute(select(offices.c.id, offices.c.time_zone))
        return {office_scope(office): zone for office, zone in found if office_scope(office) in large}

    def _changes(self, connection: Connection, scope: str, head: Head) -> int:
        """How many entries are newer than the newest set."""
        newest = self._folder.newest([scope], head)
        if newest is None:
            return 0
        feed = self._database.schema.feed
        query = select(func.count()).where(feed.c.scope == scope, feed.c.version > newest.version)
        return int(connection.execute(query).scalar_one())

    def _make(self, scope: str, head: Head, today: Day, now: Instant) -> VolumeSet:
        """Volume after volume, each from a snapshot of its own: what changes meanwhile is newer than `head`."""
        page = Page("", -1, -1, head.version, today)
        volumes: list[Kept] = []
        for part in (Part.TODAY, Part.PAST):
            key: tuple[Any, ...] = ()
            while True:
                with self._database.reading() as connection:
                    schema = self._database.schema
                    entries = Window(connection, schema, page, [], [scope]).behind(part, scope, key, VOLUME)
                    if len(entries) < FEWEST:
                        break
                    wanted: dict[str, list[str]] = defaultdict(list)
                    for _, name, row_id, _ in entries:
                        wanted[name].append(row_id)
                    rows = {name: rows_of(connection, name, ids) for name, ids in wanted.items()}
                last = tuple(entries[-1][:3])
                volume = self._folder.add(scope, _database(rows))
                volumes.append(Kept(part, key, last, len(entries), volume))
                key = last
        made = VolumeSet(scope, head.epoch, head.version, head.tag, today, now, tuple(volumes))
        self._folder.publish(made)
        return made


def _database(rows: dict[str, Rows]) -> bytes:
    """Rows as a volume: by table and in the order of their ids, so that each chunk goes to pages of its own."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as volume:
        for declaration in declarations().values():
            volume.execute(declaration)
        volume.execute("BEGIN")
        sums: list[int] = []
        for name in sorted(rows):
            first = len(sums) + 1
            found = _in_order(rows[name], columns_of(name))
            places = ", ".join("?" * (len(columns_of(name)) + 1))
            columns = ", ".join(("rowid", *columns_of(name)))
            volume.executemany(
                f"INSERT INTO {name} ({columns}) VALUES ({places})",  # noqa: S608  # names of our own tables
                ((place, *row) for place, row in enumerate(found, first)),
            )
            sums += [scope_sum(name, row[0], row[-1]) for row in found]
            if name in SEARCHED:
                said, entity = SEARCHED[name], TABLES_BY_NAME[name].entity
                volume.executemany(
                    "INSERT INTO search (rowid, key, bigrams) VALUES (?, ?, ?)",
                    (
                        (place, search_key(name, row[0]), bigrams(said(entity(*row[:-1]))))
                        for place, row in enumerate(found, first)
                    ),
                )
        for begin in range(0, len(sums), CHUNK):
            some = sums[begin : begin + CHUNK]
            volume.execute("INSERT INTO chunks VALUES (?, ?, ?)", (begin + len(some), len(some), sum(some) & SUM_MASK))
        volume.execute("COMMIT")
        return volume.serialize()


def _in_order(rows: Rows, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    shown = itemgetter(*(rows.columns.index(column) for column in columns))
    return sorted(map(shown, rows.values), key=itemgetter(0))
