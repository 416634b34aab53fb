"""Where the rows of an export come from: the company's database, or what an admin's desktop holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.selecting import dataset_of, selected
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.reports.reading import Line, Reading, Tables
from lunch_desktop.store.reports.refusing import ReportFault, ReportRefused
from lunch_desktop.store.reports.snapshots import Freshness, company_snapshot, desktop_snapshot
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.exports import MOST_PREVIEWED, ExportHead, ExportPreview, ExportRequest

__all__ = ["CompanyReports", "DesktopReports", "Line", "Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """An export in one snapshot, which stands as long as it is open: its head, whose rows it holds, and the rows."""

    head: ExportHead
    _reading: Reading

    def subjects(self) -> dict[str, int]:
        """How many of the rows are whose, by the employee's id."""
        return self._reading.subjects()

    def rows(self, limit: int | None = None) -> Iterator[Line]:
        """The rows in order, as a stream; the first `limit` of them."""
        return self._reading.rows(limit)


class CompanyReports:
    """Everything that the company has. `made_by` is the name of who asks, as it stands in the file."""

    def __init__(self, database: CompanyDatabase, clock: Clock, made_by: str) -> None:
        self._database = database
        self._clock = clock
        self._made_by = made_by

    @contextmanager
    def report(self, request: ExportRequest) -> Iterator[Report]:
        """The export in one snapshot. Raises ReportRefused, and Problem where the database can't be read."""
        dataset = dataset_of(request)
        with company_snapshot(self._database) as tables:
            now = self._clock.now()
            freshness = Freshness(now, 0, self._made_by)
            yield _report(tables, dataset, request, freshness, now, is_server=True)

    @contextmanager
    def open(self, request: ExportRequest) -> Iterator[tuple[ExportHead, Iterator[Line]]]:
        """The head and the rows. See `report`."""
        with self.report(request) as report:
            yield report.head, report.rows()

    def preview(self, request: ExportRequest, limit: int = MOST_PREVIEWED) -> ExportPreview:
        """The head, and the first rows. See `report`."""
        with self.report(request) as report:
            return _preview(report, limit)


class DesktopReports:
    """What the signed-in admin's desktop holds, with the changes that wait; the file says that it is no more."""

    def __init__(self, database: DesktopDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @contextmanager
    def report(self, request: ExportRequest) -> Iterator[Report]:
        """The export in one snapshot. Raises ReportRefused, and Problem where the file can't be read."""
        dataset = dataset_of(request)
        if not dataset.on_desktops:
            raise ReportRefused(ReportFault.NOT_HELD, dataset.name)
        with desktop_snapshot(self._database) as (tables, freshness):
            yield _report(tables, dataset, request, freshness, self._clock.now(), is_server=False)

    @contextmanager
    def open(self, request: ExportRequest) -> Iterator[tuple[ExportHead, Iterator[Line]]]:
        """The head and the rows. See `report`."""
        with self.report(request) as report:
            yield report.head, report.rows()

    def preview(self, request: ExportRequest, limit: int = MOST_PREVIEWED) -> ExportPreview:
        """The head, and the first rows. See `report`."""
        with self.report(request) as report:
            return _preview(report, limit)


def _preview(report: Report, limit: int) -> ExportPreview:
    return ExportPreview(head=report.head, rows=[list(row) for row in report.rows(min(limit, MOST_PREVIEWED))])


def _report(
    tables: Tables, dataset: Dataset, request: ExportRequest, freshness: Freshness, now: int, *, is_server: bool
) -> Report:
    asked = selected(tables, dataset, request)
    zone = tables.time_zone(request.office_id)
    reading = tables.read(dataset.query, asked.selection, zone)
    rows, totals = reading.totals()
    head = ExportHead(
        request=request.model_copy(update={"columns": asked.selection.columns, "order": asked.selection.order}),
        office=asked.office,
        department=asked.department,
        made_by=freshness.employee,
        made_at=now,
        time_zone=zone,
        source="server" if is_server else "desktop",
        as_of=freshness.as_of,
        waiting=freshness.waiting,
        rows=rows,
        totals=totals,
        missing=asked.missing,
    )
    return Report(head, reading)
