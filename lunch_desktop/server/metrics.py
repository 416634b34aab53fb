"""Figures for a monitoring program (Prometheus): what was asked and decided, how fast, and how the process is.

Labels are templates of routes, statuses and codes: nothing of anybody. Several workers of one server each write their
figures to files of their own in a folder that they share; whichever is asked adds them all up.
"""

import os
import sys
from collections import Counter as Tally
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from lunch_desktop.wire.sync import PullResponse, PushResponse, Result

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
"""Of the text form of the figures, which every monitoring program reads."""
FOLDER_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"
SECONDS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper ends of the histogram's buckets."""

LATE_SECONDS: Final = (1.0, 10.0, 30.0, 60.0, 300.0, 3_600.0, 86_400.0)
"""Upper ends of the buckets for jobs; more than 60 s says that the server was away."""


class Metrics:
    """The figures of this process. Counting is safe from every thread; `page` adds up those of all workers."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: shared by the workers of one server; None where the process is alone."""
        self._registry = registry = CollectorRegistry()
        self._folder = folder
        if folder is not None:
            # The library looks for this variable when it is imported, which is before it is known how many will serve.
            os.environ[FOLDER_VARIABLE] = str(folder)
            values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
        counted = Counter("lunch_requests", "Requests", ("route", "status"), registry=registry)
        timed = Histogram(
            "lunch_request_seconds",
            "Time to answer, live streams aside",
            ("route",),
            registry=registry,
            buckets=SECONDS,
        )
        self._requests = counted
        self._seconds = timed
        self._counters: dict[tuple[str, int], Counter] = {}
        self._timers: dict[str, Histogram] = {}
        self._refusals = Counter("lunch_refusals", "Requests that were refused", ("code",), registry=registry)
        self._changes = Counter(
            "lunch_changes", "Changes that a push was answered for", ("outcome",), registry=registry
        )
        self._pulls = Counter("lunch_pulls", "Answers to pulls, page by page", ("kind",), registry=registry)
        self._jobs = Counter(
            "lunch_jobs", "Jobs of the company that were tried when due", ("kind", "outcome"), registry=registry
        )
        self._lateness = Histogram(
            "lunch_job_late_seconds",
            "Time from when a job was due until it was done",
            ("kind",),
            registry=registry,
            buckets=LATE_SECONDS,
        )
        self._commits = Counter("lunch_commits_told", "Commits told to live streams", registry=registry)
        self._streams = _sum("lunch_streams", "Live streams that are open", registry)
        self._connections = _sum("lunch_database_connections", "Connections to the database in use", registry)
        self._most_connections = _sum("lunch_database_connections_most", "Connections that may be open", registry)
        self._redis: Gauge | None = None
        self._late: Gauge | None = None
        self._memory = Gauge(
            "lunch_resident_memory_bytes", "Memory of a process", registry=registry, multiprocess_mode="liveall"
        )
        self._told = 0

    def answered(self, route: str, status: int, seconds: float | None, refused: str | None) -> None:
        """A request was answered; `seconds` is None for a live stream."""
        counter = self._counters.get((route, status))
        if counter is None:
            counter = self._counters[route, status] = self._requests.labels(route, str(status))
        counter.inc()
        if seconds is not None:
            timer = self._timers.get(route)
            if timer is None:
                timer = self._timers[route] = self._seconds.labels(route)
            timer.observe(seconds)
        if refused is not None:
            self._refusals.labels(refused).inc()

    def served(self, answer: object) -> None:
        """A push or a pull was served."""
        if isinstance(answer, PushResponse):
            self._decided(answer.results)
        elif isinstance(answer, PullResponse):
            self._pulls.labels("page" if answer.more is not None else "last").inc()

    def job(self, kind: str, outcome: str, late_seconds: float | None) -> None:
        """A job was tried; `late_seconds` after it was due it was done, None if it failed."""
        self._jobs.labels(kind, outcome).inc()
        if late_seconds is not None:
            self._lateness.labels(kind).observe(late_seconds)

    def exports_late(self, schedules: int) -> None:
        """So many schedules wait for an export that should be there; all processes see the same ones."""
        if self._late is None:  # made where there are schedules
            self._late = Gauge(
                "lunch_exports_late",
                "Scheduled exports that are late",
                registry=self._registry,
                multiprocess_mode="livemax",
            )
        self._late.set(schedules)

    def sample(
        self, *, streams: int, told: int, connections: tuple[int, int], redis: bool | None, memory: int | None
    ) -> None:
        """How the process is now: `told` commits since its start, `connections` in use and at most."""
        self._streams.set(streams)
        self._commits.inc(told - self._told)
        self._told = told
        self._connections.set(connections[0])
        self._most_connections.set(connections[1])
        if redis is not None:
            if self._redis is None:  # made where there is a Redis, as it would read 0 from the beginning
                self._redis = Gauge(
                    "lunch_redis_up",
                    "1 if every process hears Redis",
                    registry=self._registry,
                    multiprocess_mode="livemin",
                )
            self._redis.set(redis)
        if memory is not None:
            self._memory.set(memory)

    def page(self) -> bytes:
        """All figures as text."""
        if self._folder is None:
            return generate_latest(self._registry)
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody, str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(everybody)

    def _decided(self, results: Iterable[Result]) -> None:
        for outcome, number in Tally(result.outcome.value for result in results).items():
            self._changes.labels(outcome).inc(number)


def forget_process(folder: Path, pid: int) -> None:
    """A worker is gone: what it counted stays, how it was does not."""
    mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]


def resident_memory() -> int | None:
    """Bytes of memory that this process has now; None where the system does not say."""
    if sys.platform != "linux":
        return None
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _sum(name: str, description: str, registry: CollectorRegistry) -> Gauge:
    return Gauge(name, description, registry=registry, multiprocess_mode="livesum")
