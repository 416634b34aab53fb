"""Which parties of a list a search finds."""

from typing import Any, Final

from sqlalchemy import Connection, Select, select

from lunch_desktop.domain.matching.matcher import Query
from lunch_desktop.domain.matching.titles import Titles
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.search import SearchIndex

LOOKED_THROUGH: Final = 20_000
"""So many of a list, from its beginning, are looked through by letters; the search index knows the words of all."""
_MOST_FOUND: Final = 100_000


def find_parties(connection: Connection, schema: DesktopSchema, listed: Select[Any], search: str) -> set[str]:
    """Ids of the parties whose title, meeting place or restaurant holds what was typed.

    `listed` selects the ids of the list in its order. Whole words are found among all of them; initial consonants,
    syllables under way and the like (see `domain.matching`) among the first.
    """
    found = set(SearchIndex(connection).find(PARTIES.name, search, _MOST_FOUND))
    query = Query(search)
    if query.has_letters:
        parties, restaurants = schema.entities["parties"], schema.entities["restaurants"]
        names = {row[0]: row[1] for row in connection.execute(select(restaurants.c.id, restaurants.c.name))}
        columns = (parties.c.id, parties.c.title, parties.c.place, parties.c.restaurant_id)
        rows = connection.execute(listed.with_only_columns(*columns).limit(LOOKED_THROUGH)).all()
        # Lunch after lunch has the same title at the same place.
        same: dict[str, list[str]] = {}
        for party_id, title, place, restaurant in rows:
            same.setdefault(f"{title} {place} {names.get(restaurant, '')}", []).append(party_id)
        said = list(same)
        for place in Titles(said).having(query):
            found.update(same[said[place]])
    return found
