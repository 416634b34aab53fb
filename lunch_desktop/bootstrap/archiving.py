"""A company's archive: `lunch-desktop archive create`, `verify` and `restore`."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lunch_desktop.bootstrap.archive_options import ArchiveOptions
from lunch_desktop.server.configuration.checks import complete_database
from lunch_desktop.server.configuration.secrets import masked
from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.configuration.words import words_of
from lunch_desktop.server.settings import database_url
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_audit import OPERATOR, Action
from lunch_desktop.store.company.archiving.checking import Known, Report
from lunch_desktop.store.company.archiving.checking import verify as verify_archive
from lunch_desktop.store.company.archiving.findings import ArchiveFaulty, Found, Wrong
from lunch_desktop.store.company.archiving.form import SUFFIX, Step
from lunch_desktop.store.company.archiving.restoring import Restored, ServerUnknown, Source
from lunch_desktop.store.company.archiving.restoring import restore as restore_archive
from lunch_desktop.store.company.archiving.writing import Making
from lunch_desktop.store.company.archiving.writing import create as create_archive
from lunch_desktop.store.company.auditing.keys import SealingKey, known_keys
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.database import MIGRATIONS, CompanyDatabase
from lunch_desktop.store.company.inspecting import look_at
from lunch_desktop.store.company.schema import company_schema
from lunch_desktop.store.company.seals import KEY_FILE as SERVER_KEY_FILE
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import known_revisions
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error, raise_all

EXIT_FAULTY: Final = 1
"""The archive is not whole."""
_MOST_TOLD: Final = 50


@dataclass(frozen=True, slots=True)
class _Where:
    """The company's database and the folder of its server's keys."""

    url: str
    keys: Path


def archive(options: ArchiveOptions, language: Language) -> int:
    """Do what was asked for and say how it went; 0, or EXIT_FAULTY from `verify`. Raises Problem, Problems."""
    words = words_of(language)
    passphrase = None if options.passphrase is None else _passphrase(options.passphrase)
    if options.what == "create":
        return _create(options, passphrase, words)
    if options.what == "verify":
        return _verify(options, passphrase, words)
    return _restore(options, passphrase, words)


def _create(options: ArchiveOptions, passphrase: bytes | None, words: Mapping[str, str]) -> int:
    where, clock = _where(options), SystemClock()
    found = look_at(where.url)
    if found.revision != known_revisions(MIGRATIONS)[-1]:
        raise Problem(ProblemCode.ARCHIVE_NOTHING_THERE, database=masked(where.url))
    with explained(where.url):
        engine = connections.connect(where.url, foreign_keys=True, readers=1)
    with closing(CompanyDatabase(engine, company_schema())) as database:
        CompanySync(database, clock, Seals.kept_in(where.keys))  # vouches for what is noted in the audit log
        sealer, signing = AuditSealer(database, where.keys, clock), SealingKey.kept_in(where.keys)
        now = clock.now()
        public = {
            name: key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex() for name, key in known_keys(where.keys).items()
        }
        making = Making(now, Making.new_id(), signing, public, passphrase)
        target = options.archive
        if target.is_dir():
            target /= f"lunch-{datetime.fromtimestamp(now / 1000, UTC):%Y%m%d-%H%M%S}{SUFFIX}"

        def note() -> None:
            Accounts(database, clock).note(
                Action.ARCHIVE_CREATED, actor=OPERATOR, archive=making.archive, revision=found.newest
            )
            sealer.seal()

        manifest = create_archive(database, found.newest, target, making, _Teller(words), note, force=options.force)
    _say(
        words["archive_created"].format(
            path=target, tables=len(manifest.tables), rows=manifest.rows, archive=manifest.archive
        )
    )
    _say(words["archive_secret" if passphrase is None else "archive_sealed"])
    _say(words["archive_keys"].format(keys=where.keys))
    return 0


def _verify(options: ArchiveOptions, passphrase: bytes | None, words: Mapping[str, str]) -> int:
    known = _known(_where(options).keys)
    report = verify_archive(options.archive, passphrase, known, _Teller(words))
    for line in _reported(report, words):
        _say(line)
    return EXIT_FAULTY if report.findings else 0


def _restore(options: ArchiveOptions, passphrase: bytes | None, words: Mapping[str, str]) -> int:
    where, clock = _where(options), SystemClock()
    known = _known(where.keys)
    if not options.new_keys and (not known.keys or known.entry_key is None):
        raise Problem(ProblemCode.ARCHIVE_WITHOUT_KEYS, path=str(where.keys))
    seals = Seals.kept_in(where.keys)
    source = Source(options.archive, passphrase, known, any_keys=options.new_keys)
    try:
        done = restore_archive(source, where.url, seals.key_for("audit"), clock.now(), _Teller(words))
    except ArchiveFaulty as faulty:
        said = _fault(faulty.found, words)
        raise Problem(ProblemCode.ARCHIVE_FAULTY, path=str(options.archive), fault=said) from None
    except ServerUnknown:
        raise Problem(ProblemCode.ARCHIVE_WITHOUT_KEYS, path=str(where.keys)) from None
    with closing(CompanyDatabase.open(where.url)) as database:
        CompanySync(database, clock, seals)
        AuditSealer(database, where.keys, clock).seal()
    for line in _told(done, where, words, new_keys=options.new_keys):
        _say(line)
    return 0


def _told(done: Restored, where: _Where, words: Mapping[str, str], *, new_keys: bool) -> Iterator[str]:
    manifest = done.manifest
    for table, rows in done.rows.items():
        if rows:
            yield "  " + words["archive_working"].format(table=table, rows=rows)
    yield words["archive_restored"].format(
        company=manifest.company, database=masked(where.url), rows=manifest.rows, at=_time(manifest.made_at)
    )
    if done.upgraded:
        yield words["archive_upgraded"]
    if done.audit.findings:
        yield words["archive_audit_faulty"].format(count=len(done.audit.findings))
    yield from _of_audit(done.audit, words)
    if new_keys:
        yield words["archive_next_new_keys"]
    yield words["archive_next"].format(keys=where.keys)


def _reported(report: Report, words: Mapping[str, str]) -> Iterator[str]:
    manifest, findings = report.manifest, report.findings
    if findings:
        yield words["archive_faulty"].format(count=len(findings))
        for found in findings[:_MOST_TOLD]:
            yield "  " + _fault(found, words)
        if len(findings) > _MOST_TOLD:
            yield "  " + words["archive_more"].format(count=len(findings) - _MOST_TOLD)
    else:
        yield words["archive_whole"]
    if manifest is not None:
        yield words["archive_extent"].format(
            company=manifest.company,
            at=_time(manifest.made_at),
            program=manifest.program,
            tables=len(manifest.tables),
            rows=manifest.rows,
            archive=manifest.archive,
        )
        if not any(found.wrong is Wrong.SIGNATURE_WRONG for found in findings):
            signed = {True: "archive_signed", False: "archive_signed_by_other", None: "archive_unsigned"}
            yield words[signed[report.signed]]
    yield from _of_audit(report, words)


def _of_audit(report: Report, words: Mapping[str, str]) -> Iterator[str]:
    if report.audit is not None:
        yield words["archive_audit"].format(entries=report.audit.entries, seals=report.audit.seals)
    for seal in report.gaps:
        yield words["archive_gap"].format(seal=seal)


def _fault(found: Found, words: Mapping[str, str]) -> str:
    if found.wrong is Wrong.AUDIT:
        said = words[f"audit_{found.detail}"].format(number="-" if found.line is None else found.line)
        return words["archive_audit_fault"].format(fault=said)
    place = "" if not found.file else words["archive_at"].format(file=found.file)
    if found.line is not None:
        place = words["archive_at_line"].format(file=found.file, line=found.line)
    return (place + words[f"archive_{found.wrong}"].format(detail=found.detail)).strip()


def _where(options: ArchiveOptions) -> _Where:
    configuration = configure({"data_dir": options.data_dir}, os.environ, file=options.file)
    raise_all(configuration.problems)
    settings = configuration.settings
    folder = open_data_folder(settings.data_dir, os.environ)
    named = settings.database_url if options.database is None else options.database
    url = complete_database(database_url(folder, named), settings.database_password)
    return _Where(url, options.keys or settings.keys or folder.server / "keys")


def _known(folder: Path) -> Known:
    has_own = (folder / SERVER_KEY_FILE).exists()
    return Known(known_keys(folder), Seals.kept_in(folder).key_for("audit") if has_own else None)


def _passphrase(path: Path) -> bytes:
    """The first line of a file. Raises Problem where there is none."""
    try:
        with path.open("rb") as file:
            first = file.readline().rstrip(b"\r\n")
    except OSError as error:
        raise of_os_error(error, path) from error
    if not first:
        raise Problem(ProblemCode.ARCHIVE_LOCKED, path=str(path))
    return first


class _Teller:
    """Says how far it is: not more than once for ten thousand rows."""

    EVERY: Final = 10_000

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._said: dict[str, int] = {}

    def __call__(self, step: Step) -> None:
        if step.rows // self.EVERY > self._said.get(step.table, 0):
            self._said[step.table] = step.rows // self.EVERY
            _say(self._words["archive_working"].format(table=step.table, rows=step.rows))


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
