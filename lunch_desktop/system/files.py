"""Writing files so that at every moment either the old or the new content is there.

Antivirus and search index open on Windows what was just written, and keep others from it for a moment. Whatever may
meet them waits here, for two seconds at most.
"""

import errno
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

_PAUSES_SECONDS: Final = (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.63)
"""Two seconds together."""
_HELD_ON_WINDOWS: Final = frozenset({5, 32, 33, 1224})
"""Windows' errors for access denied (of a file that is about to go, too), sharing and lock violation, and mapped."""
_HELD: Final = frozenset({errno.EBUSY, errno.EAGAIN, errno.ETXTBSY})


def is_held(error: OSError) -> bool:
    """Whether the error says that another program has the file in its hands, so that waiting may help."""
    return getattr(error, "winerror", None) in _HELD_ON_WINDOWS or error.errno in _HELD


def patiently(act: Callable[[], T]) -> T:
    """Do something with a file, again and again for two seconds while another program holds it. Raises OSError."""
    for pause in _PAUSES_SECONDS:
        try:
            return act()
        except OSError as error:
            if not is_held(error):
                raise
        time.sleep(pause)
    return act()


def move(source: Path, target: Path) -> None:
    """Let `source` take the place of `target`, patiently. Raises OSError."""
    patiently(lambda: source.replace(target))


def remove(path: Path) -> None:
    """Delete a file, if it is there, patiently. Raises OSError."""
    patiently(lambda: path.unlink(missing_ok=True))


def read(path: Path) -> bytes:
    """A file's content, patiently. Raises OSError."""
    return patiently(path.read_bytes)


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
        move(temporary, path)
    except BaseException:
        _leave_nothing(temporary)
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
        # Windows knows hard links not everywhere; but renaming fails there where the name is taken.
        patiently(lambda: temporary.rename(path) if os.name == "nt" else path.hardlink_to(temporary))
    except FileExistsError:
        return False
    finally:
        _leave_nothing(temporary)
    sync_folder(path.parent)
    return True


def give_name(temporary: Path, path: Path) -> None:
    """Let a file that was written under another name in the same folder take the place of `path`, durably.

    Raises OSError, with `path` as it was.
    """
    with patiently(lambda: temporary.open("rb+")) as file:
        os.fsync(file.fileno())
    move(temporary, path)
    sync_folder(path.parent)


def _leave_nothing(temporary: Path) -> None:
    """Remove what was not finished; a failure to do so must not hide why it was not."""
    with suppress(OSError):
        remove(temporary)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, which a file's own sync does not. Windows has no such call nor needs it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
