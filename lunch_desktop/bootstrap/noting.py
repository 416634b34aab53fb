"""Noting in the audit log what an operator did by a command, beside a server that may run."""

from pathlib import Path
from typing import Any

from lunch_desktop.server.configuration.checks import complete_database
from lunch_desktop.server.settings import ServerSettings, database_url
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_audit import OPERATOR, Action
from lunch_desktop.store.company.auditing.opening import opened_to_look
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.inspecting import revision_at
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder


def note_operators_deed(
    settings: ServerSettings, folder: DataFolder, keys: Path, action: Action, **details: Any
) -> None:
    """Note it and seal it; nothing where there is no company yet. Raises Problem where it can't be noted."""
    url = complete_database(database_url(folder, settings.database_url), settings.database_password)
    if revision_at(url) is None:
        return
    clock = SystemClock()
    with opened_to_look(url) as database:
        CompanySync(database, clock, Seals.kept_in(keys))
        Accounts(database, clock).note(action, actor=OPERATOR, **details)
        AuditSealer(database, keys, clock).seal()
