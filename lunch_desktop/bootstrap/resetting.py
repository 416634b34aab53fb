"""A new password by the operator: `lunch-desktop reset-password`, the way in where no admin can make a link."""

import os
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.server.configuration.checks import complete_database
from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.configuration.words import words_of
from lunch_desktop.server.identity.resetting import new_code
from lunch_desktop.server.settings import ServerSettings, database_url
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_devices import Devices
from lunch_desktop.store.company.auditing.opening import opened_to_look
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.credentials import Credentials, NoSuchAccount, Reset
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.hosting import HostingFile
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode, raise_all
from lunch_desktop.wire.invitations import BrokenLink, InvitationLink, LinkPurpose, digest_of, link_in
from lunch_desktop.wire.pins import parted


@dataclass(frozen=True, slots=True)
class ResetOptions:
    """What `reset-password` was asked for. `address` is where the person reaches the server, perhaps with its pin."""

    login: str
    hours: int
    address: str | None
    data_dir: str | None
    file: Path | None


def reset_password(options: ResetOptions, language: Language) -> int:
    """Make a link by which somebody sets their password anew, and print it; the server may run meanwhile.

    Raises Problem: account_not_found, or what is wrong with the database, its keys or the address; Problems.
    """
    configuration = configure({"data_dir": options.data_dir}, os.environ, file=options.file)
    raise_all(configuration.problems)
    settings = configuration.settings
    folder = open_data_folder(settings.data_dir, os.environ)
    code = new_code()
    address, pin = _checked(options.address or _reached_at(settings, folder), code)
    made = _made(options, settings, folder, digest_of(code))
    link = InvitationLink(address, code, made.office_name, made.expires_at, pin, LinkPurpose.RESET)
    until = datetime.fromtimestamp(made.expires_at / 1000, UTC).isoformat(sep=" ", timespec="minutes")
    said = words_of(language)["reset_made"].format(name=made.name, login=made.login, until=until, link=link.text())
    sys.stdout.write(said + "\n")
    return 0


def _made(options: ResetOptions, settings: ServerSettings, folder: DataFolder, digest: str) -> Reset:
    url = complete_database(database_url(folder, settings.database_url), settings.database_password)
    clock = SystemClock()
    with opened_to_look(url) as database:  # before anything is opened for writing, which would make what is not there
        account = Accounts(database, clock).by_login(options.login)
    if account is None:
        raise Problem(ProblemCode.ACCOUNT_NOT_FOUND, login=options.login)
    keys = settings.keys or folder.server / "keys"
    seals = Seals.kept_in(keys)
    with closing(CompanyDatabase.open(url)) as database:
        CompanySync(database, clock, seals)  # vouches for what is noted in the audit log
        expires = Instant(clock.now() + options.hours * HOUR)
        try:
            credentials = Credentials(database, Devices(database, clock), clock)
            made = credentials.make_reset(account.employee_id, digest, expires, actor=None)
        except NoSuchAccount:
            raise Problem(ProblemCode.ACCOUNT_NOT_FOUND, login=options.login) from None
        AuditSealer(database, keys, clock).seal()
    return made


def _checked(place: str, code: str) -> tuple[str, str]:
    """Address and pin, if a link with them is understood. Raises Problem `server_address_invalid`."""
    try:
        address, pin = parted(place.strip().rstrip("/"))
        link_in(InvitationLink(address, code, "-", Instant(0), pin, LinkPurpose.RESET).text())
    except (BrokenLink, ValueError):
        raise Problem(ProblemCode.SERVER_ADDRESS_INVALID, server=place.strip()[:100]) from None
    return address, pin


def _reached_at(settings: ServerSettings, folder: DataFolder) -> str:
    """Where this machine itself reaches the server, if nothing says how others do."""
    if settings.public_address:
        return settings.public_address
    hosting = HostingFile(folder.hosting).read()
    if hosting is not None:
        return hosting.place
    scheme = "http" if settings.certificate is None else "https"
    return f"{scheme}://localhost:{settings.port}"
