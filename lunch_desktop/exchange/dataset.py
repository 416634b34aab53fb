"""What a dataset is: everything that exports know of it, from its words to where its rows come from."""

from dataclasses import dataclass
from typing import Final, Literal

from lunch_desktop.exchange.columns import Chart, Column, Total, Words
from lunch_desktop.store.reports.query import Gathered, Query

Filter = Literal["period", "office", "department"]
FILTERS: Final[tuple[Filter, ...]] = ("period", "office", "department")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of rows that can be exported.

    `about` says in a sentence what a row is, and which rows there are. `columns` are all that may be asked for;
    `chosen` are those that are taken when none is named, in that order (none here: all). `order` are names of columns,
    with a `-` before those whose greatest comes first. A filter that is not among `filters` is refused. Where
    `on_desktops` is false, a desktop does not hold these rows, and only the server can tell.
    """

    name: str
    words: Words
    about: Words
    columns: tuple[Column, ...]
    query: Query | Gathered
    order: tuple[str, ...]
    totals: tuple[Total, ...] = ()
    charts: tuple[Chart, ...] = ()
    filters: frozenset[Filter] = frozenset()
    chosen: tuple[str, ...] = ()
    on_desktops: bool = True

    @property
    def usual(self) -> tuple[str, ...]:
        """The columns that are taken when none is named."""
        return self.chosen or tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """A column by its name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
