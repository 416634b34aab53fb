"""One person's account on this PC: signing in, and everything that is built on it."""

import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.generation import leave
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.store.desktop.recovery import open_or_recover
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.sync.status import Changed, SyncStatus
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.pin_book import PinBook, former_address
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.system.randomness import ChangeIds
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.wire.pins import parted

if TYPE_CHECKING:
    from lunch_desktop.store.desktop.local import LocalStore
    from lunch_desktop.sync.engine import SyncEngine
    from lunch_desktop.sync.http import ApiClient
    from lunch_desktop.sync.proxies import Proxies
    from lunch_desktop.sync.sign_in import SignIn
    from lunch_desktop.sync.trust import Trust
    from lunch_desktop.sync.upkeep import UpkeepThread
    from lunch_desktop.system.vault import KeyringVault

DATABASE: Final = "lunch.db"


class Account:
    """Signs in and out, and opens what a signed-in person works with.

    What writes, what talks to the server and what asks the keyring is loaded and made when it is first needed: together
    that takes longer than all that the first paint waits for.
    """

    def __init__(
        self,
        folder: DataFolder,
        work_offline: bool,
        *,
        shared_name: str | None,
        proxy: str = "",
        company_ca: str = "",
        allow_plain_http: bool = False,
    ) -> None:
        """`shared_name` stands for the server's address where that is another at every start.

        `work_offline` counts for the next session that is opened. The others are the settings of those names.
        """
        self._folder = folder
        self.work_offline = work_offline
        self._shared_name = shared_name
        self._clock = SystemClock()
        self._change_ids = ChangeIds(self._clock)
        self._database: DesktopDatabase | None = None
        self._upkeep: UpkeepThread | None = None
        self._exchanging: SyncEngine | None = None
        self.metered = False
        """Whether data is said to cost money, at the start of the next session."""
        self._proxy = proxy
        self._company_ca = company_ca
        self._allow_plain_http = allow_plain_http
        self._pins = PinBook(folder.pins)
        self._signing = threading.Lock()
        self._resuming = threading.Lock()
        self._signing_in: SignIn | None = None
        self._last: Session | None = None
        """The session that goes on until somebody signs in."""

    def sign_in(self, server: str, login: str, password: str) -> Session:
        """Sign in, which waits for the server. Raises Problem, which names the part that is down."""
        from lunch_desktop.sync.closer_look import look_closer
        from lunch_desktop.sync.http import ApiError

        try:
            return self._sign_in().with_password(self.place_of(server), login, password, device_name())
        except ApiError as error:
            raise look_closer(error.problem, self._clock) from error

    def place_of(self, server: str) -> str:
        """Where to connect to for an address that was typed or came with an invitation, perhaps with a pin.

        Raises Problem `server_address_invalid`.
        """
        from lunch_desktop.sync.http import server_address

        return self._pins.place(server_address(server))

    def server_secured(self, place: str) -> None:
        """The server on this PC speaks TLS from now on: the account that was signed in there without it goes on."""
        home = self._pins.keep(place, had_former=True)
        file = SessionFile(self._folder.session)
        last = file.read()
        if last is not None and last.server == home:
            address, pin = parted(place)
            file.write(replace(last, server=address, pin=pin, home=home))

    def client(self, place: str) -> "ApiClient":
        """The API of the server at a place."""
        from lunch_desktop.sync.http import ApiClient

        return ApiClient(place, self.proxies, self.trust)

    def signing(self, *, resumed: bool) -> "SignIn":
        """What signs in; `resumed` with the session that goes on, for which the keyring is asked."""
        return self._resumed() if resumed else self._sign_in()

    def sign_out(self) -> None:
        """Forget the sign-in here, and end the session at the server if it can be reached."""
        self._resumed().sign_out()

    def renew(self, last: Session) -> Session:
        """Have the server confirm the last session, without which it may not be opened any more. Raises Problem."""
        from lunch_desktop.sync.closer_look import look_closer
        from lunch_desktop.sync.http import ApiError

        try:
            resumed = self._sign_in().resume(last)
        except ApiError as error:
            raise error.problem from error
        if resumed.offline is not None:
            raise look_closer(resumed.offline, self._clock)
        return resumed.session

    def observe(self) -> None:
        """Look how long the server was not heard of. Raises Problem `offline_too_long`. It may wait."""
        if self._exchanging is not None:
            self._resumed().observe()

    def last_session(self) -> Session | None:
        """The session to go on with: that of this start, or of the last one."""
        made = self._signing_in
        return (made.session if made is not None else None) or SessionFile(self._folder.session).read()

    def keyring_warning(self) -> str | None:
        """The code of what to tell if the keyring could not keep the sign-in. It is asked, which may take a while."""
        return ProblemCode.KEYRING_UNAVAILABLE.value if self._resumed().asks_again else None

    def open_session(self, signed: Session) -> DesktopSession:
        """The account's database, recovered if need be. What exchanges and looks after the file is left for later.

        Raises Problem.
        """
        if self._signing_in is None or self._signing_in.session is None:
            signed.check_offline_days(self._clock.now())
            self._last = signed
        server, employee = signed.identity
        folder = self._folder.account(self._shared_name or server, employee)
        database = self._database = open_or_recover(folder / DATABASE, EmployeeId(signed.employee_id), self._clock)
        store = self._store_of(database, EmployeeId(signed.employee_id))
        reads = Reads(database, EmployeeId(signed.employee_id))
        session = DesktopSession(store, reads, self._clock)
        session.connect_engine(lambda *listeners: self._engine(store(), reads, signed, *listeners))
        return session

    def close_session(self, session: DesktopSession) -> None:
        """Finish what was asked for, stop exchanging, and let go of the file."""
        session.close()
        self._exchanging = None
        if self._upkeep is not None:
            self._upkeep.stop()
            self._upkeep = None
        if self._database is not None:
            leave(self._database)
            self._database = None

    @cached_property
    def proxies(self) -> "Proxies":
        """The way to the server."""
        from lunch_desktop.sync.proxies import Proxies

        return Proxies(self._proxy, self._vault)

    @cached_property
    def trust(self) -> "Trust":
        """Which servers are trusted."""
        from lunch_desktop.sync.trust import Trust

        return Trust(self._company_ca, plain_http=self._allow_plain_http)

    def choose_plain_http(self, allowed: bool) -> None:
        """Let servers elsewhere be reached without TLS, or not, from the next request on."""
        self._allow_plain_http = allowed
        self.trust.plain_http = allowed
        if self._exchanging is not None:
            self._exchanging.network_changed()

    def choose_proxy(self, choice: str) -> None:
        """Go another way from now on, and try at once. Raises ValueError for a choice that is not understood."""
        self.proxies.choose(choice)
        if self._exchanging is not None:
            self._exchanging.network_changed()

    @cached_property
    def _vault(self) -> "KeyringVault":
        from lunch_desktop.system.vault import KeyringVault

        return KeyringVault(self._folder.root)

    def _sign_in(self) -> "SignIn":
        """What signs in, made once."""
        from lunch_desktop.sync.sign_in import SignIn

        with self._signing:
            if self._signing_in is None:
                self._signing_in = SignIn(
                    self.client,
                    self._vault,
                    SessionFile(self._folder.session),
                    self._clock,
                    home_of=self._home_of,
                )
            return self._signing_in

    def _home_of(self, place: str, employee_id: str) -> str:
        """What the account is called by that has just been let in there; its server is known by its key from now on."""
        return self._pins.keep(place, had_former=self._folder.has_account(former_address(place), employee_id))

    def _resumed(self) -> "SignIn":
        """What signs in, with the session that goes on; the keyring is asked, which may take a while."""
        sign_in = self._sign_in()
        with self._resuming:
            last, self._last = self._last, None
            if last is not None and sign_in.session is None:
                sign_in.resume(last, work_offline=True)
        return sign_in

    def _store_of(self, database: DesktopDatabase, employee_id: EmployeeId) -> "Callable[[], LocalStore]":
        """What writes to the file; made once, by whichever thread needs it first."""

        turn = threading.Lock()

        @cache
        def made() -> "LocalStore":
            from lunch_desktop.store.desktop.local import LocalStore

            store = LocalStore(database, self._clock, self._change_ids.next)
            store.sign_in_as(employee_id)
            return store

        def in_turn() -> "LocalStore":
            with turn:
                return made()

        return in_turn

    def _engine(
        self,
        store: "LocalStore",
        reads: Reads,
        signed: Session,
        on_status: Callable[[SyncStatus], None],
        on_changed: Callable[[Changed], None],
    ) -> "SyncEngine":
        """What exchanges with the server; beside it begins the upkeep of the file."""
        from lunch_desktop.store.desktop.upkeep import Upkeep
        from lunch_desktop.sync.engine import SyncEngine
        from lunch_desktop.sync.remote import SignedInRemote
        from lunch_desktop.sync.surroundings import Route, Surroundings
        from lunch_desktop.sync.upkeep import UpkeepThread

        self._upkeep = UpkeepThread(Upkeep(store.database, self._clock), self._clock)
        self._upkeep.start()
        self._exchanging = SyncEngine(
            store,
            reads,
            SignedInRemote(self.client(signed.place), self._resumed(), store.client_id),
            self._clock,
            work_offline=self.work_offline,
            on_status=on_status,
            on_changed=on_changed,
            surroundings=Surroundings(self._clock, Route(signed.server).local_address),
            proxies=self.proxies,
            metered=self.metered,
        )
        return self._exchanging


def device_name() -> str:
    """What this PC is called in the list of somebody's devices."""
    return socket.gethostname()[:100] or "PC"
