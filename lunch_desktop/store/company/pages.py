"""Long answers in pages: where one stands, and the entries of the feed that come next.

A long answer is given against a pinned version. What was written since then is left out of the pages, and follows after
them: so each page may be asked for at any later time, from another process, and again.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)

from lunch_desktop.domain.times import Day
from lunch_desktop.store.company.schema import CompanySchema, company_schema
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.volumes import VolumeSet
from lunch_desktop.store.prepared import Prepared, is_one_of
from lunch_desktop.wire.sync import Progress, Volume

PAGE: Final = 2_500
"""Entries of the feed in one answer: about 0.8 MB, and a quarter of a second in which a desktop's file is taken."""
_SEAL: Final = "page"
_NO_END: Final = 2**62
"""More than there are entries, and later than any version."""


class NoSuchPage(Exception):
    """A page was asked for by words that this server did not give."""


class Part(StrEnum):
    """The parts of a long answer, in their order."""

    CHANGES = "changes"
    """What changed in scopes that the desktop has, by version."""
    TODAY = "today"
    """What scopes that it lacks hold for today and later, and what belongs to no day."""
    PAST = "past"


_PARTS: Final = tuple(Part)


@dataclass(frozen=True, slots=True)
class Page:
    """Where a long answer stands: after `key` in `scope` in `part`; the page asked for begins behind it.

    `since` is the version of the cursor that the answer began with, -1 for none; `base` that from which scopes are sent
    as changes; `pinned` the version up to which they are. `told` is the cursor of the moment at which the word was
    given: the pages so far were made by the rights of then, which only a later moment of the same history can go on
    from. A scope that was granted later than `rights` is sent whole; without it, later than `base`. `begun` is the
    version at which the first page was given, where that is not the pinned one: volumes are older than the answer that
    they are part of.
    """

    employee_id: str
    since: int
    base: int
    pinned: int
    today: Day
    part: Part = Part.CHANGES
    scope: str = ""
    key: tuple[Any, ...] = ()
    done: int = 0
    total: int = 0
    told: str = ""
    rights: int | None = None
    begun: int | None = None

    def word(self, seals: Seals) -> str:
        """What the desktop brings back to ask for this page."""
        said = [getattr(self, name) for name in self.__slots__]
        text = base64.urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).rstrip(b"=").decode()
        return f"{text}.{seals.seal(_SEAL, text)}"

    @classmethod
    def of(cls, word: str, seals: Seals) -> "Page":
        """Raises NoSuchPage."""
        text, _, seal = word.partition(".")
        if not seals.is_ours(_SEAL, text, seal):
            raise NoSuchPage
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if len(values) != len(cls.__slots__):
            raise NoSuchPage  # it was given by a former version of the program
        said = dict(zip(cls.__slots__, values, strict=True))
        return cls(**{**said, "part": Part(said["part"]), "key": tuple(said["key"])})

    @property
    def progress(self) -> Progress:
        """For the person who waits."""
        return Progress(done=self.done, total=max(self.done, self.total))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the feed."""

    scope: str
    table: str
    row_id: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """Entries that come next, or a volume of them, and the page behind; None if that was the end."""

    entries: list[Entry]
    behind: Page | None
    volume: Volume | None = None


class Window:
    """The entries that a long answer is made of: those up to `pinned`, in scopes by how they are sent."""

    def __init__(
        self, connection: Connection, schema: CompanySchema, page: Page, changes: Sequence[str], whole: Sequence[str]
    ) -> None:
        """`changes` are the scopes of which only what is newer than the page's base is sent."""
        self._connection = connection
        self._feed = schema.feed
        self._statements = _statements(connection.dialect)
        self._page = page
        self.whole = frozenset(whole)
        self._of_whole: ColumnElement[bool] = self._feed.c.gone.is_(False)
        if page.base > page.since:
            # Pages before this window may have brought rows of a scope that was withdrawn and given again since then.
            self._of_whole = or_(self._of_whole, self._feed.c.version > page.base)
        self._scopes = {Part.CHANGES: _in_order(changes), Part.TODAY: _in_order(whole), Part.PAST: _in_order(whole)}

    def count(self) -> int:
        """How many entries there are in all."""
        feed, page = self._feed, self._page
        whole = and_(feed.c.scope.in_(self._scopes[Part.TODAY]), self._of_whole, feed.c.version <= page.pinned)
        changes = and_(
            feed.c.scope.in_(self._scopes[Part.CHANGES]), feed.c.version > page.base, feed.c.version <= page.pinned
        )
        query = select(func.count()).select_from(feed).where(or_(whole, changes))
        return int(self._connection.execute(query).scalar_one())

    def all(self, most: int | None) -> list[Entry] | None:
        """Every entry, in no order; None if there are more than `most`."""
        page = self._page
        limit = _NO_END if most is None else most + 1
        found = self._statements.changed.all(
            self._connection, self._scopes[Part.CHANGES], page.base, page.pinned, limit
        )
        if len(found) < limit and self.whole:
            since = page.base if page.base > page.since else _NO_END
            found += self._statements.whole.all(
                self._connection, self._scopes[Part.TODAY], page.pinned, since, limit - len(found)
            )
        return [Entry(*one) for one in found] if len(found) < limit else None

    def next(self, most: int, volumes: VolumeSet | None = None) -> Taken:
        """The next entries, at most so many, or a volume that holds them."""
        found: list[Entry] = []
        for part, scope in self._segments():
            key = self._page.key if (part, scope) == (self._page.part, self._page.scope) else ()
            kept = volumes.at(part, key) if volumes is not None and volumes.scope == scope else None
            if kept is not None and not found:
                done = self._page.done + kept.entries
                behind = replace(self._page, part=part, scope=scope, key=kept.last, done=done)
                return Taken([], behind, kept.volume)
            rows = self.behind(part, scope, key, most - len(found)) if kept is None else []
            found += [Entry(scope, name, row_id, gone) for _, name, row_id, gone in rows]
            if kept is not None or len(found) >= most:
                key = tuple(rows[-1][:3]) if rows else key
                done = self._page.done + len(found)
                return Taken(found, replace(self._page, part=part, scope=scope, key=key, done=done))
        return Taken(found, None)

    def behind(self, part: Part, scope: str, key: tuple[Any, ...], most: int) -> Sequence[Any]:
        """The next entries of one part in one scope, behind `key`: (day or version, table, id, gone)."""
        return self._connection.execute(self._query(part, scope, key).limit(most)).all()

    def _segments(self) -> Iterator[tuple[Part, str]]:
        """What is left to read, from where the page stands; a scope that is no longer sent is passed over."""
        page = self._page
        for part in _PARTS[_PARTS.index(page.part) :]:
            for scope in self._scopes[part]:
                if part is not page.part or not page.scope or _place(scope) >= _place(page.scope):
                    yield part, scope

    def _query(self, part: Part, scope: str, key: tuple[Any, ...]) -> Select[Any]:
        feed, page = self._feed, self._page
        within = select(
            feed.c.version if part is Part.CHANGES else feed.c.day, feed.c.table_name, feed.c.row_id, feed.c.gone
        ).where(feed.c.scope == scope, feed.c.version <= page.pinned)
        if part is Part.CHANGES:
            order = (feed.c.version, feed.c.table_name, feed.c.row_id)
            within = within.where(feed.c.version > page.base)
            behind = tuple_(*order) > key
            return (within.where(behind) if key else within).order_by(*order)
        order = (feed.c.day, feed.c.table_name, feed.c.row_id)
        within = within.where(self._of_whole)
        within = within.where(feed.c.day >= page.today if part is Part.TODAY else feed.c.day < page.today)
        behind = tuple_(*order) < key
        return (within.where(behind) if key else within).order_by(*(column.desc() for column in order))


class _Statements:
    """The entries of an answer that may be short."""

    def __init__(self, feed: Table, dialect: Dialect) -> None:
        number = partial(bindparam, type_=BigInteger())
        entry = (feed.c.scope, feed.c.table_name, feed.c.row_id, feed.c.gone)
        within = select(*entry).where(is_one_of(feed.c.scope, "scopes", dialect), feed.c.version <= number("pinned"))
        self.changed = Prepared(
            within.where(feed.c.version > number("base")).limit(number("most")),
            dialect, "scopes", "base", "pinned", "most",
        )  # fmt: skip
        self.whole = Prepared(
            within.where(or_(feed.c.gone.is_(False), feed.c.version > number("since"))).limit(number("most")),
            dialect, "scopes", "pinned", "since", "most",
        )  # fmt: skip


@lru_cache(maxsize=4)
def _statements(dialect: Dialect) -> _Statements:
    return _Statements(company_schema().feed, dialect)


def _place(scope: str) -> tuple[bool, str]:
    """One's own and small scopes come before the office's, which holds most rows."""
    return scope.startswith("office:"), scope


def _in_order(scopes: Sequence[str]) -> list[str]:
    return sorted(scopes, key=_place)
