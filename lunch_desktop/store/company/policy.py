"""The company's policy: one row for each thing that was decided otherwise than by default."""

import threading
from typing import Final

from sqlalchemy import Connection, insert, select, update

from lunch_desktop.domain.times import SECOND, Instant
from lunch_desktop.store.company.accounts_audit import Action, AuditLog
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.company_policy import CompanyPolicy, CompanyPolicyChange

REMEMBERED: Final = 5 * SECOND
"""How soon a process sees what another one was told."""


class Policies:
    """Reads the policy and changes it. Safe from every thread."""

    def __init__(self, database: CompanyDatabase, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._table = database.schema.accounts.company_policy
        self._audit = AuditLog(database)
        self._turn = threading.Lock()
        self._known: tuple[Instant, CompanyPolicy] | None = None

    def current(self) -> CompanyPolicy:
        """The policy in force; what another process changed is seen within REMEMBERED."""
        known, now = self._known, self._clock.now()
        if known is not None and 0 <= now - known[0] < REMEMBERED:
            return known[1]
        with self._turn, self._database.reading() as connection:
            policy = self._read(connection)
            self._known = (now, policy)
        return policy

    def change(self, wanted: CompanyPolicyChange, *, actor: str) -> CompanyPolicy:
        """Decide something otherwise; the audit log has what it was before and what it is now."""
        asked = wanted.model_dump(exclude_none=True)
        with self._turn, self._database.writing() as connection:
            now = self._clock.now()
            former = self._read(connection).model_dump()
            changed = {name: value for name, value in asked.items() if former[name] != value}
            for name, value in changed.items():
                self._keep(connection, name, value, now, actor)
            if changed:
                before = {name: former[name] for name in changed}
                self._audit.append(connection, now, Action.POLICY_CHANGED, actor=actor, before=before, after=changed)
            self._known = None
        return self.current()

    def _read(self, connection: Connection) -> CompanyPolicy:
        rows = connection.execute(select(self._table.c.name, self._table.c.value))
        return CompanyPolicy.model_validate({row.name: row.value for row in rows})

    def _keep(self, connection: Connection, name: str, value: int, now: Instant, actor: str) -> None:
        table, values = self._table, {"value": value, "changed_at": now, "changed_by": actor}
        if not connection.execute(update(table).where(table.c.name == name).values(**values)).rowcount:
            connection.execute(insert(table).values(name=name, **values))
