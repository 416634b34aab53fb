"""What holds for every test: no network beyond this machine, no error log that the test did not ask for."""

import ipaddress
import logging
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

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


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Refuses connections and name look-ups beyond loopback, and fails the test that tried, even if it coped.

    Gives the attempts so far; a test that means to try may clear them.
    """
    attempts: list[str] = []

    def refuse(what: str) -> None:
        attempts.append(what)
        raise NetworkForbidden(f"tests stay on this machine: {what}")

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: object) -> Any:
            if not is_on_this_machine(self.family, address):
                refuse(f"{original.__name__} to {address}")
            return original(self, address)

        return connect

    def guarded_sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        if not is_on_this_machine(self.family, rest[-1]):
            refuse(f"sendto {rest[-1]}")
        return original_sendto(self, data, *rest)

    def guarded_getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not is_on_this_machine(socket.AF_INET, (name, 0)):
            refuse(f"look-up of {name}")
        return original_getaddrinfo(host, *arguments, **named)

    original_sendto = socket.socket.sendto
    original_getaddrinfo = socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket.socket, "sendto", guarded_sendto)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield attempts
    if attempts:
        pytest.fail(f"the test went beyond this machine: {'; '.join(attempts)}", pytrace=False)


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


def _told(record: logging.LogRecord) -> str:
    return logging.Formatter("%(name)s: %(message)s").format(record)
