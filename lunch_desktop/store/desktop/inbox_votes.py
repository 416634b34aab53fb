"""What the inbox tells of votes: that one is open in a lunch of mine, and how it was decided."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, TAKING_PART, PartyState
from lunch_desktop.domain.parties.votes import VOTE_OPTIONS, VOTES, VoteState
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.store.desktop.inbox import Details, Inbox, InboxKind
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import PULLED_AT, State
from lunch_desktop.wire.sync import PullResponse

_DECIDED: Final = frozenset({VoteState.CLOSED, VoteState.VOID})


@dataclass(frozen=True, slots=True)
class _Standing:
    """`comes`: the party has not been called off, and is not over. A restaurant or a time has won, or neither."""

    party_id: str
    subject: str
    state: str
    deadline: Instant
    host_id: str
    comes: bool
    restaurant_id: str | None
    meets_at: Instant | None


class VoteNews:
    """Looks before rows are applied, and tells afterwards, inside one transaction.

    `decided` has what the votes that it told of have written: by party and field, the value.
    """

    def __init__(self, connection: Connection, schema: DesktopSchema, actor: EmployeeId) -> None:
        self._connection = connection
        self._schema = schema
        self._actor = actor
        self._inbox = Inbox(connection, schema)
        self._state = State(connection, schema)
        self._before: dict[str, _Standing] | None = None
        self._took_part: set[str] = set()
        self.decided: dict[tuple[str, str], Any] = {}

    def look(self, patch: PullResponse | None, now: Instant) -> None:
        """The votes in parties where I take part; nothing that a first sync brings is news."""
        self._before, self.decided = None, {}
        if self._is_concerned(patch) and self._state.get(PULLED_AT) is not None:
            self._before, self._took_part = self._standings(now), self._my_parties()

    def _is_concerned(self, patch: PullResponse | None) -> bool:
        """Whether votes, parties or seats of mine may come; most patches bring seats of others."""
        if patch is None or not {VOTES.name, PARTIES.name}.isdisjoint(patch.tables):
            return True
        seats = patch.tables.get(MEMBERSHIPS.name)
        return seats is not None and any(self._actor in row for row in seats.values)

    def tell(self, now: Instant) -> bool:
        """Tell what is different; whether there was anything. Who came meanwhile finds the vote in the party."""
        before, self._before = self._before, None
        if before is None:
            return False
        told, after = False, self._standings(now)
        for vote in before.keys() - after.keys():
            self._inbox.withdraw_about(InboxKind.VOTE_OPENED, vote)
        for vote, stands in sorted(after.items()):
            was = before.get(vote)
            if stands.state != VoteState.OPEN or not stands.comes:
                self._inbox.withdraw_about(InboxKind.VOTE_OPENED, vote)
            if stands.comes and stands.party_id in self._took_part:
                told = self._compare(vote, was, stands, now) or told
        return told

    def _compare(self, vote: str, was: _Standing | None, stands: _Standing, now: Instant) -> bool:
        is_mine = stands.host_id == self._actor
        if stands.state == VoteState.OPEN and was is None and not is_mine and now < stands.deadline:
            opened = {"by": stands.host_id, "vote": stands.subject, "until": stands.deadline}
            return self._add(InboxKind.VOTE_OPENED, vote, stands, opened, now)
        is_new = stands.state in _DECIDED and (was is None or was.state not in _DECIDED)
        # Before its deadline only the host ends a vote.
        ended_it = is_mine and (now < stands.deadline or (was is not None and was.state == VoteState.CLOSING))
        if not is_new or ended_it:
            return False
        details: Details = {"vote": stands.subject}
        if stands.state == VoteState.CLOSED and stands.meets_at is not None:
            details["meets_at"] = stands.meets_at
            self.decided[stands.party_id, "meets_at"] = stands.meets_at
        elif stands.state == VoteState.CLOSED:
            details["restaurant_id"] = [stands.restaurant_id]
            self.decided[stands.party_id, "restaurant_id"] = stands.restaurant_id
        return self._add(InboxKind.VOTE_DECIDED, vote, stands, details, now)

    def _add(self, kind: InboxKind, vote: str, stands: _Standing, details: Details, now: Instant) -> bool:
        if self._inbox.has(kind, vote):
            return False
        self._inbox.add(kind, now, details, subject=stands.party_id, change=vote)
        return True

    def _my_parties(self) -> set[str]:
        members = self._schema.entities[MEMBERSHIPS.name]
        mine = (members.c.employee_id == self._actor, members.c.state.in_(TAKING_PART))
        return set(self._connection.execute(select(members.c.party_id).where(*mine)).scalars())

    def _standings(self, now: Instant) -> dict[str, _Standing]:
        of = self._schema.entities
        votes, parties, members, options = (of[one.name] for one in (VOTES, PARTIES, MEMBERSHIPS, VOTE_OPTIONS))
        told = [votes.c[name] for name in ("id", "party_id", "subject", "state", "deadline")]
        party = [parties.c.host_id, parties.c.state.label("goes"), parties.c.meets_at.label("meets"), parties.c.minutes]
        query = (
            select(*told, *party, options.c.restaurant_id, options.c.meets_at)
            .join(parties, parties.c.id == votes.c.party_id)
            .join(members, members.c.party_id == votes.c.party_id)
            .outerjoin(options, options.c.id == votes.c.winner_id)
            .where(members.c.employee_id == self._actor, members.c.state.in_(TAKING_PART))
        )
        return {
            row.id: _Standing(
                party_id=row.party_id,
                subject=row.subject,
                state=row.state,
                deadline=Instant(row.deadline),
                host_id=row.host_id,
                comes=row.goes != PartyState.CANCELLED and now < row.meets + row.minutes * MINUTE,
                restaurant_id=row.restaurant_id,
                meets_at=row.meets_at,
            )
            for row in self._connection.execute(query)
        }
