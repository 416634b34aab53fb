"""Why a rule said no, in plain words: a title, what happened, and what the person can do."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.ui.texts.fields import field_label
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusal import RefusalText
from lunch_desktop.ui.texts.refusals_stewards import STEWARDS_TEXTS
from lunch_desktop.ui.texts.refusals_together import OF_VOTES_AND_PROPOSALS

translate = QCoreApplication.translate
Details = Mapping[str, Any]


def refusal_text(code: str, details: Details) -> RefusalText:
    """The words for a refusal in the language in force.

    `details` are those of the Refusal; a code of a newer server reads as a plain no.
    """
    words = _TEXTS.get(code)
    return words(details) if words is not None else _unknown(details)


def _unknown(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "The change was not accepted"),
        translate("Refusals", "The server refused it for a reason that this version does not know."),
        translate("Refusals", "Update Lunch Desktop, or ask your administrator."),
    )


def _party(details: Details) -> str:
    """The party that a refusal speaks of, at the beginning of a sentence."""
    title = details.get("title")
    return f"“{title}”" if title else translate("Refusals", "The party")


def _not_found(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "It is no longer there"),
        translate("Refusals", "It was withdrawn, or it is not open to you."),
        translate("Refusals", "Go back to the list and choose another."),
    )


def _not_understood(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "The change was not understood"),
        translate("Refusals", "This version of Lunch Desktop and the server do not agree on it."),
        translate("Refusals", "Update Lunch Desktop, then try again."),
    )


def _not_host(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "Only the host can do this"),
        translate("Refusals", "Somebody else is the host here."),
        translate("Refusals", "Ask the host to do it."),
    )


def _latest(details: Details) -> str:
    """Until when a party takes people: longest those who have waited."""
    if details.get("until") == "meeting":
        return translate("Refusals", "%1 has met already.")
    return translate("Refusals", "%1 takes requests until 15 minutes before meeting.")


def _expired(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "It is too late to join"),
        fill(_latest(details), _party(details)),
        translate("Refusals", "Call the host, or choose another party."),
    )


def _in_the_past(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "That time has passed"),
        translate("Refusals", "The meeting time is already over."),
        translate("Refusals", "Choose a later time."),
    )


def _over(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "The lunch is over"),
        translate("Refusals", "This party has ended and stays as it was."),
        translate("Refusals", "Open a new party for another day."),
    )


def _cancelled(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "The party was cancelled"),
        fill(translate("Refusals", "%1 does not take place."), _party(details)),
        translate("Refusals", "Choose another party, or open one yourself."),
    )


def _closed(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "The party is closed"),
        fill(translate("Refusals", "%1 takes no more people."), _party(details)),
        translate("Refusals", "Ask the host, or choose another party."),
    )


def _full(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "No seats are left"),
        fill(translate("Refusals", "%1 filled up before your request arrived."), _party(details)),
        translate("Refusals", "Join the waitlist, or choose another party."),
    )


def _overlaps(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "You have a seat at that time"),
        fill(translate("Refusals", "%1 is at an overlapping time."), _party(details)),
        translate("Refusals", "Leave that party first, or choose another time."),
    )


def _already_joined(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "Already taking part"),
        fill(translate("Refusals", "%1 has this seat or invitation already."), _party(details)),
        translate("Refusals", "There is nothing more to do."),
    )


def _text_missing(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "There is no text"),
        translate("Refusals", "Nothing but blanks was typed."),
        translate("Refusals", "Type what you want to say."),
    )


def _not_author(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "Only its author can do this"),
        translate("Refusals", "Somebody else wrote that message."),
        translate("Refusals", "Ask them to change or delete it."),
    )


def _deleted(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "The message was deleted"),
        translate("Refusals", "It was taken back before this change arrived."),
        translate("Refusals", "Write a new message if you still want to say it."),
    )


def _not_joined(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "Not taking part"),
        fill(translate("Refusals", "%1 has no such seat or invitation."), _party(details)),
        translate("Refusals", "Look at the party to see how things stand."),
    )


def _newer_join(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "You have joined again since"),
        fill(translate("Refusals", "%1 has a newer seat of yours, so it was kept."), _party(details)),
        translate("Refusals", "Leave once more if you do not want it."),
    )


def _seated(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "They already have a seat"),
        translate("Refusals", "An invitation can be withdrawn only until it is accepted."),
        translate("Refusals", "Talk to them if they should not come."),
    )


def _seated_elsewhere(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "They have lunch elsewhere"),
        translate("Refusals", "The colleague has another seat at that time."),
        translate("Refusals", "Invite them instead: they can switch if they like."),
    )


def _title_missing(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "A title is missing"),
        translate("Refusals", "Others find the party by its title."),
        translate("Refusals", "Type a title."),
    )


def _text_too_long(details: Details) -> RefusalText:
    most = int(details.get("most", 0))
    what = translate("Refusals", "%1 takes at most %n character(s).", None, most)
    return RefusalText(
        translate("Refusals", "The text is too long"),
        fill(what, field_label(str(details.get("field", "")))),
        translate("Refusals", "Make it shorter."),
    )


def _capacity_out_of_range(details: Details) -> RefusalText:
    what = translate("Refusals", "A party has %1 to %2 seats.")
    return RefusalText(
        translate("Refusals", "That number of seats is not possible"),
        fill(what, details.get("least", ""), details.get("most", "")),
        translate("Refusals", "Choose another number of seats."),
    )


def _capacity_below_seats(details: Details) -> RefusalText:
    seats = int(details.get("seats", 0))
    return RefusalText(
        translate("Refusals", "Too few seats"),
        translate("Refusals", "%n seat(s) are taken already.", None, seats),
        translate("Refusals", "Choose at least %n seat(s).", None, seats),
    )


def _time_out_of_range(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "That time is not possible"),
        translate("Refusals", "It begins too early, or lasts too short or too long."),
        translate("Refusals", "Check when it begins and ends."),
    )


def _rating_missing(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "A rating is missing"),
        translate("Refusals", "A review has one to five stars."),
        translate("Refusals", "Choose the stars, then save again."),
    )


def _too_many(details: Details) -> RefusalText:
    most = int(details.get("most", 0))
    what = translate("Refusals", "%1: at most %n are possible.", None, most)
    return RefusalText(
        translate("Refusals", "There are too many"),
        fill(what, field_label(str(details.get("field", "")))),
        translate("Refusals", "Take some away."),
    )


def _changed_since(details: Details) -> RefusalText:
    title = details.get("title")
    which = f"“{title}”" if title else translate("Refusals", "What you wrote")
    return RefusalText(
        translate("Refusals", "It was changed meanwhile"),
        fill(translate("Refusals", "%1 reads otherwise by now than when you deleted it, so it was kept."), which),
        translate("Refusals", "Look at it, then delete it again if you still want to."),
    )


def _nothing_to_change(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "Nothing was changed"),
        translate("Refusals", "Everything is as it was before."),
        translate("Refusals", "Change something, then save."),
    )


def _invalid_value(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "A value can't be used"),
        fill(translate("Refusals", "%1 has a value that is not possible."), field_label(str(details.get("field", "")))),
        translate("Refusals", "Correct it, then try again."),
    )


def _group(details: Details) -> str:
    """The group that a refusal speaks of, at the beginning of a sentence."""
    title = details.get("title")
    return f"“{title}”" if title else translate("Refusals", "The group")


def _group_ended(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "The group has ended"),
        fill(translate("Refusals", "%1 has no more lunches together."), _group(details)),
        translate("Refusals", "Join another group, or make one yourself."),
    )


def _already_a_member(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "Already in the group"),
        fill(translate("Refusals", "%1 has this member or invitation already."), _group(details)),
        translate("Refusals", "There is nothing more to do."),
    )


def _not_a_member(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "Not in the group"),
        fill(translate("Refusals", "%1 has no such member or invitation."), _group(details)),
        translate("Refusals", "Look at the group to see who belongs to it."),
    )


def _no_lunch_that_day(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "The group has no lunch that day"),
        translate("Refusals", "By its present rule the group does not meet on that day."),
        translate("Refusals", "Look at the group's next dates, and choose one of them."),
    )


def _rule_not_possible(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "The group can't meet like that"),
        translate("Refusals", "The rule comes to no day, or it is not a daily, weekly or monthly one."),
        translate("Refusals", "Choose on which days the group meets."),
    )


def _too_old(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "The change is too old"),
        translate("Refusals", "It was made so long ago that the server can't tell whether it had been decided."),
        translate("Refusals", "Look how things stand now, then do it again if you still want it."),
    )


def _told(words: Callable[[Details], tuple[str, str, str]]) -> Callable[[Details], RefusalText]:
    return lambda details: RefusalText(*words(details))


_TEXTS: Final[Mapping[str, Callable[[Details], RefusalText]]] = {
    RefusalCode.NOT_FOUND: _not_found,
    RefusalCode.NOT_UNDERSTOOD: _not_understood,
    RefusalCode.NOT_HOST: _not_host,
    RefusalCode.EXPIRED: _expired,
    RefusalCode.IN_THE_PAST: _in_the_past,
    RefusalCode.OVER: _over,
    RefusalCode.CANCELLED: _cancelled,
    RefusalCode.CLOSED: _closed,
    RefusalCode.FULL: _full,
    RefusalCode.OVERLAPS: _overlaps,
    RefusalCode.ALREADY_JOINED: _already_joined,
    RefusalCode.NOT_JOINED: _not_joined,
    RefusalCode.NEWER_JOIN: _newer_join,
    RefusalCode.SEATED: _seated,
    RefusalCode.SEATED_ELSEWHERE: _seated_elsewhere,
    RefusalCode.TITLE_MISSING: _title_missing,
    RefusalCode.TEXT_MISSING: _text_missing,
    RefusalCode.TEXT_TOO_LONG: _text_too_long,
    RefusalCode.CAPACITY_OUT_OF_RANGE: _capacity_out_of_range,
    RefusalCode.CAPACITY_BELOW_SEATS: _capacity_below_seats,
    RefusalCode.TIME_OUT_OF_RANGE: _time_out_of_range,
    RefusalCode.RATING_MISSING: _rating_missing,
    RefusalCode.TOO_MANY: _too_many,
    RefusalCode.CHANGED_SINCE: _changed_since,
    RefusalCode.NOTHING_TO_CHANGE: _nothing_to_change,
    RefusalCode.INVALID_VALUE: _invalid_value,
    RefusalCode.NOT_AUTHOR: _not_author,
    RefusalCode.DELETED: _deleted,
    RefusalCode.GROUP_ENDED: _group_ended,
    RefusalCode.ALREADY_A_MEMBER: _already_a_member,
    RefusalCode.NOT_A_MEMBER: _not_a_member,
    RefusalCode.NO_LUNCH_THAT_DAY: _no_lunch_that_day,
    RefusalCode.RULE_NOT_POSSIBLE: _rule_not_possible,
    RefusalCode.TOO_OLD: _too_old,
    **OF_VOTES_AND_PROPOSALS,
    **{code: _told(words) for code, words in STEWARDS_TEXTS.items()},
}


def known_refusals() -> frozenset[str]:
    """The codes that have words of their own."""
    return frozenset(_TEXTS)
