"""A company of any number of rows in a database of either kind, and its server in a process of its own."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lunch_desktop.demo.company import DemoCompany, build_large
from lunch_desktop.domain.parties.entities import PARTIES, Party
from lunch_desktop.server.identity.passwords import Passwords
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from tests.support.accounts import administering

ROWS_A_PARTY = 4.5
"""That one person sees of a large demo company: a party, its members, and few visits; about 290 bytes each as JSON."""


class LargeCompany:
    """Founded in `folder`, or in the database at `url`. Rows can be written behind the server's back."""

    def __init__(self, folder: Path, rows: int, url: str | None = None) -> None:
        self.folder = folder
        self.clock = SystemClock()
        self.company: DemoCompany = build_large(1, self.clock.now(), max(1, round(rows / ROWS_A_PARTY)))
        place = DataFolder(folder)
        self.url = url or f"sqlite:///{place.server / 'company.db'}"
        self.database = CompanyDatabase.open(self.url)
        self.sync = CompanySync(self.database, self.clock, Seals.kept_in(place.server / "keys"))
        self.rows = list(self.company.rows())
        self.sync.import_rows(self.rows)
        password = Passwords().hash(self.company.password)
        administering(self.database, self.sync, self.clock).create(
            NewAccount(one.employee_id, one.login, password, one.role) for one in self.company.accounts
        )
        self.seen = self._seen_by(self.company.accounts[0].employee_id)
        self._parties = [row for table, row in self.rows if table is PARTIES]

    def server(self, *arguments: str) -> ChildServer:
        """A server for it, not started yet."""
        # Production refuses a database without a password, as that of the tests is.
        environment = {**os.environ, "DATABASE_URL": self.url, "LUNCH_SERVER_ENVIRONMENT": "testing"}
        return ChildServer(
            ["--data-dir", str(self.folder), *arguments], environment=environment, errors=self.folder / "errors.log"
        )

    def change(self, count: int, word: str) -> int:
        """Write `count` parties anew, as one commit; its version."""
        changed = [_with_note(party, word) for party in self._parties[:count]]
        self.sync.import_rows((PARTIES, party) for party in changed)
        return self.sync.head()

    def _seen_by(self, employee_id: str) -> list[tuple[str, Any]]:
        """The (table, row) pairs that somebody may see, which a floor has to move just as we do."""
        feed, grants = self.database.schema.feed, self.database.schema.grants
        own = select(grants.c.scope).where(grants.c.employee_id == employee_id, grants.c.revoked.is_(None))
        query = select(feed.c.table_name, feed.c.row_id).where(feed.c.scope.in_(own), feed.c.gone.is_(False)).distinct()
        with self.database.reading() as connection:
            keys = {(str(name), str(row_id)) for name, row_id in connection.execute(query)}
        return [(table.name, row) for table, row in self.rows if (table.name, row.id) in keys]

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def _with_note(party: Party, note: str) -> Party:
    return replace(party, note=note)
