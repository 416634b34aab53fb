"""Passwords that are set: by whoever knows the former one, or by a reset, a code that is good once."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from lunch_desktop.domain.people import EMPLOYEES, OFFICES, Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts_audit import Action, AuditLog
from lunch_desktop.store.company.accounts_devices import Devices
from lunch_desktop.store.company.auditing.entries import OPERATOR
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.system.clock import Clock


class NoSuchAccount(Exception):
    """There is no account of that employee, or it is deactivated."""


class ResetSpent(Exception):
    """There is no such reset, or it is not good any more."""


@dataclass(frozen=True, slots=True)
class Reset:
    """One that is good now, and whose password it sets."""

    employee_id: str
    login: str
    name: str
    office_name: str
    expires_at: Instant


class Credentials:
    """Sets the passwords of a company's accounts. Hashes and digests come in, nothing else. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, devices: Devices, clock: Clock) -> None:
        self._database = database
        self._devices = devices
        self._clock = clock
        schema = database.schema
        self._resets = schema.accounts.password_resets
        self._accounts = schema.accounts.accounts
        self._employees = schema.entities[EMPLOYEES.name]
        self._offices = schema.entities[OFFICES.name]
        self._audit = AuditLog(database)

    def change(self, employee_id: str, password_hash: str, *, actor: str | None, kept: str | None = None) -> list[str]:
        """Set another password, end all sessions but `kept` and any reset; the families that ended.

        Raises NoSuchAccount.
        """
        with self._database.writing() as connection:
            return self._set(connection, employee_id, password_hash, actor=actor, kept=kept)

    def make_reset(self, employee_id: str, digest: str, expires_at: Instant, *, actor: str | None) -> Reset:
        """Make a reset in place of a former one; `actor` is an admin, None for the server's operator.

        Sessions and the password stay until it is used. Raises NoSuchAccount.
        """
        resets = self._resets
        with self._database.writing() as connection:
            now = self._clock.now()
            self._lock(connection, employee_id)
            connection.execute(delete(resets).where(resets.c.employee_id == employee_id))
            connection.execute(
                insert(resets).values(
                    employee_id=employee_id, digest=digest, created_at=now, created_by=actor, expires_at=expires_at
                )
            )
            made = self._one(connection, digest, now)
            if made is None:  # one of the two was deactivated meanwhile
                raise NoSuchAccount
            self._audit.append(
                connection, now, Action.RESET_MADE, actor=actor or OPERATOR, subject=employee_id, reset=digest[:16]
            )
        return made

    def good_reset(self, digest: str) -> Reset | None:
        """The reset, if it could be used now."""
        with self._database.reading() as connection:
            return self._one(connection, digest, self._clock.now())

    def use_reset(self, digest: str, password_hash: str, *, address: str) -> list[str]:
        """Set the password anew, once, and end every session; their families. Raises ResetSpent."""
        resets = self._resets
        with self._database.writing() as connection:
            now = self._clock.now()
            found = self._one(connection, digest, now)
            if found is None:
                raise ResetSpent
            self._lock(connection, found.employee_id)
            spent = delete(resets).where(resets.c.digest == digest, self._is_good(now))
            if connection.execute(spent).rowcount != 1:
                raise ResetSpent
            ended = self._set(connection, found.employee_id, password_hash, actor=found.employee_id)
            self._audit.append(
                connection,
                now,
                Action.RESET_USED,
                actor=found.employee_id,
                subject=found.employee_id,
                reset=digest[:16],
                address=address,
            )
        return ended

    def _set(
        self,
        connection: Connection,
        employee_id: str,
        password_hash: str,
        *,
        actor: str | None,
        kept: str | None = None,
    ) -> list[str]:
        now, accounts, resets = self._clock.now(), self._accounts, self._resets
        done = connection.execute(
            update(accounts)
            .where(accounts.c.employee_id == employee_id)
            .values(password_hash=password_hash, password_changed_at=now)
        )
        if done.rowcount != 1:
            raise NoSuchAccount
        connection.execute(delete(resets).where(resets.c.employee_id == employee_id))
        ended = self._devices.end_all(connection, employee_id, actor=actor, kept=kept)
        self._audit.append(connection, now, Action.PASSWORD_CHANGED, actor=actor, subject=employee_id)
        return ended

    def _lock(self, connection: Connection, employee_id: str) -> None:
        """Two resets of one account are made one after the other."""
        accounts = self._accounts
        wanted = select(accounts.c.employee_id).where(accounts.c.employee_id == employee_id).with_for_update()
        if connection.execute(wanted).first() is None:
            raise NoSuchAccount

    def _one(self, connection: Connection, digest: str, now: Instant) -> Reset | None:
        resets, accounts, employees, offices = self._resets, self._accounts, self._employees, self._offices
        found = connection.execute(
            select(
                resets.c.employee_id,
                accounts.c.login,
                employees.c.name,
                offices.c.name.label("office_name"),
                resets.c.expires_at,
            )
            .join(accounts, accounts.c.employee_id == resets.c.employee_id)
            .join(employees, employees.c.id == resets.c.employee_id)
            .join(offices, offices.c.id == employees.c.office_id)
            .where(resets.c.digest == digest, accounts.c.active, employees.c.active, self._is_good(now))
        ).first()
        return None if found is None else Reset(*found)

    def _is_good(self, now: Instant) -> ColumnElement[bool]:
        """It ends with its time, and with the rights of the admin who made it."""
        resets, accounts, employees = self._resets, self._accounts.alias(), self._employees.alias()
        makers = (
            select(accounts.c.employee_id)
            .join(employees, employees.c.id == accounts.c.employee_id)
            .where(accounts.c.active, employees.c.active, accounts.c.role == Role.ADMIN.value)
        )
        return and_(resets.c.expires_at > now, or_(resets.c.created_by.is_(None), resets.c.created_by.in_(makers)))
