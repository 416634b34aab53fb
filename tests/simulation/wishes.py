"""What people plausibly want: joins of parties that have seats, leaves of seats that they have.

Small numbers choose, so that a failing history shrinks to the first of each; `tests.support.intents` adds what is
senseless.
"""

from typing import Any

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import ChangeId, PartyId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, MINUTE, Instant, day_of
from lunch_desktop.domain.visits import OfVisit
from tests.simulation import (
    wishes_chat,
    wishes_exports,
    wishes_groups,
    wishes_people,
    wishes_restaurants,
    wishes_seats,
    wishes_stewards,
)
from tests.simulation.founding import STAFF_SIZE
from tests.simulation.wishes_together import TOGETHER
from tests.simulation.wishing import Numbers, Wish, any_party, hosted_party, joined_party, one_of, party_of, standing_of
from tests.support.company import PLACES, STAFF, an_id
from tests.support.intents import TITLES, Seen

AN_OLDER_JOIN = ChangeId(an_id("an older join"))
LIVELY = (
    ["party.join"] * 6
    + ["party.leave"] * 3
    + ["availability.set"] * 3
    + ["party.open", "party.edit"] * 3
    + ["party.invite", "party.uninvite", "party.late", "visit.record", "visit.forget"] * 2
    + wishes_seats.LIVELY
    + ["vote.cast"] * 3
    + ["vote.open", "vote.close", "proposal.make", "proposal.accept", "proposal.accept", "proposal.decline"]
)


def wish(name: str, seen: Seen, numbers: Numbers) -> Any:
    """Arguments for a mutation, as somebody would choose them from what they see."""
    return _WISHES[name](seen, numbers)


def _open(seen: Seen, numbers: Numbers) -> OpenParty:
    a, b, c = numbers
    return OpenParty(
        title=TITLES[a % len(TITLES)],
        restaurant_id=one_of([None, *(place.id for place in PLACES)], b, None),
        meets_at=Instant(seen.now + (2, 4, 7, 1, 26)[a % 5] * HOUR),
        minutes=(60, 30)[b % 2],
        place="",
        capacity=(2, 2, 3)[c % 3],
        note="",
        visibility=("office", "office", "invited")[b % 3],
    )


def _edit(seen: Seen, numbers: Numbers) -> EditParty:
    a, b, c = numbers
    party_id = hosted_party(seen, a)
    party = party_of(seen, party_id)
    wanted: dict[str, Any] = {
        "title": TITLES[c % len(TITLES)],
        "capacity": 2 + c % 4,
        "meets_at": Instant(seen.now + (2, 3, 5, 26)[c % 4] * HOUR),
        "note": ("예약했어요", "")[c % 2],
        "state": ("closed", "open")[c % 2],
    }
    fields = (["title"], ["capacity"], ["meets_at"], ["title", "note"], ["state"], ["capacity", "note"])[b % 6]
    return EditParty(party_id, {name: (getattr(party, name, None), wanted[name]) for name in fields})


def _join(seen: Seen, numbers: Numbers) -> JoinParty:
    a, b, c = numbers
    free = [one.id for one in seen.parties if one.state == "open" and standing_of(seen, one) in ("", "left", "invited")]
    party_id = PartyId(one_of(free, a, any_party(seen, a)))
    party = party_of(seen, party_id)
    until = party.meets_at - 15 * MINUTE if party and c < 10 else seen.now - 1
    return JoinParty(party_id, b % 3 != 2, Instant(until))


def _leave(seen: Seen, numbers: Numbers) -> LeaveParty:
    party_id = joined_party(seen, numbers[0])
    mine = seen.memberships.get(party_id)
    older = numbers[1] % 4 == 3
    return LeaveParty(party_id, AN_OLDER_JOIN if older else mine.joined_by if mine else None)


def _ask(seen: Seen, numbers: Numbers) -> Invite:
    return Invite(hosted_party(seen, numbers[0]), STAFF[numbers[1] % STAFF_SIZE].id)


def _availability(seen: Seen, numbers: Numbers) -> SetAvailability:
    a, b, c = numbers
    state = ("free", "alone", "away", None)[a % 4]
    window = (Instant(seen.now), Instant(seen.now + (1 + b % 3) * HOUR)) if state == "free" else (None, None)
    return SetAvailability(day_of(Instant(seen.now + (c % 2) * 24 * HOUR), "Asia/Seoul"), state, *window)


_OF_AREAS: dict[str, Wish] = {
    **wishes_people.WISHES,
    **wishes_groups.WISHES,
    **wishes_restaurants.WISHES,
    **wishes_seats.WISHES,
    **wishes_chat.WISHES,
    **wishes_stewards.WISHES,
    **wishes_exports.WISHES,
    **TOGETHER,
}
"""What is wished for in other areas, each in a module of its own."""
_WISHES: dict[str, Wish] = {
    "party.open": _open,
    "party.edit": _edit,
    "party.join": _join,
    "party.leave": _leave,
    "party.cancel": lambda seen, numbers: CancelParty(hosted_party(seen, numbers[0])),
    "party.invite": _ask,
    "party.uninvite": _ask,
    "party.late": lambda seen, numbers: BeLate(joined_party(seen, numbers[0]), (5, 10, 15, 0)[numbers[1] % 4]),
    "availability.set": _availability,
    "visit.record": lambda seen, numbers: OfVisit(joined_party(seen, numbers[0])),
    "visit.forget": lambda seen, numbers: OfVisit(joined_party(seen, numbers[0])),
    **_OF_AREAS,
}
