"""What the engine notices around the program: sleep, a clock that was set, another network."""

import socket
from typing import Any

import pytest

from lunch_desktop.domain.times import HOUR, SECOND, Instant
from lunch_desktop.sync.sights import Noticed, Sight, noticed
from lunch_desktop.sync.surroundings import Route, Surroundings
from tests.support.clock import ManualClock

START = Sight(Instant(1_795_000_000_000), 5_000, "10.0.0.5")


def later(wall: int, uptime: int, address: str | None = "10.0.0.5") -> Sight:
    return Sight(Instant(START.wall + wall), START.uptime + uptime, address)


@pytest.mark.parametrize(
    ("after", "waited", "what"),
    [
        (later(15_000, 15_000), 15_000, None),
        (later(24_000, 24_000), 15_000, None),
        (later(300, 300), 15_000, None),
        (later(HOUR, 15_000), 15_000, Noticed.SLEPT),
        (later(HOUR, HOUR), 15_000, Noticed.SLEPT),
        (later(HOUR, HOUR), None, None),
        (later(HOUR, 15_000), None, Noticed.SLEPT),
        (later(-HOUR, 15_000), 15_000, Noticed.SLEPT),
        (later(15_000, 15_000, "10.0.0.6"), 15_000, Noticed.NETWORK),
        (later(15_000, 15_000, None), 15_000, None),
        (later(HOUR, 15_000, "10.0.0.6"), 15_000, Noticed.SLEPT),
    ],
)
def test_what_two_sights_tell(after: Sight, waited: int | None, what: Noticed | None) -> None:
    assert noticed(START, after, waited) is what


def test_the_first_address_is_no_change_but_one_after_none_is() -> None:
    nobody_looked = Sight(START.wall, START.uptime)
    assert noticed(nobody_looked, START, 0) is None
    no_way = Sight(START.wall, START.uptime, None)
    assert noticed(no_way, START, 0) is Noticed.NETWORK


class Machine:
    """A PC whose clock, counter and network a test moves."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.uptime = 100.0
        self.address: str | None = "10.0.0.5"
        self.asked = 0
        self.surroundings = Surroundings(self.clock, self._local_address, lambda: self.uptime)

    def _local_address(self) -> str | None:
        self.asked += 1
        return self.address

    def pass_time(self, milliseconds: int) -> None:
        self.clock.advance(milliseconds)
        self.uptime += milliseconds / 1000

    def rest(self, milliseconds: int = 15 * SECOND) -> Noticed | None:
        assert self.surroundings.look() is None
        self.pass_time(milliseconds)
        return self.surroundings.look(milliseconds)


def test_an_idle_desktop_notices_sleep_and_a_new_network() -> None:
    machine = Machine()
    assert [machine.rest() for _ in range(3)] == [None] * 3
    machine.clock.advance(HOUR)
    assert machine.surroundings.look() is Noticed.SLEPT
    assert machine.rest() is None
    machine.address = "192.168.1.7"
    assert machine.rest() is Noticed.NETWORK
    machine.address = None
    assert machine.rest() is None
    machine.address = "192.168.1.7"
    assert machine.rest() is Noticed.NETWORK


def test_a_long_exchange_between_two_pauses_is_no_sleep() -> None:
    machine = Machine()
    machine.rest()
    machine.pass_time(HOUR)
    assert machine.rest() is None


def test_however_often_it_is_woken_it_asks_for_the_address_every_fifteen_seconds_at_most() -> None:
    machine = Machine()
    for _ in range(600):
        assert machine.rest(100) is None
    assert machine.asked == 4


def test_without_a_route_only_sleep_is_noticed() -> None:
    clock = ManualClock()
    surroundings = Surroundings(clock, monotonic=lambda: 0.0)
    assert surroundings.look(0) is None
    clock.advance(HOUR)
    assert surroundings.look(0) is Noticed.SLEPT


@pytest.mark.parametrize("server", ["http://127.0.0.1:8765", "http://localhost", "https://127.0.0.1"])
def test_the_route_to_this_pc_begins_here(server: str) -> None:
    assert Route(server).local_address() in ("127.0.0.1", "::1")


def test_a_name_that_nobody_knows_leads_nowhere_and_is_asked_for_until_it_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, asked = socket.getaddrinfo("127.0.0.1", 443, type=socket.SOCK_DGRAM), []

    def look_up(*arguments: Any, **named: Any) -> Any:
        asked.append(arguments)
        if len(asked) < 3:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return known

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    route = Route("https://lunch.example.com")
    assert [route.local_address() for _ in range(5)] == [None, None, "127.0.0.1", "127.0.0.1", "127.0.0.1"]
    assert asked == [("lunch.example.com", 443)] * 3


def test_a_network_without_a_way_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unrouted(socket.socket):
        def connect(self, address: Any) -> None:
            raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket, "socket", Unrouted)
    assert Route("http://127.0.0.1:8765").local_address() is None
