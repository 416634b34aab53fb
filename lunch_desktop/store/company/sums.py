"""The checksum of each scope: kept up to date by every commit, or counted from the feed."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.rows import CHUNK, insert_for
from lunch_desktop.wire.sync import SUM_MASK, Checksum, scope_sum


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
    statement = insert_for(connection.dialect.name)(schema.scope_sums)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["scope"], set_={name: statement.excluded[name] for name in ("rows", "sum")}
        ),
        [{"scope": scope, "rows": one.rows, "sum": one.sum} for scope, one in sums.items()],
    )


def read_sums(connection: Connection, schema: CompanySchema, scopes: Iterable[str]) -> dict[str, Checksum]:
    """The checksums of scopes as of the connection's snapshot."""
    wanted = sorted(set(scopes))
    kept = _kept(connection, schema, wanted)
    return {scope: kept[scope] if scope in kept else counted(connection, schema, scope) for scope in wanted}


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
    table = schema.scope_sums
    found: dict[str, Checksum] = {}
    for start in range(0, len(scopes), CHUNK):
        query = select(table).where(table.c.scope.in_(scopes[start : start + CHUNK]))
        found |= {row.scope: Checksum(rows=row.rows, sum=row.sum) for row in connection.execute(query)}
    return found
