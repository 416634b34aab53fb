"""What must hold for the fields of a restaurant, whoever writes them: one who suggests, an admin, a file."""

import unicodedata
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.restaurants.diet_facts import fact_named
from lunch_desktop.domain.restaurants.hours_text import HoursError, parse_hours
from lunch_desktop.domain.restaurants.opening_hours import write_hours
from lunch_desktop.domain.restaurants.tags import tidy_tags

LONGEST: Final[Mapping[str, int]] = {
    "name": 60,
    "category": 30,
    "address": 120,
    "phone": 30,
    "tags": 180,
    "menu_link": 300,
    "diet_facts": 300,
    "hours": 300,
}
MOST: Final[Mapping[str, int]] = {"walk_minutes": 120, "price": 1_000_000}
"""Of the numbers, which are not negative: minutes of one way, won of a lunch."""
EDITABLE: Final = frozenset(LONGEST) | frozenset(MOST)
BLANK: Final[Mapping[str, Any]] = dict.fromkeys(LONGEST, "") | dict.fromkeys(MOST, 0)
"""A place of which nothing is known yet."""


def tidied(name: str, value: Any) -> Any:
    """A field's value as rows hold it. Raises Refusal `invalid_value` for what no such field can hold."""
    if name not in EDITABLE or isinstance(value, bool) or not isinstance(value, str if name in LONGEST else int):
        raise Refusal(RefusalCode.INVALID_VALUE, field=name)
    if not isinstance(value, str):
        return value
    line = " ".join(unicodedata.normalize("NFC", value).split())
    tidy = _TIDY.get(name)
    return line if tidy is None else tidy(line)


def tidied_edits(edits: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """The edits with tidy new values; an old value is what the author saw, as it was. Raises Refusal."""
    return {name: (old, tidied(name, new)) for name, (old, new) in edits.items()}


def check_fields(given: Mapping[str, Any]) -> None:
    """Refuse tidy values of some fields, or all, that are nameless, too long or out of range."""
    if given.get("name") == "":
        raise Refusal(RefusalCode.NAME_MISSING)
    for name, value in given.items():
        if name in LONGEST and len(value) > LONGEST[name]:
            raise Refusal(RefusalCode.TEXT_TOO_LONG, field=name, most=LONGEST[name])
        if name in MOST and not 0 <= value <= MOST[name]:
            raise Refusal(RefusalCode.INVALID_VALUE, field=name)


def _hours(line: str) -> str:
    try:
        return write_hours(parse_hours(line)) if line else ""
    except HoursError:
        raise Refusal(RefusalCode.INVALID_VALUE, field="hours") from None


def _facts(line: str) -> str:
    codes = [fact_named(word.strip()) for word in line.split(",") if word.strip()]
    if None in codes:
        raise Refusal(RefusalCode.INVALID_VALUE, field="diet_facts")
    return ",".join(dict.fromkeys(code for code in codes if code))


def _link(line: str) -> str:
    """Nothing but a web page: a window opens it with a click."""
    try:
        parts = urlsplit(line)
    except ValueError:
        raise Refusal(RefusalCode.INVALID_VALUE, field="menu_link") from None
    if line and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise Refusal(RefusalCode.INVALID_VALUE, field="menu_link")
    return line


_TIDY: Final = {"hours": _hours, "diet_facts": _facts, "tags": tidy_tags, "menu_link": _link}
