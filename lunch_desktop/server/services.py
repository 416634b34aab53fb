"""What the routes work with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lunch_desktop.domain.times import HOUR
from lunch_desktop.server.bus import RedisBus
from lunch_desktop.server.exports.scheduled import ScheduledExports
from lunch_desktop.server.exports.schedules import Schedule
from lunch_desktop.server.exports.serving import Exports
from lunch_desktop.server.hub import Hub
from lunch_desktop.server.identity.account_care import AccountCare
from lunch_desktop.server.identity.device_tokens import DeviceTokens
from lunch_desktop.server.identity.devices import DeviceCare
from lunch_desktop.server.identity.employee_care import EmployeeCare
from lunch_desktop.server.identity.joining import Joining
from lunch_desktop.server.identity.keys import SigningKeys
from lunch_desktop.server.identity.limits import SignInGuard
from lunch_desktop.server.identity.passwords import Cost, PasswordRule, Passwords
from lunch_desktop.server.identity.resetting import Resetting
from lunch_desktop.server.identity.service import Identity
from lunch_desktop.server.identity.shared_attempts import SharedAttempts
from lunch_desktop.server.identity.standings import Standings
from lunch_desktop.server.identity.tokens import AccessTokens
from lunch_desktop.server.identity.windows import SignInLimits
from lunch_desktop.server.metrics import Metrics, resident_memory
from lunch_desktop.server.neighbours import Neighbours
from lunch_desktop.server.sealing import Sealing
from lunch_desktop.server.workers import ASKERS_OVER_NETWORK, Crew
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_devices import Devices
from lunch_desktop.store.company.administering import Administering
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.credentials import Credentials
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.device_list import DeviceList
from lunch_desktop.store.company.device_secrets import DeviceSecrets
from lunch_desktop.store.company.employee_lists.bringing_in import EmployeeLists
from lunch_desktop.store.company.invitations import Invitations
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import Clock


@dataclass(frozen=True, slots=True)
class Processes:
    """How many `workers` of this server run on this machine, and the Redis by which all processes reach each other."""

    workers: int = 1
    redis_url: str = field(default="", repr=False)
    metrics: Path | None = None
    """The folder in which the workers keep their figures together."""


@dataclass(frozen=True)
class Services:
    """Everything a server is made of.

    In `production` the API's description is for signed-in people only. `has_redis`: one is configured.
    """

    database: CompanyDatabase
    sync: CompanySync
    identity: Identity
    joining: Joining
    accounts: AccountCare
    employees: EmployeeCare
    resetting: Resetting
    devices: DeviceCare
    hub: Hub
    clock: Clock
    crew: Crew
    metrics: Metrics
    device_secrets: DeviceSecrets
    sealing: Sealing
    exports: Exports
    scheduled: ScheduledExports
    production: bool = True
    operators_token: str = field(default="", repr=False)
    has_redis: bool = False

    def sample(self) -> None:
        """Note how this process is, for its figures."""
        self.metrics.sample(
            streams=self.hub.streams,
            told=self.hub.told,
            connections=self.database.connections(),
            redis=self.hub.way == "redis" if self.has_redis else None,
            memory=resident_memory(),
        )

    def check_database(self) -> None:
        """Raise whatever keeps the database from answering. It reads a row: connecting alone proves little."""
        self.database.check()
        self.sync.head()


def assemble(
    database: CompanyDatabase,
    sync: CompanySync,
    keys_folder: Path,
    clock: Clock,
    *,
    production: bool = True,
    cost: Cost | None = None,
    limits: SignInLimits | None = None,
    most_streams: int = 12_000,
    most_streams_per_employee: int = 8,
    processes: Processes | None = None,
    operators_token: str = "",
    rule: PasswordRule | None = None,
    audit_days: int = 730,
    schedules: Sequence[Schedule] = (),
    export_folder: Path | None = None,
) -> Services:
    """Connect a server's parts over a company's database; the keys are made where there are none.

    `cost` is what a password's hash takes, `rule` what a new one has to be. The audit log keeps entries for
    `audit_days`. `schedules` are exports that are made into `export_folder`. Raises OSError, KeyFileExposed.
    """
    devices = Devices(database, clock)
    keys = SigningKeys(keys_folder, clock)
    accounts, standings = Accounts(database, clock), Standings(devices, clock)
    shared = processes or Processes()
    bus = RedisBus(shared.redis_url, sync.key_for("bus")) if shared.redis_url else None
    attempts = SharedAttempts(shared.redis_url, sync.key_for("attempts")) if shared.redis_url else None
    guard = SignInGuard(clock, limits, attempts)
    identity = Identity(
        accounts,
        devices,
        Passwords(cost),
        keys,
        AccessTokens(keys, clock),
        guard,
        standings,
        DeviceTokens(sync.key_for("device tokens")),
        Credentials(database, devices, clock),
        rule,
    )
    administering = Administering(database, sync, accounts, devices)
    administering.match_admins()
    joining = Joining(identity, Invitations(database, sync, accounts, clock), guard, clock)
    is_alone = shared.workers == 1 and not shared.redis_url and database.engine.dialect.name == "sqlite"
    hub = Hub(
        sync,
        identity.standing,
        others=None if is_alone else Neighbours(sync.place, accounts, standings, bus),
        most_streams=most_streams,
        most_per_employee=most_streams_per_employee,
    )
    metrics = Metrics(shared.metrics)
    crew = Crew(shared.workers, 1 if database.engine.dialect.name == "sqlite" else ASKERS_OVER_NETWORK)
    return Services(
        database,
        sync,
        identity,
        joining,
        AccountCare(identity, administering),
        EmployeeCare(identity, EmployeeLists(database, sync, accounts, devices)),
        Resetting(identity, guard, clock),
        DeviceCare(identity, DeviceList(database, devices.policies, clock)),
        hub,
        clock,
        crew,
        metrics,
        DeviceSecrets(database, clock),
        Sealing(database, AuditSealer(database, keys_folder, clock), accounts, clock, audit_days * 24 * HOUR),
        Exports(database, sync, identity, clock, crew.exporters),
        ScheduledExports(database, sync, clock, schedules, export_folder, metrics),
        production,
        operators_token,
        bool(shared.redis_url),
    )
