"""Answering a pull: what changed since a cursor in everything that a person may see, from one snapshot."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from lunch_desktop.domain.ids import ClientId, EmployeeId
from lunch_desktop.domain.visibility import Scope
from lunch_desktop.store.company.push import result_of
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.rows import CHUNK
from lunch_desktop.wire.sync import PullResponse, Result, Rows, ScopePatch


class ResyncRequired(Exception):
    """The cursor is not one of this database's history; the desktop starts over and keeps its outbox."""


@dataclass(frozen=True)
class Cursor:
    """A point in the history of one database: its epoch, a version and the random tag of that commit."""

    epoch: str
    version: int
    tag: str

    def __str__(self) -> str:
        return f"{self.epoch}.{self.version}.{self.tag}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Raises ResyncRequired for a text that no server of ours wrote."""
        try:
            epoch, version, tag = text.split(".")
            return cls(epoch, int(version), tag)
        except ValueError:
            raise ResyncRequired from None


@dataclass(frozen=True)
class _Rights:
    whole: list[str]
    since_cursor: list[str]
    dropped: list[str]


class Pull:
    """One pull, inside the caller's snapshot."""

    def __init__(self, connection: Connection, schema: CompanySchema, actor: EmployeeId, client: ClientId) -> None:
        self._connection = connection
        self._schema = schema
        self._actor = actor
        self._client = client

    def answer(self, cursor_text: str | None) -> PullResponse:
        """The patch from `cursor_text` (None: from nothing) to now. Raises ResyncRequired."""
        head = self._head()
        since = self._checked(cursor_text, head)
        rights = self._rights(since)
        scopes, wanted = self._scope_patches(rights, since)
        return PullResponse(
            epoch=head.epoch,
            cursor=str(head),
            version=head.version,
            tables=self._rows(wanted),
            scopes=scopes,
            results=self._results(since),
            last_seq=self._last_seq(),
        )

    def scopes(self) -> frozenset[Scope]:
        """Every scope that the person belongs to now."""
        grants = self._schema.grants
        query = select(grants.c.scope).where(grants.c.employee_id == self._actor, grants.c.revoked.is_(None))
        return frozenset(Scope(scope) for (scope,) in self._connection.execute(query))

    def _head(self) -> Cursor:
        head, commits = self._schema.head, self._schema.commits
        query = select(head.c.epoch, head.c.version, commits.c.tag).join(commits, commits.c.version == head.c.version)
        return Cursor(*self._connection.execute(query).one())

    def _checked(self, text: str | None, head: Cursor) -> int:
        """The version to answer from; -1 is before everything."""
        if text is None:
            return -1
        cursor = Cursor.parse(text)
        commits = self._schema.commits
        tag = self._connection.execute(select(commits.c.tag).where(commits.c.version == cursor.version)).scalar()
        if cursor.epoch != head.epoch or tag != cursor.tag:
            raise ResyncRequired
        return cursor.version

    def _rights(self, since: int) -> _Rights:
        grants = self._schema.grants
        query = select(grants.c.scope, grants.c.granted, grants.c.revoked).where(grants.c.employee_id == self._actor)
        rights = _Rights([], [], [])
        for scope, granted, revoked in self._connection.execute(query.order_by(grants.c.scope)):
            if revoked is not None:
                if revoked > since:
                    rights.dropped.append(scope)
            elif granted > since:
                rights.whole.append(scope)
            else:
                rights.since_cursor.append(scope)
        return rights

    def _scope_patches(self, rights: _Rights, since: int) -> tuple[list[ScopePatch], dict[str, dict[str, None]]]:
        """The patch of each scope, and the rows that it takes, by table, each once and in order."""
        feed = self._schema.feed
        present: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        gone: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        query = (
            select(feed.c.scope, feed.c.table_name, feed.c.row_id, feed.c.gone)
            .where(
                or_(
                    and_(feed.c.scope.in_(rights.whole), feed.c.gone.is_(False)),
                    and_(feed.c.scope.in_(rights.since_cursor), feed.c.version > since),
                )
            )
            .order_by(feed.c.version, feed.c.table_name, feed.c.row_id)
        )
        for scope, table_name, row_id, is_gone in self._connection.execute(query):
            if is_gone:
                gone[scope][table_name].append(row_id)
            else:
                present[scope][table_name].append(row_id)
                wanted[table_name][row_id] = None
        patches = [ScopePatch(scope=scope, dropped=True) for scope in rights.dropped]
        patches += [ScopePatch(scope=scope, whole=True, present=present[scope]) for scope in rights.whole]
        patches += [
            ScopePatch(scope=scope, present=present[scope], gone=gone[scope])
            for scope in rights.since_cursor
            if scope in present or scope in gone
        ]
        return patches, wanted

    def _rows(self, wanted: dict[str, dict[str, None]]) -> dict[str, Rows]:
        return {name: self._table_rows(name, list(ids)) for name, ids in wanted.items()}

    def _table_rows(self, name: str, ids: list[str]) -> Rows:
        table = self._schema.entities[name]
        shown = [column for column in table.columns if column.name != "extra"]
        values: list[list[Any]] = []
        for start in range(0, len(ids), CHUNK):
            query = select(*shown).where(table.c.id.in_(ids[start : start + CHUNK]))
            values += [list(row) for row in self._connection.execute(query)]
        return Rows(columns=[column.name for column in shown], values=values)

    def _results(self, since: int) -> list[Result]:
        table = self._schema.results
        query = select(table).where(
            table.c.client_id == self._client, table.c.employee_id == self._actor, table.c.version > since
        )
        return [result_of(row) for row in self._connection.execute(query.order_by(table.c.seq))]

    def _last_seq(self) -> int:
        clients = self._schema.clients
        query = select(clients.c.last_seq).where(
            clients.c.client_id == self._client, clients.c.employee_id == self._actor
        )
        return self._connection.execute(query).scalar() or 0
