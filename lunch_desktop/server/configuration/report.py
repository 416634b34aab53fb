"""What `serve --check` prints: every setting in force and where it came from, secrets masked, and what was found."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from lunch_desktop.server.configuration.checks import Checked
from lunch_desktop.server.configuration.secrets import MASK, masked
from lunch_desktop.server.configuration.sources import Chosen, Configuration
from lunch_desktop.server.settings import Setting
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, text
from lunch_desktop.system.resources import resource_path


def report(
    configuration: Configuration, checked: Checked | None, problems: Sequence[Problem], language: Language
) -> str:
    """The whole report, as lines. `checked` is None where there is no data folder to check anything in."""
    words = _words(language)
    lines = [words["settings"]]
    width = max(len(one.setting.name) for one in configuration.chosen)
    for one in configuration.chosen:
        value = one.value if checked is None else getattr(checked.settings, one.setting.name)
        lines += [f"  {one.setting.name:<{width}} = {shown_value(one.setting, value)}  ({_origin(one, words)})"]
    if checked is not None and checked.found is not None:
        found = checked.found
        if found.revision is None:
            lines += ["", words["database_new"]]
        elif found.pending:
            lines += ["", words["pending"].format(revision=found.revision, newest=found.newest)]
    lines += ["", *told(problems, language)]
    return "\n".join(lines) + "\n"


def told(problems: Sequence[Problem], language: Language) -> list[str]:
    """Every problem with its remedy, counted."""
    words = _words(language)
    if not problems:
        return [words["ready"]]
    lines = [words["problems"].format(count=len(problems))]
    for number, problem in enumerate(problems, 1):
        said = text(problem, language)
        lines += [f"{number}. {said.title}", f"   {said.what}", f"   {said.remedy}"]
    return lines


def shown_value(setting: Setting, value: object) -> str:
    """A value for people: secrets are masked, also those inside addresses."""
    if value is None or value in ("", ()):
        return "-"
    if setting.kind.name == "secret":
        return MASK
    written = setting.kind.shown(value)
    return masked(written) if setting.kind.name == "address" else written


def _origin(one: Chosen, words: Mapping[str, str]) -> str:
    kind = words[one.origin.value]
    return f"{kind}: {one.where}" if one.where else kind


@lru_cache(maxsize=2)
def _words(language: Language) -> Mapping[str, str]:
    path: Path = resource_path("texts", "serving.toml")
    with path.open("rb") as file:
        words: Mapping[str, str] = tomllib.load(file)[language.value]
    return words
