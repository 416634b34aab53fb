"""The secrets that the server keeps for desktops: with one, and only with it, a lost keyring's data is opened again.

A secret belongs to an employee and to the key of that employee's data on one PC, and remembers which sign-in asked for
it last. When that device is said to be lost, the secret is destroyed: from then on not even the right password
opens what lies on that disk.
"""

import secrets
from typing import Final

from sqlalchemy import Connection, and_, delete, insert, select, update

from lunch_desktop.store.company.accounts_audit import Action, AuditLog
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.redaction import DEVICE_SECRET_PREFIX

MOST: Final = 100
"""Of one employee. Whoever has more loses the one that was not asked for the longest."""
_BYTES: Final = 32


class DeviceSecrets:
    """The device secrets of a company. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._table = database.schema.accounts.device_secrets
        self._audit = AuditLog(database)

    def release(self, employee_id: str, key_id: str, family_id: str) -> str | None:
        """The employee's secret for a key, made at the first asking; None where the key is another employee's.

        `family_id` is the sign-in that asks.
        """
        table = self._table
        made = DEVICE_SECRET_PREFIX + secrets.token_urlsafe(_BYTES)
        with self._database.writing() as connection:
            now = self._clock.now()
            self._lock(connection, employee_id)
            found = connection.execute(
                select(table.c.employee_id, table.c.secret).where(table.c.key_id == key_id)
            ).first()
            if found is not None and found.employee_id != employee_id:
                return None
            if found is not None:
                connection.execute(
                    update(table).where(table.c.key_id == key_id).values(family_id=family_id, asked_at=now)
                )
                return str(found.secret)
            self._make_room(connection, employee_id)
            connection.execute(
                insert(table).values(
                    key_id=key_id,
                    employee_id=employee_id,
                    family_id=family_id,
                    secret=made,
                    created_at=now,
                    asked_at=now,
                )
            )
            self._audit.append(
                connection,
                now,
                Action.DEVICE_SECRET_MADE,
                actor=employee_id,
                subject=employee_id,
                family=family_id,
                key=key_id,
            )
            return made

    def forget(
        self, connection: Connection, employee_id: str, family_id: str | None = None, *, actor: str | None
    ) -> int:
        """Destroy an employee's secrets, or only those that the sign-in `family_id` asked for last; how many.

        It is part of the caller's transaction, so that a device is revoked and its secret gone, or neither. `actor` is
        who wanted it.
        """
        table = self._table
        chosen = [table.c.employee_id == employee_id]
        if family_id is not None:
            chosen.append(table.c.family_id == family_id)
        gone = connection.execute(select(table.c.key_id, table.c.family_id).where(and_(*chosen))).all()
        connection.execute(delete(table).where(and_(*chosen)))
        now = self._clock.now()
        for one in sorted(gone):
            self._audit.append(
                connection,
                now,
                Action.DEVICE_SECRET_DESTROYED,
                actor=actor,
                subject=employee_id,
                family=one.family_id,
                key=one.key_id,
            )
        return len(gone)

    def _lock(self, connection: Connection, employee_id: str) -> None:
        """Two askings of one employee go one after the other, so that both are given the same secret."""
        accounts = self._database.schema.accounts.accounts
        connection.execute(
            select(accounts.c.employee_id).where(accounts.c.employee_id == employee_id).with_for_update()
        )

    def _make_room(self, connection: Connection, employee_id: str) -> None:
        table = self._table
        kept = (
            select(table.c.key_id)
            .where(table.c.employee_id == employee_id)
            .order_by(table.c.asked_at.desc(), table.c.key_id)
            .limit(MOST - 1)
        )
        connection.execute(delete(table).where(table.c.employee_id == employee_id, table.c.key_id.not_in(kept)))
