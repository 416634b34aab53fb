"""My proposals that nobody said yes to, and that still may be told of as expired."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.proposals.entities import PROPOSAL_ANSWERS, PROPOSALS, AnswerState, ProposalState
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.inbox import InboxKind
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import FIRST_PULLED_AT, State


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A proposal of mine that somebody can answer until it expires, or could have; for a lunch at `meets_at`."""

    proposal_id: str
    expires_at: Instant
    meets_at: Instant

    def is_news(self, now: Instant) -> bool:
        """Whether it has expired, and its lunch has not come yet."""
        return self.expires_at < now < self.meets_at


def unanswered_proposals(connection: Connection, schema: DesktopSchema, actor: EmployeeId) -> list[Unanswered]:
    """Those that the inbox has not told of; what had expired before the first sync is no news."""
    proposals, answers = schema.entities[PROPOSALS.name], schema.entities[PROPOSAL_ANSWERS.name]
    waiting = select(answers.c.proposal_id).where(answers.c.state == AnswerState.ASKED.value)
    told = select(schema.inbox.c.subject).where(
        schema.inbox.c.kind == InboxKind.PROPOSAL_EXPIRED.value, schema.inbox.c.subject.is_not(None)
    )
    query = select(proposals.c.id, proposals.c.expires_at, proposals.c.meets_at).where(
        proposals.c.proposer_id == actor,
        proposals.c.state == ProposalState.OPEN.value,
        proposals.c.expires_at > State(connection, schema).get(FIRST_PULLED_AT, 0),
        proposals.c.id.in_(waiting),
        proposals.c.id.not_in(told),
    )
    return [Unanswered(*row) for row in connection.execute(query.order_by(proposals.c.expires_at))]
