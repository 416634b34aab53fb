"""What the generated tests of both hosts have to know of an area of the domain."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import Membership, Party
from lunch_desktop.domain.table import Table
from tests.support.seen import Draw, Seen

Rows = Sequence[tuple[Table[Any], Any]]
Furnish = Callable[[st.DrawFn, Sequence[Party], Sequence[Membership]], Rows]
Key = tuple[str, str]


def no_rows(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    """Nothing beside parties and seats."""
    del draw, parties, memberships
    return ()


@dataclass(frozen=True)
class Area:
    """One area.

    `arguments` draws them for each of its mutations, likely ones, edge ones and senseless ones. `furnish` draws the
    rows that its states have beside parties and seats; keep it cheap. `able` names those who have a chance in a state
    (its rows by table) to have a mutation applied; by default everybody. `chance` says, where `able` does not, whether
    an actor has one with a party of a State. `only_decided` are refusals that only the deciding host can give.
    `is_a_decision` says, for the key of a row, whether only the server could make `after` of `start`; `is_taken_back`
    whether a row that differs from before, after a mutation and its inverse, may do so.
    """

    arguments: Mapping[str, Callable[[Draw, Seen], Any]]
    furnish: Furnish = no_rows
    able: Mapping[str, Callable[[Sequence[Party], Rows], Iterable[EmployeeId]]] = field(default_factory=dict)
    only_decided: Mapping[str, frozenset[RefusalCode]] = field(default_factory=dict)
    is_a_decision: Mapping[str, Callable[[str, Key, Any, Any], bool]] = field(default_factory=dict)
    chance: Mapping[str, Callable[[Any, str, Party], bool]] = field(default_factory=dict)
    is_taken_back: Mapping[str, Callable[[Key, Any, Any], bool]] = field(default_factory=dict)
    told_again: frozenset[str] = frozenset()
    """Mutations whose inverse may tell of a conflict that stood before."""
