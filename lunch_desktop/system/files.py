"""Writing a small file so that at every moment either the old or the new content is there."""

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
    _sync_folder(path.parent)


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


def _sync_folder(folder: Path) -> None:
    """The new name is durable only with its folder; Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
