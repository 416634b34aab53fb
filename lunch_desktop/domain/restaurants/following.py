"""`restaurant.follow`: what points to a merged restaurant is made to point to the one that stays.

A job, because only the server holds all of it, and because a lunch may still be arranged offline at a place that was
merged meanwhile. Until it has run, `merged_into` leads there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from lunch_desktop.domain.groups.entities import GROUP_EXCEPTIONS, GROUPS
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.jobs import JobKind
from lunch_desktop.domain.mutations import NOTHING, Answer, Root
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.parties.votes import BALLOTS, VOTE_OPTIONS, VoteOption, ballot_id
from lunch_desktop.domain.proposals.entities import PROPOSALS
from lunch_desktop.domain.restaurants.standing import meant
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.visits import VISITS
from lunch_desktop.domain.world import World

FOLLOWERS: Final[tuple[Table[Any], ...]] = (PARTIES, VISITS, GROUPS, GROUP_EXCEPTIONS, VOTE_OPTIONS, PROPOSALS)
"""The tables whose rows name a restaurant for what lies ahead, or for where one has been."""
_BY_NAME: Final = {table.name: table for table in FOLLOWERS}


@dataclass(frozen=True, slots=True)
class Follow:
    """Rows that name a merged restaurant: each the name of its table and its id."""

    rows: tuple[tuple[str, str], ...]


def follow(world: World, args: Follow) -> Answer:
    """Move what still points to a merged place."""
    for name, row_id in args.rows:
        table = _BY_NAME[name]
        row: Any = world.get(table, row_id)
        stays = _stays(world, row.restaurant_id) if row and row.restaurant_id else None
        if stays is None:
            continue
        if not (table is VOTE_OPTIONS and _is_there_twice(world, row, stays)):
            world.put(table, replace(row, restaurant_id=stays))
    return NOTHING


def _stays(world: World, restaurant_id: RestaurantId) -> RestaurantId | None:
    """Where a merged restaurant is now; None where it is no merged one."""
    found = meant(world, restaurant_id)
    return found.id if found and found.id != restaurant_id else None


def _is_there_twice(world: World, option: VoteOption, stays: RestaurantId) -> bool:
    """Where the vote has the place already, who chose this option has chosen that one, and this one goes."""
    options = world.find(VOTE_OPTIONS, party_id=option.party_id)
    same = [one for one in options if one.vote_id == option.vote_id and one.restaurant_id == stays]
    if not same:
        return False
    for ballot in world.find(BALLOTS, party_id=option.party_id):
        if ballot.option_id == option.id:
            world.delete(BALLOTS, ballot.id)
            known = ballot_id(same[0].id, ballot.employee_id)
            world.put(BALLOTS, replace(ballot, id=known, option_id=same[0].id))
    world.delete(VOTE_OPTIONS, option.id)
    return True


def _roots(args: Follow) -> Iterable[Root]:
    """The parties; whatever else has to be locked turns up when it is read or written."""
    return [row for row in args.rows if row[0] == PARTIES.name]


FOLLOW = JobKind("restaurant.follow", follow, _roots)
