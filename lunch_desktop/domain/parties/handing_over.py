"""`party.hand_over`: the host makes another member the host."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, SEATED, membership_id
from lunch_desktop.domain.parties.foresight import the_seat_named
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.world import World


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who is to be the host."""

    party_id: PartyId
    employee_id: EmployeeId


def hand_over(world: World, args: HandOver) -> Answer:
    """Only somebody with a seat can be the host; the former one keeps theirs.

    It can't be taken back by who did it, as they are not the host any more.
    """
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    if world.now > party.ends_at:
        raise Refusal(RefusalCode.OVER)
    if args.employee_id == party.host_id:
        raise Refusal(RefusalCode.NOTHING_TO_CHANGE)
    theirs = world.get(MEMBERSHIPS, membership_id(party.id, args.employee_id))
    if not theirs or theirs.state not in SEATED:
        raise Refusal(RefusalCode.NOT_JOINED, title=party.title)
    world.put(PARTIES, replace(party, host_id=args.employee_id))
    return NOTHING


HAND_OVER = Mutation(
    name="party.hand_over",
    version=1,
    arguments=HandOver,
    run=hand_over,
    authorise=RULES["party.hand_over"],
    roots=party_root,
    inverse=FINAL,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
            RefusalCode.NOTHING_TO_CHANGE,
            RefusalCode.NOT_JOINED,
        }
    ),
    foresees=the_seat_named,
)
