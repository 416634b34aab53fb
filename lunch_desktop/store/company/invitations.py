"""Invitations: who may become an employee without anybody importing them."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from lunch_desktop.domain.ids import DepartmentId, EmployeeId, OfficeId
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Employee, Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts import Accounts, NewAccount, refused_if_taken
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import Clock


class InvitationSpent(Exception):
    """There is no such invitation, or it is not good any more."""


class NoSuchDepartment(Exception):
    """Nobody can be invited there."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """To be made. `login` is in the form of `normal_login`; without a department, that of whoever invites."""

    digest: str
    department_id: str | None
    login: str | None
    uses: int
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class Invitation:
    """One that is good now, and where it leads."""

    digest: str
    office_id: str
    office_name: str
    department_id: str
    login: str | None
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """One that somebody could accept, as admins see it."""

    digest: str
    department_id: str
    department_name: str
    login: str | None
    uses: int
    used: int
    created_at: Instant
    created_by: str
    maker_name: str
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who comes by an invitation."""

    name: str
    login: str
    password_hash: str


class Invitations:
    """The invitations of a company. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, sync: CompanySync, accounts: Accounts, clock: Clock) -> None:
        self._database = database
        self._sync = sync
        self._accounts = accounts
        self._clock = clock
        self._table = database.schema.accounts.invitations

    def make(self, new: NewInvitation, *, actor: str) -> Invitation:
        """Make an invitation of `actor`'s. Raises NoSuchDepartment."""
        table = self._table
        departments = self._database.schema.entities[DEPARTMENTS.name]
        employees = self._database.schema.entities[EMPLOYEES.name]
        own = select(employees.c.department_id).where(employees.c.id == actor).scalar_subquery()
        wanted = departments.c.id == (own if new.department_id is None else new.department_id)
        with self._database.writing() as connection:
            now = self._clock.now()
            department_id = connection.execute(select(departments.c.id).where(wanted)).scalar()
            if department_id is None:
                raise NoSuchDepartment
            connection.execute(
                insert(table).values(
                    digest=new.digest,
                    department_id=department_id,
                    login=new.login,
                    uses=new.uses,
                    used=0,
                    created_at=now,
                    created_by=actor,
                    expires_at=new.expires_at,
                )
            )
            made = self._one(connection, new.digest, now)
            if made is None:  # whoever made it was deactivated meanwhile
                raise NoSuchDepartment
            self._accounts.audit.append(
                connection, now, Action.INVITATION_MADE, actor=actor, invitation=new.digest[:16], uses=new.uses
            )
        return made

    def good(self, digest: str) -> Invitation | None:
        """The invitation, if somebody could accept it now."""
        with self._database.reading() as connection:
            return self._one(connection, digest, self._clock.now())

    def open(self, limit: int) -> list[OpenInvitation]:
        """Those that are good now, the newest first."""
        table, departments = self._table, self._database.schema.entities[DEPARTMENTS.name]
        employees = self._database.schema.entities[EMPLOYEES.name]
        query = (
            select(
                table.c.digest,
                table.c.department_id,
                departments.c.name.label("department_name"),
                table.c.login,
                table.c.uses,
                table.c.used,
                table.c.created_at,
                table.c.created_by,
                employees.c.name.label("maker_name"),
                table.c.expires_at,
            )
            .join(departments, departments.c.id == table.c.department_id)
            .join(employees, employees.c.id == table.c.created_by)
            .order_by(table.c.created_at.desc(), table.c.digest)
            .limit(limit)
        )
        with self._database.reading() as connection:
            found = connection.execute(query.where(self._is_good(self._clock.now()))).mappings()
            return [OpenInvitation(**row) for row in found]

    def withdraw(self, digest: str, *, actor: str) -> bool:
        """Let nobody else come by it; False if nobody could anyway."""
        table = self._table
        with self._database.writing() as connection:
            now = self._clock.now()
            ended = update(table).where(table.c.digest == digest, self._is_good(now)).values(expires_at=now)
            if connection.execute(ended).rowcount != 1:
                return False
            self._accounts.audit.append(
                connection, now, Action.INVITATION_WITHDRAWN, actor=actor, invitation=digest[:16]
            )
        return True

    def accept(self, invitation: Invitation, newcomer: Newcomer, *, address: str) -> str:
        """Make an employee with an account, all or nothing; the employee's id.

        Of two who come at once by an invitation for one, one gets in. Raises InvitationSpent, LoginTaken, ValueError.
        """
        employee = Employee(
            id=EmployeeId(str(uuid.uuid4())),
            office_id=OfficeId(invitation.office_id),
            department_id=DepartmentId(invitation.department_id),
            name=newcomer.name,
            extension="",
            active=True,
        )

        def beside(connection: Connection, now: Instant) -> None:
            table = self._table
            spent = update(table).where(table.c.digest == invitation.digest, self._is_good(now))
            if connection.execute(spent.values(used=table.c.used + 1)).rowcount != 1:
                raise InvitationSpent
            self._accounts.add(connection, NewAccount(employee.id, newcomer.login, newcomer.password_hash), now)
            self._accounts.audit.append(
                connection,
                now,
                Action.INVITATION_ACCEPTED,
                subject=employee.id,
                invitation=invitation.digest[:16],
                address=address,
            )

        with refused_if_taken():
            self._sync.import_rows([(EMPLOYEES, employee)], beside)
        return employee.id

    def _one(self, connection: Connection, digest: str, now: Instant) -> Invitation | None:
        table = self._table
        departments = self._database.schema.entities[DEPARTMENTS.name]
        offices = self._database.schema.entities[OFFICES.name]
        found = connection.execute(
            select(offices.c.id, offices.c.name, table.c.department_id, table.c.login, table.c.expires_at)
            .join(departments, departments.c.id == table.c.department_id)
            .join(offices, offices.c.id == departments.c.office_id)
            .where(table.c.digest == digest, self._is_good(now))
        ).first()
        return None if found is None else Invitation(digest, *found)

    def _is_good(self, now: Instant) -> ColumnElement[bool]:
        """It ends with its time, its uses, and with the rights of whoever made it."""
        table, accounts = self._table, self._database.schema.accounts.accounts
        employees = self._database.schema.entities[EMPLOYEES.name]
        makers = (
            select(accounts.c.employee_id)
            .join(employees, employees.c.id == accounts.c.employee_id)
            .where(accounts.c.active, employees.c.active, accounts.c.role == Role.ADMIN.value)
        )
        return and_(table.c.used < table.c.uses, table.c.expires_at > now, table.c.created_by.in_(makers))
