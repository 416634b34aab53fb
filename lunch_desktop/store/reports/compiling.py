"""SQL for a declared query, the same on SQLite and PostgreSQL, on a company's schema and on a replica's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    Text,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.types import String

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.times import Day, at
from lunch_desktop.store.reports.query import (
    Aggregate,
    Beside,
    Conditions,
    Count,
    Distinct,
    Instants,
    Query,
    Selection,
    Source,
    Sum,
    WallClock,
)
from lunch_desktop.store.reports.zones import DAY, Span

Expression = ColumnElement[Any]


class Compiler:
    """One query over the tables of one source. `zones` are the offices' time zones by id, `zone` the file's own.

    `collation` orders texts by code points where the database would not.
    """

    def __init__(
        self, query: Query, tables: Mapping[str, Table], zones: Mapping[str, str], zone: str, collation: str | None
    ) -> None:
        self.query = query
        self.zones = zones
        self.zone = zone
        self._collation = collation
        self._tables = tables

    def is_held(self, source: Source) -> bool:
        """Whether this source has the tables that a column comes from."""
        return not isinstance(source, Beside) or source.table in self._tables

    def rows(self, selection: Selection, spans: Mapping[str, Mapping[str, Sequence[Span]]]) -> Select[Any]:
        """The rows, as what each column is made of. `spans` are by column of wall clocks, then by office."""
        joined = _Joined(self.query.base, self._tables)
        taken = [one for name in selection.columns for one in self._inputs(joined, self.query.columns[name])]
        order = [
            _placed(self._sort_key(joined, name.removeprefix("-"), spans), falling=name.startswith("-"))
            for name in selection.order
        ]
        order.append(self._by_code_points(joined.column(self.query.tie)))
        chosen = list(self._chosen(joined, selection))
        return select(*taken).select_from(joined.source()).where(*chosen).order_by(*order)

    def totals(self, selection: Selection) -> Select[Any]:
        """One row: how many rows there are, then each total, over all rows of the selection."""
        joined = _Joined(self.query.base, self._tables)
        counted = [self._counted(joined, one) for one in self.query.totals.values()]
        taken = [one.label(f"total_{place}") for place, (one, _) in enumerate(counted)]
        chosen = list(self._chosen(joined, selection))
        inner = (
            select(joined.column(self.query.tie).label("tie"), *taken).select_from(joined.source()).where(*chosen)
        ).subquery()
        return select(func.count(), *(how(inner.c[one.name]) for one, (_, how) in zip(taken, counted, strict=True)))

    def subjects(self, path: str | Beside, selection: Selection) -> Select[Any, int]:
        """Each employee at `path`, and how many rows of the selection are theirs; "" has those that are nobody's."""
        joined = _Joined(self.query.base, self._tables)
        # No plain column: SQLite would go by its index, row by row all over the table, in four times the time.
        whose = func.coalesce(self._value(joined, path), "")
        chosen = list(self._chosen(joined, selection))
        return select(whose, func.count()).select_from(joined.source()).where(*chosen).group_by(whose)

    def bounds(self, source: WallClock) -> Select[Any]:
        """The first and the last instant of a column."""
        joined = _Joined(self.query.base, self._tables)
        instant = joined.column(source.instant)
        return select(func.min(instant), func.max(instant)).select_from(joined.source())

    def _inputs(self, joined: "_Joined", source: Source) -> list[Expression]:
        if isinstance(source, WallClock):
            office = literal(None, Text) if source.office is None else joined.column(source.office)
            return [joined.column(source.instant), office]
        return [self._value(joined, source)]

    def _value(self, joined: "_Joined", source: str | Beside | Count) -> Expression:
        if isinstance(source, str):
            return joined.column(source)
        if isinstance(source, Beside):
            value = joined.beside(source)
            return value if source.otherwise is None else func.coalesce(value, source.otherwise)
        others = self._tables[source.table].alias()
        wanted = [others.c[source.of] == joined.base.c.id, *_conditions(others, source.where)]
        return select(func.count()).select_from(others).where(*wanted).scalar_subquery()

    def _sort_key(self, joined: "_Joined", name: str, spans: Mapping[str, Mapping[str, Sequence[Span]]]) -> Expression:
        source = self.query.columns[name]
        if not isinstance(source, WallClock):
            return self._by_code_points(self._value(joined, source))
        instant = joined.column(source.instant)
        if source.shows == "moment":
            return instant
        ahead = [
            (and_(_is_office(joined, source.office, office), instant >= span.begins), span.ahead)
            for office, of_office in spans[name].items()
            for span in reversed(of_office)
        ]
        return (instant + case(*ahead, else_=0)) % DAY if ahead else instant

    def _by_code_points(self, value: Expression) -> Expression:
        is_text = isinstance(value.type, String)
        return value.collate(self._collation) if is_text and self._collation else value

    def _counted(self, joined: "_Joined", total: Aggregate) -> tuple[Expression, Any]:
        """What is taken of each row, and how it is made one number."""
        if isinstance(total, Distinct):
            return joined.column(total.path), lambda one: func.count(one.distinct())
        if isinstance(total, Sum):
            source = self.query.columns[total.column]
            assert not isinstance(source, WallClock)
            return self._value(joined, source), func.sum
        satisfied = and_(literal(1) == 1, *(joined.column(path).in_(values) for path, values in total.where.items()))
        return case((satisfied, 1), else_=0), func.sum

    def _chosen(self, joined: "_Joined", selection: Selection) -> Iterable[Expression]:
        query = self.query
        for path, values in query.where.items():
            yield joined.column(path).in_(values)
        for path, values in query.unless.items():
            yield joined.column(path).not_in(values)
        if selection.office_id is not None and query.office is not None:
            yield joined.column(query.office) == selection.office_id
        if selection.department_id is not None and query.department is not None:
            yield joined.column(query.department) == selection.department_id
        if isinstance(query.day, str):
            day = joined.column(query.day)
            yield from (day >= one for one in (selection.day_from,) if one is not None)
            yield from (day <= one for one in (selection.day_to,) if one is not None)
        elif query.day is not None and (selection.day_from or selection.day_to):
            yield self._on_days(joined, query.day, selection)

    def _on_days(self, joined: "_Joined", instants: Instants, selection: Selection) -> Expression:
        """Between midnights, which each office has at its own time."""
        instant = joined.column(instants.path)
        zones = {"": self.zone} if instants.office is None else self.zones
        return or_(
            false(),
            *(
                and_(_is_office(joined, instants.office, office), *_between(instant, selection, zone))
                for office, zone in zones.items()
            ),
        )


def _between(instant: Expression, selection: Selection, zone: str) -> Iterable[Expression]:
    if selection.day_from is not None:
        yield instant >= at(Day(selection.day_from), 0, 0, zone)
    if selection.day_to is not None:
        after = date.fromisoformat(selection.day_to) + timedelta(days=1)
        yield instant < at(Day(after.isoformat()), 0, 0, zone)


def _is_office(joined: "_Joined", path: str | None, office: str) -> Expression:
    return literal(1) == 1 if path is None else joined.column(path) == office


def _conditions(table: FromClause, where: Conditions) -> list[Expression]:
    return [table.c[name].in_(values) for name, values in where.items()]


def _placed(value: Expression, *, falling: bool) -> Expression:
    return value.desc().nulls_last() if falling else value.asc().nulls_first()


class _Joined:
    """The base table, and what its rows lead to; only what is asked for is joined."""

    def __init__(self, base: str, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self._name = base
        self.base: FromClause = tables[base].alias(base)
        self._source: FromClause = self.base
        self._aliases: dict[str, FromClause] = {}

    def column(self, path: str) -> Expression:
        """The column that a path leads to."""
        *steps, last = path.split(".")
        table, alias, trail = self._name, self.base, ""
        for step in steps:
            trail = f"{trail}.{step}"
            table, come_from = TABLES_BY_NAME[table].references[step], alias
            alias = self._join(trail, table, come_from.c[step], "id")
        return alias.c[last]

    def beside(self, source: Beside) -> Expression:
        """The column of a table that nothing refers to."""
        alias = self._join(f"{source.of}>{source.table}", source.table, self.column(source.of), source.key)
        return alias.c[source.name]

    def source(self) -> FromClause:
        """All of it, once every column was asked for."""
        return self._source

    def _join(self, trail: str, table: str, reference: Expression, key: str) -> FromClause:
        if trail not in self._aliases:
            alias = self._tables[table].alias(f"joined_{len(self._aliases)}")
            self._source = self._source.outerjoin(alias, reference == alias.c[key])
            self._aliases[trail] = alias
        return self._aliases[trail]
