"""Where a file is made before it takes its name.

That is beside the target, so that at every moment either the old or the new file is there, and never half of one.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from lunch_desktop.system.files import is_held, move, patiently, remove, sync_folder

_BUFFER: Final = 1 << 18


@contextmanager
def staged(target: Path) -> Iterator[BinaryIO]:
    """A new file beside `target`, that takes its place durably when the block ends well. Raises OSError.

    Otherwise `target` stays as it was, and the new file goes, wherever that can still be done. It gets the rights that
    the folder gives, as any file that a person saves: colleagues who share the folder are to read it.
    """
    _see_that_it_is_free(target)
    temporary = target.with_name(f".{os.getpid()}-{secrets.token_hex(8)}.part")  # who sees a process die sweeps by this
    file = patiently(lambda: temporary.open("xb", buffering=_BUFFER))
    try:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
        finally:
            # What could not be written is told already, and closing tries it once more.
            with suppress(OSError):
                file.close()
        move(temporary, target)
    except BaseException:
        with suppress(OSError):
            remove(temporary)
        raise
    # The new file is in its place; not every network drive can be told to note it at once.
    with suppress(OSError):
        sync_folder(target.parent)


def _see_that_it_is_free(target: Path) -> None:
    """Fail before the rows are gathered, and not only after, where another program keeps the target for itself."""
    try:
        patiently(lambda: target.open("rb+")).close()
    except OSError as error:
        if is_held(error):
            raise
