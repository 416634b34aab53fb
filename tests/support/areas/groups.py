"""Groups, for the generated tests of both hosts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st

from lunch_desktop.domain.groups.editing import EditGroup
from lunch_desktop.domain.groups.entities import (
    GROUP_EXCEPTIONS,
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupException,
    GroupMember,
    GroupMemberState,
    GroupState,
    GroupVisibility,
    group_exception_id,
    group_member_id,
)
from lunch_desktop.domain.groups.excepting import ExceptLunch, FollowRule
from lunch_desktop.domain.groups.inviting import OfColleague
from lunch_desktop.domain.groups.joining import LeaveGroup
from lunch_desktop.domain.groups.lunches import lunch_of, moved
from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.groups.recurring import days_of
from lunch_desktop.domain.ids import ChangeId, EmployeeId, GroupId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    PartyState,
    membership_id,
)
from lunch_desktop.domain.times import Day, Instant, day_of
from tests.support.areas.area import Area, Key, Rows
from tests.support.company import OFFICE, PLACES, STAFF, an_id
from tests.support.seen import Draw, Seen

NOW: Final = Instant(1_795_057_200_000)
"""Of the generated states; a Thursday morning in Seoul."""
TODAY: Final = day_of(NOW, OFFICE.time_zone)
RULES: Final = ("FREQ=WEEKLY;BYDAY=TU,TH,FR", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=-1TH", "")
WRONG_RULES: Final = ("FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY")
PEOPLE: Final = STAFF[:4]
_JOINED: Final = ChangeId(an_id("the joining of a group"))


def _group(draw: st.DrawFn, number: int) -> Group:
    return Group(
        id=GroupId(an_id(f"group {number}")),
        office_id=OFFICE.id,
        host_id=draw(st.sampled_from(PEOPLE)).id,
        name=draw(st.sampled_from(["국밥 모임", "목요 산책"])),
        description="",
        tags="국밥",
        visibility=draw(st.sampled_from(["office", "invited"])),
        rule=draw(st.sampled_from(RULES[:2] if number == 0 else RULES)),
        starts_on=Day("2026-11-02"),
        meets=draw(st.sampled_from(["12:00", "12:30"])),
        minutes=60,
        place="1층 로비",
        capacity=draw(st.sampled_from([2, 4])),
        restaurant_id=None,
        state=draw(st.sampled_from(["active", "active", "active", "paused", "ended"])),
        made_at=NOW,
    )


def furnish(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    """Up to two groups, who belongs to them, and what is opened of the first."""
    del parties, memberships
    rows: list[tuple[Any, Any]] = []
    for number in range(draw(st.integers(1, 2))):
        group = _group(draw, number)
        rows.append((GROUPS, group))
        states = draw(st.lists(st.sampled_from(["", *GroupMemberState]), min_size=4, max_size=4))
        surely = {group.host_id}
        if not draw(st.booleans()):  # chance alone leaves most hosts without company
            surely.add(next(one.id for one in PEOPLE if one.id != group.host_id))
        for turn, (person, drawn) in enumerate(zip(PEOPLE, states, strict=True), 1):
            state = GroupMemberState.MEMBER if person.id in surely else drawn
            if state:
                joined = state == GroupMemberState.MEMBER
                key = group_member_id(group.id, person.id)
                standing = GroupMember(key, group.id, person.id, str(state), joined * turn, _JOINED if joined else None)
                rows.append((GROUP_MEMBERS, standing))
        if number == 0:
            rows += _lunches(draw, group)
    return rows


def _lunches(draw: st.DrawFn, group: Group) -> Rows:
    rows: list[tuple[Any, Any]] = []
    for day in days_of(group.rule, group.starts_on, TODAY, moved(TODAY, 5))[:2]:
        said = None
        if draw(st.integers(0, 2)) == 0:
            key = group_exception_id(group.id, day)
            cancelled = draw(st.booleans())
            said = GroupException(key, group.id, day, cancelled, "12:45", None, None, None, "")
            rows.append((GROUP_EXCEPTIONS, said))
        if draw(st.booleans()):
            rows += _opened(draw, lunch_of(group, day, OFFICE.time_zone, said, NOW), said)
    return rows


def _opened(draw: st.DrawFn, lunch: Party, said: GroupException | None) -> Rows:
    state = PartyState.CANCELLED if said and said.cancelled else PartyState.OPEN
    title = draw(st.sampled_from([lunch.title, "따로 정한 점심"]))
    rows: list[tuple[Any, Any]] = [(PARTIES, replace(lunch, state=state, title=title))]
    for turn, person in enumerate(PEOPLE, 1):
        seated = person.id == lunch.host_id or draw(st.integers(0, 3)) == 0
        rows.append(
            (
                MEMBERSHIPS,
                Membership(
                    id=membership_id(lunch.id, person.id),
                    party_id=lunch.id,
                    employee_id=person.id,
                    day=lunch.day,
                    state=MembershipState.CONFIRMED if seated else MembershipState.INVITED,
                    turn=turn if seated else 0,
                    joined_by=_JOINED if seated else None,
                    late_minutes=0,
                ),
            )
        )
    return rows if sum(row.turn > 0 for _, row in rows[1:]) <= lunch.capacity else ()


NO_GROUP: Final = GroupId(an_id("no such group"))


def drawn_group(draw: Draw, seen: Seen, *, own: bool = False) -> Group | None:
    """A group that one may see, mostly one's `own` where that is wanted."""
    belongs = {
        one.group_id
        for one in seen.of(GROUP_MEMBERS)
        if one.employee_id == seen.actor and one.state in (GroupMemberState.INVITED, GroupMemberState.MEMBER)
    }
    groups = [one for one in seen.of(GROUPS) if one.visibility == GroupVisibility.OFFICE or one.id in belongs]
    mine = [one for one in groups if one.host_id == seen.actor]
    if own and mine and draw(st.integers(0, 4)):
        groups = mine
    return draw(st.sampled_from(groups)) if groups else None


def _named(group: Group | None) -> GroupId:
    return group.id if group else NO_GROUP


def _make(draw: Draw, seen: Seen) -> MakeGroup:
    del seen
    return MakeGroup(
        name=draw(st.sampled_from(["화요 국밥", " 점심 산책 ", ""])),
        description=draw(st.sampled_from(["", "천천히 걸어요"])),
        tags=draw(st.sampled_from(["국밥, 산책", " #국밥,,국밥 ", ""])),
        visibility=draw(st.sampled_from(["office", "invited", "nobody"])),
        rule=draw(st.sampled_from([*RULES, *RULES, *WRONG_RULES])),
        starts_on=Day(draw(st.sampled_from(["2026-11-19", "2026-11-19", "yesterday"]))),
        meets=draw(st.sampled_from(["12:00", "11:30", "11:30", "25:00"])),
        minutes=draw(st.sampled_from([60, 60, 90, 5])),
        place=" 1층 로비",
        capacity=draw(st.sampled_from([4, 4, 8, 1])),
        restaurant_id=draw(st.sampled_from([None, PLACES[0].id])),
    )


def _edit(draw: Draw, seen: Seen) -> EditGroup:
    group = drawn_group(draw, seen, own=True)
    values: dict[str, Any] = {
        "name": draw(st.sampled_from(["새 이름", "새 이름", ""])),
        "rule": draw(st.sampled_from([*RULES, WRONG_RULES[0]])),
        "meets": draw(st.sampled_from(["11:45", "12:30", "noon"])),
        "capacity": draw(st.sampled_from([3, 6, 99])),
        "visibility": draw(st.sampled_from(["office", "invited"])),
        "tags": draw(st.sampled_from(["걷기", " #a , b"])),
        "host_id": STAFF[0].id,
    }
    likely = [name for name in sorted(values) if name != "host_id" or draw(st.integers(0, 5)) == 0]
    chosen = draw(st.lists(st.sampled_from(likely), min_size=0, max_size=3, unique=True))
    from_day = draw(st.sampled_from([None, None, moved(TODAY, 3), moved(TODAY, 30)]))
    edits = {name: (getattr(group, name, None), values[name]) for name in chosen}
    return EditGroup(_named(group), edits, from_day)


def _day_of(draw: Draw, group: Group | None) -> Day:
    days = days_of(group.rule, group.starts_on, TODAY, moved(TODAY, 9)) if group else ()
    return draw(st.sampled_from([*(days or [TODAY]), moved(TODAY, -3)]))  # type: ignore[no-any-return]


def _except(draw: Draw, seen: Seen) -> ExceptLunch:
    group = drawn_group(draw, seen, own=True)
    return ExceptLunch(
        _named(group),
        _day_of(draw, group),
        draw(st.booleans()),
        draw(st.sampled_from([None, "12:15", "13:00", "9:00"])),
        draw(st.sampled_from([None, 45, 600])),
        draw(st.sampled_from([None, "정문 앞"])),
        draw(st.sampled_from([None, PLACES[1].id])),
        draw(st.sampled_from(["", "비가 온대요"])),
    )


def _follow(draw: Draw, seen: Seen) -> FollowRule:
    mine = {one.id for one in seen.of(GROUPS) if one.host_id == seen.actor}
    said = [one for one in seen.of(GROUP_EXCEPTIONS) if one.group_id in mine]
    if said and draw(st.integers(0, 3)):
        one = draw(st.sampled_from(said))
        return FollowRule(one.group_id, one.day)
    group = drawn_group(draw, seen, own=True)
    return FollowRule(_named(group), _day_of(draw, group))


def _colleague(draw: Draw, seen: Seen) -> OfColleague:
    group = drawn_group(draw, seen, own=True)
    return OfColleague(_named(group), EmployeeId(draw(st.sampled_from([one.id for one in PEOPLE]))))


def _member(draw: Draw, seen: Seen) -> OfColleague:
    """Mostly somebody who belongs to it."""
    group = drawn_group(draw, seen, own=True)
    others = [
        one.employee_id
        for one in seen.of(GROUP_MEMBERS)
        if group and one.group_id == group.id and one.turn and one.employee_id != seen.actor
    ]
    likely = others if others and draw(st.integers(0, 4)) else [one.id for one in PEOPLE]
    return OfColleague(_named(group), EmployeeId(draw(st.sampled_from(likely))))


def _leave(draw: Draw, seen: Seen) -> LeaveGroup:
    group = drawn_group(draw, seen)
    mine = next(
        (one for one in seen.of(GROUP_MEMBERS) if group and (one.group_id, one.employee_id) == (group.id, seen.actor)),
        None,
    )
    stale = ChangeId(an_id("an older joining"))
    return LeaveGroup(_named(group), draw(st.sampled_from([mine.joined_by if mine else None] * 4 + [stale])))


def _alone(draw: Draw, seen: Seen) -> OfGroupAlone:
    return OfGroupAlone(_named(drawn_group(draw, seen, own=True)))


def _any(draw: Draw, seen: Seen) -> OfGroupAlone:
    return OfGroupAlone(_named(drawn_group(draw, seen)))


def _hosts(parties: Sequence[Party], rows: Rows) -> Iterable[EmployeeId]:
    del parties
    return [row.host_id for table, row in rows if table is GROUPS and row.state != GroupState.ENDED]


def _hosts_of_others(parties: Sequence[Party], rows: Rows) -> Iterable[EmployeeId]:
    """Hosts of groups that somebody else belongs to; of any where nobody has company."""
    belonging = {(row.group_id, row.employee_id) for table, row in rows if table is GROUP_MEMBERS and row.turn}
    hosted = [row for table, row in rows if table is GROUPS and row.state != GroupState.ENDED]
    shared = [row.host_id for row in hosted if any(of == row.id and who != row.host_id for of, who in belonging)]
    return shared or _hosts(parties, rows)


def _members(parties: Sequence[Party], rows: Rows) -> Iterable[EmployeeId]:
    del parties
    return [row.employee_id for table, row in rows if table is GROUP_MEMBERS and row.state in ("member", "invited")]


def _strangers(parties: Sequence[Party], rows: Rows) -> Iterable[EmployeeId]:
    del parties
    members = {row.employee_id for table, row in rows if table is GROUP_MEMBERS and row.state == "member"}
    return [one.id for one in PEOPLE if one.id not in members]


def _the_servers_lunches(actor: str, key: Key, start: Any, after: Any) -> bool:
    """Only the server changes what it opened, and who stands how to it; and says who follows a host."""
    del actor, after
    if key[0] == GROUPS.name:
        return bool(start)
    if key[0] == PARTIES.name:
        return bool(start.group_id)
    return key[0] == MEMBERSHIPS.name


def _group_itself_is_back(key: Key, before: Any, row: Any) -> bool:
    """The lunches that the server opened may differ: people were asked again, promoted, or asked no more."""
    del before, row
    return key[0] in (MEMBERSHIPS.name, PARTIES.name)


def _made_and_ended(key: Key, before: Any, row: Any) -> bool:
    del before
    return bool(row.state == ("ended" if key[0] == GROUPS.name else "member"))


def _standing_is_other(key: Key, before: Any, row: Any) -> bool:
    """Who left or was taken off, or was a member, is asked now; who was never anything has been."""
    return key[0] == GROUP_MEMBERS.name or _group_itself_is_back(key, before, row)


_DECIDED: Final = (
    "group.edit",
    "group.except",
    "group.follow",
    "group.join",
    "group.leave",
    "group.uninvite",
    "group.end",
)
_BY_HOST: Final = (
    "group.edit",
    "group.except",
    "group.follow",
    "group.invite",
    "group.uninvite",
    "group.hand_over",
    "group.pause",
    "group.resume",
    "group.end",
)
AREA: Final = Area(
    arguments={
        "group.make": _make,
        "group.edit": _edit,
        "group.except": _except,
        "group.follow": _follow,
        "group.invite": _colleague,
        "group.uninvite": _member,
        "group.hand_over": _member,
        "group.pause": _alone,
        "group.resume": _alone,
        "group.end": _alone,
        "group.join": _any,
        "group.leave": _leave,
    },
    furnish=furnish,
    able={
        "group.join": _strangers,
        "group.leave": _members,
        **dict.fromkeys(_BY_HOST, _hosts),
        "group.uninvite": _hosts_of_others,
        "group.hand_over": _hosts_of_others,
    },
    is_a_decision=dict.fromkeys(_DECIDED, _the_servers_lunches),
    is_taken_back={
        "group.make": _made_and_ended,
        "group.edit": _group_itself_is_back,
        "group.except": _group_itself_is_back,
        "group.follow": _group_itself_is_back,
        "group.invite": _standing_is_other,
        "group.uninvite": _standing_is_other,
        "group.join": _standing_is_other,
    },
)
