"""What a change of this desktop does, as the person would name it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.availability import AvailabilityState
from lunch_desktop.domain.parties.entities import PartyState
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.ui.texts.fields import field_label, field_value
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


def _went(change: ChangeView) -> str:
    return fill(translate("Changes", "Went to %1"), _party(change))


def _did_not_go(change: ChangeView) -> str:
    return fill(translate("Changes", "Did not go to %1"), _party(change))


_WORDS: Final[Mapping[str, _Words]] = {
    "party.open": _Words(_open, _opened, lambda: translate("Changes", "Cancel the party")),
    "party.edit": _Words(_edit, _edited, lambda: translate("Changes", "Change back")),
    "party.join": _Words(_join, _joined, lambda: translate("Changes", "Leave")),
    "party.leave": _Words(_leave, _when_and_where),
    "party.cancel": _Words(_cancel, _when_and_where),
    "party.invite": _Words(_invite, _when_and_where, lambda: translate("Changes", "Withdraw the invitation")),
    "party.uninvite": _Words(_uninvite, _when_and_where, lambda: translate("Changes", "Invite again")),
    "party.late": _Words(_late, _when_and_where, lambda: translate("Changes", "Take it back")),
    "availability.set": _Words(
        _availability, _availability_window, lambda: translate("Changes", "Back to the former answer")
    ),
    "visit.record": _Words(_went, _when_and_where, lambda: translate("Changes", "I did not go")),
    "visit.forget": _Words(_did_not_go, _when_and_where, lambda: translate("Changes", "I did go")),
}
