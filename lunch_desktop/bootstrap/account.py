"""One person's account on this PC: signing in, and everything that is built on it."""

import socket
from collections.abc import Callable
from functools import partial
from typing import Final

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.generation import leave
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.store.desktop.recovery import open_or_recover
from lunch_desktop.store.desktop.upkeep import Upkeep
from lunch_desktop.sync.engine import Changed, SyncEngine, SyncStatus
from lunch_desktop.sync.http import ApiClient, ApiError, server_address
from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.sync.remote import SignedInRemote
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.sync.surroundings import Route, Surroundings
from lunch_desktop.sync.upkeep import UpkeepThread
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.system.randomness import ChangeIds
from lunch_desktop.system.vault import KeyringVault
from lunch_desktop.ui.session import DesktopSession

DATABASE: Final = "lunch.db"


class Account:
    """Signs in and out, and opens what a signed-in person works with."""

    def __init__(self, folder: DataFolder, work_offline: bool, *, shared_name: str | None, proxy: str = "") -> None:
        """`shared_name` stands for the server's address where that is another at every start.

        `work_offline` counts for the next session that is opened. `proxy` is the setting of that name.
        """
        self._folder = folder
        self.work_offline = work_offline
        self._shared_name = shared_name
        self._clock = SystemClock()
        self._change_ids = ChangeIds(self._clock)
        self._database: DesktopDatabase | None = None
        self._upkeep: UpkeepThread | None = None
        vault = KeyringVault(folder.root)
        self.proxies = Proxies(proxy, vault)
        self._sign_in = SignIn(
            lambda server: ApiClient(server_address(server), self.proxies),
            vault,
            SessionFile(folder.session),
            self._clock,
        )

    def sign_in(self, server: str, login: str, password: str) -> Session:
        """Sign in, which waits for the server. Raises Problem."""
        try:
            return self._sign_in.with_password(server_address(server), login, password, socket.gethostname()[:100])
        except ApiError as error:
            raise error.problem from error

    def sign_out(self) -> None:
        """Forget the sign-in here, and end the session at the server if it can be reached."""
        self._sign_in.sign_out()

    def last_session(self) -> Session | None:
        """The session to go on with: that of this start, or of the last one."""
        return self._sign_in.session or self._sign_in.last()

    def keyring_warning(self) -> str | None:
        """The code of what to tell if the keyring could not keep the sign-in."""
        return ProblemCode.KEYRING_UNAVAILABLE.value if self._sign_in.asks_again else None

    def open_session(self, signed: Session) -> DesktopSession:
        """The account's database, recovered if need be, its engine and its upkeep; the network is left to the engine.

        Raises Problem.
        """
        if self._sign_in.session is None:
            self._sign_in.resume(signed, work_offline=True)
        folder = self._folder.account(self._shared_name or signed.server, signed.employee_id)
        database = open_or_recover(folder / DATABASE, EmployeeId(signed.employee_id), self._clock)
        store = LocalStore(database, self._clock, self._change_ids.next)
        store.sign_in_as(EmployeeId(signed.employee_id))
        session = DesktopSession(store, Reads(database, EmployeeId(signed.employee_id)), self._clock)
        session.connect_engine(partial(self._engine, store, session.reads, signed.server))
        self._database = database
        self._upkeep = UpkeepThread(Upkeep(database, self._clock), self._clock)
        self._upkeep.start()
        return session

    def close_session(self, session: DesktopSession) -> None:
        """Finish what was asked for, stop exchanging, and let go of the file."""
        session.close()
        if self._upkeep is not None:
            self._upkeep.stop()
            self._upkeep = None
        if self._database is not None:
            leave(self._database)
            self._database = None

    def _engine(
        self,
        store: LocalStore,
        reads: Reads,
        server: str,
        on_status: Callable[[SyncStatus], None],
        on_changed: Callable[[Changed], None],
    ) -> SyncEngine:
        return SyncEngine(
            store,
            reads,
            SignedInRemote(ApiClient(server, self.proxies), self._sign_in, store.client_id),
            self._clock,
            work_offline=self.work_offline,
            on_status=on_status,
            on_changed=on_changed,
            surroundings=Surroundings(self._clock, Route(server).local_address),
            proxies=self.proxies,
        )
