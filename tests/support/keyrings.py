"""A keyring for the program's processes in tests, where the operating system's own is not the point.

It keeps secrets in a file, as a real one keeps them beyond a process; which file, the environment says.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

FILE_VARIABLE = "LUNCH_TEST_KEYRING"


def keyring_in(file: Path) -> Mapping[str, str]:
    """The environment of a process whose keyring is `file`."""
    return {"PYTHON_KEYRING_BACKEND": "tests.support.keyrings.FileKeyring", FILE_VARIABLE: str(file)}


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
