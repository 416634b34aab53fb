"""Values of a preview as they are read: in the language of the file's headers."""

from collections.abc import Mapping
from typing import Any

from lunch_desktop.exchange.columns import Column, FileLanguage, Kind
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.texts.language import locale_of

NUMBERS = frozenset({Kind.NUMBER, Kind.WON})
_YES: Mapping[FileLanguage, tuple[str, str]] = {"ko": ("아니요", "예"), "en": ("no", "yes")}


def shown(value: Any, column: Column, language: FileLanguage) -> str:
    """A value as the file will show it."""
    if value is None:
        return ""
    if column.kind is Kind.CODE:
        words = column.codes.get(str(value))
        return words.in_(language) if words is not None else str(value)
    if column.kind is Kind.FLAG:
        return _YES[language][bool(value)]
    if column.kind in NUMBERS and isinstance(value, int):
        return whole(value, language)
    if column.kind is Kind.MOMENT:
        return str(value).replace("T", " ")[:16]
    # Line breaks would make a row of several lines.
    return " ".join(str(value).split())


def whole(value: int, language: FileLanguage) -> str:
    """A number with its thousands apart."""
    return locale_of(Language.KOREAN if language == "ko" else Language.ENGLISH).toString(value)
