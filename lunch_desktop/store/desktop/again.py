"""Doing a change once more: what was set aside, with what was built on it, and what lost to others' values."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from lunch_desktop.domain.ids import ChangeId, derived_id

MINE: Final = "mine"
THEIRS: Final = "theirs"
MOST_ROWS: Final = 16
"""No mutation makes more rows with ids of their own."""


def new_names(former: str, now: str) -> dict[str, str]:
    """What a change and the rows that it makes are called, by what they were called when it was made before."""
    rows = {derived_id(ChangeId(former), n): derived_id(ChangeId(now), n) for n in range(MOST_ROWS)}
    return {former: now, **rows}


def renamed(said: Any, names: Mapping[str, str]) -> Any:
    """A payload, or a part of it, that speaks of the new rows."""
    if isinstance(said, str):
        return names.get(said, said)
    if isinstance(said, list):
        return [renamed(one, names) for one in said]
    if isinstance(said, dict):
        return {key: renamed(one, names) for key, one in said.items()}
    return said


def edit_again(decided: Any, fields: Iterable[str]) -> dict[str, Any]:
    """The edit that puts the author's values in the place of those that stand, as one who has seen them.

    If the others changed the field once more meanwhile, it is a new conflict.
    """
    both = decided.answer["conflicts"]
    edits = {name: [theirs, mine] for name, (mine, theirs) in both.items() if name in set(fields)}
    said = json.loads(decided.payload)
    return {**said, "args": {**said["args"], "edits": edits}}
