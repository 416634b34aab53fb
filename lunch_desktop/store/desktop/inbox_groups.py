"""What the inbox tells of groups: that I am asked to one, that one is mine now, and that one has another host."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from lunch_desktop.domain.groups.entities import GROUP_MEMBERS, GROUPS, GroupMemberState, GroupState
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.inbox import Inbox, InboxKind
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import PULLED_AT, State
from lunch_desktop.wire.sync import PullResponse

_OF_GROUPS: Final = frozenset({GROUPS.name, GROUP_MEMBERS.name})


@dataclass(frozen=True, slots=True)
class _Standing:
    state: str
    host: str
    goes_on: bool


class GroupNews:
    """Looks before rows are applied, and tells afterwards, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema, actor: EmployeeId) -> None:
        self._connection = connection
        self._schema = schema
        self._actor = actor
        self._inbox = Inbox(connection, schema)
        self._state = State(connection, schema)
        self._before: dict[str, _Standing] | None = None

    def look(self, patch: PullResponse | None) -> None:
        """How I stand to groups; nothing that a first sync brings is news."""
        self._before = self._standings() if _concerns_groups(patch) and self._state.get(PULLED_AT) is not None else None

    def tell(self, now: Instant) -> bool:
        """Tell what is different; whether there was anything."""
        before, self._before = self._before, None
        if before is None:
            return False
        told, after = False, self._standings()
        for group in before.keys() - after.keys():
            self._inbox.withdraw(InboxKind.GROUP_INVITED, group)
        for group, mine in sorted(after.items()):
            was = before.get(group)
            is_asked = mine.state == GroupMemberState.INVITED and mine.goes_on
            if not is_asked:
                self._inbox.withdraw(InboxKind.GROUP_INVITED, group)
            elif was is None or was.state != GroupMemberState.INVITED:
                self._inbox.merge(InboxKind.GROUP_INVITED, group, now, {"by": mine.host}, lambda _, latest: latest)
                told = True
            if was is not None and was.host != mine.host and mine.host == self._actor and mine.goes_on:
                self._inbox.merge(InboxKind.GROUP_HOST, group, now, {"by": was.host}, lambda _, latest: latest)
                told = True
            elif was is not None and self._has_new_host(was, mine):
                self._inbox.merge(InboxKind.GROUP_NEW_HOST, group, now, {"by": mine.host}, lambda _, latest: latest)
                told = True
        return told

    def _has_new_host(self, was: _Standing, mine: _Standing) -> bool:
        """Whether a group that I belong to went from one colleague to another."""
        belongs = {was.state, mine.state} == {GroupMemberState.MEMBER} and mine.goes_on
        return belongs and was.host != mine.host and self._actor not in (was.host, mine.host)

    def _standings(self) -> dict[str, _Standing]:
        groups, members = self._schema.entities[GROUPS.name], self._schema.entities[GROUP_MEMBERS.name]
        query = (
            select(groups.c.id, members.c.state, groups.c.host_id, groups.c.state.label("goes"))
            .join(members, members.c.group_id == groups.c.id)
            .where(members.c.employee_id == self._actor)
        )
        return {
            row.id: _Standing(row.state, row.host_id, row.goes != GroupState.ENDED.value)
            for row in self._connection.execute(query)
        }


def _concerns_groups(patch: PullResponse | None) -> bool:
    """Whether a patch brings rows of groups, or takes some away; without one anything may come."""
    if patch is None or not _OF_GROUPS.isdisjoint(patch.tables):
        return True
    return any(one.dropped or not _OF_GROUPS.isdisjoint(one.gone) for one in patch.scopes)
