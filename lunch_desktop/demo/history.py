"""The demo company's past: six weeks of lunches, as people really arrange them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from random import Random
from typing import Final

from lunch_desktop.demo.days import between, days_earlier, is_workday, workdays_before
from lunch_desktop.demo.lunches import Lunches
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.parties.cancelling import CANCEL_PARTY, CancelParty
from lunch_desktop.domain.parties.editing import EDIT_PARTY, EditParty
from lunch_desktop.domain.parties.entities import PartyState, Visibility
from lunch_desktop.domain.parties.lateness import BE_LATE, BeLate
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import MINUTE, Day, Instant, later
from lunch_desktop.domain.visits import RECORD_VISIT, OfVisit

DAYS_OF_HISTORY: Final = 42
LUNCH_STARTED: Final = (10, 30)
"""From this time on a workday's lunch is arranged; until then it still lies ahead."""

_STILL_FREE_TODAY: Final = 6
"""Colleagues without a plan on the day itself, so that more can be arranged at any hour."""
_PARTIES_A_DAY: Final = (2, 3, 3, 3, 4, 4, 4, 5)
_RAINS: Final = 0.15
_UNDECIDED: Final = 0.06
_INVITED_ONLY: Final = 0.05
_OPENED_THE_DAY_BEFORE: Final = 0.3
_ASKS_SOMEBODY: Final = 0.25
_DECLINES: Final = 0.5
_CANCELLED: Final = 0.06
_GUEST_LEAVES: Final = 0.14
_HOST_LEAVES: Final = 0.04
_LATE: Final = 0.08
_CLOSED: Final = 0.2
_CONFIRMS_VISIT: Final = 0.85
_FULL: Final = 0.25


def live_through_history(lunches: Lunches, seed: int) -> None:
    """All lunches of the past six weeks, and today's where it is past half past ten on a workday."""
    clock = lunches.clock
    first = days_earlier(clock.today, DAYS_OF_HISTORY)
    past = list(takewhile(lambda day: day >= first, workdays_before(clock.today)))
    for day in reversed(past):
        live_through(lunches, day, Random(f"{seed}/{day}"), lunches.everybody())
    if is_workday(clock.today) and clock.now >= clock.at(clock.today, *LUNCH_STARTED):
        rng = Random(f"{seed}/{clock.today}")
        undecided = set(rng.sample(lunches.colleagues(), _STILL_FREE_TODAY))
        going = [one for one in lunches.colleagues() if one not in undecided]
        live_through(lunches, clock.today, rng, going)


def live_through(lunches: Lunches, day: Day, rng: Random, people: Sequence[EmployeeId]) -> None:
    """One day's lunches among `people`, as far as it has come."""
    rain = rng.random() < _RAINS
    for _ in range(rng.choice(_PARTIES_A_DAY)):
        idle = lunches.circles.by_readiness(lunches.idle_at_lunch(people, day), rng)
        if len(idle) < 3:
            return
        draft = lunches.writer.lunch(
            day, rng, lunches.taken_restaurants(day), rain=rain, undecided=rng.random() < _UNDECIDED
        )
        if rng.random() < _INVITED_ONLY:
            draft = replace(draft, visibility=Visibility.INVITED)
        host, *rest = idle
        _live(lunches, draft, host, lunches.circles.by_closeness(host, rest, rng), _opened(lunches, day, rng), rng)


def _opened(lunches: Lunches, day: Day, rng: Random) -> Instant:
    """That morning, or the afternoon of the workday before."""
    clock = lunches.clock
    morning = between(rng, clock.at(day, 9), clock.at(day, 10, 20))
    before = next(workdays_before(day))
    afternoon = between(rng, clock.at(before, 14), clock.at(before, 18))
    return afternoon if rng.random() < _OPENED_THE_DAY_BEFORE else morning


def _live(
    lunches: Lunches,
    draft: OpenParty,
    host: EmployeeId,
    friends: Sequence[EmployeeId],
    opened: Instant,
    rng: Random,
) -> None:
    """A party from its opening to the visits; what lies after the present has not happened yet."""
    most = draft.capacity - 1
    wanted = most + rng.choice((0, 1, 2)) if rng.random() < _FULL else rng.randint(1, most)
    guests = friends[:wanted]
    party_id = lunches.hold(draft, host, opened, guests)
    if rng.random() < _ASKS_SOMEBODY and len(friends) > wanted:
        asked = friends[wanted]
        lunches.invite(party_id, asked)
        if rng.random() < _DECLINES:
            lunches.leave(party_id, asked, lunches.arranged_by(lunches.party(party_id)))
    _change_minds(lunches, party_id, rng)
    _afterwards(lunches, party_id, rng)


def _change_minds(lunches: Lunches, party_id: PartyId, rng: Random) -> None:
    """The last half hour: people leave, the host calls off or closes, some are late."""
    party = lunches.party(party_id)
    soon, now = later(party.meets_at, -30 * MINUTE), lunches.clock.now
    if soon > now:
        return
    if rng.random() < _CANCELLED:
        lunches.world.act(party.host_id, soon, CANCEL_PARTY, CancelParty(party_id))
        return
    host, *guests = [one.employee_id for one in lunches.members(party_id)]
    if len(guests) > 1 and rng.random() < _GUEST_LEAVES + _HOST_LEAVES:
        leaves = rng.random() * (_GUEST_LEAVES + _HOST_LEAVES)
        lunches.leave(party_id, host if leaves < _HOST_LEAVES else rng.choice(guests), soon)
    party = lunches.party(party_id)
    if party.state == PartyState.OPEN and rng.random() < _CLOSED:
        closing = EditParty(party_id, {"state": (party.state, PartyState.CLOSED.value)})
        lunches.world.act(party.host_id, soon, EDIT_PARTY, closing)
    if later(party.meets_at, -5 * MINUTE) > now or party.state == PartyState.CANCELLED:
        return
    for member in lunches.members(party_id):
        if rng.random() < _LATE:
            announced = BeLate(party_id, rng.choice((5, 5, 10, 15)))
            lunches.world.act(member.employee_id, later(party.meets_at, -5 * MINUTE), BE_LATE, announced)


def _afterwards(lunches: Lunches, party_id: PartyId, rng: Random) -> None:
    party = lunches.party(party_id)
    if party.state == PartyState.CANCELLED:
        return
    for member in lunches.members(party_id):
        confirms = rng.random() < _CONFIRMS_VISIT
        when = later(party.ends_at, rng.randrange(5, 120) * MINUTE)
        if confirms and when <= lunches.clock.now:
            lunches.world.act(member.employee_id, when, RECORD_VISIT, OfVisit(party_id))
