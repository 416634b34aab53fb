"""Jobs on the company's database: what is due, and which were done; see `domain/jobs`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, insert, select

from lunch_desktop.domain.groups.occurring import GROUP_OCCUR
from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.parties.vote_closing import CLOSING
from lunch_desktop.domain.restaurants.following import FOLLOW
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.lunches_due import lunches_due
from lunch_desktop.store.company.merged_places import followers_due
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.votes_due import votes_due
from lunch_desktop.store.rows import EntityRows

MOST: Final = 200
"""Jobs at one look; the others wait for the next, so that a long pause does not keep the server from all else."""

Finder = Callable[[Connection, CompanySchema, EntityRows, Instant], Iterator[Job]]
"""Answers what of one kind is due by now, as far as the rows say; some of it may have been done already."""

FINDERS: Final[Mapping[str, Finder]] = {
    CLOSING.name: votes_due,
    GROUP_OCCUR.name: lunches_due,
    FOLLOW.name: followers_due,
}
"""For each kind of job, what finds those that are due."""


class JobOutcome(StrEnum):
    """What became of a job that was tried."""

    DONE = "done"
    REFUSED = "refused"
    """It could not be done, and never will be."""
    ELSEWHERE = "elsewhere"
    """Another process had done it."""
    NOT_DUE = "not_due"
    """Something had changed since it was found."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A job that was tried; `code` says why it was refused."""

    job: Job
    outcome: JobOutcome
    code: str | None = None


def due_jobs(
    connection: Connection,
    schema: CompanySchema,
    rows: EntityRows,
    now: Instant,
    finders: Mapping[str, Finder] | None = None,
) -> list[Job]:
    """What is due by `now` and not done yet, what was due first at the beginning; at most MOST."""
    found = {
        job.uuid: job
        for finder in (FINDERS if finders is None else finders).values()
        for job in finder(connection, schema, rows, now)
    }
    done = _done(connection, schema, list(found))
    waiting = (job for uuid, job in found.items() if uuid not in done)
    return sorted(waiting, key=lambda job: (job.due, job.kind, job.key))[:MOST]


def is_done(connection: Connection, schema: CompanySchema, job: Job) -> bool:
    """Whether somebody has done the job; asked once its roots are locked."""
    return bool(_done(connection, schema, [job.uuid]))


def note_done(connection: Connection, schema: CompanySchema, ran: Ran, version: int | None, now: Instant) -> None:
    """Keep that the job is done; `version` is that of its commit, None if it wrote nothing.

    Raises IntegrityError if another process has done it meanwhile.
    """
    connection.execute(
        insert(schema.jobs).values(
            uuid=ran.job.uuid,
            kind=ran.job.kind,
            key=ran.job.key,
            due=ran.job.due,
            done_at=now,
            version=version,
            outcome=ran.outcome.value,
            code=ran.code,
        )
    )


def _done(connection: Connection, schema: CompanySchema, uuids: list[str]) -> set[str]:
    table = schema.jobs
    done: set[str] = set()
    for start in range(0, len(uuids), 500):
        query = select(table.c.uuid).where(table.c.uuid.in_(uuids[start : start + 500]))
        done.update(connection.execute(query).scalars())
    return done
