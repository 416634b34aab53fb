"""Writing files so that at every moment either the old or the new content is there."""

import os
import tempfile
import time
from pathlib import Path
from typing import Final

_RETRIES_SECONDS: Final = (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.6)
"""About two seconds: as long as an antivirus on Windows holds a file that was just written."""


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path`, readable by the owner only; durable when this returns. Raises OSError.

    The content goes into a new file beside it, which then takes the name. A failure leaves the old file as it was.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_once(path: Path, content: bytes) -> bool:
    """Put `content` at `path` unless a file is there; whether it was this call that made it. Raises OSError.

    Of several processes that try at once one succeeds, and nobody ever sees half a file. It is readable by the owner
    only, and durable when this returns.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "nt":
            temporary.rename(path)  # which fails there where the name is taken
        else:
            path.hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def give_name(temporary: Path, path: Path) -> None:
    """Let a file that was written under another name in the same folder take the place of `path`, durably.

    Raises OSError, with `path` as it was.
    """
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    _replace(temporary, path)
    sync_folder(path.parent)


def _replace(temporary: Path, path: Path) -> None:
    for pause in _RETRIES_SECONDS:
        try:
            temporary.replace(path)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(pause)
        else:
            return
    temporary.replace(path)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, which a file's own sync does not. Windows has no such call nor needs it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
