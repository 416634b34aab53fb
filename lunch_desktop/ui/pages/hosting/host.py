"""What the window needs of whoever hosts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from lunch_desktop.sync.session import Session
from lunch_desktop.system.hosting import HostedStatus, Hosting


@dataclass(frozen=True, slots=True)
class HostPlan:
    """What somebody wants to host: the team's name, its admin, and whether colleagues may reach this PC."""

    company: str
    name: str
    login: str
    password: str = field(repr=False)
    network: bool
    time_zone: str


class Host(Protocol):
    """The server that this PC may host. Everything that waits is run on a worker thread, and raises Problem."""

    @property
    def hosting(self) -> Hosting | None: ...
    @property
    def status(self) -> HostedStatus: ...
    def watch(self, listener: Callable[[HostedStatus], object]) -> Callable[[], None]: ...
    def begin(self, plan: HostPlan) -> Session: ...
    def set_active(self, active: bool) -> None: ...
    def try_now(self) -> None: ...
