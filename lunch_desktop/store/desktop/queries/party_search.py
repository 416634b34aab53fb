"""Which parties of a list a search finds."""

from typing import Any, Final

from sqlalchemy import Connection, Select, select

from lunch_desktop.domain.matching.matcher import Query
from lunch_desktop.domain.matching.titles import Titles
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.search import SearchIndex

LOOKED_THROUGH: Final = 5_000
"""So many of a list, from its beginning, are looked through by letters; all of them by words and by restaurant."""
_MOST_FOUND: Final = 100_000


def find_parties(connection: Connection, schema: DesktopSchema, listed: Select[Any], search: str) -> set[str]:
    """Ids of the parties whose title, meeting place or restaurant holds what was typed.

    `listed` selects the ids of the list in its order. Words are found among all of them, and so are parties at a
    restaurant that is found by its name or category; initial consonants, syllables under way and the like (see
    `domain.matching`) among the first.
    """
    found = set(SearchIndex(connection).find(PARTIES.name, search, _MOST_FOUND))
    query = Query(search)
    if not query.has_letters:
        return found
    parties, restaurants = schema.entities["parties"], schema.entities["restaurants"]
    eateries = connection.execute(select(restaurants.c.id, restaurants.c.name, restaurants.c.category)).all()
    names = {eatery: f"{name} {category}" for eatery, name, category in eateries}
    ids = list(names)
    there = [ids[place] for place in Titles(names.values()).having(query)]
    if there:
        found.update(connection.execute(listed.where(parties.c.restaurant_id.in_(there))).scalars())
    columns = (parties.c.id, parties.c.title, parties.c.place, parties.c.restaurant_id)
    rows = connection.execute(listed.with_only_columns(*columns).limit(LOOKED_THROUGH)).all()
    said = [f"{title} {place} {names.get(eatery, '')}" for _, title, place, eatery in rows]
    found.update(rows[place][0] for place in Titles(said).having(query))
    return found
