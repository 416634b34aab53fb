"""A network that loses requests, loses answers and delivers twice, at a test's word."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from lunch_desktop.sync.http import Unreachable
from lunch_desktop.sync.steps import Remote
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)

A = TypeVar("A")


class Fate(StrEnum):
    """What becomes of one exchange."""

    ARRIVES = "arrives"
    REQUEST_LOST = "request_lost"
    ANSWER_LOST = "answer_lost"
    TWICE = "twice"
    """The request arrives twice, as when a proxy repeats it."""


class LossyRemote:
    """A way to the server whose next exchange meets `fate`, or the coming ones `fates`."""

    def __init__(self, way: Remote) -> None:
        self._way = way
        self.fate = Fate.ARRIVES
        self.fates: list[Fate] = []

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        return self._through(lambda: self._way.push(request))

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        return self._through(lambda: self._way.pull(request))

    def volume(self, volume: Volume) -> bytes:
        """See Remote."""
        return self._through(lambda: self._way.volume(volume))

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """See Remote."""
        return self._through(lambda: self._way.offer_again(request))

    def _through(self, exchange: Callable[[], A]) -> A:
        fate, self.fate = self.fates.pop(0) if self.fates else self.fate, Fate.ARRIVES
        if fate is Fate.REQUEST_LOST:
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server="test"))
        answer = exchange()
        if fate is Fate.ANSWER_LOST:
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server="test"))
        return exchange() if fate is Fate.TWICE else answer
