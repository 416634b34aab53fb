"""Live events that were applied while a pull was under way.

The answer to a pull holds the latest word, as of its version, on every row that changed since the cursor it was asked
with. So it may be applied although live events have moved the cursor on meanwhile, if it is as new as they are: what
they brought is in it, too. Without that, every click of a colleague in a busy minute would make a desktop ask again.
"""

from typing import Final

from lunch_desktop.store.desktop.state import CURSOR, EPOCH, PAGES, VERSION, State
from lunch_desktop.wire.sync import PullRequest, PullResponse

_MOST: Final = 1_000


class Overtaking:
    """The cursors that live events have moved on from since the last pull, of the file as it is open here."""

    def __init__(self) -> None:
        self._passed: dict[str, None] = {}
        self._now: str | None = None

    def moved(self, before: str, after: str | None) -> None:
        """A live event moved the cursor from `before` to `after`, and is committed."""
        if before != self._now:
            self._passed.clear()
        self._passed[before] = None
        self._now = after
        if len(self._passed) > _MOST:
            del self._passed[next(iter(self._passed))]

    def may_follow(self, state: State, request: PullRequest, patch: PullResponse) -> bool:
        """Whether only live events have moved the cursor since `request`, and the answer knows all of them."""
        facts = state.some(CURSOR, EPOCH, VERSION, PAGES)
        if request.cursor not in self._passed or request.page is not None or patch.more is not None:
            return False
        same = facts.get(CURSOR) == self._now and facts.get(EPOCH) == patch.epoch and PAGES not in facts
        return same and patch.version >= facts[VERSION]
