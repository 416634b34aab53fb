"""What the page of parties can be opened for, besides a party by its id."""

from dataclasses import dataclass
from typing import Final

NEW: Final = "new"
AT_CAFETERIA: Final = "new:cafeteria"
"""A new party at the office's own cafeteria."""
_WITH, _AT = "new:with:", "new:at:"


@dataclass(frozen=True, slots=True)
class NewParty:
    """The form of a new party, with whom or where, if that is known."""

    colleague: str = ""
    restaurant: str = ""
    cafeteria: bool = False


def new_with(employee_id: str) -> str:
    """A new party to which a colleague is invited."""
    return _WITH + employee_id


def new_at(restaurant_id: str) -> str:
    """A new party at a restaurant."""
    return _AT + restaurant_id


def new_party_of(subject: str) -> NewParty | None:
    """The new party that a subject asks for; None for any other subject."""
    if subject == NEW:
        return NewParty()
    if subject == AT_CAFETERIA:
        return NewParty(cafeteria=True)
    if subject.startswith(_WITH):
        return NewParty(colleague=subject.removeprefix(_WITH))
    return NewParty(restaurant=subject.removeprefix(_AT)) if subject.startswith(_AT) else None
