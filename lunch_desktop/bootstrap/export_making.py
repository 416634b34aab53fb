"""How an account's exports are made: what the process that makes one is told, and what it needs meanwhile."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import SecretStr

from lunch_desktop.bootstrap.account import Account, Opened
from lunch_desktop.bootstrap.export_sources import reports_of, said_as_problems_of_server
from lunch_desktop.bootstrap.exporting import said_as_problems
from lunch_desktop.domain.exports.noting_own import NoteExport, in_parts
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.exchange.wished import request_of
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.store.export_names import read_export_names
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.export_child import ExportChild
from lunch_desktop.system.export_jobs import (
    NOT_REACHED,
    DesktopPlace,
    ExportDone,
    ExportJob,
    Progress,
    ServerPlace,
    Subjects,
)
from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import ExportPreview, ExportRequest

if TYPE_CHECKING:
    from lunch_desktop.sync.sign_in import SignIn

log = logging.getLogger(__name__)

Perform = Callable[[Sequence[Intent]], object]
Told = Callable[[Progress], object]


class Making:
    """Of one account that is open. Everything waits, for the server or the disk, and raises Problem."""

    def __init__(self, account: Account, opened: Opened, logs: Path, clock: Clock) -> None:
        """`logs` is the folder where the processes log."""
        self._account = account
        self._opened = opened
        self._logs = logs
        self._clock = clock
        self._given_up = False
        self._child: ExportChild | None = None

    def preview(self, request: ExportRequest, limit: int, *, offline: bool) -> ExportPreview:
        """Count, totals and the first rows; nothing of it is noted here."""
        job = self._job(request, self._logs, offline=offline)
        with said_as_problems(), reports_of(job, lambda _: None, self._fresh_token) as reports:
            preview = reports.preview(request, limit)
        if offline:
            return preview
        return preview.model_copy(update={"head": preview.head.model_copy(update={"waiting": job.waiting})})

    def wished(self, wish: ExportWish, told: Told, perform: Perform) -> ExportDone:
        """Make what somebody typed: of the server's rows, or of this desktop's where it does not answer.

        Raises ExportCancelled.
        """
        request = self._request_of(wish)
        if not wish.offline:
            begun = False

            def told_first(progress: Progress) -> None:
                nonlocal begun
                begun = True
                told(progress)

            try:
                return self.make(request, wish.target, told_first, perform, offline=False)
            except Problem as problem:
                if wish.online or begun or problem.code not in NOT_REACHED:
                    raise
                log.info("the export is made of what is here: %s", problem.code)
        return self.make(request, wish.target, told, perform, offline=True)

    def make(self, request: ExportRequest, target: Path, told: Told, perform: Perform, *, offline: bool) -> ExportDone:
        """Make a file in a process of its own. `perform` queues the changes that note it. Raises ExportCancelled."""
        job = self._job(request, target, offline=offline)

        def note(subjects: Subjects) -> None:
            perform(intents_of(subjects))

        child = self._child = ExportChild(note, self._fresh_token)
        if self._given_up:
            child.cancel()
        return child.run(job, told)

    def cancel(self) -> None:
        """Give up what is being made; safe from every thread."""
        self._given_up = True
        if self._child is not None:
            self._child.cancel()

    def _request_of(self, wish: ExportWish) -> ExportRequest:
        signed, database = self._opened.signed, self._opened.database
        with database.reading() as connection:
            names = read_export_names(connection, database.schema.entities, signed.employee_id)
        return request_of(wish, names, day_of(self._clock.now(), signed.time_zone))

    def _job(self, request: ExportRequest, target: Path, *, offline: bool) -> ExportJob:
        signed, database = self._opened.signed, self._opened.database
        signing = self._account.signing(resumed=True)
        if (signing.session or signed).role is not Role.ADMIN:
            raise Problem(ProblemCode.EXPORT_NOT_ADMIN)
        return ExportJob(
            request=request,
            target=str(target),
            made_at=self._clock.now(),
            waiting=Reads(database, EmployeeId(signed.employee_id)).counts().waiting,
            logs=str(self._logs),
            server=None if offline else self._server(signing),
            desktop=self._desktop() if offline else None,
        )

    def _desktop(self) -> DesktopPlace:
        key = SecretStr(self._account.key_of(self._opened.signed).hex())
        return DesktopPlace(database=str(self._opened.database.path), key=key)

    def _server(self, signing: "SignIn") -> ServerPlace:
        if self._account.work_offline:
            raise Problem(ProblemCode.WORKING_OFFLINE)
        with said_as_problems_of_server():
            token = signing.access_token()
        session = signing.session
        if session is None:
            raise Problem(ProblemCode.SESSION_ENDED)
        return ServerPlace(
            place=session.place,
            ways=tuple(SecretStr(way.proxy) for way in self._account.proxies.ways(session.server)),
            company_ca=self._account.company_ca,
            plain_http=self._account.trust.plain_http,
            token=SecretStr(token),
        )

    def _fresh_token(self, refused: str) -> str:
        with said_as_problems_of_server():
            return self._account.signing(resumed=True).access_token(rejected=refused)


def intents_of(subjects: Subjects) -> list[Intent]:
    """The changes by which the server, and those whose rows they are, hear of an export that was made without it."""
    head = subjects.head
    request = head.request
    whole = NoteExport(
        export_id=str(uuid4()),
        number=1,
        parts=1,
        dataset=request.dataset,
        day_from=None if request.day_from is None else Day(request.day_from),
        day_to=None if request.day_to is None else Day(request.day_to),
        office_id=request.office_id,
        department_id=request.department_id,
        format=request.format,
        rows=head.rows,
        made_at=Instant(head.made_at),
        subjects=[],
    )
    mine = {EmployeeId(employee): rows for employee, rows in subjects.rows.items()}
    return [Intent("export.note", part) for part in in_parts(whole, mine)]
