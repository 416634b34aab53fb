"""Finding out by one statement that there is nothing new for a desktop, which is what most pulls are told."""

from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Text, bindparam, exists, func, select, true

from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.store.company.cursors import Cursor, ResyncRequired, cursor_of
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.prepared import Prepared, compiled_once
from lunch_desktop.wire.sync import PullRequest, PullResponse


class _Statements:
    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        head, commits, grants, feed = schema.head, schema.commits, schema.grants, schema.feed
        clients, results, employees = schema.clients, schema.results, schema.entities[EMPLOYEES.name]
        whose, client = bindparam("whose", type_=Text()), bindparam("client", type_=Text())
        since, tag = bindparam("since", type_=BigInteger()), bindparam("tag", type_=Text())
        last_seq = select(clients.c.last_seq).where(clients.c.client_id == client, clients.c.employee_id == whose)
        of_cursor = commits.alias()
        # The newest of a scope by itself is the end of an index, whatever PostgreSQL makes of a cursor's selectivity.
        newest = select(func.max(feed.c.version)).where(feed.c.scope == grants.c.scope).scalar_subquery()
        regranted = (grants.c.granted > since) | (grants.c.revoked > since)
        news = exists().where(
            grants.c.employee_id == whose, regranted | (grants.c.revoked.is_(None) & (newest > since))
        )
        given = exists().where(results.c.client_id == client, results.c.employee_id == whose, results.c.given > since)
        self.nothing_new = Prepared(
            select(
                head.c.epoch,
                head.c.version,
                commits.c.tag,
                func.coalesce(last_seq.scalar_subquery(), 0),
            )
            .join(commits, commits.c.version == head.c.version)
            .where(
                head.c.gathering_until.is_(None),
                exists().where(of_cursor.c.version == since, of_cursor.c.tag == tag),
                exists().where(employees.c.id == whose, employees.c.active == true()),
                ~news,
                ~given,
            ),
            dialect,
            "whose",
            "client",
            "since",
            "tag",
        )


_statements = compiled_once(_Statements)


def nothing_new(
    connection: Connection, schema: CompanySchema, seals: Seals, employee_id: str, request: PullRequest
) -> PullResponse | None:
    """The answer to a pull where nothing is new since its cursor; None where there may be, or something is wrong.

    One statement sees one state of the database, outside of a transaction too.
    """
    if request.cursor is None or request.page is not None or request.repair or request.verify:
        return None
    try:
        cursor = cursor_of(request.cursor, seals)
    except ResyncRequired:
        return None
    found: tuple[Any, ...] | None = _statements(schema, connection.dialect).nothing_new.one(
        connection, employee_id, request.client_id, cursor.version, cursor.tag
    )
    if found is None:
        return None
    epoch, version, tag, last_seq = found
    return PullResponse(
        epoch=epoch, cursor=Cursor(epoch, version, tag).sealed(seals), version=version, last_seq=last_seq
    )
