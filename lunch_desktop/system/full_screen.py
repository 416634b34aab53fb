"""Whether something else has the whole screen, so that nobody sees a toast."""

import ctypes
from typing import Any, Final

_TAKEN: Final = frozenset({2, 3, 4})
"""Of QUERY_USER_NOTIFICATION_STATE (Windows, shellapi.h): a full-screen program, a full-screen game, a presentation."""


def is_screen_taken() -> bool:
    """Windows says so; elsewhere nobody does, and False is answered."""
    shell: Any = getattr(ctypes, "windll", None)
    if shell is None:
        return False
    state = ctypes.c_int()
    failed = shell.shell32.SHQueryUserNotificationState(ctypes.byref(state))
    return not failed and state.value in _TAKEN
