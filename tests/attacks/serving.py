"""The attacked server: the product's own, on a fixed port, with cheap passwords and no limit of sign-ins."""

import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.people import EMPLOYEES, Employee, Role
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.server.identity.passwords import Passwords
from lunch_desktop.server.identity.windows import Limit, SignInLimits
from lunch_desktop.server.serve import run
from lunch_desktop.server.services import assemble
from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.logs import start_logging
from tests.integration.support_server import CHEAP, PASSWORD
from tests.support.accounts import administering
from tests.support.company import OFFICE, STAFF, an_id, make_company

GATHERING = 3_000
"""For how long it gathers after a restore, in milliseconds: longer than anybody here is away."""
_OFTEN = Limit(1_000_000, 1_000)
UNLIMITED = SignInLimits(_OFTEN, _OFTEN, _OFTEN)
"""For an attacked server: what is attacked is something else."""


def found(folder: Path, more: Sequence[Employee] = (), restaurants: int = 0, url: str | None = None) -> str:
    """Make a company in `folder` or at `url` of the tests' staff and `more`, who can all sign in; its database's URL.

    As many more `restaurants` as a test wants make a first sync long.
    """
    company = make_company(folder, SystemClock(), url=url)
    company.sync.import_rows((EMPLOYEES, employee) for employee in more)
    company.sync.import_rows((RESTAURANTS, restaurant) for restaurant in _restaurants(restaurants))
    hashed = Passwords(CHEAP).hash(PASSWORD)
    administering(company.database, company.sync, company.clock).create(
        NewAccount(employee.id, login_of(number), hashed, Role.EMPLOYEE)
        for number, employee in enumerate((*STAFF, *more))
    )
    company.database.close()
    (folder / "logs").mkdir()
    return company.url


def _restaurants(count: int) -> Iterator[Restaurant]:
    for number in range(count):
        place = RestaurantId(an_id(f"restaurant {number}"))
        yield Restaurant(place, OFFICE.id, f"식당 {number}", "한식", "햇살로 2", 5, 9_000, "")


def login_of(number: int) -> str:
    """The login of the `number`-th person."""
    return f"person{number}@example.com"


def serve(folder: Path, url: str, port: int, name: str = "server") -> None:
    """Serve the company at `url` until told to end; several may, each under its `name`."""
    log = start_logging(folder / "logs", name)
    clock = SystemClock()
    database = CompanyDatabase.open(url)
    services = assemble(
        database,
        CompanySync(database, clock, Seals.kept_in(folder / "keys"), gathering=GATHERING),
        folder / "keys",
        clock,
        cost=CHEAP,
        limits=UNLIMITED,
    )
    run(ServerSettings(database_url="", keys=folder / "keys", port=port), services)
    database.close()
    log.close()


def a_port(chance: Random) -> int:
    """A free port that no client's own end of a connection is ever given: those begin at 32768."""
    while True:
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
