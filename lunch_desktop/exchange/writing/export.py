"""One export into one file, in the format that its request names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from lunch_desktop.exchange.shape import Shape
from lunch_desktop.exchange.writing.csv_file import write_csv
from lunch_desktop.exchange.writing.faults import problem_of
from lunch_desktop.exchange.writing.json_lines import write_json_lines
from lunch_desktop.exchange.writing.rows import Row, Rows, SourceFault
from lunch_desktop.exchange.writing.stage import staged
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import ExportHead

MOST_ROWS_OF_A_PDF: Final = 50_000
"""About 1,300 pages; nobody reads more, and other formats hold it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many rows, how many bytes, and where."""

    rows: int
    bytes: int
    path: Path


def write_export(
    target: Path,
    dataset: Shape,
    head: ExportHead,
    rows: Iterable[Row],
    *,
    progress: Callable[[int], None] = lambda _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write the rows to `target`, which is replaced at the very end or stays as it was.

    `progress` is told how many rows are written, some hundred at a time; `cancelled` is asked as often. The same head
    and rows make the same bytes, always. Raises Problem where the file can't be written, Cancelled, ValueError where
    the rows are not as many as the head says, and whatever the source of the rows raises.
    """
    if head.request.format == "pdf" and head.rows > MOST_ROWS_OF_A_PDF:
        raise Problem(ProblemCode.EXPORT_TOO_LONG_FOR_PDF, rows=f"{head.rows:,}", most=f"{MOST_ROWS_OF_A_PDF:,}")
    counted = Rows(rows, head.rows, progress, cancelled)
    try:
        place = target.resolve()
        with staged(place) as file:
            _write(file, dataset, head, counted)
            counted.check()
            size = file.tell()
    except SourceFault as fault:
        raise fault.error from fault
    except OSError as error:
        raise problem_of(error, target) from error
    return Written(counted.count, size, target)


def _write(file: BinaryIO, dataset: Shape, head: ExportHead, rows: Rows) -> None:
    match head.request.format:
        case "csv":
            write_csv(file, dataset, head, rows)
        case "jsonl":
            write_json_lines(file, dataset, head, rows)
        case "xlsx":
            # The libraries take a while to load, and only who needs them waits for that.
            from lunch_desktop.exchange.writing.xlsx_file import write_xlsx

            write_xlsx(file, dataset, head, rows)
        case "pdf":
            from lunch_desktop.exchange.writing.pdf_report import write_pdf

            write_pdf(file, dataset, head, rows)
