"""How sync stands, as the window is told. It needs no library, so that no start waits for one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lunch_desktop.domain.times import Instant
from lunch_desktop.system.problems import Problem

if TYPE_CHECKING:
    from lunch_desktop.wire.sync import Result


class Reach(StrEnum):
    """How this desktop stands with its server."""

    ONLINE = "online"
    WORK_OFFLINE = "work_offline"
    """The person chose to."""
    UNREACHABLE = "unreachable"
    SIGN_IN_NEEDED = "sign_in_needed"
    BLOCKED = "blocked"
    """The server refuses this account or this version; the queue is kept, and now and then the server asked again."""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the sync chip shows: how the server is reached, what waits, what needs its author's attention.

    `problem` says why nothing is exchanged; where `reach` is BLOCKED, what the server refuses: the account, or this
    version of the program, which then needs an update. `retry_at` is when the exchange is tried again by itself.
    `met`: the server has answered a pull since the start; until then nobody knows whether this is up to date.
    `progress`: how many rows of how many a long first sync has brought. `recovering`: the server was restored from a
    backup and collects what was decided since.

    `portal` is the page, http or https, on which the network wants people to sign in before it lets them through.
    `polling`: live streams don't get through this network, so that news come a little later. `detour` says why the
    server is asked for without the proxy that was chosen. `held_back`: a large download waits, because data costs money
    here.
    """

    reach: Reach
    sending: bool
    live: bool
    waiting: int
    attention: int
    problem: Problem | None
    met: bool = False
    retry_at: Instant | None = None
    progress: tuple[int, int] | None = None
    recovering: bool = False
    portal: str = ""
    polling: bool = False
    detour: Problem | None = None
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows of these tables changed; results of changes of this desktop came in."""

    tables: frozenset[str]
    results: "tuple[Result, ...]"
