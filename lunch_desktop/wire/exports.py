"""The messages by which an admin's desktop asks the server for the rows of an export, and what comes back.

`POST exports` answers with lines of JSON (application/x-ndjson): an ExportHead, then one array a row with the values of
the columns in the order of the head, then an ExportTail. An answer without its tail is a half one, and nothing of it
may be used. `POST exports/preview` answers with an ExportPreview.
"""

from typing import Any, Final, Literal

from pydantic import Field, field_validator

from lunch_desktop.wire.sync import Message

MOST_PREVIEWED: Final = 100
"""Rows of a preview."""
MOST_COLUMNS: Final = 60
NDJSON: Final = "application/x-ndjson"

Value = str | int | bool | None
"""A value of a row. Days are `2026-11-23`, times of day `11:50`, moments `2026-11-23T11:50:00` in the office's zone."""
_Name = Field(max_length=60, pattern="^[a-z][a-z0-9_]*$")
_Id = Field(default=None, max_length=60, pattern="^[0-9A-Za-z-]+$")
_Day = Field(default=None, pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


class ExportRequest(Message):
    """What is to be exported, from the window, the command line, a preset or a schedule alike.

    `day_from` and `day_to` are both included; None is open. `columns` and `order` are names of the dataset's columns,
    those of `order` with a `-` before them where the greatest comes first; empty ones mean the dataset's own. `format`
    and `language` (of headers and words) change nothing of the rows that the server sends; it notes the format.
    """

    dataset: str = _Name
    day_from: str | None = _Day
    day_to: str | None = _Day
    office_id: str | None = _Id
    department_id: str | None = _Id
    columns: tuple[str, ...] = Field(default=(), max_length=MOST_COLUMNS)
    order: tuple[str, ...] = Field(default=(), max_length=MOST_COLUMNS)
    language: Literal["ko", "en"] = "ko"
    format: Literal["xlsx", "csv", "jsonl", "pdf"] = "xlsx"

    @field_validator("columns", "order")
    @classmethod
    def _names_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        plain = [name.removeprefix("-") for name in names]
        if len(set(plain)) < len(plain) or not all(0 < len(name) <= 60 for name in plain):
            raise ValueError("each column once")
        return names


class ExportHead(Message):
    """What a file says of itself, known before the first row; `request` has its columns and order filled in.

    `source` is where the rows come from: the company's database, or what one desktop holds. `as_of` is the moment (ms)
    at which they stood: the server's now, or the desktop's last sync (None: never). `waiting` counts the changes that
    had not been sent from the desktop that made the file. `totals` are the dataset's sums over all rows. `missing` are
    columns that were asked for and that the source does not hold. `time_zone` (IANA) is that of `made_at` in the file.
    """

    request: ExportRequest
    office: str | None = None
    department: str | None = None
    made_by: str
    made_at: int
    time_zone: str
    source: Literal["server", "desktop"]
    as_of: int | None
    waiting: int = 0
    rows: int
    totals: dict[str, int]
    missing: tuple[str, ...] = ()


class ExportTail(Message):
    """The last line: how many rows were sent."""

    end: int


class ExportPreview(Message):
    """The head, with count and totals over all rows, and the first rows."""

    head: ExportHead
    rows: list[list[Any]]
