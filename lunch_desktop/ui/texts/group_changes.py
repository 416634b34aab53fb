"""What a change of this desktop does to a group, as the person would name it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Day, is_day
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.ui.texts.fields import field_label, field_value
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.rules import rule_words
from lunch_desktop.ui.texts.times import short_day

translate = QCoreApplication.translate
_SEPARATOR: Final = " · "
Words = tuple[Callable[[ChangeView], str], Callable[[ChangeView, str], str], Callable[[], str] | None]
"""Title, detail (given the office's time zone) and what its inverse is called, None for a final change."""


def _group(change: ChangeView) -> str:
    name = change.group.name if change.group is not None else change.args.get("name") or change.details.get("title")
    return f"“{name}”" if name else translate("Changes", "a group")


def _person(change: ChangeView) -> str:
    return change.employee.name if change.employee is not None else translate("Changes", "a colleague")


def _of_group(text: Callable[[], str]) -> Callable[[ChangeView], str]:
    return lambda change: fill(text(), _group(change))


def _of_person(text: Callable[[], str]) -> Callable[[ChangeView], str]:
    return lambda change: fill(text(), _person(change), _group(change))


def _day(change: ChangeView) -> str:
    day = str(change.args.get("day", ""))
    return short_day(Day(day)) if is_day(day) else day


def _nothing(change: ChangeView, time_zone: str) -> str:
    del change, time_zone
    return ""


def _rule(change: ChangeView, time_zone: str) -> str:
    del time_zone
    return _rule_of(change.args.get("rule", ""), change.args.get("meets", ""))


def _rule_of(rule: Any, meets: Any) -> str:
    return _SEPARATOR.join(part for part in (rule_words(str(rule)), str(meets) if rule else "") if part)


def _edited(change: ChangeView, time_zone: str) -> str:
    parts: list[str] = []
    for name, (old, new) in change.args.get("edits", {}).items():
        if name == "rule":
            parts.append(rule_words(str(new)))
        elif name in ("restaurant_id", "description", "tags"):
            parts.append(field_label(name))
        else:
            parts.append(
                f"{field_label(name)} {field_value(name, old, time_zone)} → {field_value(name, new, time_zone)}"
            )
    return _SEPARATOR.join(parts)


def _except(change: ChangeView) -> str:
    off = translate("Changes", "Call off the lunch of %1 on %2")
    other = translate("Changes", "Change the lunch of %1 on %2")
    return fill(off if change.args.get("cancelled") else other, _group(change), _day(change))


def _excepted(change: ChangeView, time_zone: str) -> str:
    said = [change.args.get("meets"), change.args.get("place")]
    minutes = change.args.get("minutes")
    if minutes:
        said.append(field_value("minutes", minutes, time_zone))
    return _SEPARATOR.join(str(one) for one in said if one)


def _follow(change: ChangeView) -> str:
    return fill(translate("Changes", "The lunch of %1 on %2 as usual"), _group(change), _day(change))


def _leave(change: ChangeView) -> str:
    declines = change.args.get("joined_by") is None
    text = translate("Changes", "Decline the group %1") if declines else translate("Changes", "Leave the group %1")
    return fill(text, _group(change))


GROUP_WORDS: Final[Mapping[str, Words]] = {
    "group.make": (
        _of_group(lambda: translate("Changes", "Make the group %1")),
        _rule,
        lambda: translate("Changes", "End the group"),
    ),
    "group.edit": (
        _of_group(lambda: translate("Changes", "Edit the group %1")),
        _edited,
        lambda: translate("Changes", "Change back"),
    ),
    "group.except": (_except, _excepted, lambda: translate("Changes", "As before")),
    "group.follow": (_follow, _nothing, lambda: translate("Changes", "As before")),
    "group.invite": (
        _of_person(lambda: translate("Changes", "Invite %1 to the group %2")),
        _nothing,
        lambda: translate("Changes", "Withdraw the invitation"),
    ),
    "group.uninvite": (
        _of_person(lambda: translate("Changes", "Take %1 off the group %2")),
        _nothing,
        lambda: translate("Changes", "Invite again"),
    ),
    "group.join": (
        _of_group(lambda: translate("Changes", "Join the group %1")),
        _nothing,
        lambda: translate("Changes", "Leave"),
    ),
    "group.leave": (_leave, _nothing, None),
    "group.hand_over": (_of_person(lambda: translate("Changes", "Make %1 host of the group %2")), _nothing, None),
    "group.pause": (
        _of_group(lambda: translate("Changes", "Pause the group %1")),
        _nothing,
        lambda: translate("Changes", "Go on"),
    ),
    "group.resume": (
        _of_group(lambda: translate("Changes", "Go on with the group %1")),
        _nothing,
        lambda: translate("Changes", "Pause"),
    ),
    "group.end": (_of_group(lambda: translate("Changes", "End the group %1")), _nothing, None),
}
"""By the name of a mutation."""
