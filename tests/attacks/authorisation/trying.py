"""One wish that is tried, and what is stated of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Try:
    """`told` says how the actor stands; `stated` is ALLOWED or the code that they are told.

    `may_change` are ids of others whose rows the mutation may change. Where it is `not_found`, the whole answer is held
    to that for the same arguments with `nothing` put into them, the id of what nobody has ever thought of.
    """

    told: str
    args: Any
    stated: str
    may_change: frozenset[str] = frozenset()
    nothing: Mapping[str, Any] | None = None
