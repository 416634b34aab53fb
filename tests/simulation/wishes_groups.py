"""What people plausibly want of groups."""

from typing import Any, Final

from lunch_desktop.domain.groups.editing import EditGroup
from lunch_desktop.domain.groups.entities import GROUP_EXCEPTIONS, GROUP_MEMBERS, GROUPS, Group
from lunch_desktop.domain.groups.excepting import ExceptLunch, FollowRule
from lunch_desktop.domain.groups.inviting import OfColleague
from lunch_desktop.domain.groups.joining import LeaveGroup
from lunch_desktop.domain.groups.lunches import moved
from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.groups.recurring import days_of
from lunch_desktop.domain.ids import GroupId
from lunch_desktop.domain.times import Day, day_of
from tests.simulation.founding import STAFF_SIZE
from tests.simulation.wishing import Numbers, Wish, one_of
from tests.support.areas.groups import NO_GROUP
from tests.support.company import STAFF
from tests.support.seen import Seen

_RULES: Final = ("FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY;BYDAY=TH,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")
"""With few lunches a week: each that is opened has a row for every member."""


def _today(seen: Seen) -> Day:
    return day_of(seen.now, "Asia/Seoul")


def _own(seen: Seen, number: int) -> Group | None:
    """A group that one hosts; any where there is none."""
    groups = list(seen.of(GROUPS))
    own: list[Group | None] = [one for one in groups if one.host_id == seen.actor and one.state != "ended"]
    return one_of(own or list(groups), number, None)


def _id(group: Group | None) -> GroupId:
    return group.id if group else NO_GROUP


def _make(seen: Seen, numbers: Numbers) -> MakeGroup:
    a, b, c = numbers
    return MakeGroup(
        name=("매일 국밥", "격일 산책", "목금 모임")[a % 3],
        description="",
        tags=("국밥", "")[b % 2],
        visibility=("office", "office", "invited")[b % 3],
        rule=_RULES[c % 3],
        starts_on=_today(seen),
        meets=("12:00", "10:30", "19:00")[a % 3],
        minutes=60,
        place="",
        capacity=(2, 3, 4)[c % 3],
        restaurant_id=None,
    )


def _edit(seen: Seen, numbers: Numbers) -> EditGroup:
    a, b, c = numbers
    group = _own(seen, a)
    wanted: dict[str, Any] = {
        "name": ("매일 국밥", "새 이름")[c % 2],
        "meets": ("12:15", "13:00", "18:30")[c % 3],
        "capacity": 2 + c % 3,
        "rule": _RULES[c % 3],
        "visibility": ("office", "invited")[c % 2],
    }
    fields = (["meets"], ["name"], ["capacity"], ["rule"], ["visibility"], ["meets", "name"])[b % 6]
    from_day = moved(_today(seen), 2) if b % 4 == 3 else None
    return EditGroup(_id(group), {name: (getattr(group, name, None), wanted[name]) for name in fields}, from_day)


def _day(seen: Seen, group: Group | None, number: int) -> Day:
    today = _today(seen)
    days = days_of(group.rule, group.starts_on, today, moved(today, 9)) if group else ()
    return one_of(list(days), number, today)


def _except(seen: Seen, numbers: Numbers) -> ExceptLunch:
    a, b, c = numbers
    group = _own(seen, a)
    meets = (None, "12:45", "13:30")[c % 3]
    return ExceptLunch(_id(group), _day(seen, group, b), c % 2 == 0, meets, None, ("정문", None)[b % 2], None, "")


def _follow(seen: Seen, numbers: Numbers) -> FollowRule:
    a, b, _ = numbers
    group = _own(seen, a)
    said = [one.day for one in seen.of(GROUP_EXCEPTIONS) if group and one.group_id == group.id]
    return FollowRule(_id(group), one_of(said, b, _day(seen, group, b)))


def _colleague(seen: Seen, numbers: Numbers) -> OfColleague:
    return OfColleague(_id(_own(seen, numbers[0])), STAFF[numbers[1] % STAFF_SIZE].id)


def _alone(seen: Seen, numbers: Numbers) -> OfGroupAlone:
    return OfGroupAlone(_id(_own(seen, numbers[0])))


def _join(seen: Seen, numbers: Numbers) -> OfGroupAlone:
    return OfGroupAlone(one_of([one.id for one in seen.of(GROUPS)], numbers[0], NO_GROUP))


def _leave(seen: Seen, numbers: Numbers) -> LeaveGroup:
    mine = [one for one in seen.of(GROUP_MEMBERS) if one.employee_id == seen.actor and one.state != "left"]
    chosen = one_of(mine, numbers[0], None)
    return LeaveGroup(chosen.group_id, chosen.joined_by) if chosen else LeaveGroup(NO_GROUP, None)


WISHES: Final[dict[str, Wish]] = {
    "group.make": _make,
    "group.edit": _edit,
    "group.except": _except,
    "group.follow": _follow,
    "group.invite": _colleague,
    "group.uninvite": _colleague,
    "group.hand_over": _colleague,
    "group.pause": _alone,
    "group.resume": _alone,
    "group.end": _alone,
    "group.join": _join,
    "group.leave": _leave,
}
