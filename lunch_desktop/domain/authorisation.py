"""Who may do what with a change: one statement, which is also what runs. What is not allowed here is refused.

A mutation registers its row of RULES as what authorises it. A forbidden thing answers like one that isn't there. The
role plays no part but where a rule's subject says so: an admin is an employee like others where lunch is concerned.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lunch_desktop.domain.chat.standing import MESSAGE, ROOM, MessageRelation, RoomRelation
from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.groups.standing import GROUP, GROUP_SEEN_BY, GroupRelation
from lunch_desktop.domain.parties.standing import PARTY, SEATED_RELATIONS, SEES, Relation
from lunch_desktop.domain.proposals.standing import PROPOSAL, ProposalRelation
from lunch_desktop.domain.restaurants.keeping import ADMINS_ALONE, OFFICE, PLACE, SUGGESTION, Keeping
from lunch_desktop.domain.restaurants.keeping import SEES as SEES_PLACE
from lunch_desktop.domain.restaurants.standing import NEAR, RESTAURANT
from lunch_desktop.domain.rule import Rule

_ONES_OWN: Final = Rule()
_BY_HOST: Final = Rule(PARTY, frozenset({Relation.HOST}), RefusalCode.NOT_HOST)
_OWN_SEAT: Final = Rule(PARTY, SEATED_RELATIONS, RefusalCode.NOT_JOINED)
_NEAR_BY: Final = Rule(RESTAURANT, NEAR)
_TO_LEAVE: Final[frozenset[StrEnum]] = SEATED_RELATIONS | {Relation.INVITED}
_IN_THE_ROOM: Final = Rule(ROOM, frozenset({RoomRelation.INSIDE}), RefusalCode.NOT_JOINED)
_BY_AUTHOR: Final = Rule(MESSAGE, frozenset({MessageRelation.AUTHOR}), RefusalCode.NOT_AUTHOR)
_BY_ASKED: Final = Rule(PROPOSAL, frozenset({ProposalRelation.ASKED}), RefusalCode.NOT_ASKED)
_BY_PROPOSER: Final = Rule(PROPOSAL, frozenset({ProposalRelation.PROPOSER}), RefusalCode.NOT_PROPOSER)
_BY_GROUPS_HOST: Final = Rule(GROUP, frozenset({GroupRelation.HOST}), RefusalCode.NOT_HOST)
_TO_LEAVE_GROUP: Final[frozenset[StrEnum]] = frozenset(
    {GroupRelation.HOST, GroupRelation.MEMBER, GroupRelation.INVITED}
)

_PLACE_KEPT: Final = Rule(PLACE, ADMINS_ALONE, RefusalCode.NOT_ADMIN)
_SUGGESTION_DECIDED: Final = Rule(SUGGESTION, ADMINS_ALONE, RefusalCode.NOT_ADMIN)
_OFFICE_KEPT: Final = Rule(OFFICE, ADMINS_ALONE, RefusalCode.NOT_ADMIN)

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "party.open": _ONES_OWN,
        "party.edit": _BY_HOST,
        "party.cancel": _BY_HOST,
        "party.invite": _BY_HOST,
        "party.uninvite": _BY_HOST,
        "party.hand_over": _BY_HOST,
        "party.seat": _BY_HOST,
        "party.add_guest": _OWN_SEAT,
        "party.drop_guest": _OWN_SEAT,
        "party.join": Rule(PARTY, SEES),
        "party.switch": Rule(PARTY, SEES),
        "party.claim": _OWN_SEAT,
        "party.leave": Rule(PARTY, _TO_LEAVE, RefusalCode.NOT_JOINED),
        "party.late": _OWN_SEAT,
        "vote.open": _BY_HOST,
        "vote.add_option": _OWN_SEAT,
        "vote.cast": _OWN_SEAT,
        "vote.close": _BY_HOST,
        "vote.cancel": _BY_HOST,
        "proposal.make": _ONES_OWN,
        "proposal.accept": _BY_ASKED,
        "proposal.decline": _BY_ASKED,
        "proposal.withdraw": _BY_PROPOSER,
        "group.make": _ONES_OWN,
        "group.edit": _BY_GROUPS_HOST,
        "group.except": _BY_GROUPS_HOST,
        "group.follow": _BY_GROUPS_HOST,
        "group.invite": _BY_GROUPS_HOST,
        "group.uninvite": _BY_GROUPS_HOST,
        "group.hand_over": _BY_GROUPS_HOST,
        "group.pause": _BY_GROUPS_HOST,
        "group.resume": _BY_GROUPS_HOST,
        "group.end": _BY_GROUPS_HOST,
        "group.join": Rule(GROUP, GROUP_SEEN_BY),
        "group.leave": Rule(GROUP, _TO_LEAVE_GROUP, RefusalCode.NOT_A_MEMBER),
        "availability.set": _ONES_OWN,
        "diet.set": _ONES_OWN,
        "visit.record": _OWN_SEAT,
        "visit.forget": Rule(PARTY, SEES),
        "review.write": _NEAR_BY,
        "review.delete": _NEAR_BY,
        "favourite.set": _NEAR_BY,
        "message.send": _IN_THE_ROOM,
        "message.edit": _BY_AUTHOR,
        "message.delete": _BY_AUTHOR,
        "room.read": _IN_THE_ROOM,
        "restaurant.suggest": Rule(PLACE, SEES_PLACE),
        "restaurant.withdraw": Rule(SUGGESTION, frozenset({Keeping.ADMIN, Keeping.SUGGESTER})),
        "restaurant.approve": _SUGGESTION_DECIDED,
        "restaurant.reject": _SUGGESTION_DECIDED,
        "restaurant.reconsider": _SUGGESTION_DECIDED,
        "restaurant.edit": Rule(PLACE, frozenset({Keeping.ADMIN, Keeping.SUGGESTER}), RefusalCode.NOT_ADMIN),
        "restaurant.close": _PLACE_KEPT,
        "restaurant.merge": _PLACE_KEPT,
        "restaurant.import": _OFFICE_KEPT,
        "menu.set": _OFFICE_KEPT,
        "export.note": _OFFICE_KEPT,
        "preset.save": _OFFICE_KEPT,
        "preset.remove": _OFFICE_KEPT,
    }
)
"""For every mutation, by its name, who may run it. Whatever it changes of a person is the actor's own row, but for the
host's list (`party.invite`, `party.uninvite`, `party.seat`) and the guests, whom the host may send away, too."""
