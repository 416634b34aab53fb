"""Exports whose rows come from the company server: a preview, and all rows as they come."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from lunch_desktop.sync.http import ApiClient, ApiError, ServerFault
from lunch_desktop.sync.ways import is_this_pc
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import NDJSON, ExportHead, ExportPreview, ExportRequest, ExportTail, Value

SILENT_SECONDS: Final = 120.0
"""How long nothing may come: before its first row the server counts, and notes whose rows it sends."""
_EXPORTS: Final = "/exports"
_LONGEST_LINE: Final = 16 * 1024 * 1024
"""Bytes. No row comes near it."""
_VALUES: Final = frozenset({str, int, bool, type(None)})

Rows = Iterator[list[Value]]


class RemoteReports:
    """Reads exports of one server. Everything waits, and is safe from every thread."""

    def __init__(self, client: ApiClient, token: Callable[[], str]) -> None:
        """`token` gives an access token that is good now; it may wait."""
        self._client = client
        self._token = token

    def preview(self, request: ExportRequest, limit: int) -> ExportPreview:
        """Count, totals and the first rows. Raises ApiErrors."""
        return self._client.ask("POST", f"{_EXPORTS}/preview?limit={limit}", self._token(), ExportPreview, request)

    @contextmanager
    def open(self, request: ExportRequest) -> Iterator[tuple[ExportHead, Rows]]:
        """The head, and the rows as they come; whoever leaves early lets the server stop.

        Raises ApiErrors until the head is there. Going through the rows raises Problem `export_incomplete` where the
        answer ends before it is whole, so that nothing may be made of those that came.
        """
        packed = not is_this_pc(self._client.host)
        with self._client.pouring(
            _EXPORTS, self._token(), request, NDJSON, silent_seconds=SILENT_SECONDS, packed=packed
        ) as pieces:
            lines = _Lines(pieces)
            head = self._head(lines)
            yield head, self._rows(head, lines)

    def _head(self, lines: "_Lines") -> ExportHead:
        try:
            return ExportHead.model_validate(lines.first())
        except (ValidationError, ValueError) as error:
            raise ServerFault(Problem(ProblemCode.SERVER_FAULT, server=self._client.base_url)) from error

    def _rows(self, head: ExportHead, lines: "_Lines") -> Rows:
        columns, came, tail = len(head.request.columns), 0, None
        try:
            for some in lines:
                if isinstance(some[-1], dict):
                    tail = ExportTail.model_validate(some.pop())
                if not all(_is_row(row, columns) for row in some):
                    raise ValueError("a line that is no row")
                came += len(some)
                yield from some
                if tail is not None:
                    break
        except (ApiError, ValueError) as error:
            raise self._incomplete(head, came) from error
        if tail is None or tail.end != came or came != head.rows:
            raise self._incomplete(head, came)

    def _incomplete(self, head: ExportHead, came: int) -> Problem:
        return Problem(ProblemCode.EXPORT_INCOMPLETE, server=self._client.base_url, rows=came, of=head.rows)


class _Lines:
    """Lines of JSON, some at a time, as many as are there. Raises ValueError for what is none."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def first(self) -> Any:
        """The first one alone."""
        while b"\n" not in self._rest:
            self._rest += self._next()
        line, _, self._rest = self._rest.partition(b"\n")
        return from_json(line)

    def __iter__(self) -> Iterator[list[Any]]:
        kept = [self._rest]
        while True:
            whole, end, rest = kept[-1].rpartition(b"\n")
            if end:
                yield _parsed(b"".join([*kept[:-1], whole]))
                kept = [rest]
            elif sum(map(len, kept)) > _LONGEST_LINE:
                raise ValueError("a line without end")
            piece = next(self._pieces, None)
            if piece is None:
                return
            kept.append(piece)

    def _next(self) -> bytes:
        piece = next(self._pieces, None)
        if piece is None or len(self._rest) > _LONGEST_LINE:
            raise ValueError("no first line")
        return piece


def _parsed(lines: bytes) -> list[Any]:
    """Whole lines at once: a line's end stands between values only, as JSON's texts have none."""
    parsed: list[Any] = from_json(b"[%b]" % lines.replace(b"\n", b","), cache_strings="all")
    return parsed


def _is_row(row: object, columns: int) -> bool:
    return type(row) is list and len(row) == columns and _VALUES.issuperset(map(type, row))
