"""A keyring for the program's processes in tests, where the operating system's own is not the point.

It keeps secrets in a file, as a real one keeps them beyond a process; which file, the environment says.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from lunch_desktop.system.data_key import DataKey
from lunch_desktop.system.vault import MemoryVault, service_of

FILE_VARIABLE = "LUNCH_TEST_KEYRING"


def keyring_in(folder: Path) -> Mapping[str, str]:
    """The environment of a process whose keyring is a file in `folder`."""
    return {"PYTHON_KEYRING_BACKEND": "tests.support.keyrings.FileKeyring", FILE_VARIABLE: str(_file_in(folder))}


def key_kept_in(root: Path, account: Path) -> bytes:
    """The key for the data in the folder `account`, which a program on the data folder `root` finds by `keyring_in`."""
    file, service, vault = _file_in(root), service_of(root), MemoryVault()
    for name, secret in (json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}).items():
        vault.set(name.removeprefix(f"{service} "), secret)
    found = DataKey(account, vault, "lunch.db")
    found.open_with_keyring()
    file.write_text(json.dumps({f"{service} {name}": secret for name, secret in vault.secrets.items()}))
    return found.key()


def _file_in(folder: Path) -> Path:
    return folder / "keyring.json"


class FileKeyring(KeyringBackend):
    """Secrets in JSON."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """As keyring's."""
        found = self._read().get(f"{service} {username}")
        return None if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        """As keyring's."""
        self._write(self._read() | {f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """As keyring's."""
        kept = self._read()
        if kept.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError(username)
        self._write(kept)

    def _file(self) -> Path:
        return Path(os.environ[FILE_VARIABLE])

    def _read(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self._file().read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return found

    def _write(self, secrets: dict[str, str]) -> None:
        beside = self._file().with_suffix(".new")
        beside.write_text(json.dumps(secrets), encoding="utf-8")
        beside.replace(self._file())
