"""Live events, as server-sent events carry them."""

from typing import Final

from lunch_desktop.wire.sync import Message, PullResponse

HEAD: Final = "head"
"""Event name: the server's version only; whoever is behind it pulls."""
DELTA: Final = "delta"
"""Event name: what a commit changed, for a desktop that has everything up to `since`."""

END: Final = "end"
"""Event name: the server ends the stream."""


class End(Message):
    """The data of an `end` event: a WireCode."""

    code: str


class Head(Message):
    """The data of a `head` event.

    The first of a stream names the `tag` of that commit, by which a desktop sees whether it is of the same history.
    """

    version: int
    tag: str | None = None


class Delta(Message):
    """The data of a `delta` event; after it the desktop has everything up to `version`."""

    since: int
    version: int
    patch: PullResponse
