"""What each setting is called and means, by language: `resources/texts/settings.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lunch_desktop.system.languages import Language
from lunch_desktop.system.resources import resource_path
from lunch_desktop.system.settings import Section


@dataclass(frozen=True, slots=True)
class SettingWords:
    """A title, a sentence or two, and what each option of a choice is called, by its word in files."""

    title: str
    description: str
    options: Mapping[str, str] = field(default_factory=dict)


def words_of(name: str, language: Language) -> SettingWords:
    """The words of a setting."""
    entry = _texts()["setting"][name][language.value]
    return SettingWords(entry["title"], entry["description"], entry.get("options", {}))


def section_words(section: Section, language: Language) -> str:
    """The heading of a section."""
    heading: str = _texts()["section"][section.value][language.value]
    return heading


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Any]:
    with resource_path("texts", "settings.toml").open("rb") as file:
        return tomllib.load(file)
