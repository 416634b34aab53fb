"""The keys of the accounts in one data folder, asked for from the first moment of a start."""

import logging
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.data_key import DataKey
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import Problem, of_os_error
from lunch_desktop.system.vault import KeyringVault, Vault

if TYPE_CHECKING:
    from lunch_desktop.sync.sign_in import SignIn

DATABASE: Final = "lunch.db"
_AGAIN_AFTER: Final = 10 * MINUTE

log = logging.getLogger(__name__)


class Keys:
    """For one data folder. The keyring may take long; nothing of Qt or of the database is loaded here."""

    def __init__(self, folder: DataFolder, vault: Vault | None = None, shared_name: str | None = None) -> None:
        """`shared_name` stands for the server's address where that is another at every start."""
        self._folder = folder
        self._shared_name = shared_name
        self._made: dict[str, DataKey] = {}
        self._turn = threading.Lock()
        self.vault: Vault = vault or KeyringVault(folder.root)

    def begin(self) -> None:
        """Ask for the key of the last session in a thread of its own: the keyring is slow, and the window waits."""
        threading.Thread(target=self._open_last, name="keyring", daemon=True).start()

    def folder_of(self, signed: Session) -> Path:
        """Where an account's data is; made if need be."""
        server, employee = signed.identity
        return self._folder.account(self._shared_name or server, employee)

    def of(self, signed: Session) -> DataKey:
        """The key of an account's data."""
        folder = self.folder_of(signed)
        with self._turn:
            return self._made.setdefault(folder.name, DataKey(folder, self.vault, DATABASE))

    def set_aside(self, signed: Session) -> None:
        """Let the account begin anew; what is there is kept, unopened, in the folder `unreadable`. Raises Problem."""
        folder = self.folder_of(signed)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        aside = self._folder.unreadable / f"{folder.name}-{stamp}"
        try:
            folder.replace(aside)
        except OSError as error:
            raise of_os_error(error, folder) from error
        log.warning("data that can't be opened was set aside as %s", aside)
        with self._turn:
            self._made.pop(folder.name, None)

    def erase(self, signed: Session) -> None:
        """Erase what the account has on this PC: first what opens it, so that whatever is left says nothing.

        Raises Problem.
        """
        folder = self.folder_of(signed)
        self.of(signed).destroy()
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise of_os_error(error, folder) from error
        with self._turn:
            self._made.pop(folder.name, None)

    def _open_last(self) -> None:
        last = SessionFile(self._folder.session).read()
        if last is None:
            return
        try:
            last.check_offline_days(SystemClock().now())
            self.of(last).open_with_keyring()
        except Problem as problem:  # whoever opens the account meets it again, and tells it
            log.info("the key was not asked for: %s", problem.code)


class KeyCare:
    """Sees to it, while the server is reached, that its secret opens the data, too, and belongs to this sign-in."""

    def __init__(self, key: DataKey, sign_in: "Callable[[], SignIn]", now: Callable[[], Instant]) -> None:
        self._key = key
        self._sign_in = sign_in
        self._now = now
        self._turn = threading.Lock()
        self._asked_for: int | None = None
        self._tried_at: Instant | None = None

    def reached(self) -> None:
        """The server answers: ask it, once for each sign-in, in a thread of its own."""
        signed = self._sign_in().session
        with self._turn:
            now = self._now()
            recently = self._tried_at is not None and now - self._tried_at < _AGAIN_AFTER
            if signed is None or self._asked_for == signed.signed_in_at or recently:
                return
            self._tried_at = now
        threading.Thread(target=self._ask, args=(signed.signed_in_at,), name="key-care", daemon=True).start()

    def _ask(self, since: Instant) -> None:
        signing = self._sign_in()
        if self._key.renew(secret_of(signing), keep=signing.keeps):
            with self._turn:
                self._asked_for = since


def secret_of(sign_in: "SignIn") -> Callable[[str], str]:
    """How the server is asked for a secret; the asking waits, and raises Problem."""
    from lunch_desktop.sync.http import ApiError

    def ask(key_id: str) -> str:
        try:
            return sign_in.device_secret(key_id)
        except ApiError as error:
            raise error.problem from error

    return ask
