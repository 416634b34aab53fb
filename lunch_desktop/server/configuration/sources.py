"""Where values come from: defaults < file < environment < options. The nearest to the start counts."""

import os
import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from lunch_desktop.server.settings import FILE_SUFFIX, PREFIX, SETTINGS, ServerSettings, Setting
from lunch_desktop.system.problems import Problem, ProblemCode

FILE_VARIABLE: Final = "LUNCH_SERVER_CONFIG"
"""Names the file of settings where no option does."""


class Origin(StrEnum):
    """What kind of source a value came from."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value of one setting, and where it came from: `where` is a file, a variable or an option."""

    setting: Setting
    value: Any
    origin: Origin
    where: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """All settings in force, each with its origin, and everything in the sources that was not understood."""

    settings: ServerSettings
    chosen: tuple[Chosen, ...]
    problems: tuple[Problem, ...]
    file: Path | None


@dataclass(frozen=True, slots=True)
class _Given:
    """A value as a source has it."""

    name: str
    value: object
    origin: Origin
    where: str


def configure(
    options: Mapping[str, object],
    environment: Mapping[str, str],
    *,
    file: Path | None = None,
    assumed: Mapping[str, Any] | None = None,
) -> Configuration:
    """The settings in force. Nothing is raised: what is wrong stands in `problems`, all of it.

    `options` holds what was said on the command line, by setting; None is nothing. `file` goes before FILE_VARIABLE.
    `assumed` are defaults of this start, for what nobody says.
    """
    problems: list[Problem] = []
    named = file or (Path(environment[FILE_VARIABLE]) if environment.get(FILE_VARIABLE) else None)
    chosen = {
        name: Chosen(setting, (assumed or {}).get(name, setting.default), Origin.DEFAULT, "")
        for name, setting in SETTINGS.items()
    }
    sources = [_from_environment(environment, problems), _from_options(options)]
    if named is not None:
        sources.insert(0, _from_file(named, problems))
    for source in sources:
        for given in source:
            setting = SETTINGS[given.name]
            try:
                value = setting.kind.parse(given.value)
            except ValueError:
                wanted = setting.kind.wanted
                problems.append(Problem(ProblemCode.SETTING_INVALID, name=given.name, where=given.where, wanted=wanted))
            else:
                chosen[given.name] = Chosen(setting, value, given.origin, given.where)
    settings = ServerSettings(**{name: one.value for name, one in chosen.items()})
    if named is not None and settings.production and _tells_secrets(named, chosen):
        problems.append(Problem(ProblemCode.SETTINGS_FILE_EXPOSED, path=str(named)))
    return Configuration(settings, tuple(chosen.values()), tuple(problems), named)


def _from_file(path: Path, problems: list[Problem]) -> Iterator[_Given]:
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.append(Problem(ProblemCode.SETTINGS_FILE_UNREADABLE, path=str(path), reason=reason))
        return
    except tomllib.TOMLDecodeError as error:
        # Its text says where in the file, never what stands there beyond one character.
        problems.append(Problem(ProblemCode.SETTINGS_FILE_UNREADABLE, path=str(path), reason=str(error)))
        return
    except UnicodeDecodeError:
        problems.append(Problem(ProblemCode.SETTINGS_FILE_UNREADABLE, path=str(path), reason="UTF-8"))
        return
    for name, value in stored.items():
        if name in SETTINGS:
            yield _Given(name, value, Origin.FILE, str(path))
        else:
            problems.append(Problem(ProblemCode.SETTING_UNKNOWN, name=name, where=str(path)))


def _from_environment(environment: Mapping[str, str], problems: list[Problem]) -> Iterator[_Given]:
    """An empty variable is one that is not set: that is how containers leave one out."""
    known = {FILE_VARIABLE}
    for setting in SETTINGS.values():
        known.add(setting.variable)
        value = environment.get(setting.variable, "")
        if value.strip():
            yield _Given(setting.name, value, Origin.ENVIRONMENT, setting.variable)
        if setting.secret:
            beside = setting.variable + FILE_SUFFIX
            known.add(beside)
            path = environment.get(beside, "").strip()
            if path and value.strip():
                problems.append(Problem(ProblemCode.SETTING_TWICE, name=setting.variable, file=beside))
            elif path:
                yield from _from_secret_file(setting, beside, path, problems)
    problems += [
        Problem(ProblemCode.SETTING_UNKNOWN, name=name, where=f"{PREFIX}*")
        for name in sorted(environment)
        if name.startswith(PREFIX) and name not in known
    ]


def _from_secret_file(setting: Setting, variable: str, path: str, problems: list[Problem]) -> Iterator[_Given]:
    try:
        secret = Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.append(Problem(ProblemCode.SECRET_FILE_UNREADABLE, name=variable, path=path, reason=reason))
    except ValueError:
        problems.append(Problem(ProblemCode.SECRET_FILE_UNREADABLE, name=variable, path=path, reason="UTF-8"))
    else:
        yield _Given(setting.name, secret, Origin.ENVIRONMENT, variable)


def _from_options(options: Mapping[str, object]) -> Iterator[_Given]:
    for name, value in options.items():
        if value is not None:
            yield _Given(name, value, Origin.OPTION, SETTINGS[name].option or name)


def _tells_secrets(path: Path, chosen: Mapping[str, Chosen]) -> bool:
    """Whether the file holds a secret that counts, and others than its owner may read it."""
    holds = any(one.origin is Origin.FILE and is_secret(one) for one in chosen.values())
    return holds and os.name != "nt" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def is_secret(one: Chosen) -> bool:
    """Whether the value must not be read by others; an address without a password may be."""
    return one.setting.secret and (one.setting.kind.name != "address" or "@" in str(one.value))
