"""What a company's administrator has set for every program on this PC; it goes before what the person chose.

On Windows the registry has it, on Linux a file, on macOS the managed preferences. Names and values are those of
`settings.toml`; the registry's and macOS's may be numbers where the setting is a switch.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from lunch_desktop.system.problems import Problem, ProblemCode

LINUX_FILE: Final = Path("/etc/lunch-desktop/policy.toml")
REGISTRY_KEY: Final = r"Software\Policies\Lunch Desktop"
MAC_FOLDER: Final = Path("/Library/Managed Preferences")
MAC_FILE: Final = "lunch-desktop.plist"


@dataclass(frozen=True, slots=True)
class Policy:
    """Each value with the place that it came from, by the setting's name; `problems` has what could not be read."""

    values: Mapping[str, tuple[object, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


NO_POLICY: Final = Policy()


class Registry(Protocol):
    """What is needed of the standard library's `winreg`."""

    HKEY_LOCAL_MACHINE: Any
    HKEY_CURRENT_USER: Any
    KEY_READ: int
    KEY_WOW64_64KEY: int

    def OpenKey(self, key: Any, sub_key: str, reserved: int = 0, access: int = 0) -> Any:
        """Raises FileNotFoundError, or PermissionError."""
        ...

    def EnumValue(self, key: Any, index: int) -> tuple[str, object, int]:
        """Raises OSError after the last."""
        ...


def read_policy(platform: str = sys.platform) -> Policy:
    """The policy of this PC. It waits for a small file or the registry."""
    if platform == "win32":
        import winreg

        return from_registry(winreg)  # type: ignore[arg-type,unused-ignore]  # it is empty elsewhere
    if platform == "darwin":
        import getpass

        return from_preferences(MAC_FOLDER, getpass.getuser())
    return from_file(LINUX_FILE)


def from_file(path: Path) -> Policy:
    """A policy in TOML. A file that is not there is no policy; one that can't be read is told."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return NO_POLICY
    except (OSError, ValueError) as error:
        return Policy(problems=(_unreadable(str(path), error),))
    return Policy({name: (value, str(path)) for name, value in values.items()})


def from_registry(registry: Registry) -> Policy:
    """The machine's policy before the person's; a value's name may be written in any case."""
    values: dict[str, tuple[object, str]] = {}
    problems: list[Problem] = []
    for root, name in ((registry.HKEY_LOCAL_MACHINE, "HKLM"), (registry.HKEY_CURRENT_USER, "HKCU")):
        where = f"{name}\\{REGISTRY_KEY}"
        try:
            with registry.OpenKey(root, REGISTRY_KEY, 0, registry.KEY_READ | registry.KEY_WOW64_64KEY) as key:
                for value_name, value in _values_of(registry, key):
                    values.setdefault(value_name.casefold(), (value, where))
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(_unreadable(where, error))
    return Policy(values, tuple(problems))


def from_preferences(folder: Path, person: str) -> Policy:
    """macOS's managed preferences: those of the person before those of the PC, which is how macOS ranks them."""
    import plistlib

    values: dict[str, tuple[object, str]] = {}
    problems: list[Problem] = []
    for path in (folder / person / MAC_FILE, folder / MAC_FILE):
        try:
            with path.open("rb") as file:
                found = plistlib.load(file)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError, plistlib.InvalidFileException) as error:
            problems.append(_unreadable(str(path), error))
            continue
        for name, value in found.items():
            values.setdefault(name, (value, str(path)))
    return Policy(values, tuple(problems))


def _values_of(registry: Registry, key: Any) -> Iterator[tuple[str, object]]:
    index = 0
    while True:
        try:
            name, value, _kind = registry.EnumValue(key, index)
        except OSError:  # there are no more
            return
        yield name, value
        index += 1


def _unreadable(where: str, error: Exception) -> Problem:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Problem(ProblemCode.SETTINGS_FILE_UNREADABLE, path=where, reason=reason)
