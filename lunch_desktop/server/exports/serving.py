"""Exports that admins ask for: noted first, then sent as they are read, from one snapshot."""

import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Final, cast

from starlette.types import Scope

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.exchange.sources import CompanyReports, Line, Report
from lunch_desktop.server.exports.lines import Packing, in_lines
from lunch_desktop.server.exports.pipe import Abandoned, Pipe
from lunch_desktop.server.exports.stream import STALLED_SECONDS, RowStream
from lunch_desktop.server.identity.service import Identity, Session
from lunch_desktop.server.workers import EXPORTERS, Workers
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.exports_made import note_made, said_of
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.reports.refusing import ReportRefused
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.exports import ExportPreview, ExportRequest, ExportTail
from lunch_desktop.wire.problems import ProblemError, WireCode

AGAIN_SECONDS: Final = 15
"""For how long whoever comes while others are served is told to wait."""
LONGEST_SECONDS: Final = 3_600.0
"""For how long one export may take: its snapshot keeps the database from letting go of what is old."""
_LOOK_SECONDS: Final = 5.0
_NOTED_EVERY: Final = MINUTE
_MOST_REMEMBERED: Final = 1_000


class Exports:
    """Makes and previews exports. `stream` and `close` belong to the event loop, `preview` to a thread that may wait.

    `hang_up` closes the connection of a request at once; the server sets it.
    """

    def __init__(
        self, database: CompanyDatabase, sync: CompanySync, identity: Identity, clock: Clock, threads: Workers
    ) -> None:
        self.stalled_seconds = STALLED_SECONDS
        self.hang_up: Callable[[Scope], None] = lambda _scope: None
        self._database = database
        self._sync = sync
        self._identity = identity
        self._clock = clock
        self._threads = threads
        self._places = threading.BoundedSemaphore(EXPORTERS)
        self._open: set[Pipe] = set()
        self._previewed: OrderedDict[tuple[str, str], Instant] = OrderedDict()
        self._turn = threading.Lock()

    async def stream(self, session: Session, request: ExportRequest, *, packed: bool) -> RowStream:
        """Note an export, and begin to send its rows; compressed if `packed`.

        Raises ProblemError: export_refused, exports_busy; and Problem.
        """
        if not self._places.acquire(blocking=False):
            raise ProblemError(WireCode.EXPORTS_BUSY, headers={"Retry-After": str(AGAIN_SECONDS)})
        pipe = Pipe()
        self._open.add(pipe)
        try:
            making = self._threads.begin(self._fill, pipe, session, request, packed)
        except BaseException:
            self._places.release()
            raise
        making.add_done_callback(lambda _: self._open.discard(pipe))
        try:
            first = await pipe.take()
        except BaseException:
            pipe.abandon()
            raise
        if first is None:  # the server ends
            raise ProblemError(WireCode.TOO_BUSY, headers={"Retry-After": str(AGAIN_SECONDS)})
        return RowStream(pipe, first, self.hang_up, packed=packed, stalled_seconds=self.stalled_seconds)

    def preview(self, session: Session, request: ExportRequest, limit: int) -> ExportPreview:
        """Count, totals and the first rows. Raises ProblemError `export_refused`, and Problem."""
        try:
            preview = self._reports(session).preview(request, limit)
        except ReportRefused as refused:
            raise _problem_of(refused) from None
        if self._is_news(session.employee_id, request.dataset):
            self._identity.accounts.note(Action.EXPORT_PREVIEWED, actor=session.employee_id, **said_of(preview.head))
        return preview

    def close(self) -> None:
        """Break off what is being sent, as the server ends."""
        for pipe in list(self._open):
            pipe.abandon()

    def _fill(self, pipe: Pipe, session: Session, request: ExportRequest, packed: bool) -> None:
        """Make an export; in a thread, for as long as the desktop takes what is made."""
        error: BaseException | None = None
        try:
            with self._reports(session).report(request) as report:
                subjects = report.subjects()
                note_made(
                    self._sync,
                    self._identity.accounts.audit,
                    str(uuid.uuid4()),
                    report.head,
                    subjects,
                    made_by=session.employee_id,
                )
                self._send(pipe, session, report, Packing(packed))
        except Abandoned:
            return
        except ReportRefused as refused:
            error = _problem_of(refused)
        except BaseException as failure:  # noqa: BLE001  # it is raised where the rows are waited for
            error = failure
        finally:
            self._places.release()
        pipe.end(error)

    def _send(self, pipe: Pipe, session: Session, report: Report, packing: Packing) -> None:
        begun = looked = time.monotonic()
        pipe.put(packing.add(report.head.model_dump_json().encode() + b"\n", at_once=True))
        sent = 0
        with closing(cast(Generator[Line], report.rows())) as lines:
            for rows, piece in in_lines(lines):
                sent += rows
                packed = packing.add(piece)
                if packed:
                    pipe.put(packed)
                now = time.monotonic()
                if now - begun > LONGEST_SECONDS:
                    raise ProblemError(WireCode.TOO_BUSY)
                if now - looked > _LOOK_SECONDS:
                    looked = now
                    self._check(session)
        pipe.put(packing.add(ExportTail(end=sent).model_dump_json().encode() + b"\n") + packing.end())

    def _check(self, session: Session) -> None:
        """Rows are for admins only: who is none any more, or has been signed out, gets no more of them."""
        standing = self._identity.standing(session.family, session.employee_id)
        may = standing is not None and standing.open and standing.active and standing.role is Role.ADMIN
        if not may or not self._identity.is_trusted(session):
            raise ProblemError(WireCode.SESSION_ENDED)

    def _reports(self, session: Session) -> CompanyReports:
        return CompanyReports(self._database, self._clock, self._identity.profile(session.employee_id).name)

    def _is_news(self, employee_id: str, dataset: str) -> bool:
        """Whether a preview is to be noted: who chooses filters makes one after the other. By each process."""
        now, key = self._clock.now(), (employee_id, dataset)
        with self._turn:
            noted = self._previewed.get(key)
            if noted is not None and 0 <= now - noted < _NOTED_EVERY:
                return False
            self._previewed[key] = now
            self._previewed.move_to_end(key)
            if len(self._previewed) > _MOST_REMEMBERED:
                self._previewed.popitem(last=False)
        return True


def _problem_of(refused: ReportRefused) -> ProblemError:
    return ProblemError(WireCode.EXPORT_REFUSED, detail=refused.code.value)
