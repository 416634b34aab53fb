"""Where the sign-in is kept between starts: the operating system's keyring.

Only the short refresh token goes in, and keys of 32 bytes; never an access token: Windows Credential Manager holds
about 1,280 characters a secret and cuts nothing off by itself.
"""

import hashlib
import logging
import threading
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Final, Protocol

PRODUCT: Final = "lunch-desktop"
LONGEST_SECRET: Final = 1_200
"""Characters."""

_UNSAFE_BACKENDS: Final = ("keyring.backends.null", "keyrings.alt.")
"""The first forgets everything; the others write secrets into plain files."""

_logger = logging.getLogger(__name__)


class Vault(Protocol):
    """Keeps secrets by name. When the keyring fails, the secret still lasts until the program ends."""

    @property
    def available(self) -> bool:
        """False once the keyring has failed: the password will be asked for at the next start."""
        ...

    @property
    def reason(self) -> str | None:
        """Why it is not available, for the log."""
        ...

    def get(self, name: str) -> str | None:
        """The secret, or None if there is none."""
        ...

    def set(self, name: str, secret: str) -> None:
        """Keep `secret`, in place of the one before. Look at `available` afterwards."""
        ...

    def delete(self, name: str) -> None:
        """Forget the secret; nothing happens if there is none."""
        ...


class MemoryVault:
    """Keeps secrets until the program ends: for shared PCs, and for tests."""

    def __init__(self, reason: str | None = None) -> None:
        """With a `reason` it reads as a keyring that is not available."""
        self._secrets: dict[str, str] = {}
        self._reason = reason

    @property
    def available(self) -> bool:
        return self._reason is None

    @property
    def reason(self) -> str | None:
        return self._reason

    @property
    def secrets(self) -> Mapping[str, str]:
        """All that is kept, by name."""
        return dict(self._secrets)

    def get(self, name: str) -> str | None:
        return self._secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        _check(secret)
        self._secrets[name] = secret

    def delete(self, name: str) -> None:
        self._secrets.pop(name, None)


def service_of(data_folder: Path) -> str:
    """Under what a data folder's secrets are filed in the keyring."""
    digest = hashlib.sha256(str(data_folder).encode()).hexdigest()
    return f"{PRODUCT}:{digest[:16]}"


class KeyringVault:
    """The operating system's keyring: Credential Manager, Keychain or a Secret Service. Safe from every thread.

    Secrets are filed under the product and the data folder, so that two accounts, or a test and the real thing, never
    meet. What was set stays in memory too, so that a keyring which fails later costs nothing until the next start.
    """

    def __init__(self, data_folder: Path) -> None:
        self._service = service_of(data_folder)
        self._memory = MemoryVault()
        self._turn = threading.Lock()
        self._reason: str | None = None

    @property
    def available(self) -> bool:
        return self._reason is None

    @property
    def reason(self) -> str | None:
        return self._reason

    def get(self, name: str) -> str | None:
        with self._turn:
            held = self._memory.get(name)
            if held is not None:
                return held
            try:
                found: str | None = self._keyring().get_password(self._service, name)
            except Exception as error:  # noqa: BLE001  # backends are plug-ins and raise what they like
                self._failed(error)
                return None
            self._reason = None
            if found is not None:
                self._memory.set(name, found)
            return found

    def set(self, name: str, secret: str) -> None:
        _check(secret)
        with self._turn:
            self._memory.set(name, secret)
            try:
                self._keyring().set_password(self._service, name, secret)
            except Exception as error:  # noqa: BLE001  # backends are plug-ins and raise what they like
                self._failed(error)
            else:
                self._reason = None

    def delete(self, name: str) -> None:
        with self._turn:
            self._memory.delete(name)
            try:
                keyring = self._keyring()
                if keyring.get_password(self._service, name) is not None:
                    keyring.delete_password(self._service, name)
            except Exception as error:  # noqa: BLE001  # backends are plug-ins and raise what they like
                self._failed(error)

    def _keyring(self) -> ModuleType:
        """The library, if its backend keeps secrets safely. It is loaded on first use: a start need not wait for it."""
        import keyring

        backend = type(keyring.get_keyring()).__module__
        if backend.startswith(_UNSAFE_BACKENDS):
            raise RuntimeError(f"{backend} does not keep secrets safely")
        return keyring

    def _failed(self, error: Exception) -> None:
        """Backends put no secrets into their messages, but only the kind of error is sure to hold none."""
        if self._reason is None:
            _logger.warning("the keyring is not available: %s", type(error).__name__)
        self._reason = type(error).__name__


def _check(secret: str) -> None:
    if not 0 < len(secret) <= LONGEST_SECRET:
        raise ValueError(f"a keyring takes 1 to {LONGEST_SECRET} characters")
