"""What a company's database lets go of when it is old: tombstones, tags of commits, and results of changes and jobs."""

from typing import Final

from sqlalchemy import Column, Connection, delete, func, select, update

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.company.cursors import locked_head
from lunch_desktop.store.company.schema import CompanySchema

_DAY: Final = 24 * HOUR
TOMBSTONES_KEPT: Final = 180 * _DAY
"""How long it is told that a row is gone, in milliseconds. A desktop that was away for longer starts over."""
RESULTS_KEPT: Final = 400 * _DAY
"""How long results are kept, in milliseconds: longer than any backup of a desktop."""


def prune(connection: Connection, schema: CompanySchema, now: Instant) -> None:
    """Delete what is older than that, and move the floors. Nothing goes while a restored server gathers.

    The head is locked before anything goes: whoever decided meanwhile finds the floors moved, and starts over.
    """
    head = locked_head(connection, schema)
    if head.gathering_until is not None:
        return
    commits, feed, results = schema.commits, schema.feed, schema.results
    connection.execute(delete(schema.jobs).where(schema.jobs.c.done_at < now - RESULTS_KEPT))
    floor = _last_before(connection, commits.c.version, commits.c.at, now - TOMBSTONES_KEPT)
    if floor is not None and floor > head.floor:
        connection.execute(delete(feed).where(feed.c.gone.is_(True), feed.c.version <= floor))
        connection.execute(delete(commits).where(commits.c.version < floor))
        connection.execute(update(schema.head).values(floor=floor))
    log_floor = _last_before(connection, results.c.version, results.c.at, now - RESULTS_KEPT)
    if log_floor is not None and log_floor > head.log_floor:
        connection.execute(delete(results).where(results.c.version <= log_floor))
        connection.execute(update(schema.head).values(log_floor=log_floor))


def _last_before(connection: Connection, version: Column[int], at: Column[int], limit: int) -> int | None:
    """The last version of those that are all older than `limit`; None if there is none.

    A clock that was wrong for a while may so keep some for longer, and never lets one go too early.
    """
    recent = select(func.min(version)).where(at >= limit).scalar_subquery()
    query = select(func.max(version)).where(version < func.coalesce(recent, 2**63 - 1))
    found: int | None = connection.execute(query).scalar()
    return found
