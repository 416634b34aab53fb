"""The ways to stand to a party, made in the company's database; and what each mutation is sent with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import ChangeId, GuestId, PartyId
from lunch_desktop.domain.parties.bringing import AddGuest, DropGuest
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.claiming import ClaimSeat
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, MembershipState, Party
from lunch_desktop.domain.parties.guests import GUESTS, Guest
from lunch_desktop.domain.parties.handing_over import HandOver
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.parties.seating import SeatColleague
from lunch_desktop.domain.parties.standing import Relation
from lunch_desktop.domain.parties.switching import SwitchParty
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.domain.visits import VISITS, OfVisit, Visit, visit_id
from tests.attacks.authorisation.area_together import VOTING, vote_rows
from tests.attacks.authorisation.cast import GUEST, HOST, HOST_THERE, PEOPLE, Cast, a_membership, a_party
from tests.support.company import an_id

_DAYS: Final = count(1)
ASKED_ALREADY: Final = GUEST
ASKED_NOW: Final = PEOPLE[5]
_SEATED: Final = (MembershipState.CONFIRMED, MembershipState.WAITLISTED)


@dataclass(frozen=True)
class Stage:
    """One way to stand to a party: `mine` is one's own standing, None for none; `there`: it is another office's."""

    relation: Relation
    told: str
    visibility: str = "office"
    mine: MembershipState | None = None
    hosts: bool = False
    there: bool = False
    exists: bool = True


def _both(relation: Relation, told: str, mine: MembershipState | None, *, hosts: bool = False) -> list[Stage]:
    return [Stage(relation, f"{told}, {which}", which, mine, hosts) for which in ("office", "invited")]


STAGES: Final = (
    Stage(Relation.NONE, "no such party", exists=False),
    Stage(Relation.ELSEWHERE, "of another office", there=True),
    Stage(Relation.ELSEWHERE, "of another office, invited", "invited", MembershipState.INVITED, there=True),
    Stage(Relation.ELSEWHERE, "of the former office, with a seat", "invited", MembershipState.CONFIRMED, there=True),
    Stage(Relation.ELSEWHERE, "of the former office, its host", "office", MembershipState.CONFIRMED, True, there=True),
    Stage(Relation.STRANGER, "for others", "invited"),
    Stage(Relation.STRANGER, "for others, taken off the list", "invited", MembershipState.REMOVED),
    *_both(Relation.HOST, "host", MembershipState.CONFIRMED, hosts=True),
    *_both(Relation.MEMBER, "member", MembershipState.CONFIRMED),
    Stage(Relation.MEMBER, "waits", "office", MembershipState.WAITLISTED),
    *_both(Relation.INVITED, "invited", MembershipState.INVITED),
    *_both(Relation.LEFT, "has left", MembershipState.LEFT),
    Stage(Relation.COLLEAGUE, "colleague"),
    Stage(Relation.COLLEAGUE, "colleague, taken off the list", "office", MembershipState.REMOVED),
)
"""Every relation, in each way in which it can come about."""

BY_STATE: Final[Mapping[tuple[str, Relation], str]] = {
    ("party.join", Relation.HOST): "already_joined",
    ("party.join", Relation.MEMBER): "already_joined",
    ("party.switch", Relation.HOST): "already_joined",
    ("party.switch", Relation.MEMBER): "already_joined",
    ("party.claim", Relation.HOST): "already_joined",
    ("party.claim", Relation.MEMBER): "already_joined",
}
"""What those are told who may, where their own seat is in the way."""
WAITING_CANT: Final = {"visit.record": "not_joined", "party.add_guest": "not_joined"}
"""What one who waits for a seat is told."""
WAITING_MAY: Final = frozenset({"party.switch", "party.claim"})
"""What nobody but who waits can do from within the party."""


@dataclass(frozen=True)
class Staged:
    """A party as it stands, and the actor's membership."""

    party: Party
    mine: Membership | None


def staged(cast: Cast, stage: Stage, actor: Employee, name: str) -> Staged:
    """Make the stage for an actor; a party that there is not is only imagined."""
    minutes = -5 if name == "visit.record" else 180 + 24 * 60 * next(_DAYS)  # nobody has two lunches on one day
    home = HOST_THERE if stage.there else HOST
    party = a_party(cast, home, visibility=stage.visibility, minutes=minutes)
    if stage.hosts:
        party = replace(party, host_id=actor.id)
    mine = None if stage.mine is None else a_membership(party, actor, stage.mine)
    if not stage.exists:
        return Staged(party, mine)
    rows: list[tuple[Any, Any]] = [(PARTIES, party), (MEMBERSHIPS, a_membership(party, home, _SEATED[0]))]
    if not stage.there:
        rows.append((MEMBERSHIPS, a_membership(party, ASKED_ALREADY, MembershipState.INVITED)))
    if mine is not None:
        rows.append((MEMBERSHIPS, mine))
    if name in VOTING and name != "vote.open":
        rows += vote_rows(party)
    if name == "visit.forget":
        rows.append((VISITS, Visit(visit_id(party.id, actor.id), actor.id, party.id, None, party.day)))
    if name == "party.drop_guest":
        rows.append((GUESTS, Guest(_guest(party), party.id, actor.id)))
    cast.send(rows)
    return Staged(party, mine)


def _guest(party: Party) -> GuestId:
    return GuestId(an_id(f"guest of {party.id}"))


def _leave(on: Staged) -> LeaveParty:
    return LeaveParty(on.party.id, on.mine.joined_by if on.mine else ChangeId(an_id("the join")))


def an_opening(on: Staged, restaurant: str | None = None) -> OpenParty:
    """A party in the evening, at which nobody sits yet."""
    meets_at = Instant(on.party.opened_at + 9 * HOUR)
    return OpenParty("저녁", restaurant, meets_at, 60, "", 4, "", "office")  # type: ignore[arg-type]


ARGUMENTS: Final[Mapping[str, Callable[[Staged], Any]]] = {
    "party.open": an_opening,
    "party.edit": lambda on: EditParty(on.party.id, {"title": (on.party.title, "국수")}),
    "party.cancel": lambda on: CancelParty(on.party.id),
    "party.invite": lambda on: Invite(on.party.id, ASKED_NOW.id),
    "party.uninvite": lambda on: Invite(on.party.id, ASKED_ALREADY.id),
    "party.join": lambda on: JoinParty(on.party.id, False, on.party.meets_at),
    "party.leave": _leave,
    "party.hand_over": lambda on: HandOver(on.party.id, HOST.id),
    "party.seat": lambda on: SeatColleague(on.party.id, ASKED_NOW.id),
    "party.add_guest": lambda on: AddGuest(on.party.id, "박 과장님"),
    "party.drop_guest": lambda on: DropGuest(on.party.id, _guest(on.party)),
    "party.claim": lambda on: ClaimSeat(on.party.id, on.party.meets_at),
    "party.switch": lambda on: SwitchParty(on.party.id, PartyId(an_id("nowhere")), None, on.party.meets_at),
    "party.late": lambda on: BeLate(on.party.id, 5),
    **VOTING,
    "availability.set": lambda on: SetAvailability(on.party.day, "alone", None, None),
    "visit.record": lambda on: OfVisit(on.party.id),
    "visit.forget": lambda on: OfVisit(on.party.id),
}
"""What each mutation is sent with, such that it is applied for whoever may."""
ITS_OWN: Final[Mapping[str, frozenset[str]]] = {
    "party.invite": frozenset({ASKED_NOW.id}),
    "party.seat": frozenset({ASKED_NOW.id}),
    "party.uninvite": frozenset({ASKED_ALREADY.id}),
}
"""Mutations that change the standing of others, and whose."""
