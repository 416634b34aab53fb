"""Checking and reading the audit log: `lunch-desktop audit verify` and `audit show`."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lunch_desktop.domain.times import Instant
from lunch_desktop.server.configuration.checks import complete_database
from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.configuration.words import words_of
from lunch_desktop.server.settings import database_url
from lunch_desktop.store.company.accounts_audit import AuditLog, Entry
from lunch_desktop.store.company.auditing.anchors import ANCHOR_FILE, Anchor, read_anchor
from lunch_desktop.store.company.auditing.keys import KEY_FILE, known_keys
from lunch_desktop.store.company.auditing.opening import opened_to_look
from lunch_desktop.store.company.auditing.verifying import AuditVerifier, Fault, Finding, Verdict
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import KEY_FILE as SERVER_KEY_FILE
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode, raise_all

EXIT_TAMPERED: Final = 1
"""The log is not whole."""
_MOST_TOLD: Final = 50
_SHOWN_OF_A_HASH: Final = 16


@dataclass(frozen=True, slots=True)
class Where:
    """Which log: the settings' own database and keys, unless others are named."""

    database: str | None
    keys: Path | None
    data_dir: str | None
    file: Path | None


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What `audit verify` was asked for. `known_gaps` are seals that the operator knows to be lost."""

    where: Where
    anchor: Path | None
    known_gaps: Sequence[int]
    as_json: bool


@dataclass(frozen=True, slots=True)
class ShowOptions:
    """What `audit show` was asked for."""

    where: Where
    since: Instant | None
    actor: str | None
    action: str | None
    limit: int
    as_json: bool


def verify(options: VerifyOptions, language: Language) -> int:
    """Check the log and say what was found; 0 if it is whole, else EXIT_TAMPERED. Raises Problem, Problems."""
    with _opened(options.where) as (database, folder):
        keys = known_keys(folder)
        if not keys:
            raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(folder / KEY_FILE))
        has_own = (folder / SERVER_KEY_FILE).exists()
        entry_key = Seals.kept_in(folder).key_for("audit") if has_own else None
        at = options.anchor or folder / ANCHOR_FILE
        anchor = _anchor(at, must_be_there=options.anchor is not None)
        with database.reading() as connection:
            verdict = AuditVerifier(database.schema.accounts.audit, keys, entry_key).verify(connection, anchor)
    known = [Finding(Fault.END_MISSING, seal) for seal in options.known_gaps]
    findings = [found for found in verdict.findings if found not in known]
    if options.as_json:
        sys.stdout.write(json.dumps(_as_json(verdict, findings, is_anchored=anchor is not None)) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _report(verdict, findings, anchor, at, words_of(language)))
    return EXIT_TAMPERED if findings else 0


def show(options: ShowOptions) -> int:
    """Print the last entries that fit, the oldest of them first. Raises Problem, Problems."""
    with _opened(options.where) as (database, _), database.reading() as connection:
        found = AuditLog(database).newest(
            connection, limit=options.limit, since=options.since, actor=options.actor, action=options.action
        )
    for entry in reversed(found[: options.limit]):
        sys.stdout.write((json.dumps(entry_as_json(entry)) if options.as_json else _line(entry)) + "\n")
    return 0


def entry_as_json(entry: Entry) -> dict[str, object]:
    """An entry as values of JSON, its time in ISO 8601."""
    return {
        "number": entry.number,
        "at": _time(entry.at),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "device": entry.device,
        "before": entry.before,
        "after": entry.after,
        "details": entry.details,
    }


@contextmanager
def _opened(where: Where) -> Iterator[tuple[CompanyDatabase, Path]]:
    """The database and the folder of keys."""
    configuration = configure({"data_dir": where.data_dir}, os.environ, file=where.file)
    raise_all(configuration.problems)
    settings = configuration.settings
    folder = open_data_folder(settings.data_dir, os.environ)
    named = settings.database_url if where.database is None else where.database
    url = complete_database(database_url(folder, named), settings.database_password)
    with opened_to_look(url) as database:
        yield database, where.keys or settings.keys or folder.server / "keys"


def _anchor(path: Path, *, must_be_there: bool) -> Anchor | None:
    """The anchor, read before the database, so that it can't be ahead of what the server sealed."""
    try:
        found = read_anchor(path)
    except (OSError, ValueError) as error:
        raise Problem(ProblemCode.AUDIT_ANCHOR_UNREADABLE, path=str(path)) from error
    if found is None and must_be_there:
        raise Problem(ProblemCode.AUDIT_ANCHOR_UNREADABLE, path=str(path))
    return found


def _report(
    verdict: Verdict, findings: Sequence[Finding], anchor: Anchor | None, at: Path, words: Mapping[str, str]
) -> Iterator[str]:
    if findings:
        yield words["audit_tampered"].format(count=len(findings))
        for found in findings[:_MOST_TOLD]:
            yield "  " + words[f"audit_{found.fault}"].format(number="-" if found.number is None else found.number)
        if len(findings) > _MOST_TOLD:
            yield "  " + words["audit_more"].format(count=len(findings) - _MOST_TOLD)
    else:
        yield words["audit_whole"]
    yield words["audit_extent"].format(entries=verdict.entries, seals=verdict.seals, waiting=verdict.waiting)
    if verdict.pruned:
        yield words["audit_let_go"].format(number=verdict.pruned)
    if verdict.last is not None:
        last = verdict.last
        yield words["audit_last"].format(
            seal=last.number, at=_time(last.at), hash=last.hash[:_SHOWN_OF_A_HASH], key=last.key
        )
    if anchor is None:
        yield words["audit_unanchored"].format(path=at)
    if not verdict.vouched:
        yield words["audit_unvouched"].format(file=SERVER_KEY_FILE)


def _as_json(verdict: Verdict, findings: Sequence[Finding], *, is_anchored: bool) -> dict[str, object]:
    last = verdict.last
    return {
        "whole": not findings,
        "entries": verdict.entries,
        "seals": verdict.seals,
        "waiting": verdict.waiting,
        "pruned": verdict.pruned,
        "anchored": is_anchored,
        "vouched": verdict.vouched,
        "last": None
        if last is None
        else {"seal": last.number, "entry": last.last, "at": _time(last.at), "hash": last.hash, "key": last.key},
        "findings": [{"fault": found.fault.value, "number": found.number} for found in findings],
    }


def _line(entry: Entry) -> str:
    number = "-" if entry.number is None else str(entry.number)
    said = [_time(entry.at), number, entry.action, f"{entry.actor or '-'} > {entry.subject or '-'}"]
    said += [f"device={entry.device}"] if entry.device else []
    for name, values in (("before", entry.before), ("after", entry.after)):
        said += [f"{name}.{key}={value}" for key, value in (values or {}).items()]
    return "  ".join([*said, *(f"{key}={value}" for key, value in entry.details.items())])


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
