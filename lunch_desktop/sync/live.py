"""Live events: a commit's delta is applied as it comes; anything that does not fit leads to a pull."""

import logging
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Protocol

from pydantic import ValidationError

from lunch_desktop.store.desktop.apply import Applied
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.sync.http import ServerEvent
from lunch_desktop.sync.steps import Remote
from lunch_desktop.wire.events import DELTA, HEAD, Delta, Head
from lunch_desktop.wire.sync import PullResponse

log = logging.getLogger(__name__)


class LiveRemote(Remote, Protocol):
    """A server that also sends events."""

    def events(self) -> Generator[ServerEvent, None, str]:
        """Events as they come, until the stream ends; returns the server's word on why, empty without one.

        Raises an error of `lunch_desktop.sync.http` when it breaks.
        """
        ...

    def interrupt(self) -> None:
        """End a stream that another thread reads."""
        ...


@dataclass(frozen=True, slots=True)
class News:
    """What an event led to: rows applied, or the knowledge that this desktop is behind.

    `ended` is the server's word on why this was the last.
    """

    applied: Applied | None = None
    behind: bool = False
    ended: str | None = None


class Listening:
    """One stream, from its opening. What it brings counts only while it goes on from this desktop's own history.

    A server that was restored from a backup counts its versions on from an earlier one. So before anything is applied,
    either the head that the stream tells first is the very commit that this desktop has, or a pull that began after the
    stream was opened has been answered: the server looks at its cursor then.
    """

    def __init__(self, store: LocalStore) -> None:
        self._store = store
        self._asked = store.pulls_asked
        self._same_history = False

    def head(self, version: int, tag: str | None) -> News:
        """The server is at `version`."""
        if tag is None:
            return News(None, behind=version > self._store.version())
        self._same_history = self._store.is_at(version, tag)
        return News(None, behind=not self._same_history)

    def delta(self, patch: PullResponse, since: int) -> News:
        """A commit, for a desktop that has everything up to `since`."""
        if not self._same_history and self._store.pulls_answered <= self._asked:
            return News(None, behind=True)
        self._same_history = True
        applied = self._store.apply_live(patch, since)
        return News(applied, behind=applied is None)


def listen(remote: LiveRemote, store: LocalStore) -> Iterator[News]:
    """Read the stream to its end."""
    listening = Listening(store)
    events = remote.events()
    while True:
        try:
            event = next(events)
        except StopIteration as end:
            yield News(ended=end.value)
            return
        yield _take(event, listening)


def _take(event: ServerEvent, listening: Listening) -> News:
    """What an event says; one that is not understood says at least that there is something."""
    try:
        return _told(event, listening)
    except ValidationError:
        log.warning("a live event was not understood: %s", event.name)
        return News(behind=True)


def _told(event: ServerEvent, listening: Listening) -> News:
    if event.name == DELTA:
        delta = Delta.model_validate_json(event.data)
        return listening.delta(delta.patch, delta.since)
    if event.name == HEAD:
        head = Head.model_validate_json(event.data)
        return listening.head(head.version, head.tag)
    return News()
