"""Accounts: who may sign in, and as what."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts_audit import Action, AuditLog, AuditState, Entry
from lunch_desktop.store.company.accounts_schema import LOGIN_TAKEN
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.failures import is_duplicate
from lunch_desktop.store.prepared import Prepared
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.identity import LONGEST_LOGIN, Profile


class LoginTaken(Exception):
    """Another account has this login."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as sign-in needs it. `active` is false if either the account or the employee was deactivated."""

    employee_id: str
    login: str
    password_hash: str | None
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made for an employee who exists. Without a hash nobody can sign in with a password."""

    employee_id: str
    login: str
    password_hash: str | None
    role: Role = Role.EMPLOYEE


def normal_login(login: str) -> str:
    """The form in which logins are compared and kept: composed, case-folded, without spaces around.

    Raises ValueError for what is not an e-mail address.
    """
    normal = unicodedata.normalize("NFC", login.strip()).casefold()
    name, at, domain = normal.rpartition("@")
    if not (name and at and domain) or len(normal) > LONGEST_LOGIN or any(c.isspace() for c in normal):
        raise ValueError("an e-mail address is wanted")
    return normal


class Accounts:
    """The accounts of a company. Every change is in the audit log. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        schema = database.schema
        self._tables = schema.accounts
        self._employees = schema.entities[EMPLOYEES.name]
        self._offices = schema.entities[OFFICES.name]
        self._departments = schema.entities[DEPARTMENTS.name]
        self._account_query = self._accounts()
        profiles = self._profiles()
        self._profile_columns = tuple(profiles.selected_columns.keys())
        self._profile = Prepared(profiles, database.engine.dialect, "whose")
        self.audit = AuditLog(database)

    def add(self, connection: Connection, new: NewAccount, now: Instant) -> None:
        """Make one within the caller's transaction, which ends under `refused_if_taken`.

        The audit log is the caller's, and so is an admin's row, see `admins`.
        Raises LoginTaken, ValueError.
        """
        login = normal_login(new.login)
        self.refuse_taken(connection, login)
        connection.execute(
            insert(self._tables.accounts).values(
                employee_id=new.employee_id,
                login=login,
                password_hash=new.password_hash,
                role=new.role.value,
                active=True,
                created_at=now,
                password_changed_at=None if new.password_hash is None else now,
            )
        )

    def by_login(self, login: str) -> Account | None:
        """The account with this login, in any case; None also for what is no address."""
        try:
            wanted = normal_login(login)
        except ValueError:
            return None
        return self._one(self._account_query.where(self._tables.accounts.c.login == wanted))

    def by_employee(self, employee_id: str) -> Account | None:
        """The account of an employee."""
        return self._one(self._account_query.where(self._tables.accounts.c.employee_id == employee_id))

    def profile(self, employee_id: str) -> Profile | None:
        """What somebody sees of themselves."""
        with self._database.asking() as connection:
            row = self._profile.one(connection, employee_id)
        return None if row is None else Profile.model_validate(dict(zip(self._profile_columns, row, strict=True)))

    def set_password(self, employee_id: str, password_hash: str, *, actor: str | None) -> None:
        """Set another password."""
        with self._database.writing() as connection:
            now = self._clock.now()
            self._update(connection, employee_id, password_hash=password_hash, password_changed_at=now)
            self.audit.append(connection, now, Action.PASSWORD_CHANGED, actor=actor, subject=employee_id)

    def rehash(self, employee_id: str, former: str, password_hash: str) -> None:
        """Keep the same password under a stronger hash, unless it was changed meanwhile. Nothing for the audit log."""
        table = self._tables.accounts
        with self._database.writing() as connection:
            connection.execute(
                update(table)
                .where(and_(table.c.employee_id == employee_id, table.c.password_hash == former))
                .values(password_hash=password_hash)
            )

    def set_login(self, employee_id: str, login: str, *, actor: str | None) -> None:
        """Give another login. Raises LoginTaken, ValueError."""
        wanted = normal_login(login)
        with refused_if_taken(), self._database.writing() as connection:
            self.refuse_taken(connection, wanted)
            self._update(connection, employee_id, login=wanted)
            self.audit.append(connection, self._clock.now(), Action.LOGIN_CHANGED, actor=actor, subject=employee_id)

    def note(self, action: Action, *, actor: str | None = None, subject: str | None = None, **details: Any) -> None:
        """Write an audit entry by itself; `details` are as `AuditLog.append` takes them."""
        with self._database.writing() as connection:
            self.audit.append(connection, self._clock.now(), action, actor=actor, subject=subject, **details)

    def read_audit(self, reader: str, **wanted: Any) -> list[Entry]:
        """The newest entries as `AuditLog.newest` gives them; that `reader` read them is noted with it."""
        with self._database.writing() as connection:
            found = self.audit.newest(connection, **wanted)
            self.audit.append(connection, self._clock.now(), Action.AUDIT_READ, actor=reader)
        return found

    def audit_entries(self, after: int = 0, limit: int = 1000) -> list[Entry]:
        """Sealed audit entries in order, from the one after number `after`; then all that wait to be sealed."""
        with self._database.reading() as connection:
            return self.audit.entries(connection, after, limit)

    def audit_end(self) -> AuditState:
        """How far the audit log is sealed, to be noted where the database's owner can't change it."""
        with self._database.reading() as connection:
            return self.audit.end(connection)

    def _accounts(self) -> Select[tuple[object, ...]]:
        accounts, employees = self._tables.accounts, self._employees
        return select(accounts, employees.c.active.label("employed")).join(
            employees, employees.c.id == accounts.c.employee_id
        )

    def _profiles(self) -> Select[tuple[object, ...]]:
        accounts, employees = self._tables.accounts, self._employees
        offices, departments = self._offices, self._departments
        return (
            select(
                employees.c.id.label("employee_id"),
                employees.c.name,
                employees.c.extension,
                accounts.c.login,
                accounts.c.role,
                offices.c.id.label("office_id"),
                offices.c.name.label("office_name"),
                offices.c.time_zone,
                departments.c.id.label("department_id"),
                departments.c.name.label("department_name"),
            )
            .join(accounts, accounts.c.employee_id == employees.c.id)
            .join(offices, offices.c.id == employees.c.office_id)
            .join(departments, departments.c.id == employees.c.department_id)
            .where(employees.c.id == bindparam("whose"))
        )

    def _one(self, query: Select[tuple[object, ...]]) -> Account | None:
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _account(row)

    def _update(self, connection: Connection, employee_id: str, **values: object) -> None:
        table = self._tables.accounts
        done = connection.execute(update(table).where(table.c.employee_id == employee_id).values(**values))
        if done.rowcount != 1:
            raise LookupError(f"no account of {employee_id}")

    def refuse_taken(self, connection: Connection, login: str) -> None:
        """Raises LoginTaken where another account has the login, in the form of `normal_login`."""
        table = self._tables.accounts
        if connection.execute(select(table.c.employee_id).where(table.c.login == login)).first() is not None:
            raise LoginTaken


@contextmanager
def refused_if_taken() -> Iterator[None]:
    """Somebody else may take a login between the look and the writing, where the database does not lock everything."""
    try:
        yield
    except IntegrityError as error:
        if not is_duplicate(error, LOGIN_TAKEN):
            raise
        raise LoginTaken from error


def _account(row: RowMapping) -> Account:
    return Account(
        employee_id=str(row["employee_id"]),
        login=str(row["login"]),
        password_hash=row["password_hash"],
        role=Role(row["role"]),
        active=bool(row["active"]) and bool(row["employed"]),
    )
