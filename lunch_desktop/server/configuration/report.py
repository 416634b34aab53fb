"""What `serve --check` prints: every setting in force and where it came from, secrets masked, and what was found."""

from collections.abc import Mapping, Sequence

from lunch_desktop.server.configuration.checks import Checked
from lunch_desktop.server.configuration.secrets import MASK, masked
from lunch_desktop.server.configuration.sources import Chosen, Configuration
from lunch_desktop.server.configuration.words import words_of
from lunch_desktop.server.settings import Setting
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, text


def report(
    configuration: Configuration, checked: Checked | None, problems: Sequence[Problem], language: Language
) -> str:
    """The whole report, as lines. `checked` is None where there is no data folder to check anything in."""
    words = words_of(language)
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
    words = words_of(language)
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
