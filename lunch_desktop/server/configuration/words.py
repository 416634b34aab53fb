"""What commands of the server say besides problems, by language: `resources/texts/serving.toml`."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache

from lunch_desktop.system.languages import Language
from lunch_desktop.system.resources import resource_path


@lru_cache(maxsize=2)
def words_of(language: Language) -> Mapping[str, str]:
    """The words, with placeholders for `str.format`."""
    with resource_path("texts", "serving.toml").open("rb") as file:
        words: Mapping[str, str] = tomllib.load(file)[language.value]
    return words
