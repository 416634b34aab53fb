"""The form of an archive: which entries it has, and what its manifest says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

FORMAT: Final = 1
"""Grows when an older program could not read an archive any more."""
SUFFIX: Final = ".lunch-archive"
README: Final = "README.txt"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "signature.json"

_Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
_Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]+$", max_length=128)]
_Words = Annotated[str, StringConstraints(max_length=10_000)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class ColumnPart(_Part):
    """A column. `key`: it is of the primary key. `references` is the column that its values stand in.

    `secret`: who reads it could do harm with it, see docs/archive.md.
    """

    name: _Name
    type: Literal["text", "integer", "boolean", "json"]
    nullable: bool
    key: bool
    references: str | None
    secret: bool
    meaning: _Words


class TablePart(_Part):
    """A table: its file in the archive, how many rows and bytes that has, and the SHA-256 of these bytes."""

    name: _Name
    file: str
    rows: int = Field(ge=0)
    bytes: int = Field(ge=0)
    sha256: _Hex
    meaning: _Words
    columns: tuple[ColumnPart, ...]


class Manifest(_Part):
    """What an archive says of itself.

    `archive` is its random id, which the audit log names it by. `revision` is the step of the schema; `epoch` and
    `head` say where the company's history stood. `made_at` is in milliseconds since the epoch, UTC. `audit_keys` has
    the public halves of the keys that the audit log is sealed with, by id. Tables are in the order in which they are
    to be filled: each after those that it refers to.
    """

    format: int
    program: str
    archive: _Hex
    company: str
    revision: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    epoch: str
    head: int
    made_at: int
    audit_keys: Mapping[str, _Hex]
    tables: tuple[TablePart, ...]

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(table.rows for table in self.tables)

    def written(self) -> bytes:
        """As it stands in the archive."""
        return (self.model_dump_json(indent=1) + "\n").encode("utf-8", errors="backslashreplace")


class Signature(_Part):
    """The server's word for a manifest, and so for all that it names: by the audit log's key (Ed25519)."""

    key: _Hex
    signature: _Hex

    def written(self) -> bytes:
        """As it stands in the archive."""
        return (self.model_dump_json(indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Step:
    """What is told meanwhile: a table, and how many of its rows are done."""

    table: str
    rows: int


def file_of(table: str) -> str:
    """The name of a table's entry."""
    return f"tables/{table}.jsonl"


def signed_part(manifest: bytes) -> bytes:
    """What the signature is over; no other signature of the same key is over anything that begins so."""
    return b"lunch archive manifest\0" + manifest
