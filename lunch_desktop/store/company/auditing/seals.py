"""A seal: the server's signed word on a batch of entries, and on the seal before."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

from lunch_desktop.domain.times import Instant

LEAF_CHARACTERS: Final = 64


@dataclass(frozen=True, slots=True)
class Seal:
    """One batch, the entries from `first` to `last`. `previous` is the hash of the seal before, `key` the key's id."""

    number: int
    first: int
    last: int
    at: Instant
    leaves: str
    previous: str
    key: str
    signature: str

    @property
    def content(self) -> bytes:
        """What is signed, as a JSON list, which reads in one way only."""
        leaves = hashlib.sha256(self.leaves.encode()).hexdigest()
        said = ["audit seal", self.number, self.first, self.last, self.at, leaves, self.previous, self.key]
        return json.dumps(said, separators=(",", ":")).encode()

    @property
    def hash(self) -> str:
        """What the next seal, and whoever compares later, knows this one by."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_in_form(self) -> bool:
        """Whether it has as many leaves as entries."""
        return len(self.leaves) == LEAF_CHARACTERS * (self.last - self.first + 1) and self.first <= self.last

    def leaf(self, number: int) -> str:
        """The hash of the entry of that number; only of a seal in form."""
        at = (number - self.first) * LEAF_CHARACTERS
        return self.leaves[at : at + LEAF_CHARACTERS]


def seal_of(row: Any) -> Seal:
    """A row as a seal."""
    return Seal(row.number, row.first, row.last, Instant(row.at), row.leaves, row.previous, row.key, row.signature)
