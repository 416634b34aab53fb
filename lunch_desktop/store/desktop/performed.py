"""What a change comes back with."""

from dataclasses import dataclass

from lunch_desktop.domain.ids import ChangeId
from lunch_desktop.domain.mutations import Answer


@dataclass(frozen=True, slots=True)
class Performed:
    """A change that stands in the queue, on disk: its uuid, what it answered and the tables that it wrote."""

    uuid: ChangeId
    answer: Answer
    tables: frozenset[str]
