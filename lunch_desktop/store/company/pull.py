"""Answering a pull: what changed since a cursor in everything that a person may see, from one snapshot."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from sqlalchemy import BigInteger, Connection, Dialect, Text, bindparam, select

from lunch_desktop.domain.ids import ClientId, EmployeeId
from lunch_desktop.domain.people import EMPLOYEES, OFFICES
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.domain.visibility import Scope
from lunch_desktop.store.company.cursors import Cursor, Head, ResyncRequired, is_known, version_of
from lunch_desktop.store.company.pages import PAGE, Entry, NoSuchPage, Page, Taken, Window
from lunch_desktop.store.company.receipts import result_of
from lunch_desktop.store.company.schema import CompanySchema, company_schema
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sums import counted, read_sums
from lunch_desktop.store.company.volumes import VolumeFolder, VolumeSet
from lunch_desktop.store.prepared import Prepared, is_one_of
from lunch_desktop.store.volume import shape
from lunch_desktop.wire.sync import Checksum, PullRequest, PullResponse, Result, Rows, ScopePatch

_NO_DAY: Final = Day("")
"""For an answer that is short enough to need no order."""


@dataclass(frozen=True)
class _Rights:
    """The scopes that the person belongs to, each with the version since which, and those that were withdrawn."""

    held: dict[str, int]
    withdrawn: dict[str, int]


class Pull:
    """One pull, inside the caller's snapshot."""

    def __init__(
        self,
        connection: Connection,
        schema: CompanySchema,
        seals: Seals,
        actor: EmployeeId,
        client: ClientId,
        now: Instant,
        volumes: VolumeFolder | None = None,
    ) -> None:
        self._volumes = volumes
        self._connection = connection
        self._schema = schema
        self._statements = _statements(connection.dialect)
        self._seals = seals
        self._actor = actor
        self._client = client
        self._now = now

    def answer(self, request: PullRequest, since: int, head: Head) -> PullResponse:
        """The patch from the version `since` to `head`, or a page of it. Raises ResyncRequired and Restored."""
        rights = self._rights()
        if request.page is not None:
            return self._taken(request, self._page(request.page, head), rights, head)
        page = Page(self._actor, since, since, head.version, _NO_DAY)
        window = self._window(page, rights, request.repair)
        found = window.all(PAGE if request.pages else None)
        if found is not None:
            return self._last(request, since, found, rights, head)
        page = self._pinned(page, request, rights, head)
        window = self._window(page, rights, request.repair)
        return self._taken(request, replace(page, total=window.count()), rights, head)

    def _pinned(self, page: Page, request: PullRequest, rights: _Rights, head: Head) -> Page:
        """The first page, at the version of the volumes that it can be given from, if there are any, else at the head.

        Only a desktop that has nothing is given volumes: to any other their rows might be older than its own.
        """
        if page.since < 0 and not request.repair and self._volumes is not None and request.volumes == shape():
            newest = self._volumes.newest(rights.held, head)
            if newest is not None and is_known(self._connection, self._schema, newest.version, newest.tag):
                return replace(page, pinned=newest.version, today=newest.day, begun=head.version)
        return replace(page, today=self._today())

    def _taken(self, request: PullRequest, page: Page, rights: _Rights, head: Cursor) -> PullResponse:
        """The page, and after the last one what changed since the first, which may take pages of its own."""
        window = self._window(page, rights, request.repair if page.base == page.since else ())
        taken = window.next(PAGE, self._set_of(page, request, rights, head))
        if taken.behind is not None:
            return self._one_of_many(taken, taken.behind, head, window)
        entries, done = taken.entries, page.done + len(taken.entries)
        since_then = Page(self._actor, page.since, page.pinned, head.version, page.today, done=done, rights=page.begun)
        rest = self._window(since_then, rights, ())
        found = rest.all(PAGE)
        if found is None:
            behind = replace(since_then, total=done + rest.count())
            return self._one_of_many(Taken(entries, behind), behind, head, window)
        every = dict.fromkeys([*entries, *found])  # a scope that was granted meanwhile is whole in both
        return self._last(request, page.since, list(every), rights, head)

    def _set_of(self, page: Page, request: PullRequest, rights: _Rights, head: Cursor) -> VolumeSet | None:
        """The volumes that the page may be given from."""
        if self._volumes is None or request.volumes != shape() or page.begun is None:
            return None
        return self._volumes.of(head.epoch, page.pinned, rights.held)

    def _window(self, page: Page, rights: _Rights, repair: Iterable[str]) -> Window:
        known = page.base if page.rights is None else page.rights
        whole = {scope for scope, granted in rights.held.items() if granted > known} | (rights.held.keys() & repair)
        return Window(self._connection, self._schema, page, sorted(rights.held.keys() - whole), sorted(whole))

    def _one_of_many(self, taken: Taken, behind: Page, head: Cursor, window: Window) -> PullResponse:
        entries, volume = taken.entries, taken.volume
        named = {entry.scope for entry in entries} | ({volume.scope} if volume is not None else set())
        return PullResponse(
            epoch=head.epoch,
            version=behind.pinned,
            tables=self._rows(entries),
            scopes=_scope_patches(entries, window.whole & named),
            more=replace(behind, told=head.sealed(self._seals)).word(self._seals),
            volume=volume,
            progress=behind.progress,
        )

    def _last(
        self, request: PullRequest, since: int, entries: Sequence[Entry], rights: _Rights, head: Cursor
    ) -> PullResponse:
        whole = {scope for scope, granted in rights.held.items() if granted > since}
        whole |= rights.held.keys() & set(request.repair)
        dropped = {scope for scope, revoked in rights.withdrawn.items() if revoked > since}
        dropped |= set(request.repair) - rights.held.keys()
        patches = _scope_patches(entries, whole)
        summed = rights.held.keys() if request.verify else {patch.scope for patch in patches}
        return PullResponse(
            epoch=head.epoch,
            cursor=head.sealed(self._seals),
            version=head.version,
            tables=self._rows(entries),
            scopes=[*(ScopePatch(scope=scope, dropped=True) for scope in sorted(dropped)), *patches],
            results=self._results(since),
            last_seq=self._last_seq(),
            checksums=self._checksums(summed, set(request.repair)),
        )

    def _checksums(self, scopes: Iterable[str], doubted: Set[str]) -> dict[str, Checksum]:
        """The sums that every commit keeps; those of a scope that did not agree are counted anew."""
        kept = read_sums(self._connection, self._schema, [scope for scope in scopes if scope not in doubted])
        return kept | {scope: counted(self._connection, self._schema, scope) for scope in scopes if scope in doubted}

    def scopes(self) -> frozenset[Scope]:
        """Every scope that the person belongs to now."""
        grants = self._schema.grants
        query = select(grants.c.scope).where(grants.c.employee_id == self._actor, grants.c.revoked.is_(None))
        return frozenset(Scope(scope) for (scope,) in self._connection.execute(query))

    def since(self, text: str | None, head: Head) -> int:
        """The version that a cursor stands for; -1 is before everything. Raises ResyncRequired, Restored."""
        return -1 if text is None else version_of(self._connection, self._schema, self._seals, text, head)

    def _page(self, word: str, head: Head) -> Page:
        """Raises ResyncRequired for a word that was not given to this person, Restored for one of a lost future."""
        try:
            page = Page.of(word, self._seals)
        except NoSuchPage:
            raise ResyncRequired from None
        if page.employee_id != self._actor:
            raise ResyncRequired
        self.since(page.told, head)
        return page

    def _rights(self) -> _Rights:
        rights = _Rights({}, {})
        for scope, granted, revoked in self._statements.rights.all(self._connection, self._actor):
            if revoked is None:
                rights.held[scope] = granted
            else:
                rights.withdrawn[scope] = revoked
        return rights

    def _today(self) -> Day:
        """The day at the person's office."""
        employees, offices = self._schema.entities[EMPLOYEES.name], self._schema.entities[OFFICES.name]
        query = select(offices.c.time_zone).join(employees, employees.c.office_id == offices.c.id)
        zone = self._connection.execute(query.where(employees.c.id == self._actor)).scalar_one()
        return day_of(self._now, zone)

    def _rows(self, entries: Iterable[Entry]) -> dict[str, Rows]:
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        for entry in entries:
            if not entry.gone:
                wanted[entry.table][entry.row_id] = None
        return {name: rows_of(self._connection, name, list(ids)) for name, ids in wanted.items()}

    def _results(self, since: int) -> list[Result]:
        table = self._schema.results
        if self._statements.latest_result.one(self._connection, self._client, self._actor, since) is None:
            return []
        query = select(table).where(
            table.c.client_id == self._client, table.c.employee_id == self._actor, table.c.given > since
        )
        return [result_of(row, self._seals) for row in self._connection.execute(query.order_by(table.c.seq))]

    def _last_seq(self) -> int:
        found = self._statements.last_seq.one(self._connection, self._client, self._actor)
        return 0 if found is None else int(found[0])


def rows_of(connection: Connection, name: str, ids: Sequence[str]) -> Rows:
    """Those rows of a table that there are among `ids`, as they are sent."""
    columns, statement = _statements(connection.dialect).rows(name)
    found = statement.all(connection, ids)
    return Rows.model_construct(columns=list(columns), values=[*map(list, found)])  # they are what the table holds


class _Statements:
    """What every pull asks."""

    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        grants, clients, results = schema.grants, schema.clients, schema.results
        self._schema = schema
        self._dialect = dialect
        self._rows: dict[str, tuple[tuple[str, ...], Prepared]] = {}
        whose, client = bindparam("whose", type_=Text()), bindparam("client", type_=Text())
        self.rights = Prepared(
            select(grants.c.scope, grants.c.granted, grants.c.revoked).where(grants.c.employee_id == whose),
            dialect, "whose",
        )  # fmt: skip
        self.last_seq = Prepared(
            select(clients.c.last_seq).where(clients.c.client_id == client, clients.c.employee_id == whose),
            dialect, "client", "whose",
        )  # fmt: skip
        self.latest_result = Prepared(
            select(results.c.seq).where(
                results.c.client_id == client,
                results.c.employee_id == whose,
                results.c.given > bindparam("since", type_=BigInteger()),
            ),
            dialect, "client", "whose", "since",
        )  # fmt: skip

    def rows(self, name: str) -> tuple[tuple[str, ...], Prepared]:
        """The columns that are sent of a table, and its rows by their ids."""
        known = self._rows.get(name)
        if known is None:
            table = self._schema.entities[name]
            shown = [column for column in table.columns if column.name != "extra"]
            query = select(*shown).where(is_one_of(table.c.id, "ids", self._dialect))
            known = tuple(column.name for column in shown), Prepared(query, self._dialect, "ids")
            self._rows[name] = known
        return known


@lru_cache(maxsize=4)
def _statements(dialect: Dialect) -> _Statements:
    return _Statements(company_schema(), dialect)


def _scope_patches(entries: Iterable[Entry], whole: Set[str]) -> list[ScopePatch]:
    """What the entries say of each scope; `whole` ones are named even without any."""
    present: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    gone: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        (gone if entry.gone else present)[entry.scope][entry.table].append(entry.row_id)
    return [
        ScopePatch(scope=scope, whole=scope in whole, present=present[scope], gone=gone[scope])
        for scope in sorted({*present, *gone, *whole})
    ]
