"""What the server does by itself.

Jobs are done when they are due, old things go once a day, the time to gather after a restore ends on time, and the
volumes for first syncs are made.
"""

import asyncio
import logging
from typing import Final

from lunch_desktop.domain.jobs import Job
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.server.metrics import Metrics
from lunch_desktop.store.company.exports_noted import forget_old_notices
from lunch_desktop.store.company.jobs import JobOutcome
from lunch_desktop.store.company.restoring import Gathered, Recovering
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem

EVERY: Final = 24 * HOUR
"""Between two times that old things go, in milliseconds."""
LOOK_SECONDS: Final = 30.0

_logger = logging.getLogger(__name__)


class Upkeep:
    """Looks round at the start, and every so often from then on."""

    def __init__(self, sync: CompanySync, clock: Clock, metrics: Metrics | None = None) -> None:
        """`metrics` are told of jobs."""
        self._sync = sync
        self._clock = clock
        self._metrics = metrics
        self._next = Instant(0)

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Do what is due. What fails is logged, and tried again at the next look."""
        now = self._clock.now()
        try:
            self._sync.end_gathering()
            self._do_jobs()
            if now >= self._next:
                self._sync.prune()
                forget_old_notices(self._sync)
                self._next = Instant(now + EVERY)
            self._sync.keep_volumes()
        except OSError as error:  # first syncs take longer
            _logger.warning("volumes could not be kept: %s", error)
        except Problem as problem:
            _logger.warning("upkeep has to wait: %s", problem.code)
        except Exception:
            _logger.exception("upkeep failed")

    def _do_jobs(self) -> None:
        """Do all that is due; one that fails keeps no other from its turn. Other processes do the same."""
        try:
            due = self._sync.due_jobs()
        except (Recovering, Gathered):
            return
        for job in due:
            try:
                ran = self._sync.do_job(job)
            except (Recovering, Gathered):
                return
            except Problem as problem:
                _logger.warning("a job has to wait: %s", problem.code, extra={"fields": {"kind": job.kind}})
                self._count(job, "failed")
            except Exception:
                _logger.exception("a job failed", extra={"fields": {"kind": job.kind, "key": job.key}})
                self._count(job, "failed")
            else:
                self._count(job, ran.outcome)

    def _count(self, job: Job, outcome: str) -> None:
        if self._metrics is not None:
            is_ours = outcome in (JobOutcome.DONE, JobOutcome.REFUSED)
            late = max(0.0, (self._clock.now() - job.due) / 1000) if is_ours else None
            self._metrics.job(job.kind, outcome, late)
