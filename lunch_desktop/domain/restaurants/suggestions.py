"""Suggestions: a place that somebody names, or what should be otherwise about one that is there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lunch_desktop.domain.ids import EmployeeId, OfficeId, RestaurantId
from lunch_desktop.domain.merge import Edits
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Instant

LONGEST_NOTE: Final = 300
LONGEST_REASON: Final = 300


class SuggestionState(StrEnum):
    """What became of a suggestion. A merged one named a place that was there under another name."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an employee suggests, to the office's admins and themselves alone.

    `is_new`: the restaurant is one that the suggestion made. Otherwise `edits` has the corrections, as `write_edits`
    writes them. `reason` is why it was rejected, for the one who suggested it.
    """

    id: str
    office_id: OfficeId
    restaurant_id: RestaurantId
    suggested_by: EmployeeId
    is_new: bool
    edits: str
    note: str
    state: str
    reason: str
    made_at: Instant


SUGGESTIONS = Table(
    "suggestions",
    Suggestion,
    (("restaurant_id",),),
    {"office_id": "offices", "restaurant_id": "restaurants", "suggested_by": "employees"},
)


def write_edits(edits: Edits) -> str:
    """Edits as a row keeps them."""
    return json.dumps({name: list(both) for name, both in sorted(edits.items())}, ensure_ascii=False)


def read_edits(text: str) -> Mapping[str, tuple[Any, Any]]:
    """What `write_edits` wrote."""
    return {name: (old, new) for name, (old, new) in json.loads(text or "{}").items()}
