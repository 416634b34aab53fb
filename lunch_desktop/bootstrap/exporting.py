"""Making one export: from whatever its rows come from to the file, for the window and the command line."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.exchange.writing import Cancelled, write_export
from lunch_desktop.store.reports.refusing import ReportFault, ReportRefused
from lunch_desktop.system.export_jobs import ExportCancelled, ExportDone, Progress
from lunch_desktop.system.pace import Pace
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import ExportHead, ExportPreview, ExportRequest

Opening = AbstractContextManager[tuple[ExportHead, Iterator[Any]]]
"""What a file says of itself, and its rows, of one moment."""


class Reports(Protocol):
    """Where rows come from: the server, its database, or what a desktop holds. Raises Problem, ReportRefused."""

    def preview(self, request: ExportRequest, limit: int) -> ExportPreview: ...
    def open(self, request: ExportRequest) -> Opening: ...


def make_export(
    reports: Reports,
    request: ExportRequest,
    target: Path,
    told: Callable[[Progress], object],
    cancelled: Callable[[], bool] = lambda: False,
    waiting: int | None = None,
) -> ExportDone:
    """Make the file at the absolute `target`; one that was there stays until the new one is whole.

    `waiting` changes of this desktop the server has not seen (None: the reports know). `cancelled` is asked often.
    Raises Problem, ExportCancelled.
    """
    pace = Pace()
    with said_as_problems(), reports.open(request) as (head, rows):
        stated = head if waiting is None else head.model_copy(update={"waiting": waiting})

        def written(count: int) -> None:
            if pace.told(count, head.rows):
                told(Progress(count, head.rows, pace.seconds_left))

        written(0)
        try:
            done = write_export(target, DATASETS[request.dataset], stated, rows, progress=written, cancelled=cancelled)
        except Cancelled as error:
            raise ExportCancelled from error
    return ExportDone(done.path, done.rows, done.bytes, head.source)


@contextmanager
def said_as_problems() -> Iterator[None]:
    """Raises Problem for what is wrong with a request."""
    try:
        yield
    except ReportRefused as refused:
        code = _REFUSALS.get(refused.code)
        raise (Problem(code) if code else Problem(ProblemCode.EXPORT_REFUSED, reason=refused.code.value)) from refused


_REFUSALS = {
    ReportFault.NOT_ADMIN: ProblemCode.EXPORT_NOT_ADMIN,
    ReportFault.NOT_HELD: ProblemCode.EXPORT_NOT_HELD,
}
