"""What must hold for the fields of a party, new or edited."""

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.parties.entities import (
    LARGEST_CAPACITY,
    LONGEST_LUNCH,
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_TITLE,
    SHORTEST_LUNCH,
    SMALLEST_CAPACITY,
    Party,
    PartyState,
)
from lunch_desktop.domain.times import EARLIEST, LATEST, Instant, day_of
from lunch_desktop.domain.world import ABSENT, NOT_HELD, Absent, NotHeld


def check_time(meets_at: Instant) -> None:
    """Refuse an instant that no calendar of lunches could hold."""
    if not EARLIEST <= meets_at < LATEST:
        raise Refusal(RefusalCode.TIME_OUT_OF_RANGE)


def check_fields(party: Party) -> None:
    """Refuse a party whose text, size or time is out of range."""
    if not party.title:
        raise Refusal(RefusalCode.TITLE_MISSING)
    longest = (("title", LONGEST_TITLE), ("place", LONGEST_PLACE), ("note", LONGEST_NOTE))
    for name, most in longest:
        if len(getattr(party, name)) > most:
            raise Refusal(RefusalCode.TEXT_TOO_LONG, field=name, most=most)
    if not SMALLEST_CAPACITY <= party.capacity <= LARGEST_CAPACITY:
        raise Refusal(RefusalCode.CAPACITY_OUT_OF_RANGE, least=SMALLEST_CAPACITY, most=LARGEST_CAPACITY)
    if not SHORTEST_LUNCH <= party.minutes <= LONGEST_LUNCH:
        raise Refusal(RefusalCode.TIME_OUT_OF_RANGE)
    check_time(party.meets_at)


def check_within_day(party: Party, time_zone: str) -> None:
    """Refuse a lunch that ends on another day than it begins: overlaps are looked for within one day."""
    if day_of(party.ends_at, time_zone) != party.day:
        raise Refusal(RefusalCode.TIME_OUT_OF_RANGE)


def held(party: Party | Absent | NotHeld) -> Party | None:
    """The party; None where this desktop does not hold it, which is no reason to refuse."""
    if party is ABSENT:
        raise Refusal(RefusalCode.NOT_FOUND)
    return None if party is NOT_HELD else party  # type: ignore[return-value]


def check_happens(party: Party) -> None:
    """Refuse what makes no sense for a party that was cancelled."""
    if party.state == PartyState.CANCELLED:
        raise Refusal(RefusalCode.CANCELLED, title=party.title)
