"""What still points to a restaurant that was merged into another."""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection, and_, select

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.parties.entities import PARTIES, PartyState
from lunch_desktop.domain.parties.votes import VOTE_OPTIONS, VoteState
from lunch_desktop.domain.proposals.entities import PROPOSALS
from lunch_desktop.domain.restaurants.following import FOLLOW, FOLLOWERS, Follow
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.rows import EntityRows

_AT_ONCE = 200
"""Rows of one job: nobody else writes while it commits."""


def followers_due(connection: Connection, schema: CompanySchema, rows: EntityRows, now: Instant) -> Iterator[Job]:
    """A job for rows that are to follow, in the name of some admin of the office; no more than a few at once.

    Lunches that are over stay where they were, and so do votes that were decided.
    """
    del rows
    restaurants, admins = schema.entities["restaurants"], schema.entities["admins"]
    merged = select(restaurants.c.id, restaurants.c.office_id).where(restaurants.c.merged_into.is_not(None))
    by_office: dict[str, list[str]] = {}
    for restaurant_id, office_id in connection.execute(merged):
        by_office.setdefault(office_id, []).append(restaurant_id)
    for office_id, gone in sorted(by_office.items()):
        actor = connection.execute(
            select(admins.c.id).where(admins.c.office_id == office_id).order_by(admins.c.id).limit(1)
        ).scalar()
        found = sorted(_pointing(connection, schema, gone, now))[:_AT_ONCE]
        if found and actor is not None:
            key = sha256(repr(found).encode()).hexdigest()
            yield Job(FOLLOW.name, key, Instant(0), EmployeeId(actor), Follow(tuple(found)))


def _pointing(
    connection: Connection, schema: CompanySchema, gone: list[str], now: Instant
) -> Iterator[tuple[str, str]]:
    for table in FOLLOWERS:
        rows = schema.entities[table.name]
        query = select(rows.c.id).where(rows.c.restaurant_id.in_(gone)).limit(_AT_ONCE)
        if table is PARTIES:
            query = query.where(rows.c.meets_at > now, rows.c.state != PartyState.CANCELLED.value)
        elif table is PROPOSALS:
            query = query.where(rows.c.expires_at > now)
        elif table is VOTE_OPTIONS:
            votes = schema.entities["votes"]
            is_open = and_(votes.c.id == rows.c.vote_id, votes.c.state == VoteState.OPEN.value)
            query = query.join(votes, is_open)
        for row_id in connection.execute(query).scalars():
            yield table.name, row_id
