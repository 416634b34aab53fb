"""What may be wrong with an archive, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Wrong(StrEnum):
    """The kinds of fault. What is told beside each is in `Found`."""

    NO_ARCHIVE = "no_archive"
    """It is no archive, or its end is missing: what names the entries stands there."""
    ENTRY_MISSING = "entry_missing"
    ENTRY_UNKNOWN = "entry_unknown"
    """An entry that the manifest does not name, that is there twice, or that leads out of the archive."""
    ENTRY_BROKEN = "entry_broken"
    """It can't be unpacked."""
    MANIFEST_BROKEN = "manifest_broken"
    SIGNATURE_WRONG = "signature_wrong"
    TABLE_UNKNOWN = "table_unknown"
    """The tables or columns are not those of the schema that the manifest names."""
    SIZE_DIFFERS = "size_differs"
    ROWS_DIFFER = "rows_differ"
    HASH_DIFFERS = "hash_differs"
    LINE_BROKEN = "line_broken"
    """It is no object with exactly the table's columns."""
    VALUE_WRONG = "value_wrong"
    """A column holds what it can't; `detail` is its name."""
    ROW_REFUSED = "row_refused"
    """The database does not take it: a key that is there already, or a text that it can't hold."""
    REFERENCE_MISSING = "reference_missing"
    """It refers to a row that is not there; `detail` is where that should be."""
    SUM_WRONG = "sum_wrong"
    """What desktops are told of a scope does not add up; `detail` is the scope."""
    COPY_DIFFERS = "copy_differs"
    """What the database holds is not what the file said."""
    AUDIT = "audit"
    """The audit log is not whole; `detail` is its fault, `line` the number of the entry or seal."""


@dataclass(frozen=True, slots=True)
class Found:
    """One fault: the entry it is in, the line from 1 where there is one, and what else is to be said."""

    wrong: Wrong
    file: str = ""
    line: int | None = None
    detail: str = ""


class ArchiveFaulty(Exception):
    """The archive can't be gone on with."""

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.found = found
