"""One person's account on this PC: signing in, and everything that is built on it."""

import logging
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lunch_desktop.bootstrap.keys import DATABASE, KeyCare, Keys, secret_of
from lunch_desktop.bootstrap.server_way import ServerWay
from lunch_desktop.bootstrap.shared import forget_ways, is_drained, is_marked, mark, unmark
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.generation import leave
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.store.desktop.recovery import open_or_recover
from lunch_desktop.sync.known_accounts import Known, KnownAccounts
from lunch_desktop.sync.session import Session
from lunch_desktop.sync.status import Changed, Reach, SyncStatus
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.pin_book import PinBook, former_address
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error
from lunch_desktop.system.randomness import ChangeIds
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.wire.pins import parted

if TYPE_CHECKING:
    from lunch_desktop.store.desktop.local import LocalStore
    from lunch_desktop.sync.engine import SyncEngine
    from lunch_desktop.sync.sign_in import SignIn
    from lunch_desktop.sync.upkeep import UpkeepThread

_LEAVING_SECONDS: Final = 3.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose file is open, and the file."""

    signed: Session
    database: DesktopDatabase


class Account(ServerWay):
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
        keys: Keys | None = None,
    ) -> None:
        """`shared_name` stands for the server's address where that is another at every start.

        `work_offline` counts for the next session that is opened. `keys` may have been begun with. The others are the
        settings of those names.
        """
        self._folder = folder
        self._keys = keys or Keys(folder, shared_name=shared_name)
        super().__init__(
            PinBook(folder.pins),
            self._keys.vault,
            proxy=proxy,
            company_ca=company_ca,
            allow_plain_http=allow_plain_http,
        )
        self._accounts = KnownAccounts(folder, self._keys.folder_of)
        self._one_at_a_time = threading.Lock()
        self.work_offline = work_offline
        self._clock = SystemClock()
        self._change_ids = ChangeIds(self._clock)
        self._database: DesktopDatabase | None = None
        self._upkeep: UpkeepThread | None = None
        self._exchanging: SyncEngine | None = None
        self.metered = False
        """Whether data is said to cost money, at the start of the next session."""
        self._signing = threading.Lock()
        self._resuming = threading.Lock()
        self._signing_in: SignIn | None = None
        self._last: Session | None = None
        """The session that goes on until somebody signs in."""
        self._replaced: SignIn | None = None
        """The one before, as long as its account may still be open."""
        self._opened: Session | None = None
        self._drained: tuple[str, str] | None = None
        """Whose data were closed last, if nothing waited in them."""
        self.shared = False
        """Whether others use this PC, too: counts for the next sign-in."""

    def sign_in(self, server: str, login: str, password: str) -> Session:
        """Sign in, which waits for the server. Raises Problem, which names the part that is down."""
        from lunch_desktop.sync.closer_look import look_closer
        from lunch_desktop.sync.http import ApiError

        place = self.place_of(server)
        try:
            return self.enter(lambda signing: signing.with_password(place, login, password, device_name()))
        except ApiError as error:
            raise self._told(look_closer(error.problem, self._clock), login) from error

    def enter(self, begin: "Callable[[SignIn], Session]") -> Session:
        """Begin a session, and get the key of its data from the server; whoever opens it is told what went wrong.

        Raises ApiError where no session was begun.
        """
        with self._one_at_a_time:
            signing = self._new_sign_in()
            signed = begin(signing)
            self._mark(signed)
            self._keys.of(signed).open_with_server(secret_of(signing), keep=signing.keeps)
            with self._signing:
                present = self._signing_in
                if present is not None and present.is_of(signed):
                    present.go_on_with(signing.hand_over())
                else:  # what still runs for another account keeps that account's tokens
                    self._replaced, self._signing_in = present, signing
            return signed

    def known(self) -> list[Known]:
        """The accounts of this PC; it reads files."""
        return self._accounts.all()

    def share(self, shared: bool) -> None:
        """Whether others use this PC, too, from the next sign-in on."""
        self.shared = shared

    def folder_of(self, signed: Session) -> Path:
        """Where an account's data are."""
        return self._keys.folder_of(signed)

    def switch_to(self, signed: Session) -> None:
        """Go on with another account of this PC, after the present one was closed; that one stays signed in."""
        with self._signing:
            self._replaced, self._signing_in = self._signing_in, None
        self._leave_replaced()
        with self._resuming:
            self._last = None
        self._accounts.write(signed)

    def remove(self, signed: Session) -> None:
        """Erase an account that is not open from this PC, with all that waits; the server is told if it is reached.

        Raises Problem.
        """
        with self._one_at_a_time:
            self._new_sign_in().end(signed)
            self._keys.erase(signed)

    def is_unlocked(self, signed: Session) -> bool:
        """Whether `open_session` need not wait for the keyring."""
        return self._keys.of(signed).is_settled

    def unlock(self, signed: Session) -> None:
        """Try to get the key of an account's data; the keyring, and the server, may take a while."""
        made, key = self._signing_in, self._keys.of(signed)
        now = made.session if made is not None else None
        if made is not None and now is not None and now.identity == signed.identity:
            key.open_with_server(secret_of(made), keep=made.keeps)
        else:
            key.open_with_keyring()

    def start_anew(self, signed: Session) -> None:
        """Set aside what can't be opened, and get ready to begin anew. Raises Problem."""
        with self._one_at_a_time:
            self._keys.set_aside(signed)
            self.unlock(signed)

    def erase(self, signed: Session) -> None:
        """This PC was said to be lost: erase the account from it; waits. Raises Problem."""
        with self._one_at_a_time:
            self._sign_in().forget(signed)
            self._keys.erase(signed)

    def server_secured(self, place: str) -> None:
        """The server on this PC speaks TLS from now on: the account that was signed in there without it goes on."""
        home = self._pins.keep(place, had_former=True)
        last = self._accounts.read()
        if last is not None and last.server == home:
            address, pin = parted(place)
            self._accounts.write(replace(last, server=address, pin=pin, home=home))

    def signing(self, *, resumed: bool) -> "SignIn":
        """What signs in; `resumed` with the session that goes on, for which the keyring is asked."""
        return self._resumed() if resumed else self._sign_in()

    def sign_out(self) -> None:
        """Forget the sign-in and the key here, and end the session at the server if it can be reached.

        On a shared PC the data go, too, unless something waits in them. Raises Problem.
        """
        sign_in = self._resumed()
        signed = sign_in.session
        if signed is not None and not self._leave_shared(signed):
            self._keys.of(signed).lock()
        sign_in.sign_out()

    def leave(self) -> None:
        """The program ends: on a shared PC, so does the sign-in; the server is given a moment to hear of it."""
        made = self._signing_in
        ending = self._leave_for_good(made) if made is not None else None
        if ending is not None:
            ending.join(_LEAVING_SECONDS)

    def _leave_replaced(self) -> None:
        """On a shared PC nobody comes back to the account before without signing in: it goes, once it is closed."""
        replaced, self._replaced = self._replaced, None
        if replaced is not None:
            self._leave_for_good(replaced)

    def _leave_for_good(self, made: "SignIn") -> threading.Thread | None:
        """End a sign-in that a shared PC does not keep, and erase what has nothing left to send.

        The thread tells the server.
        """
        signed = made.session
        if made.keeps or signed is None:
            return None
        try:
            if not self._leave_shared(signed):
                self._keys.of(signed).lock()
        except (Problem, OSError) as error:  # the mark stays, and the next start goes on
            log.warning("what a shared PC has of an account could not be erased: %s", type(error).__name__)
        ending = threading.Thread(target=made.sign_out, name="sign-out", daemon=True)
        ending.start()
        return ending

    def _leave_shared(self, signed: Session) -> bool:
        """Erase the account's data if this PC is shared and nothing waits in them; whether they were erased."""
        folder = self._keys.folder_of(signed)
        if not is_marked(folder):
            return False
        forget_ways(folder)
        if self._drained != signed.identity:
            log.info("changes that wait to be sent stay on this shared PC, encrypted")
            return False
        mark(folder, drained=True)
        self._keys.erase(signed)
        return True

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
        return (made.session if made is not None else None) or self._accounts.read()

    def keyring_warning(self) -> str | None:
        """The code of what to tell if the keyring could not keep the sign-in. It is asked, which may take a while."""
        return ProblemCode.KEYRING_UNAVAILABLE.value if self._resumed().asks_again else None

    def open_session(self, signed: Session) -> DesktopSession:
        """The account's database, recovered if need be. What exchanges and looks after the file is left for later.

        Raises Problem.
        """
        database = self._open_file(signed)
        employee_id = EmployeeId(signed.employee_id)
        store = self._store_of(database, employee_id)
        reads = Reads(database, employee_id)
        session = DesktopSession(store, reads, self._clock)
        session.connect_engine(lambda *listeners: self._engine(store(), reads, signed, *listeners))
        return session

    def open_store(self, signed: Session) -> "LocalStore":
        """The account's database without a window, and without exchanging anything; `close_store` is its counterpart.

        Raises Problem.
        """
        return self._store_of(self._open_file(signed), EmployeeId(signed.employee_id))()

    def close_store(self) -> None:
        """Let go of the file."""
        self._opened = None
        self._let_go(None)

    @property
    def opened(self) -> Opened | None:
        """The account that is open, and its file."""
        if self._opened is None or self._database is None:
            return None
        return Opened(self._opened, self._database)

    def key_of(self, signed: Session) -> bytes:
        """The key of an account's data. Raises Problem."""
        return self._keys.of(signed).key()

    @property
    def company_ca(self) -> str:
        """The file with the certificates of the company's own authority; empty for none."""
        return self._company_ca

    def close_session(self, session: DesktopSession) -> None:
        """Finish what was asked for, stop exchanging, and let go of the file."""
        session.close()
        opened, self._opened = self._opened, None
        if opened is not None and session.status is not None:
            self._accounts.left(opened, session.status.waiting)
        self._let_go(opened)

    def _open_file(self, signed: Session) -> DesktopDatabase:
        if self._signing_in is None or self._signing_in.session is None:
            signed.check_offline_days(self._clock.now())
            self._last = signed
        self._leave_replaced()
        self._opened = signed
        key = self._keys.of(signed).key()
        file = self._keys.folder_of(signed) / DATABASE
        self._database = open_or_recover(file, EmployeeId(signed.employee_id), self._clock, key)
        return self._database

    def _let_go(self, opened: Session | None) -> None:
        self._exchanging = None
        if self._upkeep is not None:
            self._upkeep.stop()
            self._upkeep = None
        if self._database is not None:
            self._drained = opened.identity if opened is not None and is_drained(self._database) else None
            leave(self._database)
            self._database = None

    def _way_changed(self) -> None:
        if self._exchanging is not None:
            self._exchanging.network_changed()

    def _sign_in(self) -> "SignIn":
        """What signs in, made once for an account."""
        with self._signing:
            if self._signing_in is None:
                self._signing_in = self._new_sign_in()
            return self._signing_in

    def _new_sign_in(self) -> "SignIn":
        from lunch_desktop.sync.sign_in import SignIn

        vault, accounts = self._keys.vault, self._accounts
        return SignIn(self.client, vault, accounts, self._clock, home_of=self._home_of, keeps=not self.shared)

    def _mark(self, signed: Session) -> None:
        """See to it that a shared PC knows, before anything of an account is on it, that it is to be erased."""
        folder = self._keys.folder_of(signed)
        try:
            if self.shared:
                mark(folder)
            else:
                unmark(folder)
        except OSError as error:
            raise of_os_error(error, folder) from error

    def _home_of(self, place: str, employee_id: str) -> str:
        """What the account is called by that has just been let in there; its server is known by its key from now on."""
        return self._pins.keep(place, had_former=self._folder.has_account(former_address(place), employee_id))

    def _told(self, problem: Problem, login: str) -> Problem:
        """What to tell of a sign-in that failed: to whose data is locked, more than that the server is not there."""
        last = self.last_session()
        if problem.code is not ProblemCode.SERVER_UNREACHABLE or last is None or last.login != login.strip().casefold():
            return problem
        try:
            self._keys.of(last).key()
        except Problem as locked:
            if locked.code is ProblemCode.DATA_LOCKED:
                return Problem(ProblemCode.DATA_LOCKED_OFFLINE, server=last.server)
        return problem

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

        care = KeyCare(self._keys.of(signed), self._resumed, self._clock.now)

        def told(status: SyncStatus) -> None:
            if status.reach is Reach.ONLINE:
                care.reached()
            on_status(status)

        self._upkeep = UpkeepThread(Upkeep(store.database, self._clock), self._clock)
        self._upkeep.start()
        self._exchanging = SyncEngine(
            store,
            reads,
            SignedInRemote(self.client(signed.place), self._resumed(), store.client_id),
            self._clock,
            work_offline=self.work_offline,
            on_status=told,
            on_changed=on_changed,
            surroundings=Surroundings(self._clock, Route(signed.server).local_address),
            proxies=self.proxies,
            metered=self.metered,
        )
        return self._exchanging


def device_name() -> str:
    """What this PC is called in the list of somebody's devices."""
    return socket.gethostname()[:100] or "PC"
