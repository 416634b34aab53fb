"""Running the company's server."""

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from lunch_desktop.demo.company import build_company
from lunch_desktop.domain.times import MINUTE, SECOND
from lunch_desktop.server.configuration.checks import Checked, check, is_plain_beyond
from lunch_desktop.server.configuration.report import report
from lunch_desktop.server.configuration.sources import Configuration, configure
from lunch_desktop.server.exports.schedules import schedules_of
from lunch_desktop.server.identity.passwords import PasswordRule, Passwords
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.server.serve import run, run_together
from lunch_desktop.server.services import Processes, Services, assemble
from lunch_desktop.server.settings import Environment, LogTarget, ServerSettings
from lunch_desktop.server.telling import say_problem
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.company.volumes import VolumeFolder
from lunch_desktop.system.clock import Clock, SystemClock
from lunch_desktop.system.languages import Language
from lunch_desktop.system.logs import Log, start_logging
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.problems import Problem, Problems, raise_all

EXIT_PROBLEM: Final = 3
"""The check found something that keeps the server from starting."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What `serve` was asked for. `settings` holds the options that stand for settings, by name; None is not given."""

    settings: Mapping[str, object]
    file: Path | None
    demo: bool
    seed: int
    announce: bool
    with_parent: bool


def serve(options: ServeOptions) -> int:
    """Run the company's server until it is told to end.

    Raises Problem, or Problems where several things keep it from starting.
    """
    try:
        configuration = _configured(options)
        folder = _data_folder(configuration)
        with closing(_start_log(configuration.settings, folder)) as log:
            checked = _checked(options, configuration, folder)
            raise_all(checked.problems)
            for problem in checked.tolerable:
                _logger.warning("the server starts although something is missing: %s", problem.code)
            if is_plain_beyond(checked.settings):
                _logger.warning("other machines are served without TLS, as allow_plain_http says")
            settings = replace(checked.settings, announce=options.announce, with_parent=options.with_parent)
            with _opened(settings, folder) as services:
                if options.demo:
                    fill_with_demo(services, options.seed)
                if not options.announce:
                    sys.stderr.write(_greeting(settings))
                if settings.workers == 1:
                    run(settings, services)
            if settings.workers > 1:  # each opens by itself the database that was made ready here
                run_together(settings, partial(_worker, settings, folder, log))
    except (Problem, Problems) as raised:
        if options.announce:
            say_problem(raised if isinstance(raised, Problem) else raised.problems[0])
        raise
    return 0


def check_settings(options: ServeOptions, language: Language) -> int:
    """Print the settings in force and everything that is wrong with them; 0 if the server could start, else 3."""
    configuration = _configured(options)
    checked: Checked | None = None
    problems: tuple[Problem, ...]
    try:
        checked = _checked(options, configuration, open_data_folder(configuration.settings.data_dir, os.environ))
        problems = (*checked.problems, *checked.tolerable)
    except Problem as problem:
        problems = (*configuration.problems, problem)
    sys.stdout.write(report(configuration, checked, problems, language))
    return EXIT_PROBLEM if problems else 0


def _configured(options: ServeOptions) -> Configuration:
    assumed = {"environment": Environment.DEVELOPMENT} if options.demo else {}
    return configure(options.settings, os.environ, file=options.file, assumed=assumed)


def _data_folder(configuration: Configuration) -> DataFolder:
    try:
        return open_data_folder(configuration.settings.data_dir, os.environ)
    except Problem as problem:
        raise_all([*configuration.problems, problem])
        raise


def _checked(options: ServeOptions, configuration: Configuration, folder: DataFolder) -> Checked:
    return check(configuration, folder, demo=options.demo, programs_environment=os.environ)


def _start_log(settings: ServerSettings, folder: DataFolder, worker: int | None = None) -> Log:
    """The log of this process; each worker has its own file, since a file that several write can't be rotated."""
    return start_logging(
        folder.logs,
        "server" if worker is None else f"server-{worker}",
        level=logging.getLevelNamesMapping()[settings.log_level.upper()],
        console=None if settings.log_to is LogTarget.FILE else sys.stderr,
        file=settings.log_to is not LogTarget.CONSOLE,
    )


@contextmanager
def _worker(
    settings: ServerSettings, folder: DataFolder, inherited: Log, number: int, figures: Path
) -> Iterator[Services]:
    """What the worker of that number serves with, in its own process."""
    inherited.close()
    with closing(_start_log(settings, folder, number)), _opened(settings, folder, figures) as services:
        yield services


@contextmanager
def _opened(settings: ServerSettings, folder: DataFolder, figures: Path | None = None) -> Iterator[Services]:
    """A server's parts as the settings want them, and the database closed afterwards."""
    if settings.keys is None:
        raise RuntimeError("the settings were not checked")
    clock = SystemClock()
    database = CompanyDatabase.open(settings.database_url, readers=settings.database_pool)
    with closing(database):
        volumes = VolumeFolder(folder.server / "volumes")
        sync = CompanySync(database, clock, Seals.kept_in(settings.keys), settings.gathering_seconds * SECOND, volumes)
        yield _assembled(settings, settings.keys, database, sync, clock, figures)


def _assembled(
    settings: ServerSettings,
    keys: Path,
    database: CompanyDatabase,
    sync: CompanySync,
    clock: Clock,
    figures: Path | None,
) -> Services:
    window = settings.sign_in_window_minutes * MINUTE
    return assemble(
        database,
        sync,
        keys,
        clock,
        production=settings.production,
        limits=SignInLimits(
            together=Limit(settings.sign_in_attempts, window),
            login=Limit(settings.sign_in_attempts_per_login, window),
            address=Limit(settings.sign_in_attempts_per_address, window),
            device=Limit(settings.sign_in_attempts, window),
        ),
        most_streams=settings.most_streams,
        most_streams_per_employee=settings.most_streams_per_employee,
        processes=Processes(settings.workers, settings.redis_url, figures),
        operators_token=settings.metrics_token,
        audit_days=settings.audit_days,
        rule=PasswordRule(settings.shortest_password),
        schedules=schedules_of(settings.export_schedules)[0],
        export_folder=settings.export_folder,
    )


def _greeting(settings: ServerSettings) -> str:
    reached = f", reached at {settings.public_address}" if settings.public_address else ""
    return f"Lunch Desktop's server listens on {settings.host}:{settings.port}{reached}\n"


def fill_with_demo(services: Services, seed: int) -> None:
    """Put the demo company into a database that has no company yet."""

    if services.sync.head() > 0:
        return
    company = build_company(seed, services.clock.now())
    services.sync.import_rows(company.rows())
    password_hash = Passwords().hash(company.password)
    services.accounts.administering.create(
        NewAccount(account.employee_id, account.login, password_hash, account.role) for account in company.accounts
    )
