"""Letting the oldest entries go, in whole batches from the front, so that what stays can still be checked."""

from sqlalchemy import delete, func, select, update

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts_audit import SERVER, Action, AuditLog
from lunch_desktop.store.company.auditing.sealing import locked_head
from lunch_desktop.store.company.auditing.seals import seal_of
from lunch_desktop.store.company.database import CompanyDatabase


def prune_audit(database: CompanyDatabase, now: Instant, before: Instant) -> int:
    """Let the batches go that were sealed before `before`; how many entries went. The last batch always stays.

    An entry declares it, with the hash that the first seal that stays goes on from. Raises Problem.
    """
    tables = database.schema.accounts.audit
    entries, seals = tables.entries, tables.seals
    with database.writing() as connection:
        head = locked_head(connection, database)
        if head is None:
            return 0
        staying = connection.execute(select(func.min(seals.c.number)).where(seals.c.at >= before)).scalar()
        staying = head.seal if staying is None else staying
        row = connection.execute(select(seals).where(seals.c.number == staying - 1)).first()
        if row is None:
            return 0
        last = seal_of(row)
        connection.execute(update(tables.head).values(pruned=last.last))
        done = connection.execute(delete(entries).where(entries.c.number <= last.last)).rowcount
        connection.execute(delete(seals).where(seals.c.number <= last.number))
        AuditLog(database).append(
            connection, now, Action.AUDIT_PRUNED, actor=SERVER, seal=last.number, hash=last.hash, entries=last.last
        )
        return done
