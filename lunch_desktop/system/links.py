"""Links that begin with `lunch-desktop:` open this program: the system is told so."""

import logging
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.own_start import LINUX_ID, TITLE, desktop_entry, own_command, windows_line

log = logging.getLogger(__name__)

SCHEME: Final = "lunch-desktop"
OPEN: Final = "--link"
_MIME: Final = f"x-scheme-handler/{SCHEME}"
_CLASSES: Final = rf"Software\Classes\{SCHEME}"
_INDEXER: Final = "update-desktop-database"
_INDEXING_SECONDS: Final = 10


class Registry(Protocol):
    """What is needed of the standard library's `winreg`."""

    HKEY_CURRENT_USER: Any
    REG_SZ: int

    def CreateKey(self, key: Any, sub_key: str) -> Any: ...
    def SetValueEx(self, key: Any, name: str, reserved: int, kind: int, value: str) -> None: ...


def is_link(text: str) -> bool:
    """Whether a text is one of our links."""
    return text.casefold().startswith(f"{SCHEME}:")


def register_links(
    environment: Mapping[str, str], command: Sequence[str] | None = None, platform: str = sys.platform
) -> None:
    """Have the system open our links with this program; `command` starts it, the link is put behind.

    It is called at each start, and writes only what is different. Where the system refuses, links don't open the
    program, but can still be pasted; that is logged. On macOS the bundle itself says which links it opens.
    """
    started = tuple(command or own_command())
    try:
        if platform == "win32":
            import winreg

            in_registry(winreg, started)  # type: ignore[arg-type,unused-ignore]  # it is empty elsewhere
        elif platform != "darwin":
            home = Path.home()
            data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
            configuration = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
            in_menu(data / "applications", configuration / "mimeapps.list", started)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("links can't be registered: %s", error)


def in_registry(registry: Registry, command: Sequence[str]) -> None:
    """Windows: the person's own classes. Raises OSError."""
    line = f'{windows_line((*command, OPEN))} "%1"'
    values = (
        (_CLASSES, "", f"URL:{TITLE}"),
        (_CLASSES, "URL Protocol", ""),
        (rf"{_CLASSES}\shell\open\command", "", line),
    )
    for sub_key, name, value in values:
        with registry.CreateKey(registry.HKEY_CURRENT_USER, sub_key) as key:
            registry.SetValueEx(key, name, 0, registry.REG_SZ, value)


def in_menu(folder: Path, defaults: Path, command: Sequence[str]) -> None:
    """Linux: an entry of the menu that names the scheme, and the list of what opens what. Raises OSError."""
    path = folder / f"{LINUX_ID}.desktop"
    lines = (f"MimeType={_MIME};", "Categories=Office;Calendar;", f"StartupWMClass={LINUX_ID}")
    content = desktop_entry((*command, OPEN, "%u"), *lines).encode()
    if not path.exists() or path.read_bytes() != content:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
        path.chmod(0o644)
        indexer = shutil.which(_INDEXER)
        if indexer is not None:
            subprocess.run([indexer, str(folder)], check=True, capture_output=True, timeout=_INDEXING_SECONDS)
    _make_default(defaults, path.name)


def _make_default(defaults: Path, entry: str) -> None:
    """Name the entry for our scheme, unless somebody has chosen another program for it."""
    try:
        lines = defaults.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    section = "[Default Applications]"
    if section not in lines:
        lines += [section]
    start = lines.index(section) + 1
    end = next((place for place in range(start, len(lines)) if lines[place].startswith("[")), len(lines))
    if not any(line.partition("=")[0].strip() == _MIME for line in lines[start:end]):
        lines.insert(start, f"{_MIME}={entry}")
        defaults.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(defaults, ("\n".join(lines) + "\n").encode())
