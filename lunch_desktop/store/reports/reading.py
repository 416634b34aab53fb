"""Reading a declared query in one snapshot: how many rows, their totals, whose they are, and the rows as a stream."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, Final, Protocol

from sqlalchemy import Boolean, Connection, Result, Select, Table, select

from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES
from lunch_desktop.store.reports.compiling import Compiler
from lunch_desktop.store.reports.query import Gathered, Query, Selection, WallClock
from lunch_desktop.store.reports.zones import Span, shown, spans
from lunch_desktop.wire.exports import Value

Line = Sequence[Value]
"""The values of a row, in the order of the columns that were asked for."""
AT_ONCE: Final = 2_000
"""Rows in memory."""
_NOWHERE: Final = "UTC"


@dataclass(frozen=True, slots=True)
class Place:
    """An office, or a department of one, by its name."""

    name: str
    office_id: str
    time_zone: str = ""


class Reading(Protocol):
    """A selection of a dataset's rows in one snapshot."""

    def totals(self) -> tuple[int, dict[str, int]]:
        """How many rows there are, and the totals over all of them."""
        ...

    def subjects(self) -> dict[str, int]:
        """How many of the rows are whose: employees by id."""
        ...

    def rows(self, limit: int | None = None) -> Iterator[Line]:
        """The rows in order, the first `limit` of them."""
        ...


@dataclass(frozen=True, eq=False)
class Tables:
    """One snapshot of a source: the tables that it holds, by name."""

    connection: Connection
    tables: Mapping[str, Table]

    def offices(self) -> dict[str, Place]:
        """All offices by id."""
        table = self.tables[OFFICES.name].c
        found = self.connection.execute(select(table.id, table.name, table.time_zone))
        return {one.id: Place(one.name, one.id, one.time_zone) for one in found}

    def departments(self) -> dict[str, Place]:
        """All departments by id."""
        table = self.tables[DEPARTMENTS.name].c
        found = self.connection.execute(select(table.id, table.name, table.office_id))
        return {one.id: Place(one.name, one.office_id) for one in found}

    def time_zone(self, office_id: str | None) -> str:
        """That of an office; without one that of the office with the most employees."""
        offices = self.offices()
        if office_id is not None:
            return offices[office_id].time_zone
        employees = self.tables[EMPLOYEES.name].c
        sizes = Counter(self.connection.execute(select(employees.office_id)).scalars())
        largest = min(offices, key=lambda one: (-sizes[one], one), default=None)
        return _NOWHERE if largest is None else offices[largest].time_zone

    def is_held(self, query: Query | Gathered, column: str) -> bool:
        """Whether this source can tell a column."""
        return isinstance(query, Gathered) or self._compiler(query, _NOWHERE).is_held(query.columns[column])

    def read(self, query: Query | Gathered, selection: Selection, zone: str) -> Reading:
        """Ready to be read; `zone` is that of the file's own times."""
        if isinstance(query, Gathered):
            return _InMemory(query, selection, partial(self._streamed, zone=zone))
        return self._streamed(query, selection, zone)

    def _streamed(self, query: Query, selection: Selection, zone: str) -> "_Streamed":
        return _Streamed(self.connection, self._compiler(query, zone), selection)

    def _compiler(self, query: Query, zone: str) -> Compiler:
        zones = {office: place.time_zone for office, place in self.offices().items()}
        collation = "C" if self.connection.dialect.name == "postgresql" else None
        return Compiler(query, self.tables, zones, zone, collation)


class _Streamed:
    """Never more than AT_ONCE rows in memory, and nothing done with a row that no column asks for."""

    def __init__(self, connection: Connection, compiler: Compiler, selection: Selection) -> None:
        self._connection = connection
        self._compiler = compiler
        self._selection = selection

    def totals(self) -> tuple[int, dict[str, int]]:
        """See Reading."""
        found = self._connection.execute(self._compiler.totals(self._selection)).one()
        names = self._compiler.query.totals
        return found[0], {name: int(value or 0) for name, value in zip(names, found[1:], strict=True)}

    def subjects(self) -> dict[str, int]:
        """See Reading."""
        counted: Counter[str] = Counter()
        for path in self._compiler.query.subjects:
            for whose, rows in self._connection.execute(self._compiler.subjects(path, self._selection)):
                if whose:
                    counted[whose] += rows
        return dict(sorted(counted.items()))

    def rows(self, limit: int | None = None) -> Iterator[Line]:
        """See Reading."""
        statement = self._compiler.rows(self._selection, self._spans())
        if limit is not None:
            statement = statement.limit(limit)
        finish = self._finish()
        if finish is None and self._is_plain(statement):
            # Not as a stream of SQLAlchemy's, which would take the first rows into a buffer of its own.
            plain = self._connection.execute(statement)
            return _closing(plain, chain.from_iterable(_as_they_come(plain.cursor)))
        options = {"stream_results": limit is None, "max_row_buffer": AT_ONCE}
        result = self._connection.execute(statement, execution_options=options)
        partitions: Iterator[Sequence[Any]] = result.partitions(AT_ONCE)
        if finish is not None:
            partitions = ([finish(row) for row in some] for some in partitions)
        return _closing(result, chain.from_iterable(partitions))

    def _is_plain(self, statement: Select[Any]) -> bool:
        """Whether SQLite's driver gives the very values; of truth it would give numbers."""
        flags = any(isinstance(column.type, Boolean) for column in statement.selected_columns)
        return self._connection.dialect.name == "sqlite" and not flags

    def _spans(self) -> dict[str, dict[str, Sequence[Span]]]:
        """Of the wall clocks by whose time the rows are ordered."""
        found: dict[str, dict[str, Sequence[Span]]] = {}
        for name in (one.removeprefix("-") for one in self._selection.order):
            source = self._compiler.query.columns[name]
            if isinstance(source, WallClock) and source.shows == "time":
                first, last = self._connection.execute(self._compiler.bounds(source)).one()
                zones = {"": self._compiler.zone} if source.office is None else self._compiler.zones
                found[name] = {office: spans(zone, first, last) for office, zone in zones.items() if first is not None}
        return found

    def _finish(self) -> Callable[[Sequence[Any]], Line] | None:
        """What makes the values of a row of what was read; None where they are that already."""
        steps: list[Callable[[Sequence[Any]], Value]] = []
        place = 0
        for name in self._selection.columns:
            source = self._compiler.query.columns[name]
            if isinstance(source, WallClock):
                steps.append(self._clock(place, source))
                place += 2
            else:
                steps.append(partial(_at, place))
                place += 1
        if place == len(self._selection.columns):
            return None
        return lambda row: tuple(step(row) for step in steps)

    def _clock(self, place: int, source: WallClock) -> Callable[[Sequence[Any]], Value]:
        zones, own, moment = self._compiler.zones, self._compiler.zone, source.shows == "moment"

        def read(row: Sequence[Any]) -> Value:
            instant, office = row[place], row[place + 1]
            zone = own if source.office is None else zones.get(office, _NOWHERE)
            return None if instant is None else shown(instant, zone, moment=moment)

        return read


def _closing(result: Result[Any], lines: Iterator[Line]) -> Iterator[Line]:
    """The lines; whoever goes through some of them only, and closes this, leaves nothing open in the database."""
    with closing(result):
        yield from lines


def _as_they_come(cursor: Any) -> Iterator[Sequence[Line]]:
    """The driver's own tuples: a million rows take a third less time without SQLAlchemy's around them."""
    while some := cursor.fetchmany(AT_ONCE):
        yield some


def _at(place: int, row: Sequence[Any]) -> Value:
    value: Value = row[place]
    return value


class _InMemory:
    """A small dataset: all of its rows at once."""

    def __init__(self, gathered: Gathered, selection: Selection, read: Callable[[Query, Selection], _Streamed]) -> None:
        self._columns = gathered.columns
        self._selection = selection
        found = {
            name: [tuple(row) for row in read(query, _all_of(query, selection)).rows()]
            for name, query in gathered.queries.items()
        }
        self._made = gathered.make(found)

    def totals(self) -> tuple[int, dict[str, int]]:
        """See Reading."""
        return len(self._made.rows), dict(self._made.totals)

    def subjects(self) -> dict[str, int]:
        """Nobody's: such rows are about many."""
        return {}

    def rows(self, limit: int | None = None) -> Iterator[Line]:
        """See Reading."""
        rows = list(self._made.rows)
        for name in reversed(self._selection.order):
            place = self._columns.index(name.removeprefix("-"))
            rows.sort(key=partial(_rank, place), reverse=name.startswith("-"))
        places = [self._columns.index(name) for name in self._selection.columns]
        return (tuple(row[place] for place in places) for row in rows[:limit])


def _all_of(query: Query, selection: Selection) -> Selection:
    return Selection(tuple(query.columns), office_id=selection.office_id)


def _rank(place: int, row: Line) -> tuple[bool, Any]:
    value = row[place]
    return (value is not None, "" if value is None else value)
