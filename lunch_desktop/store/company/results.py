"""What was decided, as it is kept: looked up when a change comes again, and written with the rows that it caused."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Dialect, bindparam, select

from lunch_desktop.domain.ids import ClientId, EmployeeId
from lunch_desktop.store.company.receipts import result_of
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.listed import Writing
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of
from lunch_desktop.wire.arguments import as_text
from lunch_desktop.wire.sync import Result

Given = tuple[EmployeeId, ClientId, Result]
"""Whose change it was, which device sent it, and what became of it."""

_KEPT = (
    "employee_id",
    "client_id",
    "seq",
    "uuid",
    "hash",
    "outcome",
    "code",
    "details",
    "answer",
    "version",
    "place",
    "at",
    "given",
)


class _Statements:
    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        results = schema.results
        self.known = Prepared(
            select(results.c.uuid).where(
                results.c.employee_id == bindparam("whose"), is_one_of(results.c.uuid, "uuids", dialect)
            ),
            dialect,
            "whose",
            "uuids",
        )
        self.keep = Writing(results, _KEPT, dialect)


_statements = compiled_once(_Statements)


def known_results(
    connection: Connection, schema: CompanySchema, seals: Seals, employee: EmployeeId, uuids: Sequence[str]
) -> dict[str, Result]:
    """Those of an employee's changes that were decided before, by uuid; mostly there are none."""
    there = _statements(schema, connection.dialect).known.all(connection, employee, list(uuids))
    if not there:
        return {}
    table = schema.results
    query = select(table).where(table.c.employee_id == employee, table.c.uuid.in_([uuid for (uuid,) in there]))
    return {row.uuid: result_of(row, seals) for row in connection.execute(query)}


def keep_results(connection: Connection, schema: CompanySchema, results: Iterable[Given]) -> None:
    """Keep what was just decided and is given with the version of its commit. Raises IntegrityError for a known one."""
    _statements(schema, connection.dialect).keep.run(
        connection,
        [
            (
                employee,
                client,
                one.seq,
                one.uuid,
                one.hash,
                one.outcome.value,
                one.code,
                as_text(one.details) if one.details else "{}",
                as_text(one.answer) if one.answer else "{}",
                one.version,
                one.place,
                one.at,
                one.version,
            )
            for employee, client, one in results
        ],
    )
