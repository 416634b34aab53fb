"""What the server's hub would send to each desktop's live stream, without a network or an event loop.

The same decisions as `lunch_desktop.server.hub`: a commit that does not concern a stream is not told to it, one of its
own
or one that changes its rights is told as a head, anything else as a delta since what was told before.
"""

from collections import deque
from dataclasses import dataclass

from lunch_desktop.store.company.told import Commit
from lunch_desktop.sync.live import Listening
from lunch_desktop.wire.sync import PullResponse
from tests.support.company import Company
from tests.support.desktop import Desktop


@dataclass(frozen=True)
class Told:
    """One event: a head, or with `patch` a delta since `since`. The first head of a stream has a tag."""

    version: int
    since: int = 0
    patch: str | None = None
    tag: str | None = None


class Stream:
    """One desktop's open stream. It is opened for the client id of that moment, as the engine does."""

    def __init__(self, company: Company, desktop: Desktop) -> None:
        self._company = company
        self._desktop = desktop
        self.open()

    def open(self) -> None:
        """Open it (anew): what was under way is gone, and the head is told at once."""
        self._client_id = self._desktop.store.pull_request().client_id
        self._listening = Listening(self._desktop.store)
        place = self._company.sync.place()
        self._last = place.version
        self._scopes: frozenset[str] | None = None
        self._broken = False
        self.waiting: deque[Told] = deque([Told(self._last, tag=place.tag)])

    def break_off(self) -> None:
        """The stream ends, and the desktop hears nothing until it is opened anew."""
        self._broken = True
        self.waiting.clear()
        self._desktop.facts.behind = True

    def commit_made(self, commit: Commit) -> None:
        """The server has committed. The person's scopes are looked up once, and anew when their rights change."""
        employee = self._desktop.employee_id
        if self._broken:
            return
        if employee in commit.affects_rights_of:
            self._scopes = None
            self._tell(Told(commit.version))
            return
        if self._scopes is None:
            self._scopes = frozenset(self._company.sync.scopes(employee))
        if self._scopes & commit.scopes:
            own = commit.pushed_by == self._client_id
            patch = None if own else commit.delta_for(self._scopes)
            self._tell(Told(commit.version, self._last, patch))

    def deliver(self) -> None:
        """The oldest event that waits arrives, and the desktop does with it what its engine would."""
        if not self.waiting:
            return
        told = self.waiting.popleft()
        if told.patch is None:
            news = self._listening.head(told.version, told.tag)
        else:
            news = self._listening.delta(PullResponse.model_validate_json(told.patch), told.since)
        self._desktop.facts.behind = self._desktop.facts.behind or news.behind

    def _tell(self, told: Told) -> None:
        self.waiting.append(told)
        self._last = told.version
