"""The list of the devices on which somebody is signed in, and their names."""

from sqlalchemy import and_, select, update

from lunch_desktop.store.company.accounts_audit import Action, AuditLog
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.device_lives import Life, is_good
from lunch_desktop.store.company.policy import Policies
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.identity import Device


class DeviceList:
    """Reads and names devices. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, policies: Policies, clock: Clock) -> None:
        self._database = database
        self._policies = policies
        self._clock = clock
        self._families = database.schema.accounts.token_families
        self._audit = AuditLog(database)

    def of(self, employee_id: str, current: str) -> list[Device]:
        """The devices on which an employee is signed in, the last used first; `current` is the asking one."""
        families, policy, now = self._families, self._policies.current(), self._clock.now()
        with self._database.reading() as connection:
            found = connection.execute(
                select(families)
                .where(and_(families.c.employee_id == employee_id, families.c.revoked_at.is_(None)))
                .order_by(families.c.last_used_at.desc(), families.c.id)
            ).all()
        return [
            Device(
                id=row.id,
                name=row.device_name,
                created_at=row.created_at,
                last_used_at=row.last_used_at,
                current=row.id == current,
                network=row.network or "",
            )
            for row in found
            if is_good(Life.of(row), policy, now)
        ]

    def rename(self, family_id: str, employee_id: str, name: str) -> bool:
        """Name a device otherwise; False if its employee has no such device signed in."""
        families = self._families
        mine = and_(families.c.id == family_id, families.c.employee_id == employee_id, families.c.revoked_at.is_(None))
        with self._database.writing() as connection:
            done = connection.execute(update(families).where(mine).values(device_name=name)).rowcount == 1
            if done:
                now = self._clock.now()
                self._audit.append(
                    connection, now, Action.DEVICE_RENAMED, actor=employee_id, subject=employee_id, family=family_id
                )
        return done
