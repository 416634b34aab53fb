"""Commits in order of version.

They come from this process, from others through the bus, and from the database, where whom each commit concerns is
kept. They may come late, twice and out of order. Each is told once, after all before it.
"""

from collections import OrderedDict
from typing import Final

from lunch_desktop.server.hearing import Commit

_REMEMBERED: Final = 1_000
"""Tags of commits that were told, to tell one that comes twice from one of another history."""


class AnotherHistory(Exception):
    """A commit does not belong to the history that was told: the database was put back under this process."""


class Order:
    """Which commit is to be told next. `last` is the one that was told last, `tag` its tag."""

    def __init__(self, version: int = 0, tag: str = "") -> None:
        self.begin(version, tag)

    def begin(self, version: int, tag: str) -> None:
        """Go on from this commit; all that waits is forgotten."""
        self.last = version
        self.tag = tag
        self._waiting: dict[int, Commit] = {}
        self._told: OrderedDict[int, str] = OrderedDict({version: tag})

    @property
    def has_gap(self) -> bool:
        """Whether commits wait for one before them."""
        return bool(self._waiting) and self.last + 1 not in self._waiting

    def add(self, commit: Commit, *, is_proof: bool = True) -> None:
        """Let a commit wait for its turn. What is known with its changes is not replaced by a bare word.

        Raises AnotherHistory, where the commit proves that (`is_proof`: it was read or written here).
        """
        if commit.version > self.last:
            known = self._waiting.get(commit.version)
            if known is not None and is_proof and known.tag != commit.tag:
                known = None
            self._waiting[commit.version] = known or commit
        elif is_proof and self._told.get(commit.version) != commit.tag:
            raise AnotherHistory

    def next(self) -> Commit | None:
        """The next commit to be told, which counts as told; None if it has not come yet."""
        commit = self._waiting.pop(self.last + 1, None)
        if commit is not None:
            self.last, self.tag = commit.version, commit.tag
            self._told[commit.version] = commit.tag
            if len(self._told) > _REMEMBERED:
                self._told.popitem(last=False)
        return commit

    def forget_beyond(self, version: int) -> None:
        """Nothing beyond `version` exists that could still come: what waits for it was never of this history."""
        if self.has_gap:
            self._waiting = {one: commit for one, commit in self._waiting.items() if one <= version}
