"""Restoring a company from an archive into an empty database: wholly, in one transaction, or not at all."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Connection, Engine, select, text

from lunch_desktop.domain.times import Instant
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.accounts_audit import OPERATOR, Action, AuditLog
from lunch_desktop.store.company.archiving.checking import (
    Enough,
    Known,
    Report,
    check_audit,
    check_feed,
    check_signature,
)
from lunch_desktop.store.company.archiving.findings import ArchiveFaulty, Found
from lunch_desktop.store.company.archiving.form import Manifest, Step
from lunch_desktop.store.company.archiving.loading import Loading
from lunch_desktop.store.company.archiving.reading import ArchiveFile
from lunch_desktop.store.company.cursors import locked_head
from lunch_desktop.store.company.database import MIGRATIONS, OPENING, CompanyDatabase, make_folder
from lunch_desktop.store.company.inspecting import parsed
from lunch_desktop.store.company.moving.contents import count, tables_of
from lunch_desktop.store.company.moving.holding import is_used_elsewhere
from lunch_desktop.store.company.moving.marks import read_mark
from lunch_desktop.store.company.restoring import await_first_request
from lunch_desktop.store.company.schema import CompanySchema, company_schema
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import known_revisions, migrate, revision
from lunch_desktop.system.problems import Problem, ProblemCode


@dataclass(slots=True)
class Restored:
    """What was restored: rows by table, whether the schema was `upgraded`, and what was found in the audit log.

    `signed`: by one of the keys that were given; None where none were.
    """

    manifest: Manifest
    rows: dict[str, int] = field(default_factory=dict)
    signed: bool | None = None
    upgraded: bool = False
    audit: Report = field(default_factory=Report)


@dataclass(frozen=True, slots=True)
class Source:
    """An archive and what is known of its server. `any_keys`: it may be of a server whose keys are not known."""

    path: Path
    passphrase: bytes | None
    known: Known
    any_keys: bool = False


class ServerUnknown(Exception):
    """The archive is not signed by a key that is known: the keys are those of another server."""


def restore(source: Source, url: str, audit_key: bytes, now: Instant, tell: Callable[[Step], None]) -> Restored:
    """Put the company into the database at `url`, with a new epoch; its first server gathers what desktops know.

    `audit_key` is what the server that will serve it vouches for entries with. Raises ArchiveFaulty, with nothing
    written, ServerUnknown, and Problem: `archive_target_not_empty`, `archive_target_in_use`, and what is wrong with
    the database or the disk.
    """
    with ArchiveFile.opened(source.path, source.passphrase) as archive:
        done = Restored(archive.manifest, signed=check_signature(archive, source.known, _refuse))
        if not done.signed and not source.any_keys:
            raise ServerUnknown
        with explained(url):
            make_folder(url)
            engine = connections.connect(url, foreign_keys=True)
        try:
            with explained(url):
                _check_target(engine, url, archive.manifest)
                with connections.writing(engine) as connection:
                    return _fill(archive, done, source.known, connection, engine, audit_key, now, tell)
        finally:
            engine.dispose()


def _check_target(engine: Engine, url: str, manifest: Manifest) -> None:
    shown = parsed(url).render_as_string(hide_password=True)
    with connections.reading(engine) as connection:
        if not _is_empty(connection, manifest):
            raise Problem(ProblemCode.ARCHIVE_TARGET_NOT_EMPTY, database=shown)
    if is_used_elsewhere(engine):
        raise Problem(ProblemCode.ARCHIVE_TARGET_IN_USE, database=shown)


def _is_empty(connection: Connection, manifest: Manifest) -> bool:
    """Whether nothing was ever put there: no tables, or those that a server of this version makes when it starts."""
    present = revision(connection, MIGRATIONS)
    if read_mark(connection) is not None:
        return False
    if present is None:
        return True
    if present != known_revisions(MIGRATIONS)[-1] or present != manifest.revision:
        return False
    schema = company_schema()
    own = (schema.head.name, schema.commits.name)
    if any(count(connection, table) for table in tables_of(schema) if table.name not in own):
        return False
    return not connection.execute(select(schema.head.c.version).where(schema.head.c.version > 0)).first()


def _fill(
    archive: ArchiveFile,
    done: Restored,
    known: Known,
    connection: Connection,
    engine: Engine,
    audit_key: bytes,
    now: Instant,
    tell: Callable[[Step], None],
) -> Restored:
    manifest, schema = archive.manifest, company_schema()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": OPENING})
    if not _is_empty(connection, manifest):
        shown = engine.url.render_as_string(hide_password=True)
        raise Problem(ProblemCode.ARCHIVE_TARGET_NOT_EMPTY, database=shown)
    loading = Loading(archive, connection, _refuse, tell)
    loading.run()
    loading.compare()
    done.rows = {part.name: part.rows for part in manifest.tables}
    done.upgraded = migrate(connection, MIGRATIONS)
    check_feed(connection, schema, _refuse)
    with suppress(Enough):  # a log that was tampered with keeps no company from its data
        check_audit(connection, schema, known.beside(manifest), done.audit)
    _begin_again(connection, engine, schema, manifest, audit_key, now)
    return done


def _begin_again(
    connection: Connection, engine: Engine, schema: CompanySchema, manifest: Manifest, audit_key: bytes, now: Instant
) -> None:
    """A new epoch, and a word in the audit log."""
    await_first_request(connection, schema, locked_head(connection, schema), now)
    database = CompanyDatabase(engine, schema)
    database.vouch_with(audit_key)
    AuditLog(database).append(
        connection,
        now,
        Action.ARCHIVE_RESTORED,
        actor=OPERATOR,
        archive=manifest.archive,
        made_at=manifest.made_at,
        revision=manifest.revision,
        rows=manifest.rows,
    )


def _refuse(found: Found) -> NoReturn:
    raise ArchiveFaulty(found)
