"""What a person or their IT department chose about the program on this PC; declared once, each with its meaning.

A value comes from the program's options, else the environment, else the settings file, else its default.
"""

import json
import logging
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.languages import Language

_logger = logging.getLogger(__name__)


class Theme(StrEnum):
    """How the window looks."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings in force. `language` is None for the system's; `server` is empty before the first sign-in."""

    language: Language | None = None
    theme: Theme = Theme.SYSTEM
    scale: float = 1.0
    server: str = ""
    work_offline: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the file and among the options, its environment variable, and what it means.

    `parse` makes the value from text or from TOML's own kinds; it raises ValueError.
    """

    name: str
    variable: str
    parse: Callable[[object], Any]
    description: str


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text is wanted")
    return value.strip()


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = _text(value).casefold()
    if word in ("true", "1", "yes", "on"):
        return True
    if word in ("false", "0", "no", "off", ""):
        return False
    raise ValueError("true or false is wanted")


def _language(value: object) -> Language | None:
    word = _text(value)
    return None if word in ("", "system") else Language(word)


def _theme(value: object) -> Theme:
    return Theme(_text(value))


def _scale(value: object) -> float:
    number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else 0.0
    if not 1.0 <= number <= 2.0:
        raise ValueError("a number from 1 to 2 is wanted")
    return number


SETTINGS: Final = (
    Setting("language", "LUNCH_DESKTOP_LANGUAGE", _language, "ko, en, or system: the language of the window"),
    Setting("theme", "LUNCH_DESKTOP_THEME", _theme, "light, dark, or system"),
    Setting("scale", "LUNCH_DESKTOP_SCALE", _scale, "size of text, from 1 (as usual) to 2 (twice as large)"),
    Setting("server", "LUNCH_DESKTOP_SERVER", _text, "the company server's address"),
    Setting("work_offline", "OFFLINE_MODE", _switch, "true: start without looking for the server"),
)


class SettingsFile:
    """The settings of this PC, in TOML."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, environment: Mapping[str, str], options: Mapping[str, object] | None = None) -> Settings:
        """The settings in force. `options` holds those named on the command line, by setting name.

        A value in the file or the environment that can't be understood is logged and passed over; a file that can't
        be read at all is set aside. Raises ValueError for an option, because somebody just typed it.
        """
        chosen: dict[str, Any] = {}
        for source, values in (("file", self._stored()), ("environment", _from_environment(environment))):
            for setting in SETTINGS:
                if setting.name in values:
                    try:
                        chosen[setting.name] = setting.parse(values[setting.name])
                    except ValueError:
                        _logger.warning("setting %s of the %s is not understood", setting.name, source)
        for setting in SETTINGS:
            if options and options.get(setting.name) is not None:
                chosen[setting.name] = setting.parse(options[setting.name])
        return replace(Settings(), **chosen)

    def save(self, **changes: object) -> None:
        """Write these settings into the file; the others stay as they are there, also those of a newer version.

        Raises ValueError for a value that is not understood, TypeError for an unknown name, OSError.
        """
        known = {setting.name: setting for setting in SETTINGS}
        if unknown := changes.keys() - known.keys():
            raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
        stored = dict(self._stored())
        for name, value in changes.items():
            known[name].parse("" if value is None else value)
            stored[name] = "system" if value is None else value
        write_atomically(self._path, _toml(stored).encode())

    def _stored(self) -> Mapping[str, Any]:
        try:
            return tomllib.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            aside = self._path.with_name(f"{self._path.name}.damaged")
            self._path.replace(aside)
            _logger.warning("the settings file is damaged and was set aside as %s", aside.name)
            return {}


def _from_environment(environment: Mapping[str, str]) -> Mapping[str, str]:
    return {setting.name: environment[setting.variable] for setting in SETTINGS if environment.get(setting.variable)}


def _toml(values: Mapping[str, Any]) -> str:
    """Flat TOML. A JSON string is a TOML string too, DEL apart."""
    lines = []
    for name, value in sorted(values.items()):
        if isinstance(value, bool):
            written = "true" if value else "false"
        elif isinstance(value, int | float):
            written = repr(value)
        elif isinstance(value, str):
            written = json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
        else:
            continue  # a table of a newer version: rewriting it needs more than this
        lines.append(f"{name} = {written}")
    return "\n".join(lines) + "\n"
