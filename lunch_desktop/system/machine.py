"""Which machine this is."""

import sys
from pathlib import Path
from typing import Final

_LINUX: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def machine_id() -> str:
    """What tells this machine from others and stays over restarts; empty where the system gives nothing of the kind.

    Not the machine's name: a network may change that, and a machine that seems to be another costs its person trust.
    """
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    if sys.platform == "darwin":
        import ctypes

        found = (ctypes.c_ubyte * 16)()
        wait = (ctypes.c_long * 2)(1, 0)  # seconds and nanoseconds
        return bytes(found).hex() if ctypes.CDLL(None).gethostuuid(found, wait) == 0 else ""
    for path in _LINUX:
        try:
            return path.read_text().strip()
        except OSError:
            continue
    return ""
