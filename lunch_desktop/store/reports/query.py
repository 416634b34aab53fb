"""How a dataset says which rows it has. Nothing here knows SQL: the same words are compiled for every database.

A *path* is a field of the base table, or leads along ids to a row that is referred to: "employee_id.office_id.name".
Where there is no such row its value is None. Conditions map paths to the values that are wanted there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from lunch_desktop.wire.exports import Value

Conditions = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Beside:
    """The field of a row in another table, whose `key` is the id at the path `of`; `otherwise` where there is none.

    A source that has no such table does not hold the column.
    """

    of: str
    table: str
    name: str
    key: str = "id"
    otherwise: Value = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of another table name this one in their field `of`, of those that satisfy `where`."""

    table: str
    of: str
    where: Conditions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WallClock:
    """The time of day, or day and time, that the office's clock shows at an instant.

    `office` is the path to the office's id; None takes the zone in which the file's times are.
    """

    instant: str
    office: str | None
    shows: Literal["time", "moment"]


Source = str | Beside | Count | WallClock
"""Where a column's values come from: a path, or one of these."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A total: how many rows there are, of those that satisfy `where`."""

    where: Conditions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Distinct:
    """A total: how many different values there are at a path; None is none."""

    path: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A total: the sum of a column of whole numbers."""

    column: str


Aggregate = Rows | Distinct | Sum


@dataclass(frozen=True, slots=True)
class Instants:
    """Which day of a row a period goes by, where it has an instant (ms) and no day; see WallClock for `office`."""

    path: str
    office: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """Rows of `base`, of which those are taken that have one of the values of `where` and none of those of `unless`.

    `columns` says by name where values come from. `day`, `office` and `department` are the paths by which a period, an
    office and a department are chosen; None: they can't be. `subjects` are paths to the employees whose rows these are.
    `tie` makes the order whole: it differs in any two rows, and is not shown.
    """

    base: str
    columns: Mapping[str, Source]
    totals: Mapping[str, Aggregate]
    where: Conditions = field(default_factory=dict)
    unless: Conditions = field(default_factory=dict)
    day: str | Instants | None = None
    office: str | None = None
    department: str | None = None
    subjects: tuple[str | Beside, ...] = ()
    tie: str = "id"


@dataclass(frozen=True, slots=True)
class Made:
    """All rows of a small dataset, in the order of its columns, and its totals."""

    rows: Sequence[Sequence[Value]]
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A small dataset, whose rows `make` works out of those of other queries, by their names.

    `columns` are those of what it makes. Each query is chosen by office as it declares; orders are made in memory.
    """

    columns: tuple[str, ...]
    queries: Mapping[str, Query]
    make: Callable[[Mapping[str, Sequence[Sequence[Any]]]], Made]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a query: columns by name, and of their rows which, in which order.

    `order` are names, with a `-` before those whose greatest comes first. Days are both included.
    """

    columns: tuple[str, ...]
    order: tuple[str, ...] = ()
    day_from: str | None = None
    day_to: str | None = None
    office_id: str | None = None
    department_id: str | None = None
