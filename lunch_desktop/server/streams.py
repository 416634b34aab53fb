"""One live stream: what waits to be sent to it, and how that is written."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts_devices import Standing
from lunch_desktop.wire.problems import WireCode

LONGEST_QUEUE: Final = 256
HEARTBEAT: Final = b": still here\n\n"


@dataclass(frozen=True, slots=True)
class Head:
    """There is something up to this version: pull."""

    version: int
    tag: str | None = None

    def written(self) -> bytes:
        tag = b',"tag":"%b"' % self.tag.encode() if self.tag is not None else b""
        return b'event: head\ndata: {"version":%d%b}\n\n' % (self.version, tag)


@dataclass(frozen=True, slots=True)
class Delta:
    """All that concerns this stream after `since` and up to `version`; `patch` is a PullResponse in JSON."""

    since: int
    version: int
    patch: bytes

    def written(self) -> bytes:
        return b'event: delta\ndata: {"since":%d,"version":%d,"patch":%b}\n\n' % (self.since, self.version, self.patch)


@dataclass(frozen=True, slots=True)
class End:
    """The last event of a stream, and why: `token_expired`, `session_ended`, `account_deactivated`, `too_busy`."""

    code: WireCode

    def written(self) -> bytes:
        return b"event: end\ndata: %b\n\n" % json.dumps({"code": self.code.value}).encode()


class Stream:
    """A desktop that listens. Used on the event loop only.

    `told` is the last version that the desktop was told of. Since every commit after it that concerns the stream is
    told, in order, a delta may say `since: told` although commits of others lie between.

    `scopes` is None while the rights are looked up; then every commit is told as a head, and the desktop pulls.
    `doubts` counts how often the rights came into doubt.
    """

    __slots__ = (
        "_events",
        "client_id",
        "doubts",
        "employee_id",
        "ended",
        "expires",
        "family",
        "scopes",
        "told",
        "wake",
    )

    def __init__(self, employee_id: str, family: str, client_id: str | None, expires: Instant) -> None:
        self.employee_id = employee_id
        self.family = family
        self.client_id = client_id
        self.expires = expires
        self.scopes: frozenset[str] | None = None
        self.doubts = 0
        self.told = 0
        self.ended = False
        self.wake = asyncio.Event()
        self._events: deque[Head | Delta | End] = deque()

    def begin(self, version: int, tag: str) -> None:
        """Tell what every stream tells first: from where it goes on, and in which history."""
        self._add(Head(version, tag), version)

    def tell_head(self, version: int) -> None:
        """Have the desktop pull; a head that still waits at the end is replaced, unless it is the first."""
        if self._events and isinstance(self._events[-1], Head) and self._events[-1].tag is None:
            self._events.pop()
        self._add(Head(version), version)

    def tell_delta(self, version: int, patch: bytes) -> None:
        """Send the commit itself."""
        self._add(Delta(self.told, version, patch), version)

    def end(self, code: WireCode) -> None:
        """Close the stream after what waits."""
        if not self.ended:
            self.ended = True
            self._events.append(End(code))
            self.wake.set()

    def take(self) -> bytes:
        """All that waits, as it goes over the wire; empty if nothing does."""
        taken = b"".join(event.written() for event in self._events)
        self._events.clear()
        self.wake.clear()
        return taken

    def _add(self, event: Head | Delta, version: int) -> None:
        if self.ended:
            return
        if len(self._events) >= LONGEST_QUEUE:  # too slow to be told everything: one pull is cheaper
            self._events.clear()
            event = Head(version)
        self._events.append(event)
        self.told = version
        self.wake.set()


def ending_of(standing: Standing | None) -> WireCode | None:
    """Why a stream of a session that stands so must end; None if it may go on."""
    if standing is None or (standing.active and not standing.open):
        return WireCode.SESSION_ENDED
    return None if standing.active else WireCode.ACCOUNT_DEACTIVATED
