"""Making accounts past the routes."""

from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_devices import Devices
from lunch_desktop.store.company.administering import Administering
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import Clock


def administering(database: CompanyDatabase, sync: CompanySync, clock: Clock) -> Administering:
    """What makes accounts and changes them."""
    return Administering(database, sync, Accounts(database, clock), Devices(database, clock))
