"""How this program is started again by the system, and whether it is installed for that at all."""

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from lunch_desktop.system.resources import resource_path

LINUX_ID: Final = "lunch-desktop"
"""Names the program's entries in menus and start-up folders."""
TITLE: Final = "Lunch Desktop"
_CHECKOUT_FILE: Final = "pyproject.toml"


def own_command(*options: str) -> tuple[str, ...]:
    """What starts this program with these options."""
    if getattr(sys, "frozen", False):
        return (sys.executable, *options)
    return (sys.executable, "-m", "lunch_desktop", *options)


def is_installed() -> bool:
    """Whether it stays where it is; a checkout that somebody works on does not register itself with the system."""
    package = Path(__file__).parents[1]
    return bool(getattr(sys, "frozen", False)) or not (package.parent / _CHECKOUT_FILE).exists()


def desktop_entry(command: Sequence[str], *lines: str) -> str:
    """A .desktop file (freedesktop's Desktop Entry Specification) that runs `command`; `lines` are added to it."""
    with resource_path("texts", "menu.toml").open("rb") as file:
        names = tomllib.load(file)["name"]
    named = (f"Name={TITLE}", *(f"Name[{language}]={name}" for language, name in sorted(names.items())))
    head = ("[Desktop Entry]", "Type=Application", "Version=1.0", *named)
    run = " ".join(word if word == "%u" else _quoted(word) for word in command)
    return "\n".join((*head, f"Exec={run}", f"Icon={LINUX_ID}", "Terminal=false", *lines)) + "\n"


def windows_line(command: Sequence[str]) -> str:
    """The command as one line, as the registry keeps it."""
    return subprocess.list2cmdline(command)


def _quoted(word: str) -> str:
    """An argument of Exec: in quotes, `"`, "`", `$` and `\\` behind a backslash, and that once more as in any value."""
    escaped = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word.replace("%", "%%"))
    return f'"{escaped}"'.replace("\\", "\\\\")
