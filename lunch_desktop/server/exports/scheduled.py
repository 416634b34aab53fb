"""Exports that the server makes by itself when they are due, into a folder."""

import asyncio
import logging
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.times import MINUTE, Instant, day_of
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.exchange.makers import BY_SCHEDULE
from lunch_desktop.exchange.periods import days_of
from lunch_desktop.exchange.sources import CompanyReports, Line
from lunch_desktop.exchange.writing import Cancelled, write_export
from lunch_desktop.server.exports.schedules import Schedule
from lunch_desktop.server.metrics import Metrics
from lunch_desktop.store.company.accounts_audit import AuditLog
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.export_book import KIND, ExportBook, scheduled
from lunch_desktop.store.company.exports_made import note_made
from lunch_desktop.store.company.jobs import JobOutcome
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.reports.reading import Place
from lunch_desktop.store.reports.refusing import ReportRefused
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem
from lunch_desktop.wire.exports import ExportRequest

LOOK_SECONDS: Final = 30.0
LATE: Final = 10 * MINUTE
"""An export that is not there so long after it was due is told to whoever watches the server."""
_FIRST_PAUSE: Final = MINUTE
_LONGEST_PAUSE: Final = 60 * MINUTE

_logger = logging.getLogger(__name__)


class PlaceUnknown(Exception):
    """No office or department of the company, or more than one, is called so."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """How often an export could not be made, and when it is tried again."""

    times: int
    again_at: Instant


class ScheduledExports:
    """Looks round at the start, and every so often from then on. Other processes of the server do the same."""

    def __init__(
        self,
        database: CompanyDatabase,
        sync: CompanySync,
        clock: Clock,
        schedules: Sequence[Schedule],
        folder: Path | None,
        metrics: Metrics | None = None,
    ) -> None:
        """`folder` is there where there are schedules."""
        self._database = database
        self._sync = sync
        self._clock = clock
        self._schedules = schedules if folder is not None else ()
        self._folder = folder or Path()
        self._metrics = metrics
        self._book = ExportBook(database)
        self._audit = AuditLog(database)
        self._failed: dict[str, _Failed] = {}
        self._ending = threading.Event()
        self.late: frozenset[str] = frozenset()
        """Schedules whose export is missing for LATE by now, as far as the last look could tell."""

    @property
    def is_used(self) -> bool:
        """Whether there is any schedule."""
        return bool(self._schedules)

    async def run(self) -> None:
        """Look until cancelled."""
        while self._schedules:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(LOOK_SECONDS)

    def end(self) -> None:
        """Break off what is being made; it is made when a server looks next."""
        self._ending.set()

    def look(self) -> None:
        """Make what is due. What fails is logged, and tried again after a pause."""
        try:
            offices, departments, usual_zone = self._book.places()
        except Problem as problem:
            _logger.warning("scheduled exports have to wait: %s", problem.code)
            return
        late: set[str] = set()
        for schedule in self._schedules:
            if self._ending.is_set():
                return
            job = self._due(schedule, offices, usual_zone)
            if job is None:
                continue
            self._try(schedule, job, offices, departments, usual_zone)
            if self._clock.now() - job.due >= LATE and not self._book.is_made(job):
                late.add(schedule.name)
        self.late = frozenset(late)
        if self._metrics is not None:
            self._metrics.exports_late(len(late))

    def _due(self, schedule: Schedule, offices: Mapping[str, Place], usual_zone: str) -> Job | None:
        """The latest export that is due and not there; those that were missed before it are not made up for."""
        now = self._clock.now()
        since = self._book.since(schedule.key, now)
        due = schedule.latest(now, _zone(schedule, offices, usual_zone))
        return scheduled(schedule.key, due) if due is not None and due > since else None

    def _try(
        self,
        schedule: Schedule,
        job: Job,
        offices: Mapping[str, Place],
        departments: Mapping[str, Place],
        usual_zone: str,
    ) -> None:
        failed = self._failed.get(schedule.key)
        if failed is not None and self._clock.now() < failed.again_at:
            return
        fields = {"schedule": schedule.name, "dataset": schedule.dataset}
        try:
            made = self._make(schedule, job, offices, departments, usual_zone)
        except Cancelled:
            return
        except (Problem, OSError, ReportRefused, PlaceUnknown) as error:
            code = error.code.value if isinstance(error, Problem | ReportRefused) else str(error)
            _logger.warning("a scheduled export could not be made: %s", code, extra={"fields": fields})
            self._fail(schedule, job)
        except Exception:
            _logger.exception("a scheduled export failed", extra={"fields": fields})
            self._fail(schedule, job)
        else:
            self._failed.pop(schedule.key, None)
            if made is not None:
                _logger.info("a scheduled export was made", extra={"fields": {**fields, "rows": made}})
                self._count(job, JobOutcome.DONE)

    def _make(
        self,
        schedule: Schedule,
        job: Job,
        offices: Mapping[str, Place],
        departments: Mapping[str, Place],
        usual_zone: str,
    ) -> int | None:
        """Make the file, and note it before; how many rows it has, None where another process is at it."""
        office = _named(schedule.office, offices)
        places = {key: one for key, one in departments.items() if office is None or one.office_id == office}
        request = self._request(
            schedule, job, office, _named(schedule.department, places), _zone(schedule, offices, usual_zone)
        )
        with self._book.turn() as held:
            if not held or self._book.is_made(job):
                return None
            self._folder.mkdir(parents=True, exist_ok=True)
            reports = CompanyReports(self._database, self._clock, _maker(schedule))
            with reports.report(request) as report:
                subjects = report.subjects()
                note_made(
                    self._sync, self._audit, job.uuid, report.head, subjects, made_by=None, schedule=schedule.name
                )
                target = self._folder / self._file_name(schedule, job, request, report.head.time_zone)
                with closing(cast(Generator[Line], report.rows())) as rows:
                    dataset = DATASETS[schedule.dataset]
                    written = write_export(target, dataset, report.head, map(list, rows), cancelled=self._ending.is_set)
            self._book.note_made(job, self._clock.now())
        return written.rows

    def _request(
        self, schedule: Schedule, job: Job, office: str | None, department: str | None, zone: str
    ) -> ExportRequest:
        days = (None, None) if schedule.period is None else days_of(schedule.period, day_of(job.due, zone))
        return ExportRequest(
            dataset=schedule.dataset,
            day_from=days[0],
            day_to=days[1],
            office_id=office,
            department_id=department,
            columns=schedule.columns,
            order=schedule.order,
            language=schedule.language,
            format=schedule.format,
        )

    def _file_name(self, schedule: Schedule, job: Job, request: ExportRequest, zone: str) -> str:
        """With the period, so that a later one replaces it only where it is of the same; else with the day."""
        when = f"{request.day_from}_{request.day_to}" if request.day_from else day_of(job.due, zone)
        return f"{schedule.name}_{when}.{schedule.format}"

    def _fail(self, schedule: Schedule, job: Job) -> None:
        before = self._failed.get(schedule.key)
        times = 1 if before is None else before.times + 1
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(times - 1, 10))
        self._failed[schedule.key] = _Failed(times, Instant(self._clock.now() + pause))
        self._count(job, "failed")

    def _count(self, job: Job, outcome: str) -> None:
        if self._metrics is not None:
            late = (self._clock.now() - job.due) / 1000 if outcome == JobOutcome.DONE else None
            self._metrics.job(KIND, outcome, late)


def _maker(schedule: Schedule) -> str:
    return f"{BY_SCHEDULE.in_(schedule.language)}: {schedule.name}"


def _named(wanted: str | None, places: Mapping[str, Place]) -> str | None:
    """The id of the one that has this id or name. Raises PlaceUnknown."""
    if wanted is None or wanted in places:
        return wanted
    found = [key for key, place in places.items() if place.name == wanted]
    if len(found) != 1:
        raise PlaceUnknown("no such office or department, or more than one")
    return found[0]


def _zone(schedule: Schedule, offices: Mapping[str, Place], usual: str) -> str:
    """By whose clocks a schedule goes; while its office is unknown, by those of the largest one."""
    if schedule.time_zone is not None:
        return schedule.time_zone
    try:
        office = _named(schedule.office, offices)
    except PlaceUnknown:
        return usual
    return usual if office is None else offices[office].time_zone
