"""What a group says of itself in a line."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.groups.entities import GroupState
from lunch_desktop.store.desktop.queries.groups import GroupView, NextLunch
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.rules import rule_words
from lunch_desktop.ui.texts.times import clock, short_day, wall_clock
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.pill import PillContent

translate = QCoreApplication.translate
SEPARATOR = " · "


def rule_line(view: GroupView) -> str:
    """How often and when: "매주 화·목 12:00"."""
    return rhythm(view.group.rule, view.group.meets)


def rhythm(rule: str, meets: str) -> str:
    """See rule_line; `rule` and `meets` as a group holds them."""
    if not rule:
        return translate("Groups", "No fixed days")
    hour, minute = meets.split(":")
    return f"{rule_words(rule)} {wall_clock(int(hour), int(minute))}"


def member_count(view: GroupView) -> str:
    """How many belong to it."""
    count = len(view.members)
    return translate("Groups", "%n member(s)", None, count)


def next_line(view: GroupView) -> str:
    """When they meet next; "" if nothing is known."""
    coming = next((one for one in view.lunches if takes_place(one)), None)
    if coming is None or view.group.state != GroupState.ACTIVE:
        return ""
    when = f"{short_day(coming.day)} {clock(coming.meets_at, view.time_zone)}"
    return fill(translate("Groups", "Next %1"), when)


def takes_place(lunch: NextLunch) -> bool:
    """Whether the lunch has been neither called off nor falls on a holiday."""
    off = lunch.said is not None and lunch.said.cancelled
    gone = lunch.party is not None and lunch.party.state == "cancelled"
    return not (off or gone or lunch.holiday)


def pill_of(view: GroupView) -> PillContent | None:
    """What stands out: an invitation, a pause, an end."""
    if not view.goes_on:
        return PillContent(translate("Groups", "Ended"))
    if view.i_am_asked:
        return PillContent(translate("Groups", "Invited"), Tone.REQUESTED, Icon.INVITE)
    if view.group.state == GroupState.PAUSED:
        return PillContent(translate("Groups", "Paused"), Tone.WAITING)
    return None


def lunch_pill(lunch: NextLunch) -> PillContent:
    """Where one of the next lunches stands."""
    if lunch.holiday:
        return PillContent(translate("Groups", "Holiday"))
    if not takes_place(lunch):
        return PillContent(translate("Groups", "Called off"), Tone.REFUSED)
    if lunch.party is not None:
        return PillContent(translate("Groups", "Open"), Tone.CONFIRMED)
    if lunch.said is not None:
        return PillContent(translate("Groups", "Changed"), Tone.WAITING)
    return PillContent(translate("Groups", "Planned"))
