"""What a change of this desktop does, as the person would name it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.availability import AvailabilityState
from lunch_desktop.domain.parties.entities import PartyState
from lunch_desktop.domain.parties.votes import VoteSubject
from lunch_desktop.domain.restaurants.reviewing import NO_RATING
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.ui.texts.changes_exports import EXPORT_WORDS
from lunch_desktop.ui.texts.changes_stewards import STEWARDS_WORDS
from lunch_desktop.ui.texts.fields import field_label, field_value
from lunch_desktop.ui.texts.group_changes import GROUP_WORDS
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, short_date, short_day, window

translate = QCoreApplication.translate
_SEPARATOR: Final = " · "


def change_title(change: ChangeView) -> str:
    """One line: what the change does to what, e.g. "Join “국밥 먹어요”"."""
    words = _WORDS.get(change.name)
    if words is not None:
        return words.title(change)
    return translate("Changes", "Withdrawn change") if not change.name else translate("Changes", "A change")


def change_detail(change: ChangeView, time_zone: str) -> str:
    """What the title leaves out (when, where, which fields), "" for nothing; `time_zone` is the office's."""
    words = _WORDS.get(change.name)
    return words.detail(change, time_zone) if words is not None else ""


def undo_label(name: str) -> str:
    """What undoing a mutation does, as a button says it; "" where it is final."""
    words = _WORDS.get(name)
    return words.undo() if words is not None and words.undo is not None else ""


def known_changes() -> frozenset[str]:
    """The mutations that have words of their own."""
    return frozenset(_WORDS)


def message_text(change: ChangeView) -> str:
    """What a change of chat wanted to say; "" for any other."""
    if change.name == "message.send":
        return str(change.args.get("text", ""))
    edits = change.args.get("edits", {})
    return str(edits["text"][1]) if change.name == "message.edit" and "text" in edits else ""


@dataclass(frozen=True, slots=True)
class _Words:
    """How one mutation reads; `undo` names its inverse, None for a final one."""

    title: Callable[[ChangeView], str]
    detail: Callable[[ChangeView, str], str]
    undo: Callable[[], str] | None = None


def _party(change: ChangeView) -> str:
    title = change.party.title if change.party is not None else change.args.get("title") or change.details.get("title")
    return f"“{title}”" if title else translate("Changes", "a party")


def _person(change: ChangeView) -> str:
    return change.employee.name if change.employee is not None else translate("Changes", "a colleague")


def _when_and_where(change: ChangeView, time_zone: str) -> str:
    party = change.party
    if party is None:
        return ""
    when = f"{short_date(party.meets_at, time_zone)} {clock(party.meets_at, time_zone)}"
    return _SEPARATOR.join(part for part in (when, party.place) if part)


def _open(change: ChangeView) -> str:
    return fill(translate("Changes", "Open %1"), f"“{change.args.get('title', '')}”")


def _opened(change: ChangeView, time_zone: str) -> str:
    meets_at, seats = change.args.get("meets_at"), change.args.get("capacity")
    parts = [field_value("meets_at", meets_at, time_zone), str(change.args.get("place") or "")]
    return _SEPARATOR.join([part for part in parts if part] + [field_value("capacity", seats, time_zone)])


def _edit(change: ChangeView) -> str:
    edits = change.args.get("edits", {})
    if list(edits) == ["state"]:
        is_closing = edits["state"][1] == PartyState.CLOSED
        text = translate("Changes", "Close %1") if is_closing else translate("Changes", "Reopen %1")
        return fill(text, _party(change))
    return fill(translate("Changes", "Edit %1"), _party(change))


def _edited(change: ChangeView, time_zone: str) -> str:
    parts: list[str] = []
    for name, (old, new) in change.args.get("edits", {}).items():
        if name == "restaurant_id" or name == "note":
            parts.append(field_label(name))
        elif name in ("capacity", "minutes"):
            parts.append(f"{field_label(name)} {old} → {new}")
        elif name != "state" or len(change.args["edits"]) > 1:
            before, after = field_value(name, old, time_zone), field_value(name, new, time_zone)
            parts.append(f"{field_label(name)} {before} → {after}")
    return _SEPARATOR.join(parts)


def _join(change: ChangeView) -> str:
    return fill(translate("Changes", "Join %1"), _party(change))


def _joined(change: ChangeView, time_zone: str) -> str:
    waits = translate("Changes", "waitlist if full") if change.args.get("or_wait") else ""
    return _SEPARATOR.join(part for part in (_when_and_where(change, time_zone), waits) if part)


def _leave(change: ChangeView) -> str:
    declines = change.args.get("joined_by") is None
    return fill(translate("Changes", "Decline %1") if declines else translate("Changes", "Leave %1"), _party(change))


def _cancel(change: ChangeView) -> str:
    return fill(translate("Changes", "Cancel %1"), _party(change))


def _invite(change: ChangeView) -> str:
    return fill(translate("Changes", "Invite %1 to %2"), _person(change), _party(change))


def _uninvite(change: ChangeView) -> str:
    return fill(translate("Changes", "Withdraw the invitation of %1 to %2"), _person(change), _party(change))


def _late(change: ChangeView) -> str:
    minutes = int(change.args.get("minutes", 0))
    if minutes == 0:
        return fill(translate("Changes", "On time for %1"), _party(change))
    return fill(translate("Changes", "%1 min late for %2"), minutes, _party(change))


def _hand_over(change: ChangeView) -> str:
    return fill(translate("Changes", "Make %1 the host of %2"), _person(change), _party(change))


def _seat(change: ChangeView) -> str:
    return fill(translate("Changes", "Seat %1 at %2"), _person(change), _party(change))


def _add_guest(change: ChangeView) -> str:
    return fill(translate("Changes", "Bring guest %1 to %2"), change.args.get("name", ""), _party(change))


def _drop_guest(change: ChangeView) -> str:
    return fill(translate("Changes", "A guest does not come to %1"), _party(change))


def _switch(change: ChangeView) -> str:
    return fill(translate("Changes", "Switch to %1"), _party(change))


def _claim(change: ChangeView) -> str:
    return fill(translate("Changes", "Take the free seat at %1"), _party(change))


def _availability(change: ChangeView) -> str:
    day = short_day(Day(str(change.args.get("day", ""))))
    state = change.args.get("state")
    texts = {
        AvailabilityState.FREE.value: translate("Changes", "Free for lunch on %1"),
        AvailabilityState.ALONE.value: translate("Changes", "Eating alone on %1"),
        AvailabilityState.AWAY.value: translate("Changes", "Not at lunch on %1"),
    }
    return fill(texts.get(str(state), translate("Changes", "No answer yet on %1")), day)


def _availability_window(change: ChangeView, time_zone: str) -> str:
    start, end = change.args.get("free_from"), change.args.get("free_until")
    return "" if start is None or end is None else window(Instant(start), Instant(end), time_zone)


def _diet(change: ChangeView) -> str:
    """What it is stands in the profile alone: the Sync centre may be open while somebody looks over one's shoulder."""
    del change
    return translate("Changes", "My diet and allergies")


def _vote_opened(change: ChangeView) -> str:
    on_time = change.args.get("subject") == VoteSubject.TIME
    text = (
        translate("Changes", "Vote on the time of %1") if on_time else translate("Changes", "Vote on the place of %1")
    )
    return fill(text, _party(change))


def _vote_ends(change: ChangeView, time_zone: str) -> str:
    deadline = change.args.get("deadline")
    if not isinstance(deadline, int):
        return ""
    return fill(translate("Changes", "until %1"), field_value("meets_at", deadline, time_zone))


def _cast(change: ChangeView) -> str:
    return fill(translate("Changes", "Choose in the vote of %1"), _party(change))


def _option_added(change: ChangeView) -> str:
    return fill(translate("Changes", "Add an option to the vote of %1"), _party(change))


def _added_option(change: ChangeView, time_zone: str) -> str:
    meets_at = change.args.get("meets_at")
    return field_value("meets_at", meets_at, time_zone) if isinstance(meets_at, int) else ""


def _vote_closed(change: ChangeView) -> str:
    return fill(translate("Changes", "Close the vote of %1"), _party(change))


def _vote_cancelled(change: ChangeView) -> str:
    return fill(translate("Changes", "Take back the vote of %1"), _party(change))


def _proposed(change: ChangeView) -> str:
    return fill(translate("Changes", "Propose “%1”"), change.args.get("text", ""))


def _proposed_when(change: ChangeView, time_zone: str) -> str:
    count = len(change.args.get("employee_ids", ()))
    asked = translate("Changes", "%n colleague(s)", None, count)
    when = field_value("meets_at", change.args.get("meets_at"), time_zone)
    return _SEPARATOR.join(part for part in (when, str(change.args.get("place") or ""), asked) if part)


def _nothing_more(change: ChangeView, time_zone: str) -> str:
    del change, time_zone
    return ""


def _proposal_declined(change: ChangeView) -> str:
    if change.args.get("declined", True):
        return translate("Changes", "Decline a lunch proposal")
    return translate("Changes", "Think again about a lunch proposal")


def _proposal_accepted(change: ChangeView) -> str:
    del change
    return translate("Changes", "Accept a lunch proposal")


def _proposal_withdrawn(change: ChangeView) -> str:
    del change
    return translate("Changes", "Take a lunch proposal back")


def _went(change: ChangeView) -> str:
    return fill(translate("Changes", "Went to %1"), _party(change))


def _did_not_go(change: ChangeView) -> str:
    return fill(translate("Changes", "Did not go to %1"), _party(change))


def _message(change: ChangeView) -> str:
    return fill(translate("Changes", "Message to %1"), _room(change))


def _said(change: ChangeView, _time_zone: str) -> str:
    """The whole text: where it was refused, this is where its author finds it again."""
    return message_text(change)


def _reworded(change: ChangeView) -> str:
    return fill(translate("Changes", "Edit a message to %1"), _room(change))


def _in_other_words(change: ChangeView, _time_zone: str) -> str:
    return message_text(change)


def _taken_back(change: ChangeView) -> str:
    return fill(translate("Changes", "Delete a message to %1"), _room(change))


def _read(change: ChangeView) -> str:
    return fill(translate("Changes", "Read the messages of %1"), _room(change))


def _room(change: ChangeView) -> str:
    name = change.room or change.details.get("title")
    return f"“{name}”" if name else translate("Changes", "a chat")


def _restaurant(change: ChangeView) -> str:
    name = change.restaurant.name if change.restaurant is not None else change.details.get("title")
    return f"“{name}”" if name else translate("Changes", "a restaurant")


def _review(change: ChangeView) -> str:
    rating = change.args.get("edits", {}).get("rating")
    is_new = rating is not None and rating[0] == NO_RATING
    text = translate("Changes", "Review %1") if is_new else translate("Changes", "Change the review of %1")
    return fill(text, _restaurant(change))


def _reviewed(change: ChangeView, time_zone: str) -> str:
    """What was typed, so that a refused review can be read and written again."""
    new = [(name, after) for name, (_, after) in change.args.get("edits", {}).items() if after]
    return _SEPARATOR.join(field_value(name, after, time_zone) for name, after in new)


def _unreview(change: ChangeView) -> str:
    return fill(translate("Changes", "Delete the review of %1"), _restaurant(change))


def _favourite(change: ChangeView) -> str:
    is_on = bool(change.args.get("on"))
    text = translate("Changes", "Add %1 to favourites") if is_on else translate("Changes", "Remove %1 from favourites")
    return fill(text, _restaurant(change))


_WORDS: Final[Mapping[str, _Words]] = {
    "party.open": _Words(_open, _opened, lambda: translate("Changes", "Cancel the party")),
    "party.edit": _Words(_edit, _edited, lambda: translate("Changes", "Change back")),
    "party.join": _Words(_join, _joined, lambda: translate("Changes", "Leave")),
    "party.leave": _Words(_leave, _when_and_where),
    "party.cancel": _Words(_cancel, _when_and_where),
    "party.invite": _Words(_invite, _when_and_where, lambda: translate("Changes", "Withdraw the invitation")),
    "party.uninvite": _Words(_uninvite, _when_and_where, lambda: translate("Changes", "Invite again")),
    "party.late": _Words(_late, _when_and_where, lambda: translate("Changes", "Take it back")),
    "party.hand_over": _Words(_hand_over, _when_and_where),
    "party.seat": _Words(_seat, _when_and_where, lambda: translate("Changes", "Free the seat")),
    "party.add_guest": _Words(_add_guest, _when_and_where, lambda: translate("Changes", "The guest does not come")),
    "party.drop_guest": _Words(_drop_guest, _when_and_where),
    "party.switch": _Words(_switch, _when_and_where, lambda: translate("Changes", "Switch back")),
    "party.claim": _Words(_claim, _when_and_where, lambda: translate("Changes", "Leave")),
    "vote.open": _Words(_vote_opened, _vote_ends, lambda: translate("Changes", "Take the vote back")),
    "vote.add_option": _Words(_option_added, _added_option),
    "vote.cast": _Words(_cast, _when_and_where, lambda: translate("Changes", "Back to the former choice")),
    "vote.close": _Words(_vote_closed, _when_and_where),
    "vote.cancel": _Words(_vote_cancelled, _when_and_where),
    "proposal.make": _Words(_proposed, _proposed_when, lambda: translate("Changes", "Take the proposal back")),
    "proposal.accept": _Words(
        _proposal_accepted,
        _when_and_where,
        lambda: translate("Changes", "Leave"),
    ),
    "proposal.decline": _Words(
        _proposal_declined, _nothing_more, lambda: translate("Changes", "Back to the former answer")
    ),
    "proposal.withdraw": _Words(_proposal_withdrawn, _nothing_more),
    "availability.set": _Words(
        _availability, _availability_window, lambda: translate("Changes", "Back to the former answer")
    ),
    "diet.set": _Words(_diet, _nothing_more, lambda: translate("Changes", "Back to the former answer")),
    **{name: _Words(*words) for name, words in GROUP_WORDS.items()},
    "visit.record": _Words(_went, _when_and_where, lambda: translate("Changes", "I did not go")),
    "review.write": _Words(_review, _reviewed, lambda: translate("Changes", "Back to the former review")),
    "review.delete": _Words(_unreview, _nothing_more, lambda: translate("Changes", "Write it again")),
    "favourite.set": _Words(_favourite, _nothing_more, lambda: translate("Changes", "Back as it was")),
    **{name: _Words(*words) for name, words in STEWARDS_WORDS.items()},
    **{name: _Words(*words) for name, words in EXPORT_WORDS.items()},
    "visit.forget": _Words(_did_not_go, _when_and_where, lambda: translate("Changes", "I did go")),
    "message.send": _Words(_message, _said, lambda: translate("Changes", "Delete the message")),
    "message.edit": _Words(_reworded, _in_other_words, lambda: translate("Changes", "Change back")),
    "message.delete": _Words(_taken_back, _nothing_more),
    "room.read": _Words(_read, _nothing_more),
}
