"""What holds for every test: no network beyond this machine, no error log that the test did not ask for."""

import ipaddress
import logging
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.support.leaks import Leak, keep_records, leaks_in
from tests.support.migrated import migrations_said_once
from tests.support.postgres import Postgres, can_be_missing, postgres_running
from tests.support.telling import TOLD_AT_THE_END

settings.register_profile("dev", deadline=None)
# The build has to give the same answer twice; the slowness of a busy machine is no finding.
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


class NetworkForbidden(OSError):
    """A test tried to reach another machine."""


def is_on_this_machine(family: int, address: object) -> bool:
    """Whether a socket of ``family`` that connects to ``address`` stays on this machine."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0]) if isinstance(address, tuple) else ""
    if host == "localhost":
        return True
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_loopback or ip.is_unspecified


_SLOW = (
    "attacks/",
    "e2e/",
    "simulation/",
    "property/",
    "integration/test_accounts_here",
    "integration/test_engine",
    "integration/test_every_export",
    "integration/test_exports",
    "integration/test_imports_round_trip",
    "integration/test_reports",
    "integration/test_hostile_network",
    "integration/test_keyring",
    "integration/test_network",
    "integration/test_postgres",
    "integration/test_server",
    "integration/test_sign_in",
    "integration/test_store_archive",
    "integration/test_store_backup",
    "integration/test_store_exports",
    "integration/test_store_checking",
    "integration/test_store_durability",
    "integration/test_store_environment",
    "integration/test_store_floors",
    "integration/test_store_generation",
    "integration/test_store_inbox",
    "integration/test_store_moving",
    "integration/test_store_pages",
    "integration/test_store_push",
    "integration/test_store_queue",
    "integration/test_store_recovery",
    "integration/test_store_restored",
    "integration/test_store_results",
    "integration/test_store_second_look",
    "integration/test_store_set_aside",
    "integration/test_store_two_servers",
    "integration/test_store_visibility",
    "integration/test_store_volumes",
    "ui/test_access",
    "ui/test_account",
    "ui/test_cut_text",
    "ui/test_first_run",
    "ui/test_gallery",
    "ui/test_hosting",
    "ui/test_ime",
    "ui/test_inbox",
    "ui/test_keyboard",
    "ui/test_palette",
    "ui/test_parties",
    "ui/test_pickers",
    "ui/test_settings",
    "ui/test_shell",
    "ui/test_sign_in",
    "ui/test_switching",
    "ui/test_sync_centre",
    "ui/test_today",
    "ui/test_tray",
    "unit/test_store_sqlite_files",
    "upgrade/",
)
"""Files whose tests, all together, take longer than a developer's loop should."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have to tell."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, text in getattr(report, "user_properties", ()):
                if name == TOLD_AT_THE_END and report.when == "call":
                    terminalreporter.write_line(f"\n{text}")
    for leak in terminalreporter.config.stash.get(_LEAKS, []):
        terminalreporter.write_line(f"FAILED a log holds what it may not: {leak}", red=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whole files slow, so that no single test in them has to remember it; and all that starts PostgreSQL."""
    here = Path(__file__).parent
    for item in items:
        parameters = getattr(item, "callspec", None)
        on_postgres = parameters is not None and "postgresql" in parameters.params.values()
        if on_postgres or item.path.relative_to(here).as_posix().startswith(_SLOW):
            item.add_marker(pytest.mark.slow)


_attempts: list[str] = []
"""What was refused since a test last answered for it."""


def pytest_configure() -> None:
    """Refuses connections and name look-ups beyond loopback for the whole run, fixtures and threads included."""

    def refuse(what: str) -> None:
        _attempts.append(what)
        raise NetworkForbidden(f"tests stay on this machine: {what}")

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        # connect(address), connect_ex(address), sendto(data, [flags,] address)
        def method(self: socket.socket, *arguments: Any) -> Any:
            if not is_on_this_machine(self.family, arguments[-1]):
                refuse(f"{original.__name__} {arguments[-1]}")
            return original(self, *arguments)

        return method

    def guarded_getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not is_on_this_machine(socket.AF_INET, (name, 0)):
            refuse(f"look-up of {name}")
        return original_getaddrinfo(host, *arguments, **named)

    original_getaddrinfo = socket.getaddrinfo
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    socket.getaddrinfo = guarded_getaddrinfo


@pytest.fixture(scope="session", autouse=True)
def every_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps what this process logs for the look at the end."""
    end = keep_records(tmp_path_factory.getbasetemp())
    yield
    end()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if anything that its programs logged holds a secret, or what somebody wrote."""
    is_worker = hasattr(session.config, "workerinput")
    folder = getattr(session.config, "_tmp_path_factory", None)  # pytest gives it to fixtures only
    if is_worker or folder is None or not session.testscollected:
        return
    found = leaks_in(folder.getbasetemp())
    session.config.stash[_LEAKS] = found
    if found:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


_LEAKS = pytest.StashKey[list[Leak]]()


@pytest.fixture(autouse=True)
def only_this_machine() -> Iterator[list[str]]:
    """Fails a test during which something tried to reach another machine, even if the program coped with the refusal.

    Gives the attempts so far; a test that means to try clears them.
    """
    yield _attempts
    refused = list(_attempts)
    _attempts.clear()
    if refused:
        pytest.fail(f"the test went beyond this machine: {'; '.join(refused)}", pytrace=False)


@pytest.fixture(autouse=True)
def no_unexpected_error_log(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[logging.LogRecord]]:
    """Fails a test during which the program logs an error, and one marked expects_error_log during which it does not.

    It watches the loggers rather than adding a handler: a test may set up logging anew.
    """
    records: list[logging.LogRecord] = []
    original = logging.Logger.handle

    def watched(self: logging.Logger, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR and record.name.partition(".")[0] == "lunch_desktop":
            records.append(record)
        original(self, record)

    monkeypatch.setattr(logging.Logger, "handle", watched)
    yield records
    is_expected = request.node.get_closest_marker("expects_error_log") is not None
    if records and not is_expected:
        told = "\n".join(_told(record) for record in records)
        pytest.fail(f"the program logged an error that this test does not expect:\n{told}", pytrace=False)
    if is_expected and not records:
        pytest.fail("the test is marked expects_error_log, but the program logged no error", pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def _fresh_databases_without_alembic() -> Iterator[None]:
    """Most tests begin with fresh databases, and are not about how they come about."""
    with migrations_said_once():
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL for all tests of this process. Whoever stops it starts one of their own: `postgres_running`."""
    if can_be_missing():
        pytest.skip("PostgreSQL is installed by our set-up on Linux only")
    with postgres_running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The URL of a migrated database of the test's own."""
    url = postgres.fresh()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def company_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a company is kept. A test that asks for this runs on both databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'company.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


def _told(record: logging.LogRecord) -> str:
    return logging.Formatter("%(name)s: %(message)s").format(record)
