"""The checksum of each scope: kept up to date by every commit, or counted from the feed."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Dialect, select

from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.listed import Writing
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of
from lunch_desktop.wire.sync import SUM_MASK, Checksum, scope_sum


class _Statements:
    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        sums = schema.scope_sums
        query = select(sums.c.scope, sums.c.rows, sums.c.sum).where(is_one_of(sums.c.scope, "scopes", dialect))
        self.kept = Prepared(query, dialect, "scopes")
        feed = schema.feed
        named = select(feed.c.scope).where(is_one_of(feed.c.scope, "scopes", dialect)).distinct()
        self._entered = Prepared(named, dialect, "scopes")
        self.write = Writing(sums, ["scope", "rows", "sum"], dialect, key=["scope"], updated=["rows", "sum"])

    def entered(self, connection: Connection, scopes: list[str]) -> Iterable[str]:
        """Those of some scopes that stand in the feed."""
        return (scope for (scope,) in self._entered.all(connection, scopes))


_statements = compiled_once(_Statements)


def write_sums(connection: Connection, schema: CompanySchema, changed: Mapping[str, Checksum]) -> None:
    """Add differences, after the feed was written, to the sums of scopes; one that has none yet is counted.

    The caller holds the lock on `head`, so nobody else adds to them meanwhile.
    """
    if not changed:
        return
    kept = _kept(connection, schema, list(changed))
    sums = {
        scope: Checksum(rows=kept[scope].rows + by.rows, sum=(kept[scope].sum + by.sum) & SUM_MASK)
        if scope in kept
        else counted(connection, schema, scope)
        for scope, by in changed.items()
    }
    _statements(schema, connection.dialect).write.run(
        connection, [(scope, one.rows, one.sum) for scope, one in sums.items()]
    )


def read_sums(connection: Connection, schema: CompanySchema, scopes: Iterable[str]) -> dict[str, Checksum]:
    """The checksums of scopes as of the connection's snapshot."""
    wanted = sorted(set(scopes))
    kept = _kept(connection, schema, wanted)
    # Most that have no sum have never had a row: each seat gives the right to a room, and in few is anything said.
    missing = [scope for scope in wanted if scope not in kept]
    entered = set(_statements(schema, connection.dialect).entered(connection, missing)) if missing else set()
    empty = Checksum(rows=0, sum=0)
    return {
        scope: kept[scope] if scope in kept else counted(connection, schema, scope) if scope in entered else empty
        for scope in wanted
    }


def counted(connection: Connection, schema: CompanySchema, scope: str) -> Checksum:
    """The checksum of a scope, from every row that stands in it."""
    feed = schema.feed
    query = select(feed.c.table_name, feed.c.row_id, feed.c.version).where(
        feed.c.scope == scope, feed.c.gone.is_(False)
    )
    rows = total = 0
    for table_name, row_id, version in connection.execute(query):
        rows += 1
        total += scope_sum(table_name, row_id, version)
    return Checksum(rows=rows, sum=total & SUM_MASK)


def _kept(connection: Connection, schema: CompanySchema, scopes: list[str]) -> dict[str, Checksum]:
    if not scopes:
        return {}
    found = _statements(schema, connection.dialect).kept.all(connection, scopes)
    return {scope: Checksum(rows=rows, sum=total) for scope, rows, total in found}
