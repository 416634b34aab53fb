"""Statements that are compiled once and run on the driver's own connection.

SQLAlchemy takes 60 to 100 µs to run a statement, which is several times what SQLite itself takes for a small one. What
runs at every click and for every row of a first sync is prepared here; everything else goes the usual way. A prepared
statement runs inside the transaction of the SQLAlchemy connection that it is given, and fails with the same exceptions.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import JSON, ColumnElement, Connection, Dialect, Select, Text, bindparam, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

Statement: TypeAlias = Select[Any] | UpdateBase
_Process: TypeAlias = Callable[[Any], Any]
T = TypeVar("T")
S = TypeVar("S")
_PER_EXECUTION = 5_000
"""Sets of parameters that are made at a time, so that a long list needs no copy of itself."""


class Prepared:
    """One statement for one dialect. Made once, used from every thread.

    `names` are the statement's parameters in the order in which they are given. Values are converted as SQLAlchemy
    would (JSON, booleans); columns that were given a value when the statement was built need no name here.
    """

    def __init__(self, statement: Statement, dialect: Dialect, *names: str) -> None:
        """Raises ValueError where `names` are not the statement's parameters."""
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        if set(names) != {name for name, bind in compiled.binds.items() if bind.required}:
            raise ValueError(f"the parameters of this statement are {sorted(compiled.binds)}")
        self._dialect = dialect
        self._text = compiled.string
        self._names = names
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._binds = [(name, process) for name, process in _bind_processors(compiled, dialect) if process is not None]
        order = compiled.positiontup if compiled.positional else None
        self._order = None if order is None else tuple(order)
        self._pick = _picker(names, self._order) if not self._fixed else None
        found = dict(self._binds)
        self._processes = tuple(found.get(name) for name in names) if found else None
        self._results = _result_processors(statement, dialect)
        self._failure: type[Exception] = dialect.loaded_dbapi.Error

    @property
    def text(self) -> str:
        """The SQL, as the driver gets it."""
        return self._text

    def one(self, connection: Connection, *values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        cursor = self._cursor(connection)
        try:
            cursor.execute(self._text, self._given(values))
            found = cursor.fetchone()
        except self._failure as error:
            raise self._wrapped(error) from error
        finally:
            cursor.close()
        return None if found is None else self._converted(found)

    def all(self, connection: Connection, *values: Any) -> list[tuple[Any, ...]]:
        """Every row."""
        cursor = self._cursor(connection)
        try:
            cursor.execute(self._text, self._given(values))
            found = cursor.fetchall()
        except self._failure as error:
            raise self._wrapped(error) from error
        finally:
            cursor.close()
        return found if self._results is None else [self._converted(row) for row in found]

    def run(self, connection: Connection, *values: Any) -> int:
        """Run it for what it does; how many rows were concerned."""
        cursor = self._cursor(connection)
        try:
            cursor.execute(self._text, self._given(values))
            return int(cursor.rowcount)
        except self._failure as error:
            raise self._wrapped(error) from error
        finally:
            cursor.close()

    def many(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
        """Run it once for each of `rows`, of which each holds the parameters in their order."""
        cursor = self._cursor(connection)
        try:
            if self._pick is not None and not self._binds and self._dialect.driver == "pysqlite":
                cursor.executemany(self._text, rows if self._order == self._names else map(self._pick, rows))
                return
            some: list[Any] = []
            for row in rows:
                some.append(self._given(row))
                if len(some) == _PER_EXECUTION:
                    cursor.executemany(self._text, some)
                    some = []
            if some:
                cursor.executemany(self._text, some)
        except self._failure as error:
            raise self._wrapped(error) from error
        finally:
            cursor.close()

    def _given(self, values: Sequence[Any]) -> Any:
        """The parameters as the driver takes them."""
        if self._pick is not None:
            if self._processes is not None:
                values = [
                    value if process is None else process(value)
                    for value, process in zip(values, self._processes, strict=True)
                ]
            return self._pick(values)
        named = {**self._fixed, **dict(zip(self._names, values, strict=True))}
        for name, process in self._binds:
            named[name] = process(named[name])
        return named if self._order is None else tuple(named[name] for name in self._order)

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if self._results is None:
            return row
        return tuple(
            [value if process is None else process(value) for value, process in zip(row, self._results, strict=True)]
        )

    def _cursor(self, connection: Connection) -> Any:
        return connection.connection.cursor()

    def _wrapped(self, error: Exception) -> DBAPIError:
        """An error of the driver as SQLAlchemy's own, so that nobody has to know which way a statement went."""
        return DBAPIError.instance(self._text, None, error, self._failure, hide_parameters=True, dialect=self._dialect)  # type: ignore[return-value]


def compiled_once(compile_for: Callable[[T, Dialect], S]) -> Callable[[T, Dialect], S]:
    """Remember what `compile_for` makes for each declaration of tables and each driver, while the declaration is used.

    For statements whose users come and go, with a transaction or with a database.
    """
    known: WeakKeyDictionary[T, dict[str, S]] = WeakKeyDictionary()  # plain and encrypted files differ in drivers, too

    def compiled(declared: T, dialect: Dialect) -> S:
        by_driver = known.get(declared)
        if by_driver is None:
            by_driver = known.setdefault(declared, {})
        driver = dialect.loaded_dbapi.__name__
        made = by_driver.get(driver)
        if made is None:
            made = by_driver[driver] = compile_for(declared, dialect)
        return made

    return compiled


def is_one_of(matched: ColumnElement[str], parameter: str, dialect: Dialect) -> ColumnElement[bool]:
    """`matched` is in the list of texts that is given as one `parameter`, whatever its length."""
    if dialect.name == "sqlite":
        given = func.json_each(bindparam(parameter, type_=JSON())).table_valued("value")
        return matched.in_(select(given.c.value))
    from sqlalchemy.dialects.postgresql import ARRAY  # a tenth of a second that no desktop should spend at its start

    return matched == func.any(bindparam(parameter, type_=ARRAY(Text)))


def _bind_processors(compiled: SQLCompiler, dialect: Dialect) -> Iterator[tuple[str, _Process | None]]:
    for name, bind in compiled.binds.items():
        yield name, bind.type.dialect_impl(dialect).bind_processor(dialect)


def _result_processors(statement: Statement, dialect: Dialect) -> tuple[_Process | None, ...] | None:
    """How each column's value is made of the driver's; None where nothing has to be."""
    if isinstance(statement, Select):
        types = [one.type for one in statement.selected_columns]
    else:
        types = [one["type"] for one in statement.returning_column_descriptions]
    processes = tuple(one.dialect_impl(dialect).result_processor(dialect, None) for one in types)
    return processes if any(processes) else None


def _picker(names: Sequence[str], order: Sequence[str] | None) -> Callable[[Sequence[Any]], Any]:
    """From the parameters as they are given to how the driver takes them."""
    if order is None:
        return lambda values: dict(zip(names, values, strict=True))
    if tuple(order) == tuple(names):
        return lambda values: values
    at = [names.index(name) for name in order]
    return itemgetter(*at) if len(at) > 1 else lambda values: tuple(values[place] for place in at)
