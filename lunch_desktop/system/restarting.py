"""Ending this process and starting the program anew as it was started."""

import os
import subprocess
import sys
from typing import Final

EXIT_RESTART: Final = 75
"""What the window's run ends with when it is to be started anew; nobody outside sees it."""


def start_again() -> int:
    """Start the program with the arguments of this start. Call it when everything is closed.

    Where the system can, the new one takes the place of this process, so that whoever started it still has it. Returns
    the exit code of this process elsewhere. Raises OSError.
    """
    command = [sys.executable, *sys.orig_argv[1:]]
    if os.name != "nt":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(command[0], command)
    subprocess.Popen(command, close_fds=True)
    return 0
