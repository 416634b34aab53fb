"""What a mutation sees of the company: rows to read and write, the actor, the time, and whether this host decides."""

from typing import Final, Literal, Protocol, TypeVar

from lunch_desktop.domain.ids import ChangeId, EmployeeId
from lunch_desktop.domain.table import Row, Table
from lunch_desktop.domain.times import Instant

R = TypeVar("R", bound=Row)


class Absent:
    """There is certainly no such row."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "ABSENT"


class NotHeld:
    """This desktop does not hold the row, and can't know whether there is one. It is never a reason to refuse."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "NOT_HELD"


ABSENT: Final = Absent()
NOT_HELD: Final = NotHeld()


class Lookup(Protocol):
    """What only looks rows up by their ids."""

    def get(self, table: Table[R], row_id: str) -> R | Absent | NotHeld: ...


class Reader(Lookup, Protocol):
    """The reading half of a World; rules that only look take this."""

    @property
    def actor(self) -> EmployeeId:
        """Who makes the change."""
        ...

    @property
    def change(self) -> ChangeId:
        """The uuid of the change that runs."""
        ...

    @property
    def now(self) -> Instant:
        """The server's clock where the host decides; else the time at which the change was made."""
        ...

    @property
    def decides(self) -> bool:
        """True on the server. Where False, what only the server can decide is written as *requested*."""
        ...

    def find(self, table: Table[R], **equal: str | int | bool | None) -> list[R]:
        """Rows whose fields equal the given ones, which must form a declared index; in order of id.

        On a desktop these are the rows it holds.
        """
        ...


class World(Reader, Protocol):
    """The whole: what a mutation runs on."""

    def put(self, table: Table[R], row: R) -> None:
        """Insert the row, or replace the one with its id."""
        ...

    def delete(self, table: Table[R], row_id: str) -> None: ...

    def new_id(self) -> str:
        """The id for the next row that this change makes; the same on both hosts."""
        ...
