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


def listen(remote: LiveRemote, store: LocalStore) -> Iterator[News]:
    """Read the stream to its end."""
    events = remote.events()
    while True:
        try:
            event = next(events)
        except StopIteration as end:
            yield News(ended=end.value)
            return
        yield _take(event, store)


def _take(event: ServerEvent, store: LocalStore) -> News:
    """What an event says; one that is not understood says at least that there is something."""
    try:
        return _told(event, store)
    except ValidationError:
        log.warning("a live event was not understood: %s", event.name)
        return News(behind=True)


def _told(event: ServerEvent, store: LocalStore) -> News:
    if event.name == DELTA:
        delta = Delta.model_validate_json(event.data)
        applied = store.apply_live(delta.patch, delta.since)
        return News(applied, behind=applied is None)
    if event.name == HEAD:
        return News(behind=Head.model_validate_json(event.data).version > store.version())
    return News()
