"""The accounts that somebody signed in to on this PC: whose they are, and which of them is open.

Each account's folder has a small file with the facts of its session, and the data folder has one that says which
account was open last, as the former versions wrote it. Neither holds a secret: what opens an account is in the keyring.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunch_desktop.sync.session import Session, SessionFile, as_json, session_in
from lunch_desktop.system.files import read, write_atomically
from lunch_desktop.system.paths import DataFolder

ACCOUNT: Final = "account.json"
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """An account on this PC. `signed_in`: it opens without a password, as far as the server has not ended its session.

    `waiting` is how many changes waited to be sent when the account was left.
    """

    session: Session
    signed_in: bool = True
    waiting: int = 0


class KnownAccounts(SessionFile):
    """Keeps the last session, and those of all accounts."""

    def __init__(self, folder: DataFolder, folder_of: Callable[[Session], Path]) -> None:
        """`folder_of` gives the folder of an account's data."""
        super().__init__(folder.session)
        self._accounts = folder.root / "accounts"
        self._folder_of = folder_of

    def all(self) -> list[Known]:
        """Every account of this PC, the one that the server confirmed last first."""
        found = [one for one in map(_read, sorted(self._accounts.glob(f"*/{ACCOUNT}"))) if one is not None]
        last = self.read()
        if last is not None and all(one.session.identity != last.identity for one in found):
            found.append(Known(last))  # from a version that kept no other
        return sorted(found, key=lambda one: (-one.session.seen_at, one.session.login))

    def write(self, session: Session) -> None:
        """Keep `session`, which is the last one from now on."""
        super().write(session)
        former = self._known(session)
        self._keep(Known(session, waiting=former.waiting if former is not None else 0))

    def forget(self) -> None:
        """Go on with nobody at the next start; the account that was open is signed out."""
        last = self.read()
        super().forget()
        known = None if last is None else self._known(last)
        if known is not None:
            self._keep(Known(known.session, signed_in=False, waiting=known.waiting))

    def left(self, session: Session, waiting: int) -> None:
        """An account was left with so many changes that wait."""
        known = self._known(session)
        if known is not None:
            self._keep(Known(known.session, known.signed_in, waiting))

    def _known(self, session: Session) -> Known | None:
        return _read(self._folder_of(session) / ACCOUNT)

    def _keep(self, known: Known) -> None:
        said = {"session": as_json(known.session), "signed_in": known.signed_in, "waiting": known.waiting}
        try:
            write_atomically(self._folder_of(known.session) / ACCOUNT, json.dumps(said, ensure_ascii=False).encode())
        except OSError as error:
            _logger.warning("an account's facts can't be kept: %s", type(error).__name__)


def _read(path: Path) -> Known | None:
    try:
        said = json.loads(read(path))
        return Known(session_in(said["session"]), bool(said["signed_in"]), int(said["waiting"]))
    except FileNotFoundError:
        return None
    except (LookupError, TypeError, ValueError, OSError) as error:
        _logger.warning("an account's facts can't be read: %s", type(error).__name__)
        return None
