"""How an account's data is opened: its key from the keyring, or from what the company server keeps."""

import logging
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lunch_desktop.system.database_key import KeyFile, KeyFiles, Way, WrongSecret, is_encrypted, new_key
from lunch_desktop.system.paths import make_private
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error
from lunch_desktop.system.redaction import KEYRING_SECRET_PREFIX
from lunch_desktop.system.vault import Vault

_SECRET_BYTES: Final = 32
Ask = Callable[[str], str]
"""Gives the server's secret for a key's id; waits, and raises Problem."""

log = logging.getLogger(__name__)


class DataKey:
    """The key of the data in one account's folder. Safe from every thread; what asks the keyring may take long."""

    def __init__(self, folder: Path, vault: Vault, database: str) -> None:
        """`database` is the name of the account's file in `folder`."""
        self._folder = folder
        self._database = folder / database
        self._files = KeyFiles(folder)
        self._vault = vault
        self._name = f"data:{folder.name}"
        self._turn = threading.Lock()
        self._settled = threading.Event()
        self._key: bytes | None = None
        self._problem: Problem | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it is known how `key` answers."""
        return self._settled.is_set()

    def key(self) -> bytes:
        """The key, without waiting.

        Raises Problem: `data_locked` where signing in helps, `data_key_lost` where nothing does, or what kept the last
        try from the key.
        """
        key, problem = self._key, self._problem
        if key is not None:
            return key
        raise Problem(ProblemCode.DATA_LOCKED) if problem is None else Problem(problem.code, **problem.facts)

    def open_with_keyring(self) -> None:
        """Find the key by the keyring's secret; make one where there is no data yet, or only plain data of before."""
        with self._turn:
            if self._key is None:
                self._settle(lambda: self._by_keyring(self._read()))

    def open_with_server(self, ask: Ask, *, keep: bool = True) -> bool:
        """Find or make the key while the server can be asked, and see to it that both ways lead to it from now on.

        Without `keep` (a shared PC) nothing goes into the keyring. Whether the server gave its secret; a key that was
        found before stays found.
        """
        with self._turn:
            return self._ask(ask, keep)

    def renew(self, ask: Ask, *, keep: bool = True) -> bool:
        """Like `open_with_server` for data that is open; what was locked meanwhile stays locked."""
        with self._turn:
            return self._key is not None and self._ask(ask, keep)

    def lock(self) -> None:
        """Forget the key, here and in the keyring: signing in opens the data again.

        A key that the server has nothing for yet stays in the keyring, because nothing else could ever open it.
        """
        with self._turn:
            self._key = self._problem = None
            file = self._read()
            if file is not None and file.has(Way.SERVER):
                self._vault.delete(self._name)
            else:
                log.warning("the data's key stays in the keyring: the server has no secret for it yet")

    def destroy(self) -> None:
        """Make the data unreadable for ever, for everybody. Raises Problem."""
        with self._turn:
            self._key = self._problem = None
            self._vault.delete(self._name)
            try:
                self._files.destroy()
            except OSError as error:
                raise of_os_error(error, self._folder) from error

    def _ask(self, ask: Ask, keep: bool) -> bool:
        given: list[str] = []

        def noted(key_id: str) -> str:
            given.append(ask(key_id))
            return given[-1]

        self._settle(lambda: self._by_both(noted, keep))
        return bool(given)

    def _settle(self, find: Callable[[], bytes | None]) -> None:
        """Note what `find` gives, or the Problem that it raises, which `key` tells."""
        try:
            self._key, self._problem = find(), None
        except Problem as problem:
            log.info("the key of the data: %s", problem.code)
            self._problem = problem
        self._settled.set()

    def _by_keyring(self, file: KeyFile | None) -> bytes | None:
        if file is not None:
            return self._unwrapped(file, Way.KEYRING, self._vault.get(self._name))
        key, made = self._new()
        kept = self._kept_in_keyring(made, key)
        if kept is None:
            return None
        self._write(kept)
        return key

    def _by_both(self, ask: Ask, keep: bool) -> bytes:
        found = self._read()
        key, file = self._new() if found is None else (self._key, found)
        in_keyring = None
        if key is None or keep:
            in_keyring = self._unwrapped(file, Way.KEYRING, self._vault.get(self._name))
            key = key or in_keyring
        secret, refused = "", None
        try:
            secret = ask(file.key_id)
        except Problem as problem:
            if key is None:
                raise
            refused = problem
            log.info("the server's secret was not given: %s", problem.code)
        from_server = self._unwrapped(file, Way.SERVER, secret)
        key = key or from_server
        if key is None:
            raise self._cannot_be_opened()
        if secret and from_server is None:
            file = file.wrapped(Way.SERVER, secret, key)
        if keep and in_keyring is None:
            file = self._kept_in_keyring(file, key) or file
        if not file.wrappings:  # it would be gone with this program
            raise refused or Problem(ProblemCode.DATA_LOCKED)
        if file is not found:
            self._write(file)
        return key

    def _new(self) -> tuple[bytes, KeyFile]:
        """A new key, which is only for who has no data under another. Raises Problem `data_key_lost`."""
        backups = self._folder.glob(f"backups/{self._database.stem}-*.db")
        if any(is_encrypted(one) for one in (self._database, *backups)):
            raise self._cannot_be_opened()
        return new_key()

    def _cannot_be_opened(self) -> Problem:
        return Problem(ProblemCode.DATA_KEY_LOST, path=str(self._folder))

    def _kept_in_keyring(self, file: KeyFile, key: bytes) -> KeyFile | None:
        """The file with the key wrapped for the keyring; None where the keyring keeps nothing."""
        secret = self._vault.get(self._name) or KEYRING_SECRET_PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
        self._vault.set(self._name, secret)
        return file.wrapped(Way.KEYRING, secret, key) if self._vault.available else None

    def _unwrapped(self, file: KeyFile, way: Way, secret: str | None) -> bytes | None:
        if not secret or not file.has(way):
            return None
        try:
            return file.unwrap(way, secret)
        except WrongSecret:
            log.warning("the secret of the %s does not open the data's key", way.value)
            return None

    def _read(self) -> KeyFile | None:
        try:
            return self._files.read()
        except OSError as error:
            raise of_os_error(error, self._folder) from error

    def _write(self, file: KeyFile) -> None:
        try:
            make_private(self._folder)
            self._files.write(file)
        except OSError as error:
            raise of_os_error(error, self._folder) from error
