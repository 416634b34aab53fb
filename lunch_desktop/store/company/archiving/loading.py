"""Putting an archive's rows into an empty database, at the step of the schema that it was made at."""

from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from lunch_desktop.store.company.archiving.describing import columns_of
from lunch_desktop.store.company.archiving.findings import ArchiveFaulty, Found, Wrong
from lunch_desktop.store.company.archiving.form import MANIFEST, Step, TablePart
from lunch_desktop.store.company.archiving.reading import ArchiveFile
from lunch_desktop.store.company.archiving.rows import BadLine, RowForm, line_of, tables_at
from lunch_desktop.store.company.database import MIGRATIONS
from lunch_desktop.store.company.moving.contents import Sum, set_sequences
from lunch_desktop.store.migrate import migrate

_AT_A_TIME: Final = 250
_MODULUS: Final = 1 << 128

Rows = list[tuple[int, dict[str, Any]]]
"""Rows with the numbers of their lines."""


class Loading:
    """One archive into one database, within the caller's transaction.

    `wrong` is told of each fault; what it raises ends the loading.
    """

    def __init__(
        self,
        archive: ArchiveFile,
        connection: Connection,
        wrong: Callable[[Found], None],
        tell: Callable[[Step], None],
    ) -> None:
        self._archive = archive
        self._connection = connection
        self._wrong = wrong
        self._tell = tell
        self.tables: list[Table] = []
        self.left_out: dict[str, list[int]] = {}
        """The lines of each table that were not taken, in order."""
        self._sums: dict[str, Sum] = {}

    def run(self) -> None:
        """Make the tables and fill them. Raises ArchiveFaulty where nothing can be made of the rest."""
        manifest, connection = self._archive.manifest, self._connection
        migrate(connection, MIGRATIONS, manifest.revision)
        self.tables = tables_at(connection, manifest.revision)
        for table in reversed(self.tables):
            connection.execute(delete(table))  # what a server makes at its first start, and migrations for an old one
        parts = {part.name: part for part in manifest.tables}
        self._check_columns(parts)
        for table in self.tables:
            self._fill(table, parts[table.name])
        set_sequences(connection, self.tables)

    def compare(self) -> None:
        """Read everything back: the database holds what the file said, each row as it is."""
        for table in self.tables:
            names = [column.name for column in table.columns]
            total, rows = 0, 0
            query = select(table).execution_options(yield_per=_AT_A_TIME)
            with self._connection.execute(query) as result:
                for row in result:
                    total += _digest(line_of(names, row))
                    rows += 1
            if Sum(rows, total % _MODULUS) != self._sums[table.name]:
                self._wrong(Found(Wrong.COPY_DIFFERS, f"tables/{table.name}.jsonl"))

    def line_at(self, table: str, row: int) -> int:
        """The line that the `row`-th row that was taken stood in."""
        for left in self.left_out.get(table, []):
            row += left <= row
        return row

    def _check_columns(self, parts: dict[str, TablePart]) -> None:
        known = {table.name: [(one.name, one.type) for one in columns_of(table)] for table in self.tables}
        said = {part.name: [(one.name, one.type) for one in part.columns] for part in parts.values()}
        for name in sorted(known.keys() | said.keys()):
            if known.get(name) != said.get(name):
                raise ArchiveFaulty(Found(Wrong.TABLE_UNKNOWN, MANIFEST, detail=name))

    def _fill(self, table: Table, part: TablePart) -> None:
        form, names = RowForm.of(table), [column.name for column in table.columns]
        total, taken = 0, 0
        some: Rows = []
        for number, row in self._rows(form, part):
            some.append((number, row))
            total += _digest(line_of(names, list(row.values())))
            if len(some) == _AT_A_TIME:
                taken += self._write(table, part, some)
                some = []
                self._tell(Step(table.name, taken))
        taken += self._write(table, part, some)
        self._tell(Step(table.name, taken))
        self._sums[table.name] = Sum(taken, total % _MODULUS)

    def _rows(self, form: RowForm, part: TablePart) -> Iterator[tuple[int, dict[str, Any]]]:
        for number, line in self._archive.lines(part, self._wrong):
            try:
                yield number, form.parsed(line)
            except BadLine as bad:
                kind = Wrong.VALUE_WRONG if bad.column else Wrong.LINE_BROKEN
                self._leave_out(part, Found(kind, part.file, number, bad.column))

    def _write(self, table: Table, part: TablePart, some: Rows) -> int:
        """How many of the rows were taken; those that were not are told one by one."""
        if not some:
            return 0
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(table), [row for _, row in some])
        except (DataError, IntegrityError):
            return sum(self._write_one(table, part, number, row) for number, row in some)
        return len(some)

    def _write_one(self, table: Table, part: TablePart, number: int, row: dict[str, Any]) -> bool:
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(table), [row])
        except (DataError, IntegrityError) as error:
            detail = type(error.orig).__name__
            self._leave_out(part, Found(Wrong.ROW_REFUSED, part.file, number, detail))
            return False
        return True

    def _leave_out(self, part: TablePart, found: Found) -> None:
        self.left_out.setdefault(part.name, []).append(found.line or 0)
        self._wrong(found)


def _digest(line: bytes) -> int:
    return int.from_bytes(blake2b(line, digest_size=16).digest())
