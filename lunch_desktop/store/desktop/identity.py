"""Who this desktop is to its server."""

from uuid import uuid4

from sqlalchemy import Connection, update

from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.desktop.state import CLIENT_ID, RIGHTS_UNCHECKED, State


def take_new_identity(connection: Connection, schema: DesktopSchema) -> None:
    """Take a new client id. The queue is numbered anew; its uuids stay, so what had been decided stays decided."""
    State(connection, schema).set(CLIENT_ID, str(uuid4()))
    Outbox(connection, schema).renumber()


def distrust(
    connection: Connection, schema: DesktopSchema, *, may_have_been_offered: bool, has_rows: bool = True
) -> None:
    """The file may be behind what its desktop has done since: a new identity, and no row it has is shown before a pull.

    `may_have_been_offered`: the server may have any of the waiting changes, whatever the file says.
    """
    take_new_identity(connection, schema)
    State(connection, schema).set(RIGHTS_UNCHECKED, True if has_rows else None)
    if may_have_been_offered:
        connection.execute(update(schema.outbox).values(offered=True))
