"""What admins do with accounts: make and look through them, give roles and logins, deactivate and activate."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, and_, select, update

from lunch_desktop.domain.people import EMPLOYEES, Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts import Accounts, NewAccount, refused_if_taken
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.accounts_devices import Devices
from lunch_desktop.store.company.admins import match_admins
from lunch_desktop.store.company.credentials import NoSuchAccount
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.edits import Edits
from lunch_desktop.store.company.sync import CompanySync

_CHANGES: Final = ("role", "login", "active")


class LastAdmin(Exception):
    """Without this one the company would have no admin."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as admins see it. `employed`: the employee is active; signing in takes both."""

    employee_id: str
    login: str
    name: str
    role: Role
    active: bool
    employed: bool
    has_password: bool
    created_at: Instant
    password_changed_at: Instant | None


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What shall be otherwise; None stays. `login` is in the form of `normal_login`.

    `active` is that of the account and of the employee, so that nobody is asked to lunch who can't answer.
    """

    role: Role | None = None
    login: str | None = None
    active: bool | None = None


class Administering:
    """Changes accounts, so that an admin always remains. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, sync: CompanySync, accounts: Accounts, devices: Devices) -> None:
        self._database = database
        self._sync = sync
        self._accounts = accounts
        self._devices = devices
        self._table = database.schema.accounts.accounts
        self._employees = database.schema.entities[EMPLOYEES.name]

    def page(self, after: str, limit: int) -> list[Listed]:
        """Accounts in the order of their employees' ids, from the one after `after`."""
        table, employees = self._table, self._employees
        query = (
            select(table, employees.c.name, employees.c.active.label("employed"))
            .join(employees, employees.c.id == table.c.employee_id)
            .where(table.c.employee_id > after)
            .order_by(table.c.employee_id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).all()
        return [
            Listed(
                employee_id=row.employee_id,
                login=row.login,
                name=row.name,
                role=Role(row.role),
                active=row.active,
                employed=row.employed,
                has_password=row.password_hash is not None,
                created_at=row.created_at,
                password_changed_at=row.password_changed_at,
            )
            for row in found
        ]

    def create(self, accounts: Iterable[NewAccount], *, actor: str | None = None) -> None:
        """Make accounts, all or none. Raises LoginTaken, ValueError for a login that is no address."""
        taken = list(accounts)
        admins = [new.employee_id for new in taken if new.role is Role.ADMIN]

        def work(connection: Connection, edits: Edits) -> None:
            for new in taken:
                self._accounts.add(connection, new, edits.now)
                self._accounts.audit.append(
                    connection,
                    edits.now,
                    Action.ACCOUNT_CREATED,
                    actor=actor,
                    subject=new.employee_id,
                    after={"role": new.role.value},
                )
            if admins:
                match_admins(connection, self._database.schema, edits, admins)

        with refused_if_taken():
            self._sync.administer(work)

    def match_admins(self) -> bool:
        """Bring the admins' rows to what the accounts say; a server does so at its start. False if they were so."""
        schema = self._database.schema
        return self._sync.administer(lambda connection, edits: match_admins(connection, schema, edits))

    def change(self, employee_id: str, wanted: AccountChange, *, actor: str | None) -> list[str]:
        """Change an account, all or nothing; the families of the sessions that ended with it.

        Who is deactivated is so in the employee's own row, too, by a commit that colleagues' desktops are told of; so
        is who comes back. With it they give up the seats of lunches that have not met yet, as if they had left each:
        who waits is promoted, and what they host is succeeded to. What lies behind stays as it was.

        Raises NoSuchAccount, LastAdmin, LoginTaken.
        """
        with refused_if_taken():
            return self._sync.administer(
                lambda connection, edits: self._change(connection, edits, employee_id, wanted, actor)
            )

    def _change(
        self, connection: Connection, edits: Edits, employee_id: str, wanted: AccountChange, actor: str | None
    ) -> list[str]:
        """The account's row is locked before the employee's, and that before the head; nobody takes them otherwise."""
        table = self._table
        if self._loses_an_admin(wanted):
            self._refuse_last(connection, employee_id)
        row = connection.execute(select(table).where(table.c.employee_id == employee_id).with_for_update()).first()
        if row is None:
            raise NoSuchAccount
        asked = {name: getattr(wanted, name) for name in _CHANGES if getattr(wanted, name) is not None}
        changed = {name: value for name, value in asked.items() if getattr(row, name) != value}
        if wanted.active is not None and _set_employed(edits, employee_id, wanted.active):
            changed["active"] = wanted.active
        if not changed:
            return []
        if "login" in changed:
            self._accounts.refuse_taken(connection, changed["login"])
        connection.execute(update(table).where(table.c.employee_id == employee_id).values(**changed))
        if changed.keys() & {"role", "active"}:
            match_admins(connection, self._database.schema, edits, [employee_id])
        return self._tell(connection, edits.now, employee_id, changed, Role(row.role), actor)

    def _tell(
        self,
        connection: Connection,
        now: Instant,
        employee_id: str,
        changed: dict[str, object],
        former: Role,
        actor: str | None,
    ) -> list[str]:
        """Write what was done into the audit log; who is deactivated is signed out everywhere."""
        audit = self._accounts.audit
        ended: list[str] = []
        if changed.get("active") is False:
            ended = self._devices.end_all(connection, employee_id, actor=actor)
            audit.append(connection, now, Action.ACCOUNT_DEACTIVATED, actor=actor, subject=employee_id)
        elif "active" in changed:
            audit.append(connection, now, Action.ACCOUNT_ACTIVATED, actor=actor, subject=employee_id)
        if "role" in changed:
            audit.append(
                connection,
                now,
                Action.ROLE_CHANGED,
                actor=actor,
                subject=employee_id,
                before={"role": former.value},
                after={"role": str(changed["role"])},
            )
        if "login" in changed:
            audit.append(connection, now, Action.LOGIN_CHANGED, actor=actor, subject=employee_id)
        return ended

    def _loses_an_admin(self, wanted: AccountChange) -> bool:
        return wanted.active is False or wanted.role is Role.EMPLOYEE

    def _refuse_last(self, connection: Connection, employee_id: str) -> None:
        """All admins' rows are locked in one order, so that of two who demote each other one is refused."""
        table, employees = self._table, self._employees
        admins = and_(table.c.role == Role.ADMIN.value, table.c.active, employees.c.active)
        query = (
            select(table.c.employee_id)
            .join(employees, employees.c.id == table.c.employee_id)
            .where(admins)
            .order_by(table.c.employee_id)
            .with_for_update(of=table)
        )
        if connection.execute(query).scalars().all() == [employee_id]:
            raise LastAdmin


def _set_employed(edits: Edits, employee_id: str, active: bool) -> bool:
    """False if the employee's row says so already."""
    return edits.edit(EMPLOYEES, employee_id, lambda employee: replace(employee, active=active))
