"""The pages that were visited, to go back and forward through."""

from typing import Final, NamedTuple

_MOST: Final = 50


class Visit(NamedTuple):
    """A page, and what it was opened for."""

    page: str
    subject: str | None


class Visits:
    """As in a browser: going somewhere new from the middle forgets what lay ahead."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._at = -1

    def note(self, page: str, subject: str | None) -> None:
        """The person went somewhere."""
        visit = Visit(page, subject)
        if self._at >= 0 and self._visits[self._at] == visit:
            return
        del self._visits[self._at + 1 :]
        self._visits.append(visit)
        del self._visits[:-_MOST]
        self._at = len(self._visits) - 1

    @property
    def can_go_back(self) -> bool:
        """Whether there is one before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the person came back from one."""
        return self._at < len(self._visits) - 1

    def step(self, by: int) -> Visit | None:
        """The visit before (-1) or after (1), which is the present one from now on; None at the ends."""
        if not 0 <= self._at + by < len(self._visits):
            return None
        self._at += by
        return self._visits[self._at]
