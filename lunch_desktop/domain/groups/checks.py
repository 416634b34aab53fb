"""What must hold for a group, new or edited, and for what is said about one of its lunches."""

import re
from typing import Final

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.groups.entities import Group, GroupState, GroupVisibility
from lunch_desktop.domain.groups.recurring import NotPossible, check_rule
from lunch_desktop.domain.parties.entities import (
    LARGEST_CAPACITY,
    LONGEST_LUNCH,
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_TITLE,
    SHORTEST_LUNCH,
    SMALLEST_CAPACITY,
)
from lunch_desktop.domain.times import is_day
from lunch_desktop.domain.world import ABSENT, NOT_HELD, Absent, NotHeld

LONGEST_TAGS: Final = 100
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def held_group(group: Group | Absent | NotHeld) -> Group | None:
    """The group; None where this desktop does not hold it, which is no reason to refuse."""
    if group is ABSENT:
        raise Refusal(RefusalCode.NOT_FOUND)
    return None if group is NOT_HELD else group  # type: ignore[return-value]


def check_goes_on(group: Group) -> None:
    """Refuse what makes no sense for a group that has ended."""
    if group.state == GroupState.ENDED:
        raise Refusal(RefusalCode.GROUP_ENDED, title=group.name)


def check_group(group: Group) -> None:
    """Refuse a group whose texts, sizes, times or rule can't be."""
    if not group.name:
        raise Refusal(RefusalCode.TITLE_MISSING)
    longest = (
        ("name", LONGEST_TITLE),
        ("description", LONGEST_NOTE),
        ("tags", LONGEST_TAGS),
        ("place", LONGEST_PLACE),
    )
    for name, most in longest:
        if len(getattr(group, name)) > most:
            raise Refusal(RefusalCode.TEXT_TOO_LONG, field=name, most=most)
    if group.visibility not in tuple(GroupVisibility):
        raise Refusal(RefusalCode.INVALID_VALUE, field="visibility")
    if not SMALLEST_CAPACITY <= group.capacity <= LARGEST_CAPACITY:
        raise Refusal(RefusalCode.CAPACITY_OUT_OF_RANGE, least=SMALLEST_CAPACITY, most=LARGEST_CAPACITY)
    check_clock(group.meets, group.minutes)
    if not is_day(group.starts_on):
        raise Refusal(RefusalCode.INVALID_VALUE, field="starts_on")
    if group.rule:
        try:
            check_rule(group.rule, group.starts_on)
        except NotPossible as error:
            raise Refusal(RefusalCode.RULE_NOT_POSSIBLE) from error


def check_clock(meets: str, minutes: int) -> None:
    """Refuse a time of day that is none, and a lunch that is too short, too long or ends on another day."""
    if not _CLOCK.fullmatch(meets):
        raise Refusal(RefusalCode.INVALID_VALUE, field="meets")
    begins = int(meets[:2]) * 60 + int(meets[3:])
    if not SHORTEST_LUNCH <= minutes <= LONGEST_LUNCH or begins + minutes >= 24 * 60:
        raise Refusal(RefusalCode.TIME_OUT_OF_RANGE)


def tidy_tags(tags: str) -> str:
    """Words with a comma and a space between them, none twice, in the order in which they were typed."""
    words = (word.strip().lstrip("#").strip() for word in tags.split(","))
    return ", ".join(dict.fromkeys(word for word in words if word))
