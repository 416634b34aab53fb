"""How an entity is kept: its name, its declared equality indexes and what its ids refer to."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar


class Row(Protocol):
    """An entity as kept: a frozen dataclass whose fields are strings, integers, booleans or None."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, eq=False)
class Table(Generic[R]):
    """A kind of row.

    `indexes` are the tuples of fields by which `World.find` may look rows up; nothing else can be searched by a
    mutation, so that both hosts can answer from an index. `references` names the table that a field's id points
    into; the server makes foreign keys of them, the replica does not (a patch must never get stuck).
    """

    name: str
    entity: type[R]
    indexes: tuple[tuple[str, ...], ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The entity's fields in order; the first is always `id`."""
        return tuple(one.name for one in fields(self.entity))  # type: ignore[arg-type]

    @property
    def defaults(self) -> dict[str, Any]:
        """What fields that came to the entity later have in rows from before."""
        return {one.name: one.default for one in fields(self.entity) if one.default is not MISSING}  # type: ignore[arg-type]

    def key_of(self, row: Any, index: tuple[str, ...]) -> tuple[Any, ...]:
        """The values of `row` in the fields of `index`."""
        return _reader(index)(row)

    def __repr__(self) -> str:
        return f"Table({self.name})"


@cache
def _reader(index: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads the fields of `index`; looked up for every row that is written."""
    read = attrgetter(*index)
    return read if len(index) > 1 else lambda row: (read(row),)
