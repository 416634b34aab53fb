"""The languages that the product speaks, and which of them the system asks for."""

import locale
import sys
from collections.abc import Mapping
from enum import StrEnum


class Language(StrEnum):
    """A language with complete texts."""

    KOREAN = "ko"
    ENGLISH = "en"


_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""By POSIX the first that is set decides."""


def system_language(environment: Mapping[str, str]) -> Language:
    """The language the person's system is in: Korean, or else English.

    Windows tells the language of its own windows; elsewhere the locale variables of `environment` do.
    """
    if sys.platform == "win32":
        import ctypes

        identifier = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return _language_of(locale.windows_locale.get(identifier, ""))
    chosen = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return _language_of(chosen)


def _language_of(tag: str) -> Language:
    return Language.KOREAN if tag.casefold().startswith("ko") else Language.ENGLISH
