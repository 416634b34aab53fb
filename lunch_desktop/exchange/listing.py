"""A list in a CSV file, whatever it is a list of: which column is which field, what each line says and what is wrong.

A kind of list says its fields and what each line would do (`imports/`); all the rest is here.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.exchange.neutral import original
from lunch_desktop.exchange.tables import (
    Encoding,
    Record,
    TableError,
    TableFault,
    decode,
    records,
    separator_of,
    without_statement,
)

TWICE: Final = "twice"
"""The code of a fault: another line, `line`, is about the same. All others are those of refusals, or a list's own."""
MOST_IGNORED: Final = 60


class LineRefused(Exception):
    """A line is not possible for a reason of the list's own; `details` fill the text's placeholders."""

    def __init__(self, code: str, field: str | None = None, **details: Any) -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field
        self.details = details


class LineState(StrEnum):
    """What a line would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column may hold. `headers`: first the Korean and the English word, then what else people write.

    `read` makes the value of a cell that is not blank, and raises Refusal; the cell is as it was before a spreadsheet's
    apostrophe. A blank cell says nothing of the field, unless it is `required`.
    """

    name: str
    headers: tuple[str, ...]
    read: Callable[[str], Any]
    required: bool = False
    missing: str = RefusalCode.NAME_MISSING


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line: a field (None: all of it), the rule that it breaks, and what stands there."""

    line: int
    field: str | None
    code: str
    details: Mapping[str, Any]
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file. `values` are tidy; `there` is what it is about, where that is there already."""

    line: int
    values: Mapping[str, Any]
    there: Any
    state: LineState
    cells: Mapping[str, str] = field(default_factory=dict)
    """What stands in the file, field by field, as it may be shown."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of a line that is right by itself. Two lines with one `key` are about the same."""

    key: Hashable
    there: Any
    state: LineState


@dataclass(frozen=True, slots=True)
class ListRead:
    """A whole file. Nothing of it may be taken while there are `faults`."""

    encoding: Encoding
    separator: str
    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    lines: tuple[Line, ...]
    faults: tuple[LineFault, ...]

    def count(self, state: LineState) -> int:
        """How many lines are so."""
        return sum(line.state is state for line in self.lines)


def header_key(header: str) -> str:
    """A header as it is compared: without blanks, in any case."""
    return "".join(original(header).split()).casefold()


def read_list(
    content: bytes,
    fields: Sequence[Field],
    judge: Callable[[Mapping[str, Any]], Judged],
    *,
    most: int,
    encoding: Encoding | None = None,
    separator: str | None = None,
) -> ListRead:
    """Read a file's bytes; `judge` says what a line would do, and raises Refusal or LineRefused where that can't be.

    Raises TableError where it is no table of these at all.
    """
    text, used = decode(content, encoding)
    parted_by = separator or separator_of(text)
    table = without_statement(records(text, parted_by, with_empty=True))
    header = next(table, None)
    by_header = {header_key(one): known for known in fields for one in known.headers}
    found = [by_header.get(header_key(one)) for one in header.fields] if header else []
    names = [one.name if one else None for one in found]
    if any(one.required and one.name not in names for one in fields):
        raise TableError(TableFault.NO_NAMES, 1)
    doubled = [name for name in names if name is not None and names.count(name) > 1]
    if doubled:
        raise TableError(TableFault.COLUMN_TWICE, 1)
    lines: list[Line] = []
    faults: list[LineFault] = []
    seen: dict[Hashable, int] = {}
    for record in table:
        if len(lines) == most:
            raise TableError(TableFault.TOO_MANY_LINES, record.line)
        values, wrong = _line(record, found)
        judged = Judged(record.line, None, LineState.FAULTY)
        if all(one.name in values for one in fields if one.required):
            judged, more = _judged(record, values, judge, seen)
            wrong = wrong or more
        faults += wrong
        state = LineState.FAULTY if wrong else judged.state
        cells = {name: shortened(one) for name, one in zip(names, record.fields, strict=False) if name and one.strip()}
        lines.append(Line(record.line, values, judged.there, state, cells))
    if not lines:
        raise TableError(TableFault.EMPTY)
    ignored = tuple(one for one, name in zip(header.fields if header else (), names, strict=True) if not name and one)
    columns = tuple(name for name in names if name is not None)
    return ListRead(used, parted_by, columns, ignored[:MOST_IGNORED], tuple(lines), tuple(faults))


def shortened(text: str) -> str:
    """What is shown of a cell."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _line(record: Record, found: Sequence[Field | None]) -> tuple[dict[str, Any], list[LineFault]]:
    number, cells = record.line, record.fields
    values: dict[str, Any] = {}
    faults: list[LineFault] = []
    if len(cells) > len(found) and any(cell.strip() for cell in cells[len(found) :]):
        rest = " ".join(cells[len(found) :])
        faults.append(LineFault(number, None, RefusalCode.INVALID_VALUE, {}, shortened(rest)))
    for known, cell in zip(found, [*cells, *[""] * len(found)], strict=False):
        if known is None:
            continue
        try:
            if cell.strip():
                values[known.name] = known.read(_text(cell))
            elif known.required:
                raise Refusal(RefusalCode(known.missing), field=known.name)
        except (Refusal, LineRefused) as refused:
            faults.append(LineFault(number, known.name, refused.code, refused.details, shortened(cell)))
    return values, faults


def _text(cell: str) -> str:
    """A cell's text without the apostrophe that keeps a spreadsheet from reckoning.

    Raises Refusal `invalid_value` for what a spreadsheet would reckon with: a person did not write it as a name.
    """
    text = original(cell)
    if text == cell and cell[0] in "=@\t\r":
        raise Refusal(RefusalCode.INVALID_VALUE)
    return text


def _judged(
    record: Record,
    values: Mapping[str, Any],
    judge: Callable[[Mapping[str, Any]], Judged],
    seen: dict[Hashable, int],
) -> tuple[Judged, list[LineFault]]:
    try:
        judged = judge(values)
    except (Refusal, LineRefused) as refused:
        named = refused.field if isinstance(refused, LineRefused) else refused.details.get("field")
        about = named if isinstance(named, str) else None
        value = shortened(str(values.get(about, ""))) if about else ""
        fault = LineFault(record.line, about, refused.code, refused.details, value)
        return Judged(record.line, None, LineState.FAULTY), [fault]
    former = seen.setdefault(judged.key, record.line)
    if former == record.line:
        return judged, []
    value = shortened(str(next(iter(values.values()), "")))
    return judged, [LineFault(record.line, next(iter(values), None), TWICE, {"line": former}, value)]
