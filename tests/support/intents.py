"""For every registered mutation, how a test draws arguments for it: likely ones, edge ones and senseless ones."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import ChangeId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import MEMBERSHIPS
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, MINUTE, Instant, day_of
from lunch_desktop.domain.visits import OfVisit
from tests.support.areas import AREAS
from tests.support.company import PLACES, STAFF, an_id
from tests.support.seen import NOWHERE, Draw, Seen, drawn_party

__all__ = ["ARGUMENTS", "NOWHERE", "TITLES", "Draw", "Seen"]

TITLES = ("국밥 먹어요", " 비빔밥 ", "김치찌개", "Noodles?", "🍜 라멘", "비 오는 날 칼국수")


def _open(draw: Draw, seen: Seen) -> OpenParty:
    return OpenParty(
        title=draw(st.sampled_from([*TITLES, "", " "])),
        restaurant_id=draw(st.sampled_from([None, *(place.id for place in PLACES)])),
        meets_at=Instant(seen.now + draw(st.sampled_from([-1, 1, 2, 3, 3, 25])) * HOUR),
        minutes=draw(st.sampled_from([60, 60, 30, 0])),
        place=draw(st.sampled_from(["1층 로비", ""])),
        capacity=draw(st.sampled_from([2, 2, 3, 4, 1])),
        note="",
        visibility=draw(st.sampled_from(["office", "office", "invited"])),
    )


def _edit(draw: Draw, seen: Seen) -> EditParty:
    party_id = drawn_party(draw, seen)
    party = next((one for one in seen.parties if one.id == party_id), None)
    values: dict[str, Any] = {
        "title": draw(st.sampled_from([*TITLES, ""])),
        "capacity": draw(st.sampled_from([2, 3, 5, 99])),
        "meets_at": Instant(seen.now + draw(st.sampled_from([-1, 2, 3, 26])) * HOUR),
        "note": draw(st.sampled_from(["", "예약했어요"])),
        "state": draw(st.sampled_from(["open", "closed", "cancelled"])),
        "restaurant_id": draw(st.sampled_from([None, PLACES[0].id])),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(values)), min_size=0, max_size=3, unique=True))
    return EditParty(party_id, {name: (getattr(party, name, None), values[name]) for name in chosen})


def _join(draw: Draw, seen: Seen) -> JoinParty:
    party_id = drawn_party(draw, seen)
    party = next((one for one in seen.parties if one.id == party_id), None)
    until = (party.meets_at - 15 * MINUTE) if party else seen.now
    return JoinParty(party_id, draw(st.booleans()), Instant(until + draw(st.sampled_from([0, 0, 0, -48 * HOUR]))))


def _leave(draw: Draw, seen: Seen) -> LeaveParty:
    party_id = drawn_party(draw, seen)
    mine = seen.memberships.get(party_id)
    stale = ChangeId(an_id("an older join"))
    joined_by = draw(st.sampled_from([mine.joined_by if mine else None] * 4 + [stale]))
    return LeaveParty(party_id, joined_by)


def _cancel(draw: Draw, seen: Seen) -> CancelParty:
    return CancelParty(drawn_party(draw, seen))


def _invite(draw: Draw, seen: Seen) -> Invite:
    return Invite(drawn_party(draw, seen), draw(st.sampled_from([one.id for one in STAFF[:4]])))


def _uninvite(draw: Draw, seen: Seen) -> Invite:
    party = drawn_party(draw, seen)
    asked = [one.employee_id for one in seen.of(MEMBERSHIPS) if one.party_id == party and one.state == "invited"]
    return Invite(party, draw(st.sampled_from([*asked * 3, *(one.id for one in STAFF[:4])])))


def _late(draw: Draw, seen: Seen) -> BeLate:
    return BeLate(drawn_party(draw, seen), draw(st.sampled_from([0, 5, 10, 7])))


def _availability(draw: Draw, seen: Seen) -> SetAvailability:
    day = day_of(seen.now, "Asia/Seoul")
    state = draw(st.sampled_from(["free", "alone", "away", None, "asleep"]))
    window = (Instant(seen.now), Instant(seen.now + HOUR)) if state == "free" else (None, None)
    return SetAvailability(day, state, *window)


def _visit(draw: Draw, seen: Seen) -> OfVisit:
    return OfVisit(drawn_party(draw, seen))


ARGUMENTS: dict[str, Callable[[Draw, Seen], Any]] = {
    "party.open": _open,
    "party.edit": _edit,
    "party.join": _join,
    "party.leave": _leave,
    "party.cancel": _cancel,
    "party.invite": _invite,
    "party.uninvite": _uninvite,
    "party.late": _late,
    "availability.set": _availability,
    "visit.record": _visit,
    "visit.forget": _visit,
    **{name: drawn for area in AREAS for name, drawn in area.arguments.items()},
}
"""A mutation without an entry here fails the build."""
