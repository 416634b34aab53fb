"""Where the data is: one folder on a disk of this PC, absolute, resolved once, for its owner only."""

import hashlib
import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_data_dir

from lunch_desktop.system.mounts import on_network
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error

ENVIRONMENT_VARIABLE: Final = "LUNCH_DESKTOP_DATA"
PRODUCT_FOLDER: Final = "Lunch Desktop" if sys.platform in ("win32", "darwin") else "lunch-desktop"
_OWNER_ONLY = 0o700
_READABLE_PART = 24
_PROBE = b"writable?" * 512
"""More than a block, so that a disk with a few bytes left is found full."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The data folder, known to exist and to take files."""

    root: Path

    def account(self, *identity: str) -> Path:
        """The folder of one account, made if need be; `identity` is what tells accounts apart (server, employee)."""
        return self._made(self.root / "accounts" / account_slug(*identity))

    @property
    def unreadable(self) -> Path:
        """The folder of data that can't be opened any more; made if need be."""
        return self._made(self.root / "unreadable")

    @property
    def logs(self) -> Path:
        """The folder of logs, made if need be."""
        return self._made(self.root / "logs")

    @property
    def server(self) -> Path:
        """The folder of a server that runs on this PC: its database, keys and backups; made if need be."""
        return self._made(self.root / "server")

    @property
    def server_tls(self) -> Path:
        """The folder of the key and the certificate with which a server on this PC proves itself to colleagues."""
        return self.server / "tls"

    @property
    def hosting(self) -> Path:
        """The file that says how this PC hosts a server, which need not exist."""
        return self.root / "hosting.json"

    @property
    def settings(self) -> Path:
        """The settings file, which need not exist."""
        return self.root / "settings.toml"

    @property
    def session(self) -> Path:
        """The file with the last session's facts, which need not exist."""
        return self.root / "session.json"

    @property
    def pins(self) -> Path:
        """The file with the keys by which servers are known, which need not exist."""
        return self.root / "pins.json"

    def has_account(self, *identity: str) -> bool:
        """Whether there is a folder of that account."""
        return (self.root / "accounts" / account_slug(*identity)).is_dir()

    def _made(self, folder: Path) -> Path:
        try:
            make_private(folder)
        except OSError as error:
            raise of_os_error(error, folder) from error
        return folder


def open_data_folder(explicit: str | Path | None, environment: Mapping[str, str]) -> DataFolder:
    """Find, make and check the data folder.

    `explicit` (the option `--data-dir`) goes before LUNCH_DESKTOP_DATA in `environment`, which goes before the user's
    application data: %LOCALAPPDATA% on Windows, XDG's data home elsewhere. A relative path is taken from the current
    folder, here and now. Raises Problem: on the network, can't be made, can't be written to, or the disk is full.
    """
    chosen = str(explicit or environment.get(ENVIRONMENT_VARIABLE) or user_data_dir(PRODUCT_FOLDER, appauthor=False))
    if on_network(chosen):
        raise Problem(ProblemCode.NETWORK_PATH, path=chosen)
    root = Path(chosen).expanduser().absolute()
    try:
        root = root.resolve()
        make_private(root)
    except (OSError, RuntimeError) as error:
        raise _unmakeable(error, root) from error
    if on_network(str(root)):
        raise Problem(ProblemCode.NETWORK_PATH, path=str(root))
    _probe(root)
    return DataFolder(root)


def account_slug(*identity: str) -> str:
    """A name for an account's folder: readable at the start, and different for different identities.

    The same identity gives the same name for ever. It is safe on every file system: ASCII, lower case, no more than
    41 characters.
    """
    digest = hashlib.sha256("\x1f".join(identity).encode()).hexdigest()[:16]
    plain = unicodedata.normalize("NFKD", identity[-1]).encode("ascii", "ignore").decode().casefold()
    readable = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_READABLE_PART].strip("-")
    return f"{readable}-{digest}" if readable else digest


def make_private(folder: Path) -> None:
    """Make `folder` and those above it, each new one for its owner only. Raises OSError.

    On Windows the user's application data is private already, and modes mean nothing.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_private(folder.parent)
    folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)


def _probe(root: Path) -> None:
    """Write and remove a file: permissions, read-only disks and full ones are found by trying, not by asking."""
    try:
        handle, name = tempfile.mkstemp(prefix=".probe-", dir=root)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_PROBE)
                file.flush()
                os.fsync(handle)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise of_os_error(error, root) from error


def _unmakeable(error: OSError | RuntimeError, root: Path) -> Problem:
    if isinstance(error, OSError):
        found = of_os_error(error, root)
        if found.code is ProblemCode.DISK_FULL:
            return found
        return Problem(ProblemCode.DATA_FOLDER_UNMAKEABLE, path=str(root), reason=error.strerror or str(error))
    return Problem(ProblemCode.DATA_FOLDER_UNMAKEABLE, path=str(root), reason="a link that leads to itself")
