"""Stopping in the middle of a request, which goes on until its answer or its time is up."""

import threading
from typing import TypeVar

from lunch_desktop.sync.steps import Remote
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


class Stopped(Exception):
    """The engine was told to stop while a request was under way; its answer is not taken any more."""


class UntilStopped:
    """The server, whose answers are not taken once the engine was told to stop: the file may have been closed."""

    def __init__(self, remote: Remote, stopping: threading.Event) -> None:
        self._remote = remote
        self._stopping = stopping

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        return self._taken(self._remote.push(request))

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        return self._taken(self._remote.pull(request))

    def volume(self, volume: Volume) -> bytes:
        """See Remote."""
        return self._taken(self._remote.volume(volume))

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """See Remote."""
        return self._taken(self._remote.offer_again(request))

    def _taken(self, answer: A) -> A:
        if self._stopping.is_set():
            raise Stopped
        return answer
