"""Starting with the computer: an entry where the system looks when the person signs in."""

import plistlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.own_start import LINUX_ID, TITLE, desktop_entry, own_command, windows_line
from lunch_desktop.system.problems import Problem, ProblemCode

MINIMISED: Final = "--minimised"
"""The program then starts in the tray."""
RUN_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
AGENT: Final = "com.lunch-desktop.start"


class Autostart(Protocol):
    """The entry, on one kind of system. Everything here may wait for the disk, and raises Problem."""

    def is_on(self) -> bool:
        """Whether the system starts this program; one that the person switched off in the system's own list is off."""
        ...

    def is_known(self) -> bool:
        """Whether the system has an entry at all, switched on or off."""
        ...

    def enable(self) -> None:
        """Make the entry, or bring it up to date."""
        ...

    def disable(self) -> None:
        """Take the entry away; nothing happens where there is none."""
        ...


class Registry(Protocol):
    """What is needed of the standard library's `winreg`."""

    HKEY_CURRENT_USER: Any
    REG_SZ: int

    def CreateKey(self, key: Any, sub_key: str) -> Any: ...
    def QueryValueEx(self, key: Any, name: str) -> tuple[Any, int]: ...
    def SetValueEx(self, key: Any, name: str, reserved: int, kind: int, value: str) -> None: ...
    def DeleteValue(self, key: Any, name: str) -> None: ...


def autostart_here(
    environment: Mapping[str, str], command: Sequence[str] | None = None, platform: str = sys.platform
) -> Autostart:
    """That of this system; `command` is what it starts, this program in the tray unless another is given."""
    started = tuple(command or own_command(MINIMISED))
    home = Path.home()
    if platform == "win32":
        import winreg

        return RunKey(winreg, started)  # type: ignore[arg-type,unused-ignore]  # it is empty elsewhere
    if platform == "darwin":
        return LaunchAgent(home / "Library" / "LaunchAgents" / f"{AGENT}.plist", started)
    folder = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return StartEntry(folder / "autostart" / f"{LINUX_ID}.desktop", started)


class StartEntry:
    """Linux: a .desktop file in the autostart folder (freedesktop's Desktop Application Autostart Specification)."""

    def __init__(self, path: Path, command: Sequence[str]) -> None:
        self._path = path
        self._content = desktop_entry(command, "X-GNOME-Autostart-enabled=true", "X-KDE-autostart-after=panel")

    def is_on(self) -> bool:
        """See Autostart."""
        said = {line.strip().casefold() for line in _read(self._path).decode(errors="replace").splitlines()}
        return bool(said) and said.isdisjoint({"hidden=true", "x-gnome-autostart-enabled=false"})

    def is_known(self) -> bool:
        """See Autostart."""
        return bool(_read(self._path))

    def enable(self) -> None:
        """See Autostart."""
        if _read(self._path) != self._content.encode():
            _write(self._path, self._content.encode())

    def disable(self) -> None:
        """See Autostart."""
        _remove(self._path)


class LaunchAgent:
    """macOS: a property list that launchd reads at sign-in."""

    def __init__(self, path: Path, command: Sequence[str]) -> None:
        self._path = path
        agent = {"Label": AGENT, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
        self._content = plistlib.dumps(agent)

    def is_on(self) -> bool:
        """See Autostart."""
        return bool(_read(self._path))

    def is_known(self) -> bool:
        """See Autostart."""
        return self.is_on()

    def enable(self) -> None:
        """See Autostart."""
        if _read(self._path) != self._content:
            _write(self._path, self._content)

    def disable(self) -> None:
        """See Autostart."""
        _remove(self._path)


class RunKey:
    """Windows: a value under the person's Run key."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        self._line = windows_line(command)

    def is_on(self) -> bool:
        """See Autostart."""
        try:
            with self._key() as key:
                return bool(self._registry.QueryValueEx(key, TITLE)[0])
        except FileNotFoundError:
            return False
        except OSError as error:
            raise _failed(_WHERE_RUN, error) from error

    def is_known(self) -> bool:
        """See Autostart."""
        return self.is_on()

    def enable(self) -> None:
        """See Autostart."""
        try:
            with self._key() as key:
                self._registry.SetValueEx(key, TITLE, 0, self._registry.REG_SZ, self._line)
        except OSError as error:
            raise _failed(_WHERE_RUN, error) from error

    def disable(self) -> None:
        """See Autostart."""
        try:
            with self._key() as key:
                self._registry.DeleteValue(key, TITLE)
        except FileNotFoundError:
            return
        except OSError as error:
            raise _failed(_WHERE_RUN, error) from error

    def _key(self) -> Any:
        return self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, RUN_KEY)


_WHERE_RUN: Final = f"HKCU\\{RUN_KEY}"


def _read(path: Path) -> bytes:
    """The content; nothing where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise _failed(str(path), error) from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        raise _failed(str(path), error) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _failed(str(path), error) from error


def _failed(where: str, error: OSError) -> Problem:
    return Problem(ProblemCode.AUTOSTART_FAILED, path=where, reason=error.strerror or type(error).__name__)
