"""What people are told when a file can't be written."""

import errno
from pathlib import Path
from typing import Final

from lunch_desktop.system.file_holders import holders_of
from lunch_desktop.system.files import is_held
from lunch_desktop.system.problems import Problem, ProblemCode

_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FULL_WINDOWS: Final = frozenset({39, 112, 223, 1295})
"""Disk full, twice; file too large for the file system; quota used up."""
_GONE: Final = frozenset(
    getattr(errno, name)
    for name in (
        *("ENOENT", "ENOTDIR", "ENOTCONN", "EIO", "ESTALE", "ENODEV", "ENXIO", "EHOSTDOWN", "EHOSTUNREACH"),
        *("ENETDOWN", "ENETUNREACH", "ENETRESET", "ETIMEDOUT", "ECONNRESET", "ECONNABORTED", "ESHUTDOWN", "EREMOTEIO"),
    )
    if hasattr(errno, name)
)
_GONE_WINDOWS: Final = frozenset(
    {2, 3, 15, 21, 31, 51, 53, 54, 55, 59, 64, 65, 67, 121, 1117, 1167, 1222, 1231, 1232, 1236}
)
"""Not found, drive not ready, network path or name gone, unexpected network error, device error, no network."""
_CLOSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_ACCESS_DENIED_WINDOWS: Final = 5


def problem_of(error: OSError, target: Path) -> Problem:
    """The problem behind an error while `target` was written."""
    folder = str(target.parent)
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _FULL_WINDOWS:
        return Problem(ProblemCode.EXPORT_DISK_FULL, path=folder)
    if is_held(error):
        programs = ", ".join(holders_of(target))
        if programs:
            return Problem(ProblemCode.EXPORT_FILE_HELD, path=str(target), program=programs)
        if windows != _ACCESS_DENIED_WINDOWS:  # which may be a matter of permissions
            return Problem(ProblemCode.EXPORT_FILE_OPEN, path=str(target))
    if error.errno in _CLOSED:
        return Problem(ProblemCode.EXPORT_FOLDER_READ_ONLY, path=folder)
    if error.errno in _GONE or windows in _GONE_WINDOWS:
        return Problem(ProblemCode.EXPORT_FOLDER_GONE, path=folder)
    return Problem(ProblemCode.EXPORT_NOT_WRITTEN, path=str(target), reason=error.strerror or type(error).__name__)
