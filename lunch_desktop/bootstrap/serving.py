"""Running the company's server."""

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass

from lunch_desktop.demo.company import build_company
from lunch_desktop.server.identity.passwords import Passwords
from lunch_desktop.server.serve import run, say_problem
from lunch_desktop.server.services import Services, assemble
from lunch_desktop.server.settings import DEFAULT_HOST, DEFAULT_PORT, ServerSettings, database_url
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.logs import start_logging
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import Problem


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


def serve(options: ServeOptions) -> int:
    """Run the company's server until it is told to end."""

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
                database,
                CompanySync(database, clock, Seals.kept_in(settings.keys)),
                settings.keys,
                clock,
                production=settings.production,
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


def fill_with_demo(services: Services, seed: int) -> None:
    """Put the demo company into a database that has no company yet."""

    if services.sync.head() > 0:
        return
    company = build_company(seed, services.clock.now())
    services.sync.import_rows(company.rows())
    password_hash = Passwords().hash(company.password)
    services.identity.accounts.create(
        NewAccount(account.employee_id, account.login, password_hash, account.role) for account in company.accounts
    )
