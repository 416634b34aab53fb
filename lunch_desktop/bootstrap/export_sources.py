"""Where the rows of a job come from: the server that it names, or the file of an account on this PC."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lunch_desktop.bootstrap.exporting import Reports
from lunch_desktop.domain.times import Instant
from lunch_desktop.exchange.sources import DesktopReports
from lunch_desktop.store.desktop.reading_only import open_to_read
from lunch_desktop.sync.exports_api import RemoteReports
from lunch_desktop.sync.http import ApiClient, ApiError, Forbidden, Unauthorised
from lunch_desktop.sync.known_ways import KnownWays
from lunch_desktop.sync.trust import Trust
from lunch_desktop.sync.ways import Way
from lunch_desktop.system.export_jobs import DesktopPlace, ExportJob, ServerPlace, Subjects
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import ExportHead, ExportPreview, ExportRequest

Note = Callable[[Subjects], object]


@contextmanager
def reports_of(job: ExportJob, note: Note, fresh_token: Callable[[str], str]) -> Iterator[Reports]:
    """The reports that a job asks for.

    `note` is told whose rows a file of this desktop's own is going to hold, before the first one is given.
    `fresh_token` gives another one for that which the server refused. Raises Problem.
    """
    if job.server is not None:
        client = _client(job.server)
        try:
            yield _OfServer(client, job.server.token.get_secret_value(), fresh_token)
        finally:
            client.close()
    elif job.desktop is not None:
        key = job.desktop.key
        database = open_to_read(_path(job.desktop), None if key is None else bytes.fromhex(key.get_secret_value()))
        try:
            yield _OfDesktop(DesktopReports(database, _Moment(Instant(job.made_at))), note)
        finally:
            database.close()
    else:
        raise ValueError("a job names where its rows come from")


@contextmanager
def said_as_problems_of_server() -> Iterator[None]:
    """What went wrong at the server, as a person is told it. Raises Problem."""
    try:
        yield
    except ApiError as error:
        not_admin = isinstance(error, Forbidden) and error.problem.code is ProblemCode.SERVER_REFUSED
        raise (Problem(ProblemCode.EXPORT_NOT_ADMIN) if not_admin else error.problem) from error


class _OfServer:
    """A token lives for minutes: one that was refused is replaced once; a stream that has begun needs none."""

    def __init__(self, client: ApiClient, token: str, fresh_token: Callable[[str], str]) -> None:
        self._token = token
        self._fresh_token = fresh_token
        self._reports = RemoteReports(client, lambda: self._token)

    def preview(self, request: ExportRequest, limit: int) -> ExportPreview:
        """See Reports."""
        with said_as_problems_of_server():
            try:
                return self._reports.preview(request, limit)
            except Unauthorised:
                self._token = self._fresh_token(self._token)
                return self._reports.preview(request, limit)

    @contextmanager
    def open(self, request: ExportRequest) -> Iterator[tuple[ExportHead, Iterator[Any]]]:
        """See Reports."""
        with ExitStack() as stack:
            with said_as_problems_of_server():
                try:
                    opened = stack.enter_context(self._reports.open(request))
                except Unauthorised:
                    self._token = self._fresh_token(self._token)
                    opened = stack.enter_context(self._reports.open(request))
            yield opened


class _OfDesktop:
    """What is told of an export is told before its first row is given, as the server does it."""

    def __init__(self, reports: DesktopReports, note: Note) -> None:
        self._reports = reports
        self._note = note

    def preview(self, request: ExportRequest, limit: int) -> ExportPreview:
        """See Reports."""
        return self._reports.preview(request, limit)

    @contextmanager
    def open(self, request: ExportRequest) -> Iterator[tuple[ExportHead, Iterator[Any]]]:
        """See Reports."""
        with self._reports.report(request) as report:
            self._note(Subjects(report.head, report.subjects()))
            yield report.head, report.rows()


@dataclass(frozen=True, slots=True)
class _Moment:
    """A clock that shows when the export was asked for."""

    at: Instant

    def now(self) -> Instant:
        """That moment."""
        return self.at


def _client(server: ServerPlace) -> ApiClient:
    ways = KnownWays([Way(way.get_secret_value()) for way in server.ways])
    return ApiClient(server.place, ways, Trust(server.company_ca, plain_http=server.plain_http))


def _path(desktop: DesktopPlace) -> Path:
    return Path(desktop.database)
