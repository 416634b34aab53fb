"""What the inbox tells of proposals: that I am asked to lunch, and what came of my own asking."""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, select

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.proposals.entities import PROPOSAL_ANSWERS, PROPOSALS, AnswerState, ProposalState
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.inbox import Details, Inbox, InboxKind
from lunch_desktop.store.desktop.queries.unanswered import unanswered_proposals
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import FIRST_PULLED_AT, PULLED_AT, State
from lunch_desktop.wire.sync import PullResponse

_OF_PROPOSALS: Final = frozenset({PROPOSALS.name, PROPOSAL_ANSWERS.name})


@dataclass(frozen=True, slots=True)
class _Standing:
    proposer_id: str
    state: str
    expires_at: Instant
    meets_at: Instant
    party_id: str | None
    answers: dict[str, str] = field(default_factory=dict)

    def who(self, state: AnswerState) -> list[str]:
        """Those who said so."""
        return sorted(one for one, said in self.answers.items() if said == state)

    @property
    def nobody_comes(self) -> bool:
        """Everybody said no."""
        return (
            self.state == ProposalState.OPEN
            and bool(self.answers)
            and set(self.answers.values()) == {AnswerState.DECLINED.value}
        )


class ProposalNews:
    """Looks before rows are applied, and tells afterwards, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema, actor: EmployeeId) -> None:
        self._connection = connection
        self._schema = schema
        self._actor = actor
        self._inbox = Inbox(connection, schema)
        self._state = State(connection, schema)
        self._before: dict[str, _Standing] | None = None

    def look(self, patch: PullResponse | None, now: Instant) -> None:
        """The proposals that I made or am asked by; nothing that a first sync brings is news."""
        self._before = None
        if self._state.get(PULLED_AT) is None:
            self._state.set(FIRST_PULLED_AT, now)
        elif patch is None or not _OF_PROPOSALS.isdisjoint(patch.tables):
            self._before = self._standings()

    def tell(self, now: Instant) -> bool:
        """Tell what is different; whether there was anything."""
        before, self._before = self._before, None
        if before is None:
            return False
        told = False
        for proposal, stands in sorted(self._standings().items()):
            compare = self._compare_mine if stands.proposer_id == self._actor else self._compare_asked
            told = compare(proposal, before.get(proposal), stands, now) or told
        return told

    def _compare_asked(self, proposal: str, was: _Standing | None, stands: _Standing, now: Instant) -> bool:
        """Of one that led to a party by now, the invitation to that tells."""
        mine = stands.answers.get(self._actor)
        if stands.state != ProposalState.OPEN or mine != AnswerState.ASKED:
            self._inbox.withdraw(InboxKind.PROPOSED, proposal)
            return False
        if (was is not None and self._actor in was.answers) or stands.expires_at <= now:
            return False
        return self._add(InboxKind.PROPOSED, proposal, {"by": stands.proposer_id}, now)

    def _compare_mine(self, proposal: str, was: _Standing | None, stands: _Standing, now: Instant) -> bool:
        if not stands.nobody_comes:
            self._inbox.withdraw(InboxKind.PROPOSAL_DECLINED, proposal)
        if stands.state != ProposalState.OPEN or stands.nobody_comes:
            self._inbox.withdraw(InboxKind.PROPOSAL_EXPIRED, proposal)
        if stands.meets_at <= now:
            return False
        if stands.nobody_comes and (was is None or not was.nobody_comes):
            return self._add(InboxKind.PROPOSAL_DECLINED, proposal, {"declined": stands.who(AnswerState.DECLINED)}, now)
        is_new = was is None or was.state != ProposalState.AGREED
        if stands.state == ProposalState.AGREED and is_new and stands.party_id is not None:
            agreed = {"joined": stands.who(AnswerState.ACCEPTED)}
            return self._add(InboxKind.PROPOSAL_AGREED, stands.party_id, agreed, now)
        return False

    def _add(self, kind: InboxKind, subject: str, details: Details, now: Instant) -> bool:
        if self._inbox.has_said(kind, subject, details):
            return False
        self._inbox.add(kind, now, details, subject=subject)
        return True

    def _standings(self) -> dict[str, _Standing]:
        proposals, answers = (self._schema.entities[one] for one in (PROPOSALS.name, PROPOSAL_ANSWERS.name))
        names = ("id", "proposer_id", "state", "expires_at", "meets_at", "party_id")
        held = self._connection.execute(select(*(proposals.c[name] for name in names))).all()
        found = {row[0]: _Standing(*row[1:]) for row in held}
        said = select(answers.c.proposal_id, answers.c.employee_id, answers.c.state)
        for proposal, employee, state in self._connection.execute(said):
            if proposal in found:
                found[proposal].answers[employee] = state
        return found


def note_expired(connection: Connection, schema: DesktopSchema, actor: EmployeeId, now: Instant) -> bool:
    """Tell which of my proposals nobody answered in time; whether there is one to tell of."""
    expired = [one for one in unanswered_proposals(connection, schema, actor) if one.is_news(now)]
    for one in expired:
        Inbox(connection, schema).add(InboxKind.PROPOSAL_EXPIRED, now, subject=one.proposal_id)
    return bool(expired)
