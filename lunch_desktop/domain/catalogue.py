"""Everything the product knows: all tables, in an order in which references point backwards, mutations and jobs."""

from typing import Any, Final

from lunch_desktop.domain.availability import AVAILABILITIES, FREE_WINDOWS, SET_AVAILABILITY
from lunch_desktop.domain.chat.deleting import DELETE_MESSAGE
from lunch_desktop.domain.chat.entities import MESSAGES, READ_MARKERS, ROOMS
from lunch_desktop.domain.chat.reading import READ_ROOM
from lunch_desktop.domain.chat.rewording import EDIT_MESSAGE
from lunch_desktop.domain.chat.sending import SEND_MESSAGE
from lunch_desktop.domain.diets import DIETS, PARTY_NEEDS, SET_DIET
from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, EXPORT_PRESETS
from lunch_desktop.domain.exports.noting_own import NOTE_EXPORT
from lunch_desktop.domain.exports.presets import REMOVE_PRESET, SAVE_PRESET
from lunch_desktop.domain.groups.editing import EDIT_GROUP
from lunch_desktop.domain.groups.entities import GROUP_EXCEPTIONS, GROUP_MEMBERS, GROUPS
from lunch_desktop.domain.groups.excepting import EXCEPT_LUNCH, FOLLOW_RULE
from lunch_desktop.domain.groups.inviting import HAND_OVER_GROUP, INVITE_TO_GROUP, UNINVITE_FROM_GROUP
from lunch_desktop.domain.groups.joining import JOIN_GROUP, LEAVE_GROUP
from lunch_desktop.domain.groups.making import END_GROUP, MAKE_GROUP
from lunch_desktop.domain.groups.occurring import GROUP_OCCUR
from lunch_desktop.domain.groups.pausing import PAUSE_GROUP, RESUME_GROUP
from lunch_desktop.domain.jobs import JobKinds
from lunch_desktop.domain.menu_setting import SET_MENUS
from lunch_desktop.domain.menus import MENUS
from lunch_desktop.domain.mutations import Mutation, Registry
from lunch_desktop.domain.parties.bringing import ADD_GUEST, DROP_GUEST
from lunch_desktop.domain.parties.cancelling import CANCEL_PARTY
from lunch_desktop.domain.parties.claiming import CLAIM_SEAT
from lunch_desktop.domain.parties.editing import EDIT_PARTY
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES
from lunch_desktop.domain.parties.guests import GUEST_NAMES, GUESTS
from lunch_desktop.domain.parties.handing_over import HAND_OVER
from lunch_desktop.domain.parties.inviting import INVITE, UNINVITE
from lunch_desktop.domain.parties.joining import JOIN_PARTY
from lunch_desktop.domain.parties.lateness import BE_LATE
from lunch_desktop.domain.parties.leaving import LEAVE_PARTY
from lunch_desktop.domain.parties.opening import OPEN_PARTY
from lunch_desktop.domain.parties.seating import SEAT_COLLEAGUE
from lunch_desktop.domain.parties.switching import SWITCH_PARTY
from lunch_desktop.domain.parties.vote_casting import ADD_OPTION, CAST_VOTE
from lunch_desktop.domain.parties.vote_closing import CANCEL_VOTE, CLOSE_VOTE, CLOSING
from lunch_desktop.domain.parties.vote_opening import OPEN_VOTE
from lunch_desktop.domain.parties.votes import BALLOTS, VOTE_OPTIONS, VOTES
from lunch_desktop.domain.people import ADMINS, DEPARTMENTS, EMPLOYEES, OFFICES, STAFF_NUMBERS
from lunch_desktop.domain.proposals.answering import ACCEPT_PROPOSAL, DECLINE_PROPOSAL
from lunch_desktop.domain.proposals.entities import PROPOSAL_ANSWERS, PROPOSALS
from lunch_desktop.domain.proposals.making import MAKE_PROPOSAL, WITHDRAW_PROPOSAL
from lunch_desktop.domain.restaurants.approving import APPROVE, RECONSIDER, REJECT
from lunch_desktop.domain.restaurants.closing import CLOSE
from lunch_desktop.domain.restaurants.editing import EDIT_PLACE
from lunch_desktop.domain.restaurants.entities import FAVOURITES, RESTAURANTS, REVIEWS
from lunch_desktop.domain.restaurants.favouring import SET_FAVOURITE
from lunch_desktop.domain.restaurants.following import FOLLOW
from lunch_desktop.domain.restaurants.importing import IMPORT, IMPORT_PARTS
from lunch_desktop.domain.restaurants.merging import MERGE
from lunch_desktop.domain.restaurants.reviewing import DELETE_REVIEW, WRITE_REVIEW
from lunch_desktop.domain.restaurants.suggesting import SUGGEST, WITHDRAW
from lunch_desktop.domain.restaurants.suggestions import SUGGESTIONS
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.visits import FORGET_VISIT, RECORD_VISIT, VISITS

TABLES: Final[tuple[Table[Any], ...]] = (
    OFFICES,
    DEPARTMENTS,
    EMPLOYEES,
    ADMINS,
    STAFF_NUMBERS,
    EXPORT_NOTICES,
    EXPORT_PRESETS,
    RESTAURANTS,
    SUGGESTIONS,
    IMPORT_PARTS,
    MENUS,
    GROUPS,
    GROUP_MEMBERS,
    GROUP_EXCEPTIONS,
    PARTIES,
    MEMBERSHIPS,
    GUESTS,
    GUEST_NAMES,
    VOTES,
    VOTE_OPTIONS,
    BALLOTS,
    PROPOSALS,
    PROPOSAL_ANSWERS,
    AVAILABILITIES,
    FREE_WINDOWS,
    VISITS,
    REVIEWS,
    FAVOURITES,
    DIETS,
    PARTY_NEEDS,
    ROOMS,
    MESSAGES,
    READ_MARKERS,
)
TABLES_BY_NAME: Final = {table.name: table for table in TABLES}

_ALL: Final[tuple[Mutation[Any], ...]] = (
    OPEN_PARTY,
    EDIT_PARTY,
    JOIN_PARTY,
    LEAVE_PARTY,
    CANCEL_PARTY,
    INVITE,
    UNINVITE,
    HAND_OVER,
    SEAT_COLLEAGUE,
    ADD_GUEST,
    DROP_GUEST,
    SWITCH_PARTY,
    CLAIM_SEAT,
    BE_LATE,
    OPEN_VOTE,
    ADD_OPTION,
    CAST_VOTE,
    CLOSE_VOTE,
    CANCEL_VOTE,
    MAKE_PROPOSAL,
    ACCEPT_PROPOSAL,
    DECLINE_PROPOSAL,
    WITHDRAW_PROPOSAL,
    MAKE_GROUP,
    EDIT_GROUP,
    EXCEPT_LUNCH,
    FOLLOW_RULE,
    INVITE_TO_GROUP,
    UNINVITE_FROM_GROUP,
    JOIN_GROUP,
    LEAVE_GROUP,
    HAND_OVER_GROUP,
    PAUSE_GROUP,
    RESUME_GROUP,
    END_GROUP,
    SET_AVAILABILITY,
    SET_DIET,
    RECORD_VISIT,
    FORGET_VISIT,
    WRITE_REVIEW,
    DELETE_REVIEW,
    SET_FAVOURITE,
    SEND_MESSAGE,
    EDIT_MESSAGE,
    DELETE_MESSAGE,
    READ_ROOM,
    SUGGEST,
    WITHDRAW,
    APPROVE,
    REJECT,
    RECONSIDER,
    EDIT_PLACE,
    CLOSE,
    MERGE,
    IMPORT,
    SET_MENUS,
    NOTE_EXPORT,
    SAVE_PRESET,
    REMOVE_PRESET,
)

JOBS: Final = JobKinds((CLOSING, GROUP_OCCUR, FOLLOW))
"""What the server does by itself. No device can ask for it: these are no mutations of the registry."""


def mutations() -> Registry:
    """A registry of every mutation."""
    registry = Registry()
    for mutation in _ALL:
        registry.add(mutation)
    return registry
