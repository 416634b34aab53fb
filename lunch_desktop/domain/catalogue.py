"""Everything the product knows: all tables, in an order in which references point backwards, and all mutations."""

from typing import Any, Final

from lunch_desktop.domain.availability import AVAILABILITIES, FREE_WINDOWS, SET_AVAILABILITY
from lunch_desktop.domain.mutations import Mutation, Registry
from lunch_desktop.domain.parties.cancelling import CANCEL_PARTY
from lunch_desktop.domain.parties.editing import EDIT_PARTY
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES
from lunch_desktop.domain.parties.inviting import INVITE, UNINVITE
from lunch_desktop.domain.parties.joining import JOIN_PARTY
from lunch_desktop.domain.parties.lateness import BE_LATE
from lunch_desktop.domain.parties.leaving import LEAVE_PARTY
from lunch_desktop.domain.parties.opening import OPEN_PARTY
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES
from lunch_desktop.domain.restaurants import RESTAURANTS
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.visits import FORGET_VISIT, RECORD_VISIT, VISITS

TABLES: Final[tuple[Table[Any], ...]] = (
    OFFICES,
    DEPARTMENTS,
    EMPLOYEES,
    RESTAURANTS,
    PARTIES,
    MEMBERSHIPS,
    AVAILABILITIES,
    FREE_WINDOWS,
    VISITS,
)
TABLES_BY_NAME: Final = {table.name: table for table in TABLES}

_ALL: Final[tuple[Mutation[Any], ...]] = (
    OPEN_PARTY,
    EDIT_PARTY,
    JOIN_PARTY,
    LEAVE_PARTY,
    CANCEL_PARTY,
    INVITE,
    UNINVITE,
    BE_LATE,
    SET_AVAILABILITY,
    RECORD_VISIT,
    FORGET_VISIT,
)


def mutations() -> Registry:
    """A registry of every mutation."""
    registry = Registry()
    for mutation in _ALL:
        registry.add(mutation)
    return registry
