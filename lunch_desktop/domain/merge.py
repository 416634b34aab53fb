"""Field merge: two people edit one row, and neither loses what they typed.

An edit carries the old and the new value of each field. Where the row still has the old value, or already the new
one, the edit applies. Otherwise the row's value stands and the author keeps both as a conflict. Clocks play no part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Edits = Mapping[str, tuple[Any, Any]]
"""Field -> (the value that the author saw, the value that they want)."""


@dataclass(frozen=True, slots=True)
class Merged:
    """`values` are to be written; `conflicts` holds (mine, theirs) for each field that was left alone."""

    values: Mapping[str, Any]
    conflicts: Mapping[str, tuple[Any, Any]]


def merge(row: object, edits: Edits) -> Merged:
    """Decide each field of `edits` against the present `row`."""
    values: dict[str, Any] = {}
    conflicts: dict[str, tuple[Any, Any]] = {}
    for name, (old, new) in edits.items():
        present = getattr(row, name)
        if present == old:
            values[name] = new
        elif present != new:
            conflicts[name] = (new, present)
    return Merged(values, conflicts)
