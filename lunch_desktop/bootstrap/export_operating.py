"""`lunch-desktop export` on the server's machine: the operator reads the company's database, and that is noted."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from lunch_desktop.bootstrap.exporting import make_export
from lunch_desktop.domain.times import day_of
from lunch_desktop.exchange.makers import BY_OPERATOR
from lunch_desktop.exchange.sources import CompanyReports
from lunch_desktop.exchange.wished import request_of
from lunch_desktop.server.configuration.checks import complete_database
from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.settings import database_url
from lunch_desktop.store.company.accounts_audit import OPERATOR, AuditLog
from lunch_desktop.store.company.auditing.opening import opened_to_look
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.exports_made import note_made
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.export_names import read_export_names
from lunch_desktop.store.reports.snapshots import company_snapshot
from lunch_desktop.system.clock import Clock, SystemClock
from lunch_desktop.system.export_jobs import ExportDone, Progress
from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import raise_all
from lunch_desktop.wire.exports import ExportHead, ExportPreview, ExportRequest


def export_as_operator(
    wish: ExportWish,
    database: str | None,
    file: Path | None,
    data_dir: str | None,
    told: Callable[[Progress], object],
) -> ExportDone:
    """Make the file; the server may run meanwhile. Raises Problem, Problems."""
    configuration = configure({"data_dir": data_dir}, os.environ, file=file)
    raise_all(configuration.problems)
    settings = configuration.settings
    folder = open_data_folder(settings.data_dir, os.environ)
    url = complete_database(database_url(folder, database or settings.database_url), settings.database_password)
    keys, clock = settings.keys or folder.server / "keys", SystemClock()
    with opened_to_look(url):  # before anything is opened for writing, which would make what is not there
        seals = Seals.kept_in(keys)
    with closing(CompanyDatabase.open(url)) as company:
        request = _request_of(wish, company, clock)
        done = make_export(_Noted(company, clock, seals, request), request, wish.target, told)
        AuditSealer(company, keys, clock).seal()
    return done


def _request_of(wish: ExportWish, company: CompanyDatabase, clock: Clock) -> ExportRequest:
    with company_snapshot(company) as tables:
        names = read_export_names(tables.connection, tables.tables)
        today = day_of(clock.now(), tables.time_zone(None))
    return request_of(wish, names, today)


class _Noted:
    """What is noted of an export is noted before its first row is read, as where an admin asks for it."""

    def __init__(self, company: CompanyDatabase, clock: Clock, seals: Seals, request: ExportRequest) -> None:
        made_by = f"{BY_OPERATOR.in_(request.language)} ({getpass.getuser()})"
        self._reports = CompanyReports(company, clock, made_by)
        self._sync = CompanySync(company, clock, seals)
        self._audit = AuditLog(company)

    def preview(self, request: ExportRequest, limit: int) -> ExportPreview:
        """See Reports."""
        return self._reports.preview(request, limit)

    @contextmanager
    def open(self, request: ExportRequest) -> Iterator[tuple[ExportHead, Iterator[Any]]]:
        """See Reports."""
        with self._reports.report(request) as report:
            subjects = report.subjects()
            note_made(self._sync, self._audit, str(uuid4()), report.head, subjects, made_by=None, actor=OPERATOR)
            yield report.head, report.rows()
