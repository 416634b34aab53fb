"""Which program has a file in its hands, as far as the operating system tells: for the words of a problem."""

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

MOST: Final = 3
"""Programs that are named."""

if sys.platform == "win32":
    from ctypes import wintypes

    _SESSION_KEY_LENGTH: Final = 33
    _MORE_DATA: Final = 234

    class _UniqueProcess(ctypes.Structure):
        _fields_ = (("pid", wintypes.DWORD), ("started", wintypes.FILETIME))

    class _ProcessInfo(ctypes.Structure):
        _fields_ = (
            ("process", _UniqueProcess),
            ("name", wintypes.WCHAR * 256),
            ("service", wintypes.WCHAR * 64),
            ("kind", ctypes.c_int),
            ("status", wintypes.ULONG),
            ("session", wintypes.DWORD),
            ("restartable", wintypes.BOOL),
        )

    def holders_of(path: Path) -> list[str]:
        """The names of programs that have `path` open, by Windows' Restart Manager; empty where it does not know."""
        manager = ctypes.WinDLL("rstrtmgr")
        session = wintypes.DWORD()
        key = ctypes.create_unicode_buffer(_SESSION_KEY_LENGTH)
        if manager.RmStartSession(ctypes.byref(session), 0, key) != 0:
            return []
        try:
            files = (wintypes.LPCWSTR * 1)(str(path))
            if manager.RmRegisterResources(session, 1, files, 0, None, 0, None) != 0:
                return []
            needed, reasons = wintypes.UINT(), wintypes.DWORD()
            room = wintypes.UINT(MOST)
            found = (_ProcessInfo * MOST)()
            told = manager.RmGetList(session, ctypes.byref(needed), ctypes.byref(room), found, ctypes.byref(reasons))
            if told not in (0, _MORE_DATA):
                return []
            return [one.name for one in found[: min(room.value, MOST)] if one.name]
        finally:
            manager.RmEndSession(session)
else:

    def holders_of(path: Path) -> list[str]:
        """The names of this user's programs that have `path` open, as Linux tells; empty elsewhere."""
        names: list[str] = []
        for process in Path("/proc").glob("[0-9]*"):
            if int(process.name) != os.getpid() and _has_open(process, path):
                try:
                    names.append((process / "comm").read_text(encoding="utf-8", errors="replace").strip())
                except OSError:
                    continue
        return sorted(set(names))[:MOST]


def _has_open(process: Path, path: Path) -> bool:
    try:
        return any(str(handle.readlink()) == str(path) for handle in (process / "fd").iterdir())
    except OSError:  # it has ended, or is somebody else's
        return False
