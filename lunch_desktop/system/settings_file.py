"""Where the desktop's settings come from: defaults < file < environment < options < the company's policy."""

import logging
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from lunch_desktop.system.files import move, read, write_atomically
from lunch_desktop.system.policy import NO_POLICY, Policy
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.settings import SETTINGS, Setting, Settings
from lunch_desktop.system.toml_text import Value, with_values

_logger = logging.getLogger(__name__)

FORMAT: Final = 2
"""Of the file. It stands in it as `format`; a file without is of the first."""
_FORMAT_NAME: Final = "format"


class Origin(StrEnum):
    """What kind of source a value came from."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    OPTION = "option"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Source:
    """Where one value came from: `where` is the file, the variable, the option, or the place of the policy."""

    origin: Origin
    where: str


@dataclass(frozen=True, slots=True)
class InForce:
    """The settings, whence each came that is not a default, and what in the sources was not understood."""

    settings: Settings = field(default_factory=Settings)
    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def _to_2(stored: Mapping[str, Any]) -> Mapping[str, Value | None]:
    """The text size is a percentage, and no longer a factor."""
    factor = stored.get("scale")
    if factor is None:
        return {}
    is_number = isinstance(factor, int | float) and not isinstance(factor, bool) and 1 <= factor <= 2
    return {"scale": None, "text_size": round(factor * 100) if is_number else None}


_UPGRADES: Final[Mapping[int, Callable[[Mapping[str, Any]], Mapping[str, Value | None]]]] = {1: _to_2}
"""From each format to the next: what changes; None is taken away."""


class SettingsFile:
    """The settings of this PC, in TOML. It is read at the start; a file changed later counts from the next one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._one_at_a_time = threading.Lock()

    def load(
        self,
        environment: Mapping[str, str],
        options: Mapping[str, object] | None = None,
        policy: Policy = NO_POLICY,
    ) -> Settings:
        """The settings in force; see `read`."""
        return self.read(environment, options, policy).settings

    def read(
        self,
        environment: Mapping[str, str],
        options: Mapping[str, object] | None = None,
        policy: Policy = NO_POLICY,
    ) -> InForce:
        """The settings in force. `options` holds those named on the command line, by setting name; None is not named.

        A value that can't be understood is passed over, a file that is no TOML is set aside; both stand among the
        problems. Raises ValueError for an option, because somebody just typed it.
        """
        problems = list(policy.problems)
        values: dict[str, Any] = {}
        sources: dict[str, Source] = {}
        given = (*self._in_file(problems), *_in_environment(environment), *_in_options(options), *_in_policy(policy))
        for setting, value, source in given:
            try:
                values[setting.name] = setting.kind.parse(value)
            except ValueError:
                if source.origin is Origin.OPTION:
                    raise
                _logger.warning("setting %s of the %s is not understood", setting.name, source.origin)
                facts = {"name": setting.name, "where": source.where, "wanted": setting.kind.wanted}
                problems.append(Problem(ProblemCode.SETTING_INVALID, **facts))
            else:
                sources[setting.name] = source
        return InForce(replace(Settings(), **values), sources, tuple(problems))

    def save(self, **changes: object) -> None:
        """Write these settings into the file; the rest of it stays as it is, also what a newer version wrote.

        Raises ValueError for a value that is not understood, TypeError for an unknown name, OSError.
        """
        if unknown := changes.keys() - SETTINGS.keys():
            raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
        kinds = {name: SETTINGS[name].kind for name in changes}
        self._write({name: kinds[name].stored(kinds[name].parse(value)) for name, value in changes.items()})

    def reset(self, name: str) -> None:
        """Go back to the default of one setting. Raises TypeError for an unknown name, OSError."""
        if name not in SETTINGS:
            raise TypeError(f"no such setting: {name}")
        self._write({name: None})

    def _write(self, changes: Mapping[str, Value | None]) -> None:
        with self._one_at_a_time:
            text, stored = self._stored([])
            upgrade: dict[str, Value | None] = {}
            for step in range(_format_of(stored), FORMAT):
                upgrade |= _UPGRADES[step]({**stored, **upgrade})
                upgrade[_FORMAT_NAME] = step + 1
            if not text:
                upgrade[_FORMAT_NAME] = FORMAT
            write_atomically(self._path, with_values(text, {**upgrade, **changes}).encode())

    def _in_file(self, problems: list[Problem]) -> Iterator[tuple[Setting, object, Source]]:
        _, stored = self._stored(problems)
        for step in range(_format_of(stored), FORMAT):
            stored = {**stored, **_UPGRADES[step](stored)}
        for name, value in stored.items():
            if name in SETTINGS and value is not None:
                yield SETTINGS[name], value, Source(Origin.FILE, str(self._path))

    def _stored(self, problems: list[Problem]) -> tuple[str, Mapping[str, Any]]:
        """The file's text and what it says; nothing for one that is not there, or that had to be set aside."""
        try:
            text = read(self._path).decode("utf-8-sig")
            return text, tomllib.loads(text)
        except FileNotFoundError:
            return "", {}
        except OSError as error:
            reason = error.strerror or type(error).__name__
            _logger.warning("the settings file can't be read: %s", reason)
            problems.append(Problem(ProblemCode.SETTINGS_FILE_UNREADABLE, path=str(self._path), reason=reason))
            return "", {}
        except ValueError:
            aside = self._path.with_name(f"{self._path.name}.damaged")
            move(self._path, aside)
            _logger.warning("the settings file is damaged and was set aside as %s", aside.name)
            problems.append(Problem(ProblemCode.SETTINGS_DAMAGED, path=str(aside)))
            return "", {}


def _format_of(stored: Mapping[str, Any]) -> int:
    found = stored.get(_FORMAT_NAME, 1)
    return found if isinstance(found, int) and found >= 1 else 1


def _in_environment(environment: Mapping[str, str]) -> Iterator[tuple[Setting, object, Source]]:
    """An empty variable counts as not set."""
    for setting in SETTINGS.values():
        value = environment.get(setting.variable)
        if value:
            yield setting, value, Source(Origin.ENVIRONMENT, setting.variable)


def _in_options(options: Mapping[str, object] | None) -> Iterator[tuple[Setting, object, Source]]:
    for name, value in (options or {}).items():
        if value is not None:
            yield SETTINGS[name], value, Source(Origin.OPTION, SETTINGS[name].option or name)


def _in_policy(policy: Policy) -> Iterator[tuple[Setting, object, Source]]:
    for name, (value, where) in policy.values.items():
        if name not in SETTINGS or not SETTINGS[name].lockable:
            _logger.warning("the company's policy names %s, which is not its to set", name)
        else:
            yield SETTINGS[name], value, Source(Origin.POLICY, where)
