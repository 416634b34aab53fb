"""What people plausibly want: joins of parties that have seats, leaves of seats that they have.

Small numbers choose, so that a failing history shrinks to the first of each; `tests.support.intents` adds what is
senseless.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import ChangeId, PartyId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import Party
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, MINUTE, Instant, day_of
from lunch_desktop.domain.visits import OfVisit
from tests.simulation.founding import STAFF_SIZE
from tests.support.company import PLACES, STAFF, an_id
from tests.support.intents import NOWHERE, TITLES, Seen

T = TypeVar("T")
Numbers = tuple[int, int, int]

AN_OLDER_JOIN = ChangeId(an_id("an older join"))
LIVELY = (
    ["party.join"] * 6
    + ["party.leave"] * 3
    + ["availability.set"] * 3
    + ["party.open", "party.edit"] * 3
    + ["party.invite", "party.uninvite", "party.late", "visit.record", "visit.forget"] * 2
)


def wish(name: str, seen: Seen, numbers: Numbers) -> Any:
    """Arguments for a mutation, as somebody would choose them from what they see."""
    return _WISHES[name](seen, numbers)


def one_of(some: Sequence[T], number: int, otherwise: T) -> T:
    """The `number`-th of `some`, counted round."""
    return some[number % len(some)] if some else otherwise


def _standing(seen: Seen, party: Party) -> str:
    mine = seen.memberships.get(party.id)
    return mine.state if mine else ""


def _any(seen: Seen, number: int) -> PartyId:
    return PartyId(one_of([one.id for one in seen.parties], number, NOWHERE))


def _mine(seen: Seen, number: int) -> PartyId:
    joined = [one.id for one in seen.parties if _standing(seen, one) in ("confirmed", "requested", "waitlisted")]
    return PartyId(one_of(joined, number, _any(seen, number)))


def _hosted(seen: Seen, number: int) -> PartyId:
    own = [one.id for one in seen.parties if one.host_id == seen.actor and one.state != "cancelled"]
    return PartyId(one_of(own, number, _any(seen, number)))


def _party(seen: Seen, party_id: str) -> Party | None:
    return next((one for one in seen.parties if one.id == party_id), None)


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
    party_id = _hosted(seen, a)
    party = _party(seen, party_id)
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
    free = [one.id for one in seen.parties if one.state == "open" and _standing(seen, one) in ("", "left", "invited")]
    party_id = PartyId(one_of(free, a, _any(seen, a)))
    party = _party(seen, party_id)
    until = party.meets_at - 15 * MINUTE if party and c < 10 else seen.now - 1
    return JoinParty(party_id, b % 3 != 2, Instant(until))


def _leave(seen: Seen, numbers: Numbers) -> LeaveParty:
    party_id = _mine(seen, numbers[0])
    mine = seen.memberships.get(party_id)
    older = numbers[1] % 4 == 3
    return LeaveParty(party_id, AN_OLDER_JOIN if older else mine.joined_by if mine else None)


def _ask(seen: Seen, numbers: Numbers) -> Invite:
    return Invite(_hosted(seen, numbers[0]), STAFF[numbers[1] % STAFF_SIZE].id)


def _availability(seen: Seen, numbers: Numbers) -> SetAvailability:
    a, b, c = numbers
    state = ("free", "alone", "away", None)[a % 4]
    window = (Instant(seen.now), Instant(seen.now + (1 + b % 3) * HOUR)) if state == "free" else (None, None)
    return SetAvailability(day_of(Instant(seen.now + (c % 2) * 24 * HOUR), "Asia/Seoul"), state, *window)


_WISHES: dict[str, Callable[[Seen, Numbers], Any]] = {
    "party.open": _open,
    "party.edit": _edit,
    "party.join": _join,
    "party.leave": _leave,
    "party.cancel": lambda seen, numbers: CancelParty(_hosted(seen, numbers[0])),
    "party.invite": _ask,
    "party.uninvite": _ask,
    "party.late": lambda seen, numbers: BeLate(_mine(seen, numbers[0]), (5, 10, 15, 0)[numbers[1] % 4]),
    "availability.set": _availability,
    "visit.record": lambda seen, numbers: OfVisit(_mine(seen, numbers[0])),
    "visit.forget": lambda seen, numbers: OfVisit(_mine(seen, numbers[0])),
}
