"""What the form of a party holds, where it starts from, and what comes of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.entities import REQUEST_LAPSES, Party, Visibility
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import VoteSubject
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.times import MINUTE, Day, Instant, at, day_of, later, local
from lunch_desktop.store.desktop.queries.names import PersonName
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.system.holidays import is_day_off

PLANNING_ENDS: Final = 11
"""From this hour on a new party is for the next workday, unless the person says otherwise."""
NOON: Final = (12, 0)
USUAL_MINUTES: Final = 60
USUAL_SEATS: Final = 4
_HALF_HOUR: Final = 30 * MINUTE


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """A vote on the place as it stands in the form: each option as a restaurant, or what was typed and is none."""

    options: tuple[tuple[Restaurant | None, str], ...]
    ends: tuple[int, int]
    tie_break: str


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """The fields as they stand in the form. `typed` is what stands in the restaurant's field and is none.

    Where there is a `vote`, the party opens without a restaurant.
    """

    title: str
    restaurant: Restaurant | None
    typed: str
    day: Day
    time: tuple[int, int]
    minutes: int
    place: str
    capacity: int
    note: str
    visibility: Visibility
    guests: tuple[PersonName, ...]
    vote: VoteDraft | None = None


def usual_day(now: Instant, time_zone: str) -> Day:
    """Today before eleven o'clock on a workday, else the next workday."""
    here = local(now, time_zone)
    day = here.date()
    if here.hour >= PLANNING_ENDS or is_day_off(day, time_zone):
        day += timedelta(days=1)
        while is_day_off(day, time_zone):
            day += timedelta(days=1)
    return Day(day.isoformat())


def usual_time(day: Day, now: Instant, time_zone: str) -> tuple[int, int]:
    """Noon while others can still join for it, else the first half hour for which they can."""
    soonest = later(now, REQUEST_LAPSES)
    if at(day, *NOON, time_zone) > soonest:
        return NOON
    # Offices' wall clocks differ from UTC by whole quarters of an hour: rounded on the wall, not in UTC.
    midnight = at(day, 0, 0, time_zone)
    halves = -((midnight - soonest) // _HALF_HOUR) + (1 if (soonest - midnight) % _HALF_HOUR == 0 else 0)
    return divmod(min(halves, 47) * 30, 60)


def first_draft(now: Instant, time_zone: str, title: str, place: str) -> PartyDraft:
    """A party that needs nothing but Enter."""
    day = usual_day(now, time_zone)
    return PartyDraft(
        title=title,
        restaurant=None,
        typed="",
        day=day,
        time=usual_time(day, now, time_zone),
        minutes=USUAL_MINUTES,
        place=place,
        capacity=USUAL_SEATS,
        note="",
        visibility=Visibility.OFFICE,
        guests=(),
    )


def draft_of(view: PartyView, time_zone: str) -> PartyDraft:
    """The form of a party as it is."""
    party, here = view.party, local(view.party.meets_at, time_zone)
    return PartyDraft(
        title=party.title,
        restaurant=view.restaurant,
        typed="",
        day=day_of(party.meets_at, time_zone),
        time=(here.hour, here.minute),
        minutes=party.minutes,
        place=party.place,
        capacity=party.capacity,
        note=party.note,
        visibility=Visibility(party.visibility),
        guests=(),
    )


def meets_at(draft: PartyDraft, time_zone: str) -> Instant:
    """When the draft's party meets."""
    return at(draft.day, *draft.time, time_zone)


def new_party(draft: PartyDraft, time_zone: str) -> OpenParty:
    """The party to open."""
    return OpenParty(
        title=draft.title,
        restaurant_id=draft.restaurant.id if draft.restaurant is not None and draft.vote is None else None,
        meets_at=meets_at(draft, time_zone),
        minutes=draft.minutes,
        place=draft.place,
        capacity=draft.capacity,
        note=draft.note,
        visibility=draft.visibility.value,
    )


def new_vote(draft: PartyDraft, vote: VoteDraft, party_id: PartyId, time_zone: str) -> OpenVote:
    """The vote to open in the draft's party once that is open."""
    chosen = tuple(restaurant.id for restaurant, _ in vote.options if restaurant is not None)
    ends = at(draft.day, *vote.ends, time_zone)
    return OpenVote(party_id, VoteSubject.PLACE.value, ends, vote.tie_break, chosen, ())


def edits(seen: Party, first: PartyDraft, draft: PartyDraft, time_zone: str) -> dict[str, tuple[Any, Any]]:
    """Field -> (the value seen when the form was opened, the value wanted), of what was changed alone."""
    wanted: dict[str, Any] = {
        "title": draft.title.strip(),
        "restaurant_id": draft.restaurant.id if draft.restaurant is not None else None,
        "minutes": draft.minutes,
        "place": draft.place.strip(),
        "capacity": draft.capacity,
        "note": draft.note.strip(),
    }
    if (first.restaurant, first.typed) == (draft.restaurant, draft.typed):
        # Also where this desktop does not hold the restaurant that the party names.
        del wanted["restaurant_id"]
    if (first.day, first.time) != (draft.day, draft.time):
        wanted["meets_at"] = meets_at(draft, time_zone)
    return {name: (getattr(seen, name), new) for name, new in wanted.items() if getattr(seen, name) != new}
