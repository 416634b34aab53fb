"""What a file needs to know of a dataset, and the columns that an export asked for."""

from collections.abc import Sequence
from typing import Protocol

from lunch_desktop.exchange.columns import Chart, Column, Total, Words
from lunch_desktop.wire.exports import ExportHead


class Shape(Protocol):
    """A dataset as a writer sees it: its words, its columns, and what is summed and drawn of it."""

    @property
    def name(self) -> str: ...
    @property
    def words(self) -> Words: ...
    @property
    def columns(self) -> Sequence[Column]: ...
    @property
    def totals(self) -> Sequence[Total]: ...
    @property
    def charts(self) -> Sequence[Chart]: ...


def columns_of(shape: Shape, head: ExportHead) -> tuple[Column, ...]:
    """The columns of the rows, in their order. Raises KeyError for a name that the dataset does not have."""
    known = {column.name: column for column in shape.columns}
    return tuple(known[name] for name in head.request.columns)
