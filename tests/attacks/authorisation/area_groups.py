"""Groups: every way to stand to one, and every change that names one, tried from there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.groups.editing import EditGroup
from lunch_desktop.domain.groups.entities import (
    GROUP_EXCEPTIONS,
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupException,
    GroupMember,
    GroupMemberState,
    group_exception_id,
    group_member_id,
)
from lunch_desktop.domain.groups.excepting import ExceptLunch, FollowRule
from lunch_desktop.domain.groups.inviting import OfColleague
from lunch_desktop.domain.groups.joining import LeaveGroup
from lunch_desktop.domain.groups.lunches import moved
from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.groups.standing import GroupRelation
from lunch_desktop.domain.ids import ChangeId, GroupId
from lunch_desktop.domain.people import Employee
from lunch_desktop.domain.times import Day, day_of
from tests.attacks.authorisation.cast import ELSEWHERE, GUEST, HOST, HOST_THERE, PEOPLE, PLACE_THERE, Cast
from tests.attacks.authorisation.cells import ALLOWED
from tests.attacks.authorisation.samples import NOWHERE
from tests.attacks.authorisation.trying import Try
from tests.support.company import OFFICE, an_id

_NUMBERS: Final = count(1)
MEMBER, ASKED, NEW = GUEST, PEOPLE[4], PEOPLE[5]
_JOINED: Final = ChangeId(an_id("the joining of a group"))


@dataclass(frozen=True)
class Stage:
    """One way to stand to a group; see `stages.Stage`."""

    relation: GroupRelation
    told: str
    visibility: str = "office"
    mine: str | None = None
    hosts: bool = False
    there: bool = False
    exists: bool = True


STAGES: Final = (
    Stage(GroupRelation.NONE, "no such group", exists=False),
    Stage(GroupRelation.ELSEWHERE, "of another office", there=True),
    Stage(GroupRelation.ELSEWHERE, "of the former office, a member", "invited", "member", there=True),
    Stage(GroupRelation.ELSEWHERE, "of the former office, its host", "office", "member", hosts=True, there=True),
    Stage(GroupRelation.STRANGER, "for others", "invited"),
    Stage(GroupRelation.STRANGER, "for others, has left", "invited", "left"),
    Stage(GroupRelation.STRANGER, "for others, taken off the list", "invited", "removed"),
    Stage(GroupRelation.HOST, "host, office", "office", "member", hosts=True),
    Stage(GroupRelation.HOST, "host, invited", "invited", "member", hosts=True),
    Stage(GroupRelation.MEMBER, "member, office", "office", "member"),
    Stage(GroupRelation.MEMBER, "member, invited", "invited", "member"),
    Stage(GroupRelation.INVITED, "asked, office", "office", "invited"),
    Stage(GroupRelation.INVITED, "asked, invited", "invited", "invited"),
    Stage(GroupRelation.COLLEAGUE, "colleague"),
    Stage(GroupRelation.COLLEAGUE, "colleague, has left", "office", "left"),
)


@dataclass(frozen=True)
class _On:
    group: Group
    day: Day
    joined_by: ChangeId | None


def _stage(cast: Cast, stage: Stage, actor: Employee, name: str) -> _On:
    today = day_of(cast.now, OFFICE.time_zone)
    home = HOST_THERE if stage.there else HOST
    group = Group(
        id=GroupId(an_id(f"group of the attack {next(_NUMBERS)}")),
        office_id=ELSEWHERE.id if stage.there else OFFICE.id,
        host_id=actor.id if stage.hosts else home.id,
        name="모임",
        description="",
        tags="",
        visibility=stage.visibility,
        rule="FREQ=DAILY",
        starts_on=moved(today, 30),
        meets="12:00",
        minutes=60,
        place="",
        capacity=4,
        restaurant_id=None,
        state="paused" if name == "group.resume" else "active",
        made_at=cast.now,
    )
    on = _On(group, moved(today, 33), _JOINED if stage.mine == "member" else None)
    if stage.exists:
        cast.send(list(_rows(stage, actor, home, on)))
    return on


def _rows(stage: Stage, actor: Employee, home: Employee, on: _On) -> Iterator[tuple[Any, Any]]:
    yield GROUPS, on.group
    standing = {home.id: "member"} if stage.there else {home.id: "member", MEMBER.id: "member", ASKED.id: "invited"}
    if stage.mine is not None:
        standing[actor.id] = stage.mine
    for turn, (whose, state) in enumerate(standing.items(), 1):
        member = state == GroupMemberState.MEMBER
        key = group_member_id(on.group.id, whose)
        yield (
            GROUP_MEMBERS,
            GroupMember(key, on.group.id, whose, state, turn if member else 0, _JOINED if member else None),
        )
    key = group_exception_id(on.group.id, on.day)
    yield GROUP_EXCEPTIONS, GroupException(key, on.group.id, on.day, False, "12:30", None, None, None, "")


_ARGUMENTS: Final[dict[str, Callable[[_On], Any]]] = {
    "group.edit": lambda on: EditGroup(on.group.id, {"name": (on.group.name, "국수 모임")}, None),
    "group.except": lambda on: ExceptLunch(on.group.id, on.day, True, None, None, None, None, ""),
    "group.follow": lambda on: FollowRule(on.group.id, on.day),
    "group.invite": lambda on: OfColleague(on.group.id, NEW.id),
    "group.uninvite": lambda on: OfColleague(on.group.id, ASKED.id),
    "group.hand_over": lambda on: OfColleague(on.group.id, MEMBER.id),
    "group.pause": lambda on: OfGroupAlone(on.group.id),
    "group.resume": lambda on: OfGroupAlone(on.group.id),
    "group.end": lambda on: OfGroupAlone(on.group.id),
    "group.join": lambda on: OfGroupAlone(on.group.id),
    "group.leave": lambda on: LeaveGroup(on.group.id, on.joined_by),
}
_MAY_CHANGE: Final = {
    "group.invite": frozenset({NEW.id}),
    "group.uninvite": frozenset({ASKED.id}),
    **{name: frozenset({HOST.id}) for name in ("group.join", "group.leave", "group.end")},
}
"""Whose rows besides: when the host is free goes to a group's members, and is sent anew when those are others."""
_IN_THE_WAY: Final = {
    ("group.join", GroupRelation.HOST): "already_a_member",
    ("group.join", GroupRelation.MEMBER): "already_a_member",
}
"""What those are told who may, where their own standing is in the way."""


def _tries(name: str) -> Callable[[Cast, Employee], Iterable[Try]]:
    def tries(cast: Cast, actor: Employee) -> Iterable[Try]:
        for stage in STAGES:
            on = _stage(cast, stage, actor, name)
            code = RULES[name].of(stage.relation)
            stated = code.value if code else _IN_THE_WAY.get((name, stage.relation), ALLOWED)
            yield Try(
                stage.told,
                _ARGUMENTS[name](on),
                stated,
                _MAY_CHANGE.get(name, frozenset()),
                {"group_id": NOWHERE},
            )
        yield from _naming_others(cast, actor, name)

    return tries


def _naming_others(cast: Cast, actor: Employee, name: str) -> Iterator[Try]:
    """What a change names beside its group has to be of the group's office, and is else not there."""
    host = STAGES[7]
    assert host.hosts
    if name in ("group.invite", "group.hand_over"):
        for told, whom in (("somebody of another office", PEOPLE[8].id), ("nobody", NOWHERE)):
            on = _stage(cast, host, actor, name)
            wish = OfColleague(on.group.id, whom)  # type: ignore[arg-type]
            yield Try(f"host, naming {told}", wish, "not_found", nothing={"employee_id": NOWHERE})
    if name == "group.edit":
        for told, where in (("a restaurant of another office", PLACE_THERE.id), ("no restaurant at all", NOWHERE)):
            on = _stage(cast, host, actor, name)
            wishes = EditGroup(on.group.id, {"restaurant_id": (None, where)}, None)
            nothing: dict[str, Any] = {"edits": {"restaurant_id": [None, NOWHERE]}}
            yield Try(f"host, naming {told}", wishes, "not_found", nothing=nothing)
        for field in ("host_id", "office_id", "state", "id", "version"):
            on = _stage(cast, host, actor, name)
            yield Try(f"host, of {field}", EditGroup(on.group.id, {field: ("", NOWHERE)}, None), "invalid_value")
    if name == "group.except":
        on = _stage(cast, host, actor, name)
        there = ExceptLunch(on.group.id, on.day, False, None, None, None, PLACE_THERE.id, "")
        twin = {"restaurant_id": NOWHERE}
        yield Try("host, naming a restaurant of another office", there, "not_found", nothing=twin)


def _make(cast: Cast, actor: Employee) -> Iterable[Try]:
    del actor
    today = day_of(cast.now, OFFICE.time_zone)
    wish = MakeGroup("모임", "", "", "invited", "FREQ=DAILY", moved(today, 30), "12:00", 60, "", 4, None)
    yield Try("for oneself", wish, ALLOWED)
    there = replace(wish, restaurant_id=PLACE_THERE.id)
    nothing = {"restaurant_id": NOWHERE}
    yield Try("for oneself, naming a restaurant of another office", there, "not_found", nothing=nothing)


TRIES: Final[dict[str, Callable[[Cast, Employee], Iterable[Try]]]] = {
    "group.make": _make,
    **{name: _tries(name) for name in _ARGUMENTS},
}


def _written(cast: Cast, visibility: str) -> Group:
    """A group of the host's, with one lunch that is otherwise; of those invited the guest is asked to it."""
    stage = Stage(GroupRelation.HOST, "", visibility, "member", hosts=True)
    group = _stage(cast, stage, HOST, "rows").group
    key = group_member_id(group.id, GUEST.id)
    cast.send([(GROUP_MEMBERS, GroupMember(key, group.id, GUEST.id, "invited", 0, None))])
    return group


def host_meets(cast: Cast) -> str:
    """A group that the office sees."""
    return _written(cast, "office").id


def host_meets_few(cast: Cast) -> str:
    """A group for those invited."""
    return _written(cast, "invited").id


def host_belongs(cast: Cast) -> str:
    """Who belongs to it."""
    return group_member_id(_written(cast, "invited").id, HOST.id)


def host_excepts(cast: Cast) -> str:
    """What is otherwise at one of its lunches."""
    return group_exception_id(_written(cast, "invited").id, moved(day_of(cast.now, OFFICE.time_zone), 33))
