"""Which settings a search finds."""

from lunch_desktop.domain.matching.folding import fold
from lunch_desktop.domain.matching.matcher import Query, Rank


def found_by(text: str, *said: str) -> bool:
    """Whether each word of `text` is in one of the texts, by its letters or initial consonants; nothing finds
    everything.
    """
    words = [query for query in map(Query, text.split()) if query.has_letters]
    return all(any(_finds(query, one) for one in said) for query in words)


def _finds(query: Query, text: str) -> bool:
    """Letters scattered over a sentence say nothing; what was typed on the other keyboard does."""
    found = query.match(fold(text))
    return found is not None and found.rank is not Rank.SCATTERED
