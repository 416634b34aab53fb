"""Making an archive: one snapshot of the database, row by row into one file, which gets its name when it is whole."""

import os
import secrets
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection, Table, select

from lunch_desktop import __version__
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.archiving.describing import about, columns_of
from lunch_desktop.store.company.archiving.enciphering import EncryptedWriter
from lunch_desktop.store.company.archiving.form import (
    FORMAT,
    MANIFEST,
    README,
    SIGNATURE,
    Manifest,
    Signature,
    Step,
    TablePart,
    file_of,
    signed_part,
)
from lunch_desktop.store.company.archiving.reading import ArchiveFile
from lunch_desktop.store.company.archiving.rows import line_of, tables_at
from lunch_desktop.store.company.auditing.keys import SealingKey
from lunch_desktop.store.company.cursors import read_head
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.failures import explained
from lunch_desktop.system import files
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error
from lunch_desktop.system.resources import resource_path

AT_A_TIME: Final = 250
"""Rows in memory; some are of 64 KiB."""


@dataclass(frozen=True, slots=True)
class Making:
    """How an archive is made: when, its random id, and the keys of the audit log, `signing` it and `known` ones."""

    at: Instant
    archive: str
    signing: SealingKey
    audit_keys: dict[str, str]
    passphrase: bytes | None = None

    @staticmethod
    def new_id() -> str:
        """The id of an archive that is about to be made."""
        return secrets.token_hex(8)


def create(
    database: CompanyDatabase,
    revision: str,
    target: Path,
    making: Making,
    tell: Callable[[Step], None],
    note: Callable[[], None],
    *,
    force: bool,
) -> Manifest:
    """Archive the company into `target`, while its server runs; what was there stays until the new one is whole.

    `note` is called before the first row is read: it tells the audit log, which the archive then holds whole. The file
    is read back before it gets its name. Raises Problem: `archive_exists` unless `force`, and what is wrong with the
    database or the disk.
    """
    _refuse_to_overwrite(target, force)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)  # readable by its owner only
    except OSError as error:
        raise of_os_error(error, target) from error
    temporary = Path(name)
    try:
        with explained(str(target)), os.fdopen(handle, "wb") as file:
            note()
            manifest = _fill(file, database, revision, making, tell)
            file.flush()
            os.fsync(file.fileno())
        with ArchiveFile.opened(temporary, making.passphrase) as archive:
            archive.check_sums()
        _refuse_to_overwrite(target, force)
        with explained(str(target)):
            files.give_name(temporary, target)
    except BaseException:
        with suppress(OSError):
            files.remove(temporary)
        raise
    return manifest


def _refuse_to_overwrite(target: Path, force: bool) -> None:
    if not force and target.exists():
        raise Problem(ProblemCode.ARCHIVE_EXISTS, path=str(target))


def _fill(
    file: IO[bytes], database: CompanyDatabase, revision: str, making: Making, tell: Callable[[Step], None]
) -> Manifest:
    sealed = None if making.passphrase is None else EncryptedWriter(file, making.passphrase)
    whole: Any = file if sealed is None else sealed
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive, database.reading() as connection:
        manifest = write_archive(archive, connection, database.schema, revision, making, tell)
    if sealed is not None:
        sealed.finish()
    return manifest


def write_archive(
    archive: zipfile.ZipFile,
    connection: Connection,
    schema: CompanySchema,
    revision: str,
    making: Making,
    tell: Callable[[Step], None],
) -> Manifest:
    """Write every entry from the connection's snapshot of a database at `revision`."""
    when = datetime.fromtimestamp(making.at / 1000, UTC).timetuple()[:6]
    head = read_head(connection, schema)
    offices = schema.entities["offices"]
    named = connection.execute(select(offices.c.name).order_by(offices.c.id)).scalars().all()
    readme = resource_path("texts", "archive_readme.txt").read_bytes()
    archive.writestr(_entry(README, when), readme)
    tables = tables_at(connection, revision)
    parts = tuple(_write_table(archive, connection, table, when, tell) for table in tables)
    manifest = Manifest(
        format=FORMAT,
        program=__version__,
        archive=making.archive,
        company=", ".join(named),
        revision=revision,
        epoch=head.epoch,
        head=head.version,
        made_at=making.at,
        audit_keys=making.audit_keys,
        tables=parts,
    )
    content = manifest.written()
    archive.writestr(_entry(MANIFEST, when), content)
    signature = Signature(key=making.signing.id, signature=making.signing.sign(signed_part(content)))
    archive.writestr(_entry(SIGNATURE, when), signature.written())
    return manifest


def _write_table(
    archive: zipfile.ZipFile,
    connection: Connection,
    table: Table,
    when: tuple[int, ...],
    tell: Callable[[Step], None],
) -> TablePart:
    names = [column.name for column in table.columns]
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_A_TIME)
    digest, rows, size = sha256(), 0, 0
    with (
        archive.open(_entry(file_of(table.name), when), "w", force_zip64=True) as entry,
        connection.execute(query) as result,
    ):
        for some in result.partitions():
            lines = b"".join(line_of(names, row) for row in some)
            digest.update(lines)
            entry.write(lines)
            size += len(lines)
            rows += len(some)
            tell(Step(table.name, rows))
    return TablePart(
        name=table.name,
        file=file_of(table.name),
        rows=rows,
        bytes=size,
        sha256=digest.hexdigest(),
        meaning=about(table.name),
        columns=columns_of(table),
    )


def _entry(name: str, when: tuple[int, ...]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(when[0], 1980), *when[1:]))  # type: ignore[arg-type]
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
