"""Whether another process has a SQLite file open: one that does would go on writing to it wherever it is moved."""

import sys
from pathlib import Path
from typing import Final

_SHARED_FIRST: Final = 0x40000002
_SHARED_SIZE: Final = 510
"""The bytes of the file that SQLite locks while a connection in WAL mode is open, by its own design."""


def is_open_elsewhere(path: Path) -> bool:
    """Whether another process holds the file. No connection of this process may be open: it would lose its locks.

    On Windows the system itself keeps an open file from being moved.
    """
    if sys.platform == "win32" or not path.exists():
        return False
    import fcntl

    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except BlockingIOError:
            return True
    return False
