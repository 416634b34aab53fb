"""`party.late`: a member tells everybody that they will be five, ten or fifteen minutes late."""

from dataclasses import dataclass, replace
from typing import Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, TAKING_PART, membership_id
from lunch_desktop.domain.parties.foresight import own_seat
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.world import Reader, World

LATE_CHOICES: Final = (0, 5, 10, 15)


@dataclass(frozen=True, slots=True)
class BeLate:
    """`minutes` is one of LATE_CHOICES; 0 takes an announcement back."""

    party_id: PartyId
    minutes: int


def be_late(world: World, args: BeLate) -> Answer:
    """Write it beside the seat, where every member reads it."""
    if args.minutes not in LATE_CHOICES:
        raise Refusal(RefusalCode.INVALID_VALUE, field="minutes")
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    if world.now > party.ends_at:
        raise Refusal(RefusalCode.OVER)
    mine = world.get(MEMBERSHIPS, membership_id(party.id, world.actor))
    if not mine or mine.state not in TAKING_PART:
        raise Refusal(RefusalCode.NOT_JOINED, title=party.title)
    world.put(MEMBERSHIPS, replace(mine, late_minutes=args.minutes))
    return NOTHING


def _inverse(world: Reader, args: BeLate) -> Intent | None:
    mine = world.get(MEMBERSHIPS, membership_id(args.party_id, world.actor))
    return Intent("party.late", BeLate(args.party_id, mine.late_minutes)) if mine else None


BE_LATE = Mutation(
    name="party.late",
    version=1,
    arguments=BeLate,
    run=be_late,
    authorise=RULES["party.late"],
    roots=party_root,
    inverse=_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.INVALID_VALUE,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
            RefusalCode.NOT_JOINED,
        }
    ),
    foresees=own_seat,
)
