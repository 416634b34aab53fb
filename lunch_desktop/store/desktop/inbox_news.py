"""What rows that came from the server tell the person: written to the inbox in the transaction that applies them.

My lunches are compared as they were confirmed before and after. What I did myself, here or at another desktop, is no
news; neither is what a first sync brings.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    PROMOTION_ENDS,
    TAKING_PART,
    Membership,
    MembershipState,
    Party,
    PartyState,
)
from lunch_desktop.domain.parties.guests import GUESTS
from lunch_desktop.domain.times import HOUR, SECOND, Day, Instant
from lunch_desktop.store.desktop.history import SET_ASIDE, History
from lunch_desktop.store.desktop.inbox import INBOX, Details, Inbox, InboxKind
from lunch_desktop.store.desktop.inbox_groups import GroupNews
from lunch_desktop.store.desktop.inbox_proposals import ProposalNews
from lunch_desktop.store.desktop.inbox_sight import Looking, Sight
from lunch_desktop.store.desktop.inbox_votes import VoteNews
from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import PULLED_AT, State
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.wire.changes import Outcome
from lunch_desktop.wire.sync import PullResponse, Result

LOOKS_BACK: Final = 7 * 24 * HOUR
"""Lunches that are longer ago are compared no more."""
ASKED_LONG_AGO: Final = 30 * SECOND
"""Whoever asked for a seat within this time still looks at the window, which says what came of it."""
Merged = Callable[[Details, Details], Details]
_TOLD_OF: Final = frozenset({PARTIES.name, MEMBERSHIPS.name, GUESTS.name})
_PLANS: Final = ("meets_at", "place", "restaurant_id")


class News:
    """Looks before rows are applied, and tells afterwards."""

    def __init__(self, connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId) -> None:
        self._actor = actor
        self._looking = Looking(connection, schema, rows, actor)
        self._inbox = Inbox(connection, schema)
        self._history = History(connection, schema)
        self._outbox = Outbox(connection, schema)
        self._state = State(connection, schema)
        self._groups = GroupNews(connection, schema, actor)
        self._votes = VoteNews(connection, schema, actor)
        self._proposals = ProposalNews(connection, schema, actor)
        self._told = False

    def look(self, patch: PullResponse | None, now: Instant) -> Sight | None:
        """How my lunches stand; None where nothing that comes can be news. Without a `patch` anything may come."""
        self._groups.look(patch)
        self._votes.look(patch, now)
        self._proposals.look(patch, now)
        if patch is not None and not _TOLD_OF & patch.tables.keys() and not _lets_guests_go(patch):
            return None
        if self._state.get(PULLED_AT) is None or (patch is not None and not self._concerns_me(patch, now)):
            return None
        return self._look(now)

    def tell(self, before: Sight | None, now: Instant) -> set[str]:
        """Tell what is different from `before`; what was written since `look`."""
        self._told = self._votes.tell(now) or self._told  # before the plans: what was voted on is told once
        self._told = self._proposals.tell(now) or self._told
        if before is not None:
            after = self._look(now)
            mine = (after.parties[party_id] for party_id in after.mine if party_id in after.parties)
            for party in sorted(mine, key=lambda one: (one.meets_at, one.id)):
                self._compare(before, after, party, now)
        of_groups = self._groups.tell(now)
        told, self._told = self._told or of_groups, False
        return {INBOX} if told else set()

    def decided(self, results: Iterable[Result], now: Instant) -> None:
        """Tell what became of changes of mine that stood in the queue."""
        for result in results:
            if result.outcome is Outcome.REFUSED or "conflicts" in result.answer or "seat" in result.answer:
                change = self._history.find(result.uuid)
                if change is not None:
                    self._told = self._decided(change, result, now) or self._told

    def could_not_be_sent(self, uuid: str, now: Instant) -> None:
        """Tell that a change of mine was set aside."""
        change = self._history.find(uuid)
        if change is not None and change.outcome == SET_ASIDE:
            subject, details = _about(change)
            self._inbox.add(InboxKind.SET_ASIDE, now, details, subject=subject, change=uuid)

    def _decided(self, change: Any, result: Result, now: Instant) -> bool:
        subject, details = _about(change)
        subject = subject or result.answer.get("party_id")
        if result.outcome is Outcome.REFUSED:
            if change.seen:  # its author had taken it back
                return False
            why = {**details, "code": result.code, "details": result.details, "asked_at": change.created_at}
            expired = result.code == RefusalCode.EXPIRED
            if expired and self._inbox.replace(InboxKind.LAPSED, result.uuid, InboxKind.REFUSED, why):
                return True
            self._inbox.add(InboxKind.REFUSED, now, why, subject=subject, change=result.uuid)
        elif "conflicts" in result.answer:
            self._inbox.add(InboxKind.CONFLICT, now, details, subject=subject, change=result.uuid)
        elif result.outcome is Outcome.APPLIED and change.created_at < now - ASKED_LONG_AGO:
            waits = result.answer["seat"] == MembershipState.WAITLISTED
            kind = InboxKind.WAITLISTED if waits else InboxKind.SEATED
            self._inbox.add(kind, now, subject=subject, change=result.uuid)
        else:
            return False
        return True

    def _look(self, now: Instant) -> Sight:
        return self._looking.look(_since(now), waiting=not self._outbox.is_empty())

    def _concerns_me(self, patch: PullResponse, now: Instant) -> bool:
        """Whether a patch brings a row of my own, or of a party that I have to do with; most don't."""
        employees, parties = _column(patch, MEMBERSHIPS.name, "employee_id"), _column(patch, PARTIES.name, "id")
        if self._actor in employees:
            return True
        parties |= _column(patch, MEMBERSHIPS.name, "party_id") | _column(patch, GUESTS.name, "party_id")
        return _lets_guests_go(patch) or not self._looking.my_parties(_since(now)).isdisjoint(parties)

    def _compare(self, before: Sight, after: Sight, party: Party, now: Instant) -> None:
        was, mine = before.mine.get(party.id), after.mine[party.id]
        former = before.parties.get(party.id)
        stood = was.state if was is not None else None
        called_off = party.state == PartyState.CANCELLED
        self._compare_standing(was, mine, party, now)
        if former is None or stood not in TAKING_PART or mine.state not in TAKING_PART:
            if called_off or mine.state != MembershipState.INVITED:
                self._inbox.withdraw(InboxKind.INVITED, party.id)
            return
        if former.host_id != self._actor:
            self._compare_plans(former, party, now)
        if former.host_id != party.host_id:
            self._compare_hosts(former, party, now)
        self._compare_seats(before, after, party, now)
        theirs, now_theirs = before.others.get(party.id, {}), after.others.get(party.id, {})
        if party.host_id == self._actor and former.host_id == self._actor and not called_off:
            self._compare_members(party, theirs, now_theirs, now)
        if not called_off and party.ends_at > now:
            self._compare_lateness(party, theirs, now_theirs, now)

    def _compare_standing(self, was: Membership | None, mine: Membership, party: Party, now: Instant) -> None:
        stood = was.state if was is not None else None
        if mine.seated_by is None:
            self._inbox.withdraw(InboxKind.SEATED_BY, party.id)
        if party.state == PartyState.CANCELLED or party.ends_at <= now:
            return
        if mine.state == MembershipState.INVITED and stood != MembershipState.INVITED:
            self._merge(InboxKind.INVITED, party, now, {"by": party.host_id})
        elif mine.state == MembershipState.CONFIRMED and mine.seated_by not in (None, self._actor):
            if stood != MembershipState.CONFIRMED:
                self._merge(InboxKind.SEATED_BY, party, now, {"by": mine.seated_by})
        elif (
            mine.state == MembershipState.CONFIRMED
            and stood == MembershipState.WAITLISTED
            and was is not None
            and was.joined_by == mine.joined_by  # else I took the seat myself
        ):
            self._merge(InboxKind.PROMOTED, party, now, {"promoted": True})

    def _compare_seats(self, before: Sight, after: Sight, party: Party, now: Instant) -> None:
        """Close to the meeting nobody is moved to a seat unasked: who waits is told that there is one."""
        waits = after.mine[party.id].state == MembershipState.WAITLISTED
        is_close = party.meets_at - PROMOTION_ENDS < now <= party.meets_at
        free = waits and is_close and party.state != PartyState.CANCELLED and after.free_seats(party.id) > 0
        if free and before.free_seats(party.id) <= 0:
            self._merge(InboxKind.SEAT_FREE, party, now, {"free": True})
        elif not free:
            self._inbox.withdraw(InboxKind.SEAT_FREE, party.id)

    def _compare_plans(self, former: Party, party: Party, now: Instant) -> None:
        if party.state == PartyState.CANCELLED:
            if former.state != PartyState.CANCELLED:
                self._merge(InboxKind.CANCELLED, party, now, {"by": party.host_id})
            return
        moved = {
            name: [getattr(former, name), getattr(party, name)]
            for name in _PLANS
            if getattr(former, name) != getattr(party, name)
            and self._votes.decided.get((party.id, name)) != getattr(party, name)
        }
        if moved and max(former.ends_at, party.ends_at) > now:
            self._merge(InboxKind.MOVED, party, now, moved, _moved_again)

    def _compare_hosts(self, former: Party, party: Party, now: Instant) -> None:
        if party.host_id == self._actor:
            self._merge(InboxKind.MADE_HOST, party, now, {"by": former.host_id})
        elif former.host_id != self._actor:
            self._merge(InboxKind.NEW_HOST, party, now, {"by": party.host_id})

    def _compare_members(
        self, party: Party, before: dict[str, Membership], after: dict[str, Membership], now: Instant
    ) -> None:
        came: dict[str, list[str]] = {"joined": [], "left": [], "declined": []}
        for employee, membership in sorted(after.items(), key=lambda one: (one[1].turn, one[0])):
            was = before[employee].state if employee in before else None
            if membership.state in TAKING_PART and was not in TAKING_PART:
                came["joined"].append(employee)
            elif membership.state == MembershipState.LEFT and was in TAKING_PART:
                came["left"].append(employee)
            elif membership.state == MembershipState.LEFT and was == MembershipState.INVITED:
                came["declined"].append(employee)
        if any(came.values()):
            self._merge(InboxKind.MEMBERS, party, now, came, _came_and_went)

    def _compare_lateness(
        self, party: Party, before: dict[str, Membership], after: dict[str, Membership], now: Instant
    ) -> None:
        for employee, membership in sorted(after.items()):
            was = before[employee].late_minutes if employee in before else 0
            minutes = membership.late_minutes if membership.state in TAKING_PART else 0
            if minutes == was:
                continue
            told: Details = {"by": employee, "minutes": minutes} if minutes else {}

            def is_theirs(said: Details, employee: str = employee) -> bool:
                return bool(said.get("by") == employee)

            self._told = True
            self._inbox.merge(InboxKind.LATE, party.id, now, told, lambda _, latest: latest, is_theirs)

    def _merge(
        self, kind: InboxKind, party: Party, now: Instant, details: Details, merged: Merged = lambda _, latest: latest
    ) -> None:
        self._told = True
        self._inbox.merge(kind, party.id, now, details, merged)


def _lets_guests_go(patch: PullResponse) -> bool:
    """Whether a guest, of whatever party, doesn't come after all."""
    return any(GUESTS.name in scope.gone for scope in patch.scopes)


def _since(now: Instant) -> Day:
    return Day(datetime.fromtimestamp((now - LOOKS_BACK) / SECOND, UTC).date().isoformat())


def _column(patch: PullResponse, table: str, column: str) -> set[str]:
    """The values of a column in what a patch brings of a table."""
    rows = patch.tables.get(table)
    if rows is None:
        return set()
    place = rows.columns.index(column)
    return {values[place] for values in rows.values}


def _moved_again(before: Details, latest: Details) -> Details:
    """From where it was when the person last knew, to where it is; nothing where it is back again."""
    both = {name: [before[name][0] if name in before else change[0], change[1]] for name, change in latest.items()}
    return {name: change for name, change in {**before, **both}.items() if change[0] != change[1]}


def _came_and_went(before: Details, latest: Details) -> Details:
    """Who came and went in all; who did both within one entry did nothing."""
    joined = [one for one in before["joined"] if one not in latest["left"]]
    left = [one for one in before["left"] if one not in latest["joined"]]
    declined = [one for one in before["declined"] if one not in latest["joined"]]
    both = {
        "joined": joined + [one for one in latest["joined"] if one not in (*joined, *before["left"])],
        "left": left + [one for one in latest["left"] if one not in (*left, *before["joined"])],
        "declined": declined + [one for one in latest["declined"] if one not in declined],
    }
    return both if any(both.values()) else {}


def _about(change: Any) -> tuple[str | None, Details]:
    """The party, room or proposal that a decided change names, if it names one, and what the entry says of it."""
    said: Details = json.loads(change.payload) if change.payload else {"name": "", "args": {}}
    named = (said["args"].get(one) for one in ("party_id", "room_id", "proposal_id"))
    return next((one for one in named if one), None), {"name": said["name"]}
