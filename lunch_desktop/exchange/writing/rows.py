"""The rows on their way into a file: in chunks, counted, told of, and stopped when somebody cancels."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from lunch_desktop.wire.exports import Value

Row = Sequence[Value]
CHUNK: Final = 1_000
"""Rows that are handled at once; few enough for a cancel to be heard at once."""


class Cancelled(Exception):
    """Somebody cancelled the export; nothing of it is left."""


class SourceFault(Exception):
    """An error of the operating system that came with the rows: it is not the file's, and keeps its own words."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class Rows:
    """The rows in chunks, and how many there were so far."""

    def __init__(
        self, rows: Iterable[Row], promised: int, progress: Callable[[int], None], cancelled: Callable[[], bool]
    ) -> None:
        self._rows = iter(rows)
        self._promised = promised
        self._progress = progress
        self._cancelled = cancelled
        self.count = 0

    def check(self) -> None:
        """Raise Cancelled if somebody cancelled."""
        if self._cancelled():
            raise Cancelled

    def chunks(self, most: int | None = None) -> Iterator[list[Row]]:
        """The next rows, all of them or `most`. Raises Cancelled, and whatever the source raises."""
        left = self._promised + 1 if most is None else most
        while left > 0:
            self.check()
            try:
                chunk = list(islice(self._rows, min(CHUNK, left)))
            except OSError as error:
                raise SourceFault(error) from error
            if not chunk:
                return
            left -= len(chunk)
            self.count += len(chunk)
            yield chunk
            self._progress(self.count)

    def finish(self) -> None:
        """See that the rows are those that the head promised. Raises ValueError: such a file would not be true."""
        if self.count != self._promised or next(self._rows, None) is not None:
            raise ValueError(f"the head promises {self._promised} rows, and {self.count} came or more")
