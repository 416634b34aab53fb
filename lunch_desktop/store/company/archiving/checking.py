"""Whether an archive is whole: its files, its rows, what they refer to, what desktops are told, and the audit log.

It is put into a database of its own that is thrown away: what this rehearsal finds, a restore would.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select, text

from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.archiving.findings import ArchiveFaulty, Found, Wrong
from lunch_desktop.store.company.archiving.form import MANIFEST, SIGNATURE, Manifest, Step, file_of, signed_part
from lunch_desktop.store.company.archiving.loading import Loading
from lunch_desktop.store.company.archiving.reading import ArchiveFile
from lunch_desktop.store.company.auditing.keys import is_signed, key_id
from lunch_desktop.store.company.auditing.verifying import AuditVerifier, Fault, Verdict
from lunch_desktop.store.company.database import MIGRATIONS
from lunch_desktop.store.company.schema import CompanySchema, company_schema
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import migrate
from lunch_desktop.wire.sync import SUM_MASK, scope_sum

MOST: Final = 1_000
"""Findings that are gathered; a file that has more is no archive any more."""
_AT_A_TIME: Final = 1_000
_KNOWN_GAPS: Final = frozenset({Fault.END_MISSING})
"""The log itself tells of an end that is missing since a backup was put back: no fault of the archive."""


@dataclass(slots=True)
class Report:
    """What was checked and found. `manifest` is None where there was none to be read.

    `signed`: by one of the keys that were given; None where none were. `audit` is the verdict on the audit log, where
    it was reached; `gaps` are the seals after which it tells of a missing end.
    """

    manifest: Manifest | None = None
    findings: list[Found] = field(default_factory=list)
    signed: bool | None = None
    audit: Verdict | None = None
    gaps: list[int] = field(default_factory=list)

    def tell(self, found: Found) -> None:
        """Add a finding. Raises Enough after too many."""
        self.findings.append(found)
        if len(self.findings) >= MOST:
            raise Enough


class Enough(Exception):
    """There is no use in looking further."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from outside the archive: the keys of the audit log, and what the server vouches entries with."""

    keys: Mapping[str, Ed25519PublicKey] = field(default_factory=dict)
    entry_key: bytes | None = None

    def beside(self, manifest: Manifest) -> "Known":
        """With the keys that the manifest itself names, as far as they are any."""
        own = {name: Ed25519PublicKey.from_public_bytes(raw) for name, raw in _raw_keys(manifest).items()}
        return Known({**own, **self.keys}, self.entry_key)


def verify(path: Path, passphrase: bytes | None, known: Known, tell: Callable[[Step], None]) -> Report:
    """Check everything. Raises Problem: not readable, of a newer version, or no room for the rehearsal."""
    report = Report()
    try:
        with ArchiveFile.opened(path, passphrase) as archive:
            report.manifest = archive.manifest
            report.signed = check_signature(archive, known, report.tell)
            _rehearse(archive, known, report, tell)
    except ArchiveFaulty as faulty:
        report.findings.append(faulty.found)
    except Enough:
        pass
    return report


def check_signature(archive: ArchiveFile, known: Known, wrong: Callable[[Found], None]) -> bool | None:
    """Whether one of the known keys signed the manifest; None where none are known. Its own key always has to fit."""
    signature = archive.signature
    if len(_raw_keys(archive.manifest)) < len(archive.manifest.audit_keys):
        wrong(Found(Wrong.MANIFEST_BROKEN, MANIFEST, detail="audit_keys"))
    key = known.beside(archive.manifest).keys.get(signature.key)
    if key is None or not is_signed(signed_part(archive.manifest_bytes), signature.signature, key):
        wrong(Found(Wrong.SIGNATURE_WRONG, SIGNATURE))
        return False if known.keys else None
    return signature.key in known.keys if known.keys else None


def _raw_keys(manifest: Manifest) -> dict[str, bytes]:
    """The keys that the manifest names, as far as they are any."""
    keys: dict[str, bytes] = {}
    for name, written in manifest.audit_keys.items():
        with suppress(ValueError):
            raw = bytes.fromhex(written)
            if key_id(Ed25519PublicKey.from_public_bytes(raw)) == name:
                keys[name] = raw
    return keys


def _rehearse(archive: ArchiveFile, known: Known, report: Report, tell: Callable[[Step], None]) -> None:
    with _scratch() as connection:
        loading = Loading(archive, connection, report.tell, tell)
        loading.run()
        _check_references(connection, loading, report.tell)
        if report.findings:
            return
        migrate(connection, MIGRATIONS)
        schema = company_schema()
        check_feed(connection, schema, report.tell)
        check_audit(connection, schema, known.beside(archive.manifest), report)


@contextmanager
def _scratch() -> Iterator[Connection]:
    """A transaction on a database of its own, which is gone afterwards. It has no foreign keys in force."""
    with tempfile.TemporaryDirectory(prefix="lunch-archive-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "rehearsal.db"
        with explained(str(path)):
            engine = connections.connect(connections.sqlite_url(path), foreign_keys=False)
            try:
                with connections.writing(engine) as connection:
                    yield connection
            finally:
                engine.dispose()


def _check_references(connection: Connection, loading: Loading, wrong: Callable[[Found], None]) -> None:
    """What rows refer to. Rows of SQLite are numbered as they came, so that the line is known."""
    for name, row, referred, _ in connection.execute(text("PRAGMA foreign_key_check")):
        wrong(Found(Wrong.REFERENCE_MISSING, file_of(name), loading.line_at(name, row), referred))


def check_feed(connection: Connection, schema: CompanySchema, wrong: Callable[[Found], None]) -> None:
    """What desktops are sent: every row is there, and each scope's checksum is that of its rows."""
    feed, kept = schema.feed, schema.scope_sums
    for name, table in schema.entities.items():
        missing = (
            select(feed.c.row_id)
            .outerjoin(table, table.c.id == feed.c.row_id)
            .where(feed.c.table_name == name, feed.c.gone.is_(False), table.c.id.is_(None))
            .limit(MOST)
        )
        for row_id in connection.execute(missing).scalars():
            wrong(Found(Wrong.REFERENCE_MISSING, file_of(feed.name), detail=f"{name} {row_id}"))
    sums = {row.scope: (row.rows, row.sum) for row in connection.execute(select(kept))}
    query = select(feed.c.scope, feed.c.table_name, feed.c.row_id, feed.c.version).where(feed.c.gone.is_(False))
    counted: dict[str, tuple[int, int]] = {}
    for scope, name, row_id, version in connection.execute(query.execution_options(yield_per=_AT_A_TIME)):
        rows, total = counted.get(scope, (0, 0))
        counted[scope] = rows + 1, (total + scope_sum(name, row_id, version)) & SUM_MASK
    for scope, said in sums.items():  # one that has none is counted when it is asked for
        if counted.get(scope, (0, 0)) != said:
            wrong(Found(Wrong.SUM_WRONG, file_of(kept.name), detail=scope))


def check_audit(connection: Connection, schema: CompanySchema, known: Known, report: Report) -> None:
    """The audit log: every seal, every entry; whether its end is all there only the server's anchor can tell."""
    verdict = AuditVerifier(schema.accounts.audit, known.keys, known.entry_key).verify(connection, None)
    report.audit = verdict
    for finding in verdict.findings:
        if finding.fault in _KNOWN_GAPS:
            report.gaps.append(finding.number or 0)
        else:
            report.tell(Found(Wrong.AUDIT, file_of("audit_entries"), finding.number, finding.fault.value))
