"""`lunch-desktop export`: by the open window, else by itself with the account that the window would open."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from lunch_desktop.bootstrap.export_words import Teller, words_of
from lunch_desktop.system.export_jobs import ExportCancelled, ExportDone, Progress, of_facts
from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.first_start import converse, meeting_place
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode

EXIT_CANCELLED: Final = 130
STREAMED: Final = ("csv", "jsonl")
"""Formats that may go to standard output."""
_STANDARD_OUTPUT: Final = "-"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What was typed."""

    dataset: str
    out: str
    format: str
    day_from: str
    day_to: str
    period: str
    office: str
    department: str
    columns: str
    order: str
    file_language: str
    preset: str
    online: bool
    offline: bool
    server_data: bool
    database: str | None
    config: Path | None
    data_dir: str | None


def export(options: ExportOptions, language: Language) -> int:
    """Make the file; the exit code. Raises Problem."""
    teller = Teller(language)
    try:
        with _target(options) as wish:
            spoken = replace(wish, spoken=language.value)
            done = _made(options, spoken, teller)
            teller.done(done, options.out)
    except (ExportCancelled, KeyboardInterrupt):
        teller.cancelled()
        return EXIT_CANCELLED
    finally:
        teller.clear()
    return 0


def list_datasets(language: Language) -> int:
    """Print what can be exported, with the columns and filters of each."""
    from lunch_desktop.exchange.datasets import DATASETS

    words = words_of(language)
    for dataset in DATASETS.values():
        filters = ", ".join(words[one] for one in ("period", "office", "department") if one in dataset.filters)
        columns = ", ".join(column.name for column in dataset.columns)
        sys.stdout.write(f"{dataset.name}  {dataset.words.in_(language.value)}\n")
        sys.stdout.write(f"    {dataset.about.in_(language.value)}\n")
        sys.stdout.write(f"    {words['columns']}: {columns}\n    {words['filters']}: {filters or '-'}\n")
    return 0


def _made(options: ExportOptions, wish: ExportWish, teller: Teller) -> ExportDone:
    if options.server_data or options.database or options.config:
        from lunch_desktop.bootstrap.export_operating import export_as_operator

        return export_as_operator(wish, options.database, options.config, options.data_dir, teller.progress)
    folder = open_data_folder(options.data_dir, os.environ)
    said = converse(meeting_place(folder.root, os.environ), wish.as_message())
    return _by_window(said, teller) if said is not None else _alone(folder, wish, teller)


@contextmanager
def _target(options: ExportOptions) -> Iterator[ExportWish]:
    """The wish, whose file is a temporary one where it goes to standard output, to be written there at the end."""
    if not options.out:
        raise Problem(ProblemCode.EXPORT_OUT_NEEDED)
    if options.out != _STANDARD_OUTPUT:
        yield _wish(options, str(Path(options.out).expanduser().absolute()), options.format)
        return
    chosen = options.format.casefold() or STREAMED[0]
    if chosen not in STREAMED:
        raise Problem(ProblemCode.EXPORT_OUT_NOT_STREAMED, given=chosen, possible=", ".join(STREAMED))
    with tempfile.TemporaryDirectory(prefix="lunch-export-") as folder:
        path = Path(folder) / f"export.{chosen}"
        yield _wish(options, str(path), chosen)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _wish(options: ExportOptions, out: str, chosen: str) -> ExportWish:
    return ExportWish(
        dataset=options.dataset,
        out=out,
        day_from=options.day_from,
        day_to=options.day_to,
        period=options.period,
        office=options.office,
        department=options.department,
        columns=_listed(options.columns),
        order=_listed(options.order),
        language=options.file_language,
        format=chosen,
        preset=options.preset,
        offline=options.offline,
        online=options.online,
    )


def _listed(typed: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in typed.split(",") if one.strip())


def _by_window(said: Iterator[Any], teller: Teller) -> ExportDone:
    """The open window makes it, and tells how far it is. Raises Problem, ExportCancelled."""
    try:
        for line in said:
            match line:
                case {"progress": [int(rows), int(of), left]}:
                    teller.progress(Progress(rows, of, left))
                case {"done": {"path": path, "rows": rows, "bytes": size, "source": source}}:
                    return ExportDone(Path(path), rows, size, source)
                case {"problem": dict(facts)}:
                    raise of_facts(facts)
                case {"cancelled": True}:
                    raise ExportCancelled
    except (OSError, ValueError) as error:
        raise Problem(ProblemCode.EXPORT_NOT_TAKEN) from error
    raise Problem(ProblemCode.EXPORT_NOT_TAKEN)


def _alone(folder: DataFolder, wish: ExportWish, teller: Teller) -> ExportDone:
    """No window is open: open the account as one would, but for what exchanges. Raises Problem, ExportCancelled."""
    from lunch_desktop.bootstrap.account import Account
    from lunch_desktop.bootstrap.export_making import Making
    from lunch_desktop.bootstrap.shared import finish
    from lunch_desktop.domain.errors import Refusal
    from lunch_desktop.domain.mutations import Intent
    from lunch_desktop.system.clock import SystemClock
    from lunch_desktop.system.data_lock import DataLock
    from lunch_desktop.system.logs import start_logging
    from lunch_desktop.system.policy import read_policy
    from lunch_desktop.system.settings_file import SettingsFile

    lock, logged = DataLock(folder.root), start_logging(folder.logs, "export-command")
    try:
        lock.take()
        finish(folder)
        settings = SettingsFile(folder.settings).read(os.environ, {}, read_policy()).settings
        account = Account(
            folder,
            settings.work_offline,
            shared_name=None,
            proxy=settings.proxy,
            company_ca=settings.company_ca,
            allow_plain_http=settings.allow_plain_http,
        )
        signed = account.last_session()
        if signed is None:
            raise Problem(ProblemCode.EXPORT_NOT_SIGNED_IN)
        account.unlock(signed)
        store = account.open_store(signed)
        try:

            def perform(intents: Sequence[Intent]) -> None:
                try:
                    for intent in intents:
                        store.perform(intent)
                except Refusal as refusal:
                    raise Problem(ProblemCode.EXPORT_NOT_NOTED, reason=refusal.code.value) from refusal

            opened = account.opened
            assert opened is not None
            return Making(account, opened, folder.logs, SystemClock()).wished(wish, teller.progress, perform)
        finally:
            account.close_store()
    finally:
        lock.release()
        logged.close()
