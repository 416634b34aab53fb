"""What the tray tells of the person's day."""

from dataclasses import dataclass

from lunch_desktop.domain.availability import AvailabilityState
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.queries.today import HeroState
from lunch_desktop.store.desktop.reads import Reads


@dataclass(frozen=True, slots=True)
class TrayFacts:
    """My lunch today: how I stand with which party; and whether I said that I eat with nobody.

    `party_id` is None where there is nothing to look forward to.
    """

    day: Day
    time_zone: str
    hero: HeroState
    party_id: str | None
    title: str
    meets_at: Instant | None
    away: bool


_COMING = frozenset({HeroState.JOINED, HeroState.HOST, HeroState.REQUESTED, HeroState.LAPSED, HeroState.WAITLISTED})


def read_tray_facts(reads: Reads, now: Instant) -> TrayFacts | None:
    """Read it; None before the first sync."""
    today = reads.today(now)
    if today is None:
        return None
    party = today.party.party if today.party is not None and today.hero in _COMING else None
    answer = today.availability
    return TrayFacts(
        day=today.today,
        time_zone=today.office.time_zone,
        hero=today.hero,
        party_id=party.id if party is not None else None,
        title=party.title if party is not None else "",
        meets_at=party.meets_at if party is not None else None,
        away=answer is not None and answer.state == AvailabilityState.AWAY,
    )
