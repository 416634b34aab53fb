"""What a person does with groups, one function an action."""

from collections.abc import Callable, Mapping
from typing import Any

from lunch_desktop.domain.groups.editing import EditGroup
from lunch_desktop.domain.groups.excepting import ExceptLunch, FollowRule
from lunch_desktop.domain.groups.inviting import OfColleague
from lunch_desktop.domain.groups.joining import LeaveGroup
from lunch_desktop.domain.groups.making import MakeGroup, OfGroupAlone
from lunch_desktop.domain.ids import EmployeeId, GroupId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.groups import GroupView
from lunch_desktop.ui.session import DesktopSession, OnRefused

OnDone = Callable[[Performed], object]


def make_group(session: DesktopSession, new: MakeGroup, on_done: OnDone, on_refused: OnRefused) -> None:
    """Make a group; the answer holds its `group_id`."""
    session.do(Intent("group.make", new), on_done, on_refused)


def edit_group(
    session: DesktopSession,
    group: GroupId,
    edits: Mapping[str, tuple[Any, Any]],
    from_day: Day | None,
    on_done: OnDone,
    on_refused: OnRefused,
) -> None:
    """Change fields for all lunches from a day on, each given with the value that was seen."""
    session.do(Intent("group.edit", EditGroup(group, dict(edits), from_day)), on_done, on_refused)


def except_lunch(session: DesktopSession, said: ExceptLunch, on_done: OnDone, on_refused: OnRefused) -> None:
    """One lunch is otherwise, or called off."""
    session.do(Intent("group.except", said), on_done, on_refused)


def follow_rule(session: DesktopSession, group: GroupId, day: Day, on_done: OnDone, on_refused: OnRefused) -> None:
    """One lunch is as usual after all."""
    session.do(Intent("group.follow", FollowRule(group, day)), on_done, on_refused)


def join_group(session: DesktopSession, group: GroupId, on_done: OnDone, on_refused: OnRefused) -> None:
    """Belong to it from now on."""
    session.do(Intent("group.join", OfGroupAlone(group)), on_done, on_refused)


def leave_group(session: DesktopSession, view: GroupView, on_done: OnDone, on_refused: OnRefused) -> None:
    """Belong to it no more, or decline the invitation."""
    joined_by = view.mine.joined_by if view.mine is not None else None
    session.do(Intent("group.leave", LeaveGroup(view.group.id, joined_by)), on_done, on_refused)


def of_group(session: DesktopSession, name: str, group: GroupId, on_done: OnDone, on_refused: OnRefused) -> None:
    """`group.pause`, `group.resume` or `group.end`."""
    session.do(Intent(name, OfGroupAlone(group)), on_done, on_refused)


def of_colleague(
    session: DesktopSession,
    name: str,
    group: GroupId,
    colleague: EmployeeId,
    on_done: OnDone,
    on_refused: OnRefused,
) -> None:
    """`group.invite`, `group.uninvite` or `group.hand_over`."""
    session.do(Intent(name, OfColleague(group, colleague)), on_done, on_refused)
