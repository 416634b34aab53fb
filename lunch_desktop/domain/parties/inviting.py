"""`party.invite` and `party.uninvite`: the host asks colleagues, and may take an unanswered invitation back."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.mutations import NOTHING, Answer, Intent, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    TAKING_PART,
    Membership,
    MembershipState,
    membership_id,
)
from lunch_desktop.domain.parties.foresight import all_seats_and_their_day
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.parties.seats import vacate
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.world import Reader, World


@dataclass(frozen=True, slots=True)
class Invite:
    """Whom the host asks, or no longer asks."""

    party_id: PartyId
    employee_id: EmployeeId


def invite(world: World, args: Invite) -> Answer:
    """Ask a colleague of the same office; one who left or was taken off the list may be asked again."""
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    if world.now > party.meets_at:
        raise Refusal(RefusalCode.OVER)
    check_named(world, EMPLOYEES, args.employee_id, party.office_id)
    guest = world.get(EMPLOYEES, args.employee_id)
    if guest and not guest.active:
        raise Refusal(RefusalCode.NOT_FOUND)
    theirs = world.get(MEMBERSHIPS, membership_id(party.id, args.employee_id))
    if theirs and theirs.state in TAKING_PART | {MembershipState.INVITED}:
        raise Refusal(RefusalCode.ALREADY_JOINED, title=party.title)
    world.put(
        MEMBERSHIPS,
        Membership(
            id=membership_id(party.id, args.employee_id),
            party_id=party.id,
            employee_id=args.employee_id,
            day=party.day,
            state=MembershipState.INVITED,
            turn=0,
            joined_by=None,
            late_minutes=0,
        ),
    )
    return NOTHING


def uninvite(world: World, args: Invite) -> Answer:
    """Withdraw an invitation that has not been taken up, or free a seat that was given by hand.

    Whoever was asked to a party for those invited then sees nothing of it any more.
    """
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    theirs = world.get(MEMBERSHIPS, membership_id(party.id, args.employee_id))
    if theirs and theirs.state in TAKING_PART and (theirs.seated_by is None or theirs.employee_id == party.host_id):
        raise Refusal(RefusalCode.SEATED)
    if not theirs or theirs.state == MembershipState.REMOVED:
        raise Refusal(RefusalCode.NOT_JOINED, title=party.title)
    if theirs.state in TAKING_PART:
        check_happens(party)
        if world.now > party.ends_at:
            raise Refusal(RefusalCode.OVER)
        vacate(world, party, theirs, MembershipState.REMOVED)
    else:
        world.put(MEMBERSHIPS, replace(theirs, state=MembershipState.REMOVED))
    return NOTHING


def _invite_inverse(world: Reader, args: Invite) -> Intent:
    del world
    return Intent("party.uninvite", args)


def _uninvite_inverse(world: Reader, args: Invite) -> Intent:
    del world
    return Intent("party.invite", args)


INVITE = Mutation(
    name="party.invite",
    version=1,
    arguments=Invite,
    run=invite,
    authorise=RULES["party.invite"],
    roots=party_root,
    inverse=_invite_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
            RefusalCode.ALREADY_JOINED,
        }
    ),
)
UNINVITE = Mutation(
    name="party.uninvite",
    version=1,
    arguments=Invite,
    run=uninvite,
    authorise=RULES["party.uninvite"],
    roots=party_root,
    inverse=_uninvite_inverse,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_HOST,
            RefusalCode.SEATED,
            RefusalCode.NOT_JOINED,
            RefusalCode.CANCELLED,
            RefusalCode.OVER,
        }
    ),
    foresees=all_seats_and_their_day,
)
