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


def migrate(connection: Connection, migrations: Path, to: str | None = None) -> bool:
    """Apply the steps that are missing, within the connection's transaction; whether there were any.

    `migrations` is a folder as Alembic lays it out, `to` the last step to be applied, the newest if not given. Raises
    NewerSchema. Alembic itself is imported only when there is something to do, because it would cost every start a
    tenth of a second.
    """
    newest = known_revisions(migrations)[-1]
    if revision(connection, migrations) == (to or newest):
        return False
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head" if to in (None, newest) else to)
    return True


def known_revisions(migrations: Path) -> list[str]:
    """The steps that this version knows, in order."""
    return sorted(match[1] for file in (migrations / "versions").iterdir() if (match := STEPS.match(file.name)))


def revision(connection: Connection, migrations: Path) -> str | None:
    """The step that the database has reached; None before the first. Raises NewerSchema."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    present = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if present is not None and present not in known_revisions(migrations):
        raise NewerSchema(present)
    return None if present is None else str(present)
