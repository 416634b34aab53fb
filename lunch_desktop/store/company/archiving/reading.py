"""Opening an archive without trust: what it says of itself is checked before anything is made of it.

Nothing is ever unpacked to a path that the file names, nothing is read beyond what the manifest says, and no line is
held that is longer than any row can be.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from pydantic import ValidationError

from lunch_desktop.store.company.archiving.enciphering import EncryptedReader, is_encrypted
from lunch_desktop.store.company.archiving.findings import ArchiveFaulty, Found, Wrong
from lunch_desktop.store.company.archiving.form import (
    FORMAT,
    MANIFEST,
    README,
    SIGNATURE,
    Manifest,
    Signature,
    TablePart,
    file_of,
)
from lunch_desktop.store.company.database import MIGRATIONS
from lunch_desktop.store.migrate import known_revisions
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error

_MOST_ENTRIES: Final = 1_000
_LONGEST: Final = {MANIFEST: 16 << 20, README: 1 << 20, SIGNATURE: 64 << 10}
LONGEST_LINE: Final = 64 << 20
"""Bytes. A seal of the audit log takes 64 KiB, a change as much."""
_BUFFER: Final = 1 << 20
_UNPACKING: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the library raises for an entry that is not what it says."""


class ArchiveFile:
    """An archive that was opened, with entries that are those of its manifest."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Raises ArchiveFaulty, and Problem `archive_newer`."""
        self._archive = archive
        self._entries = self._named()
        self.manifest_bytes = self._small(MANIFEST)
        self.manifest = self._manifest()
        self._check_entries()
        self.signature = self._signature()

    @classmethod
    @contextmanager
    def opened(cls, path: Path, passphrase: bytes | None = None) -> Iterator["ArchiveFile"]:
        """The archive at `path`. Raises ArchiveFaulty, and Problem: not there, not readable, or of a newer version."""
        with ExitStack() as stack:
            try:
                file = stack.enter_context(path.open("rb"))
            except OSError as error:
                raise of_os_error(error, path) from error
            try:
                whole: IO[bytes] = file
                if is_encrypted(file):
                    reader = EncryptedReader(file, passphrase, path)
                    whole = stack.enter_context(io.BufferedReader(reader, _BUFFER))
                archive = stack.enter_context(zipfile.ZipFile(whole))
            except (*_UNPACKING, OSError):
                raise ArchiveFaulty(Found(Wrong.NO_ARCHIVE)) from None
            yield cls(archive)

    def lines(self, part: TablePart, wrong: Callable[[Found], None]) -> Iterator[tuple[int, bytes]]:
        """The lines of a table, numbered from 1; what is wrong with them as a whole is told at the end.

        Raises ArchiveFaulty where there is nothing more to be had.
        """
        digest, size, number = sha256(), 0, 0
        with self._opened(part.file) as file:
            while line := self._line(file, part.file, number + 1):
                number += 1
                size += len(line)
                if size > part.bytes or number > part.rows:
                    kind = Wrong.SIZE_DIFFERS if size > part.bytes else Wrong.ROWS_DIFFER
                    raise ArchiveFaulty(Found(kind, part.file, number))
                digest.update(line)
                yield number, line
        if size != part.bytes:
            wrong(Found(Wrong.SIZE_DIFFERS, part.file, number))
        if number != part.rows:
            wrong(Found(Wrong.ROWS_DIFFER, part.file, number))
        if digest.hexdigest() != part.sha256:
            wrong(Found(Wrong.HASH_DIFFERS, part.file))

    def check_sums(self) -> None:
        """Read everything once. Raises ArchiveFaulty for the first fault."""
        for part in self.manifest.tables:
            for _ in self.lines(part, _raise):
                pass

    def _line(self, file: IO[bytes], name: str, number: int) -> bytes:
        try:
            line = file.readline(LONGEST_LINE + 1)
        except _UNPACKING:
            raise ArchiveFaulty(Found(Wrong.ENTRY_BROKEN, name, number)) from None
        if len(line) > LONGEST_LINE:
            raise ArchiveFaulty(Found(Wrong.LINE_BROKEN, name, number))
        return line

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        try:
            entry = self._archive.open(self._entries[name])
        except _UNPACKING:
            raise ArchiveFaulty(Found(Wrong.ENTRY_BROKEN, name)) from None
        with entry, io.BufferedReader(entry, _BUFFER) as file:  # type: ignore[type-var]
            yield file

    def _named(self) -> dict[str, zipfile.ZipInfo]:
        """The entries by name. Raises ArchiveFaulty for one that no archive of ours has."""
        entries: dict[str, zipfile.ZipInfo] = {}
        listed = self._archive.infolist()
        for info in listed:
            packed = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & 1
            too_long = info.file_size > _LONGEST.get(info.filename, info.file_size)
            if info.filename in entries or not packed or too_long or len(listed) > _MOST_ENTRIES:
                raise ArchiveFaulty(Found(Wrong.ENTRY_UNKNOWN, info.filename[:100]))
            entries[info.filename] = info
        for name in (MANIFEST, README, SIGNATURE):
            if name not in entries:
                raise ArchiveFaulty(Found(Wrong.ENTRY_MISSING, name))
        return entries

    def _small(self, name: str) -> bytes:
        with self._opened(name) as file:
            try:
                return file.read(_LONGEST[name])
            except _UNPACKING:
                raise ArchiveFaulty(Found(Wrong.ENTRY_BROKEN, name)) from None

    def _manifest(self) -> Manifest:
        try:
            manifest = Manifest.model_validate_json(self.manifest_bytes)
        except (ValidationError, RecursionError):
            raise ArchiveFaulty(Found(Wrong.MANIFEST_BROKEN, MANIFEST)) from None
        known = known_revisions(MIGRATIONS)
        if manifest.format > FORMAT or manifest.revision > known[-1]:
            raise Problem(ProblemCode.ARCHIVE_NEWER, program=manifest.program[:20])
        names = [part.name for part in manifest.tables]
        files = [part.file for part in manifest.tables]
        if (
            manifest.format < 1
            or manifest.revision not in known
            or len(set(names)) != len(names)
            or files != [file_of(name) for name in names]
        ):
            raise ArchiveFaulty(Found(Wrong.MANIFEST_BROKEN, MANIFEST))
        return manifest

    def _check_entries(self) -> None:
        wanted = {MANIFEST, README, SIGNATURE, *(part.file for part in self.manifest.tables)}
        for name in self._entries.keys() - wanted:
            raise ArchiveFaulty(Found(Wrong.ENTRY_UNKNOWN, name[:100]))
        for name in sorted(wanted - self._entries.keys()):
            raise ArchiveFaulty(Found(Wrong.ENTRY_MISSING, name))

    def _signature(self) -> Signature:
        try:
            return Signature.model_validate_json(self._small(SIGNATURE))
        except ValidationError:
            raise ArchiveFaulty(Found(Wrong.SIGNATURE_WRONG, SIGNATURE)) from None


def _raise(found: Found) -> None:
    raise ArchiveFaulty(found)
