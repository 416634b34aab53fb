"""Founding a company in an empty database: `lunch-desktop found`."""

import os
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lunch_desktop.server.configuration.checks import complete_database
from lunch_desktop.server.configuration.secrets import masked
from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.configuration.words import words_of
from lunch_desktop.server.identity.passwords import Passwords
from lunch_desktop.server.settings import database_url
from lunch_desktop.server.telling import say, say_problem
from lunch_desktop.store.company.accounts import Accounts, normal_login
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.founding import FoundedAlready, Founding, found_company
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode, raise_all
from lunch_desktop.system.weak_passwords import is_weak
from lunch_desktop.wire.invitations import plain_name


@dataclass(frozen=True, slots=True)
class FoundOptions:
    """What `found` was asked for. Without a `team` the first team is called as the company is.

    `announce`: how it went is told as a line of JSON to the program that asked.
    """

    name: str
    team: str | None
    admin: str
    login: str
    password: str
    time_zone: str
    data_dir: str | None
    file: Path | None
    announce: bool


def found(options: FoundOptions, language: Language) -> int:
    """Make the company and its admin, and say so. Raises Problem, Problems."""
    try:
        database = _found(options)
    except Problem as problem:
        if options.announce:
            say_problem(problem)
        raise
    if options.announce:
        say({"founded": True})
        return 0
    said = words_of(language)["founded"].format(company=options.name, login=options.login, database=database)
    sys.stdout.write(said + "\n")
    return 0


def _found(options: FoundOptions) -> str:
    """Where the company was made."""
    _check_time_zone(options.time_zone)
    name = _name("--name", options.name)
    admin = _name("--admin", options.admin)
    try:
        login = normal_login(options.login)
    except ValueError:
        raise Problem(ProblemCode.FOUNDING_UNUSABLE, name="--login", wanted="name@company.com") from None
    configuration = configure({"data_dir": options.data_dir}, os.environ, file=options.file)
    raise_all(configuration.problems)
    settings = configuration.settings
    if is_weak(options.password, login, admin, shortest=settings.shortest_password):
        raise Problem(ProblemCode.WEAK_PASSWORD, length=settings.shortest_password)
    folder = open_data_folder(settings.data_dir, os.environ)
    url = complete_database(database_url(folder, settings.database_url), settings.database_password)
    keys, clock = settings.keys or folder.server / "keys", SystemClock()
    seals = Seals.kept_in(keys)
    founding = Founding(
        name=name,
        team=name if options.team is None else _name("--team", options.team),
        time_zone=options.time_zone,
        admin_name=admin,
        login=login,
        password_hash=Passwords().hash(options.password),
    )
    with closing(CompanyDatabase.open(url)) as database:
        try:
            found_company(database, CompanySync(database, clock, seals), Accounts(database, clock), founding)
            AuditSealer(database, keys, clock).seal()
        except FoundedAlready:
            raise Problem(ProblemCode.COMPANY_FOUNDED_ALREADY, database=masked(url)) from None
    return masked(url)


def _name(option: str, given: str) -> str:
    try:
        return plain_name(given)
    except ValueError:
        raise Problem(ProblemCode.FOUNDING_UNUSABLE, name=option, wanted="1-60") from None


def _check_time_zone(named: str) -> None:
    try:
        ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Problem(ProblemCode.FOUNDING_UNUSABLE, name="--time-zone", wanted="Asia/Seoul, Europe/Berlin") from None
