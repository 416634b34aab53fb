"""Bringing a database to this version's schema at start, one small file a step."""

import re
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

STEPS: Final = re.compile(r"^(\d{4})_\w+\.py$")
"""Names of migration files; the number is the revision."""


class NewerSchema(Exception):
    """The database was written by a later version; it is left as it is."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"revision {revision} is unknown to this version")
        self.revision = revision


def migrate(connection: Connection, migrations: Path) -> bool:
    """Apply the steps that are missing, within the connection's transaction; whether there were any.

    `migrations` is a folder as Alembic lays it out. Raises NewerSchema. Alembic itself is imported only when there is
    something to do, because it would cost every start a tenth of a second.
    """
    known = sorted(match[1] for file in (migrations / "versions").iterdir() if (match := STEPS.match(file.name)))
    present = _revision(connection)
    if present is not None and present not in known:
        raise NewerSchema(present)
    if present == known[-1]:
        return False
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
