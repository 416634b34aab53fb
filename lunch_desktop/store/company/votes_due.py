"""Votes whose deadline has come."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from lunch_desktop.domain.ids import EmployeeId, PartyId, VoteId
from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.parties.vote_closing import CLOSING, CloseVote
from lunch_desktop.domain.parties.votes import VoteState
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.rows import EntityRows


def votes_due(connection: Connection, schema: CompanySchema, rows: EntityRows, now: Instant) -> Iterator[Job]:
    """A job for each open vote that has reached its deadline, in the name of whoever hosts the party now."""
    del rows
    votes, parties = schema.entities["votes"], schema.entities["parties"]
    query = (
        select(votes.c.id, votes.c.party_id, votes.c.deadline, parties.c.host_id)
        .join(parties, parties.c.id == votes.c.party_id)
        .where(votes.c.state == VoteState.OPEN.value, votes.c.deadline <= now)
    )
    for vote_id, party_id, deadline, host_id in connection.execute(query):
        args = CloseVote(PartyId(party_id), VoteId(vote_id))
        yield Job(CLOSING.name, vote_id, Instant(deadline), EmployeeId(host_id), args)
