"""A desktop without its window: the real store, engine, sign-in and HTTP."""

import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync.engine import SyncEngine
from lunch_desktop.sync.http import ApiClient, server_address
from lunch_desktop.sync.remote import SignedInRemote
from lunch_desktop.sync.session import SessionFile
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.sync.status import Changed, SyncStatus
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.randomness import ChangeIds
from lunch_desktop.system.vault import MemoryVault


class EngineDesktop:
    """Signed in, and exchanging from the start unless it works offline."""

    def __init__(
        self,
        folder: Path,
        server: str,
        login: str,
        password: str,
        on_changed: Callable[[Changed], None],
        *,
        work_offline: bool = False,
    ) -> None:
        clock = SystemClock()
        sign_in = SignIn(
            lambda address: ApiClient(server_address(address)),
            MemoryVault(),
            SessionFile(folder / "session.json"),
            clock,
        )
        session = sign_in.with_password(server, login, password, "bench")
        self.key = secrets.token_bytes(32)
        """Of its file, which nobody opens after this."""
        database = DesktopDatabase.open(folder / "lunch.db", self.key)
        self.store = LocalStore(database, clock, ChangeIds(clock).next)
        self.store.sign_in_as(EmployeeId(session.employee_id))
        self.remote = SignedInRemote(ApiClient(server), sign_in, self.store.client_id)
        self._live = threading.Event()
        self.engine = SyncEngine(
            self.store,
            Reads(database, EmployeeId(session.employee_id)),
            self.remote,
            clock,
            work_offline=work_offline,
            on_status=self._status,
            on_changed=on_changed,
        )
        self._database = database
        self.engine.start()

    def wait_until_live(self, seconds: float = 30) -> None:
        """Wait for the live stream."""
        if not self._live.wait(seconds):
            raise TimeoutError("the live stream did not open")

    def close(self) -> None:
        """Stop."""
        self.engine.stop()
        self._database.close()

    def _status(self, status: SyncStatus) -> None:
        if status.live and status.waiting == 0:
            self._live.set()
