"""`party.cancel`: the host calls the party off."""

from dataclasses import dataclass, replace

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Mutation
from lunch_desktop.domain.parties.checks import check_happens, held
from lunch_desktop.domain.parties.entities import PARTIES, PartyState
from lunch_desktop.domain.parties.roots import party_root
from lunch_desktop.domain.world import World


@dataclass(frozen=True, slots=True)
class CancelParty:
    """Which party."""

    party_id: PartyId


def cancel_party(world: World, args: CancelParty) -> Answer:
    """Members keep their rows: they must read that the party they counted on doesn't happen."""
    party = held(world.get(PARTIES, args.party_id))
    if party is None:
        return NOTHING
    check_happens(party)
    if world.now > party.ends_at:
        raise Refusal(RefusalCode.OVER)
    world.put(PARTIES, replace(party, state=PartyState.CANCELLED))
    return NOTHING


CANCEL_PARTY = Mutation(
    name="party.cancel",
    version=1,
    arguments=CancelParty,
    run=cancel_party,
    authorise=RULES["party.cancel"],
    roots=party_root,
    inverse=FINAL,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_HOST, RefusalCode.CANCELLED, RefusalCode.OVER}),
)
