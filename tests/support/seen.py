"""What one who acts has before them, for tests that draw what they may want."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.parties.entities import Membership, Party
from lunch_desktop.domain.table import Row, Table
from lunch_desktop.domain.times import Instant
from tests.support.company import an_id

R = TypeVar("R", bound=Row)
Draw = Callable[[st.SearchStrategy[Any]], Any]
NOWHERE = PartyId(an_id("no such party"))


def _nothing(table: Table[Any]) -> Sequence[Any]:
    del table
    return ()


@dataclass(frozen=True)
class Seen:
    """Parties, the actor's own memberships, the time, and on demand the rows of every other table."""

    actor: EmployeeId
    parties: Sequence[Party]
    memberships: dict[str, Membership]
    now: Instant
    others: Callable[[Table[Any]], Sequence[Any]] = _nothing

    def of(self, table: Table[R]) -> Sequence[R]:
        """Rows of a table, in order of id."""
        return self.others(table)


def drawn_party(draw: Draw, seen: Seen) -> PartyId:
    """A party that is seen, or one that does not exist where none is."""
    return PartyId(draw(st.sampled_from([party.id for party in seen.parties] or [NOWHERE])))
