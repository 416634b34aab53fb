"""The only place that builds and connects objects. Each entry imports what it needs and nothing more."""

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.logs import start_logging
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.problems import Problem

if TYPE_CHECKING:
    from lunch_desktop.server.services import Services

DESKTOP_FILE: Final = "lunch.db"


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What `serve` was asked for; None takes the default."""

    data_dir: str | None
    host: str | None
    port: int | None
    demo: bool
    seed: int
    announce: bool
    with_parent: bool
    production: bool


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the window was asked for on the command line; None leaves it to the environment and the settings."""

    data_dir: str | None
    language: str | None
    theme: str | None
    server: str | None
    work_offline: bool | None
    drive: bool


def serve(options: ServeOptions) -> int:
    """Run the company's server until it is told to end."""
    from lunch_desktop.server.serve import run, say_problem
    from lunch_desktop.server.services import assemble
    from lunch_desktop.server.settings import DEFAULT_HOST, DEFAULT_PORT, ServerSettings, database_url
    from lunch_desktop.store.company.database import CompanyDatabase
    from lunch_desktop.store.company.sync import CompanySync

    try:
        folder = open_data_folder(options.data_dir, os.environ)
        with ExitStack() as stack:
            stack.callback(start_logging(folder.logs, "server").close)
            settings = ServerSettings(
                database_url=database_url(folder, os.environ),
                keys=folder.server / "keys",
                host=options.host or DEFAULT_HOST,
                port=DEFAULT_PORT if options.port is None else options.port,
                announce=options.announce,
                with_parent=options.with_parent,
                production=options.production,
            )
            clock = SystemClock()
            database = CompanyDatabase.open(settings.database_url)
            stack.callback(database.close)
            services = assemble(
                database, CompanySync(database, clock), settings.keys, clock, production=settings.production
            )
            if options.demo:
                fill_with_demo(services, options.seed)
            if not options.announce:
                sys.stderr.write(f"Lunch Desktop's server listens on {settings.host}:{settings.port}\n")
            run(settings, services)
    except Problem as problem:
        if options.announce:
            say_problem(problem)
        raise
    return 0


def fill_with_demo(services: "Services", seed: int) -> None:
    """Put the demo company into a database that has no company yet."""
    from lunch_desktop.demo.company import build_company
    from lunch_desktop.server.identity.passwords import Passwords
    from lunch_desktop.store.company.accounts import NewAccount

    if services.sync.head() > 0:
        return
    company = build_company(seed, services.clock.now())
    services.sync.import_rows(company.rows())
    password_hash = Passwords().hash(company.password)
    services.identity.accounts.create(
        NewAccount(account.employee_id, account.login, password_hash, account.role) for account in company.accounts
    )


def tell_story(*, keep: Path | None, seed: int) -> int:
    """Act out the demo's story without a display; the exit code. With `keep`, everything it made stays there."""
    from lunch_desktop.demo.company import build_company
    from lunch_desktop.demo.story import Person, tell

    company = build_company(seed, SystemClock().now())
    names = {employee.id: employee.name for employee in company.employees}
    people = tuple(
        Person(account.employee_id, account.login, names[account.employee_id]) for account in company.accounts[:3]
    )
    if keep is not None:
        return tell(keep.absolute(), people, company.password, seed)
    folder = Path(tempfile.mkdtemp(prefix="lunch-story-"))
    try:
        return tell(folder, people, company.password, seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
