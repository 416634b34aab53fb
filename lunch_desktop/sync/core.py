"""What the sync engine does next. No clock, no thread, no network: facts go in, an action comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.times import MINUTE, SECOND, Instant
from lunch_desktop.system.problems import Problem

FIRST_RETRY: Final = 1 * SECOND
LAST_RETRY: Final = 60 * SECOND
POLL_WITHOUT_LIVE: Final = 30 * SECOND
POLL_WITH_LIVE: Final = 5 * MINUTE


class Step(StrEnum):
    """What to do now."""

    PUSH = "push"
    PULL = "pull"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Action:
    """The step; `until` says when a WAIT ends by itself, None: not before something happens."""

    step: Step
    until: Instant | None = None


class Reach(StrEnum):
    """How this desktop stands with its server."""

    ONLINE = "online"
    WORK_OFFLINE = "work_offline"
    """The person chose to."""
    UNREACHABLE = "unreachable"
    SIGN_IN_NEEDED = "sign_in_needed"
    BLOCKED = "blocked"
    """The server refuses this account or this version; the queue is kept."""


@dataclass(slots=True)
class SyncFacts:
    """What the engine knows between two steps.

    `decided_up_to` is the last `seq` that the server is known to have decided, so that a long queue drains before its
    results are pulled. `rejections` counts how often in a row the server knew another history. `behind` says that
    the server has something that this desktop lacks.
    """

    work_offline: bool = False
    sign_in_needed: bool = False
    blocked: bool = False
    unsent: bool = True
    behind: bool = True
    live: bool = False
    decided_up_to: int = 0
    failures: int = 0
    rejections: int = 0
    retry_at: Instant | None = None
    pulled_at: Instant | None = None
    problem: Problem | None = None

    @property
    def reach(self) -> Reach:
        """How this desktop stands with its server."""
        if self.work_offline:
            return Reach.WORK_OFFLINE
        if self.sign_in_needed:
            return Reach.SIGN_IN_NEEDED
        if self.blocked:
            return Reach.BLOCKED
        return Reach.UNREACHABLE if self.failures else Reach.ONLINE

    def plan(self, now: Instant) -> Action:
        """The next action at `now`."""
        if self.work_offline or self.sign_in_needed or self.blocked:
            return Action(Step.WAIT)
        if self.retry_at is not None and now < self.retry_at:
            return Action(Step.WAIT, self.retry_at)
        if self.unsent:
            return Action(Step.PUSH)
        poll_at = self._poll_at()
        if self.behind or poll_at is None or now >= poll_at:
            return Action(Step.PULL)
        return Action(Step.WAIT, poll_at)

    def succeeded(self) -> None:
        """The server answered."""
        self.failures = 0
        self.retry_at = None
        self.problem = None

    def failed(self, problem: Problem | None, now: Instant, chance: Callable[[], float]) -> None:
        """The server could not be reached, or could not answer. Doubling pauses, jittered between half and whole.

        `chance` gives a number from 0 to 1.
        """
        self.problem = problem
        pause = min(LAST_RETRY, FIRST_RETRY * 2 ** min(self.failures, 10))
        self.failures += 1
        self.retry_at = Instant(now + round(pause * (0.5 + chance() / 2)))

    def try_now(self) -> None:
        """Something says that the network may be back, or the person asks: pauses end."""
        self.retry_at = None
        self.behind = True

    def _poll_at(self) -> Instant | None:
        if self.pulled_at is None:
            return None
        return Instant(self.pulled_at + (POLL_WITH_LIVE if self.live else POLL_WITHOUT_LIVE))
