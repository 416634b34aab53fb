"""One snapshot of what an export reads: of the company's database, or of what a desktop holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select

from lunch_desktop.domain.people import ADMINS, EMPLOYEES
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.store.desktop.seeing import is_unchecked
from lunch_desktop.store.desktop.state import EMPLOYEE_ID, PULLED_AT, State
from lunch_desktop.store.reports.reading import Tables
from lunch_desktop.store.reports.refusing import ReportFault, ReportRefused


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far a desktop knows: its clock at the last sync (None: never), how many changes wait, and whose it is."""

    as_of: int | None
    waiting: int
    employee: str


@contextmanager
def company_snapshot(database: CompanyDatabase) -> Iterator[Tables]:
    """Everything that the company has, at one moment. Raises Problem where the database can't be read."""
    schema = database.schema
    beside = (schema.accounts.accounts, schema.accounts.audit.entries)
    tables = {**schema.entities, **{table.name: table for table in beside}}
    with database.reading_much() as connection:
        yield Tables(connection, tables)


@contextmanager
def desktop_snapshot(database: DesktopDatabase) -> Iterator[tuple[Tables, Freshness]]:
    """What the signed-in admin's desktop holds, with the changes that wait.

    Raises ReportRefused for who is no admin, and while the rights to a restored file are unchecked; Problem where the
    file can't be read.
    """
    schema = database.schema
    with database.reading() as connection:
        state, tables = State(connection, schema), Tables(connection, schema.entities)
        employees, admins = schema.entities[EMPLOYEES.name].c, schema.entities[ADMINS.name].c
        whose = select(employees.name).join(schema.entities[ADMINS.name], admins.id == employees.id)
        name = connection.execute(whose.where(employees.id == state.get(EMPLOYEE_ID))).scalar()
        if name is None or is_unchecked(connection, schema):
            raise ReportRefused(ReportFault.NOT_ADMIN)
        yield tables, Freshness(state.get(PULLED_AT), Outbox(connection, schema).count(), name)
