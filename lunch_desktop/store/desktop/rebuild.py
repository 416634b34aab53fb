"""Filling a new file with what was salvaged from the damaged one, upon the backup that it begins from."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.apply import Apply
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.footprints import Footprints
from lunch_desktop.store.desktop.history import SET_ASIDE
from lunch_desktop.store.desktop.identity import distrust
from lunch_desktop.store.desktop.notices import Notices
from lunch_desktop.store.desktop.replica import Replica
from lunch_desktop.store.desktop.salvage import Salvaged, Values
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import CLIENT_ID, EMPLOYEE_ID, State
from lunch_desktop.system.problems import ProblemCode


def fill(
    connection: Connection, database: DesktopDatabase, employee_id: EmployeeId, salvaged: Salvaged, *, has_rows: bool
) -> int:
    """Put the salvaged work into the file and run the queue on its rows, if it has any; how many changes wait now.

    The device takes a new identity: what the server decided after the backup stays decided, by the changes' uuids.
    """
    schema, rows = database.schema, database.rows
    state = State(connection, schema)
    Replica(connection, schema, rows).restore_pristine()
    _keep_decided(connection, schema, salvaged)
    queue = _queue(connection, schema, salvaged, same_client=state.get(CLIENT_ID) in (None, salvaged.client_id))
    for table in (schema.outbox, schema.outbox_rows):
        connection.execute(delete(table))
    for number, change in enumerate(queue, start=1):
        connection.execute(insert(schema.outbox), [{**change, "seq": number}])
    _keep_notices(connection, schema, salvaged)
    state.set(EMPLOYEE_ID, employee_id)
    distrust(connection, schema, may_have_been_offered=not salvaged.whole, has_rows=has_rows)
    Apply(connection, schema, rows, mutations(), employee_id, Footprints()).replay()
    return len(queue)


def tell(
    connection: Connection, database: DesktopDatabase, saved: int, set_aside: str, now: Instant, *, whole: bool
) -> None:
    """Keep for the person to read what was saved, and where the damaged file is."""
    kind = ProblemCode.REBUILT if whole else ProblemCode.REBUILT_PARTLY
    Notices(connection, database.schema).add(kind.value, {"saved": saved, "path": set_aside}, now)


def _keep_decided(connection: Connection, schema: DesktopSchema, salvaged: Salvaged) -> None:
    """What was decided, with what an undo takes and what proves it; the damaged file knows it later than the backup."""
    for uuid, row in salvaged.history.items():
        connection.execute(delete(schema.history).where(schema.history.c.uuid == uuid))
        connection.execute(insert(schema.history), [row])


def _queue(connection: Connection, schema: DesktopSchema, salvaged: Salvaged, *, same_client: bool) -> list[Values]:
    """The changes that wait, in the order in which they were made.

    One that the history holds is out of the queue, wherever a page from before still has it; where it was set aside, a
    void keeps its place. One that only the backup has was decided or withdrawn since, if the whole queue could be read;
    otherwise it may have been on a page that could not be.
    """
    history = schema.history
    ended = {row.uuid: row.outcome for row in connection.execute(select(history.c.uuid, history.c.outcome))}
    kept: Iterable[Any] = () if salvaged.whole else connection.execute(select(schema.outbox)).mappings()
    queue = {row["uuid"]: dict(row) for row in kept} | salvaged.outbox
    set_aside = {uuid for uuid, outcome in ended.items() if outcome == SET_ASIDE}
    waiting = [
        {**row, "void": True, "inverse": None, "refusal": None} if uuid in set_aside else row
        for uuid, row in queue.items()
        if uuid not in ended or uuid in set_aside
    ]
    if same_client:
        return sorted(waiting, key=lambda row: (row["seq"], row["created_at"], row["uuid"]))
    return sorted(waiting, key=lambda row: (row["created_at"], row["seq"], row["uuid"]))


def _keep_notices(connection: Connection, schema: DesktopSchema, salvaged: Salvaged) -> None:
    table, notices = schema.notices, Notices(connection, schema)
    known = {(row.at, row.kind) for row in connection.execute(select(table.c.at, table.c.kind))}
    for row in salvaged.notices.values():
        if (row["at"], row["kind"]) not in known:
            added = notices.add(row["kind"], row["details"], Instant(row["at"]))
            if row["seen"]:
                notices.mark_seen([added])
