"""Which scheduled exports were made, and whose turn it is to make one: kept with the company's jobs."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.jobs import JobOutcome, Ran, is_done, note_done
from lunch_desktop.store.failures import is_duplicate
from lunch_desktop.store.reports.reading import Place, Tables
from lunch_desktop.system.data_lock import LOCK, hold_file

KIND: Final = "export.scheduled"
_SEEN: Final = "export.schedule_seen"
"""The moment from which a schedule counts: what it would have made before is not made up for."""


def scheduled(key: str, due: Instant) -> Job:
    """The job of one scheduled export; nobody's, as the server makes it by itself."""
    return Job(KIND, key, due, EmployeeId(""), None)


class ExportBook:
    """What processes of a server agree on by their database. Safe from every thread."""

    def __init__(self, database: CompanyDatabase) -> None:
        self._database = database
        self._jobs = database.schema.jobs

    def since(self, key: str, now: Instant) -> Instant:
        """When a schedule's last export was due; for a new one, when a server first looked at it, perhaps `now`."""
        with self._database.reading() as connection:
            known = self._since(connection, key)
        if known is not None:
            return known
        seen = Job(_SEEN, key, Instant(0), EmployeeId(""), None)
        try:
            with self._database.writing() as connection:
                connection.execute(
                    insert(self._jobs).values(
                        uuid=seen.uuid, kind=_SEEN, key=key, due=now, done_at=now, outcome=JobOutcome.DONE.value
                    )
                )
        except IntegrityError as error:
            if not is_duplicate(error, str(self._jobs.primary_key.name)):
                raise
            with self._database.reading() as connection:  # another process looked at the same time
                return self._since(connection, key) or now
        return now

    def is_made(self, job: Job) -> bool:
        """Whether the export is there."""
        with self._database.reading() as connection:
            return is_done(connection, self._database.schema, job)

    def note_made(self, job: Job, now: Instant) -> None:
        """The export is there."""
        with self._database.writing() as connection:
            note_done(connection, self._database.schema, Ran(job, JobOutcome.DONE), None, now)

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Whether this process may make an export; another one has its turn otherwise. It ends with the process."""
        database = self._database.engine.url.database
        if self._database.engine.dialect.name == "sqlite" and database is not None:
            with hold_file(Path(database).with_name(f"exports-{LOCK}")) as held:
                yield held
            return
        with self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            number = int.from_bytes(hashlib.sha256(KIND.encode()).digest()[:8], signed=True)
            held = bool(connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}).scalar())
            try:
                yield held
            finally:
                if held:
                    connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})

    def places(self) -> tuple[dict[str, Place], dict[str, Place], str]:
        """Offices and departments by id, and the time zone of the company's largest office."""
        entities = self._database.schema.entities
        with self._database.reading() as connection:
            tables = Tables(
                connection, {table.name: entities[table.name] for table in (OFFICES, DEPARTMENTS, EMPLOYEES)}
            )
            return tables.offices(), tables.departments(), tables.time_zone(None)

    def _since(self, connection: Connection, key: str) -> Instant | None:
        jobs = self._jobs.c
        query = select(func.max(jobs.due)).where(jobs.kind.in_((KIND, _SEEN)), jobs.key == key)
        found = connection.execute(query).scalar()
        return None if found is None else Instant(found)
