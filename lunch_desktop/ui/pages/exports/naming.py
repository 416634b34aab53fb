"""How a file is called before anybody gives it another name."""

import datetime as dt
import re
from typing import Final

from lunch_desktop.exchange.columns import FileLanguage

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""Windows takes none of these."""
_RESERVED: Final = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_LONGEST: Final = 120
ENDINGS: Final = {"xlsx": ".xlsx", "csv": ".csv", "jsonl": ".jsonl", "pdf": ".pdf"}


def file_name(title: str, day_from: str | None, day_to: str | None, format_: str, language: FileLanguage) -> str:
    """ "Attendance 2026-11.xlsx", "참석 2026-11-02~2026-11-08.csv"; legal on every system."""
    stem = " ".join(part for part in (title, _period(day_from, day_to, language)) if part)
    return f"{legal(stem)}{ENDINGS[format_]}"


def legal(stem: str) -> str:
    """A name that Windows takes, without its ending."""
    kept = " ".join(_FORBIDDEN.sub(" ", stem).split())[:_LONGEST].rstrip(" .")
    return f"{kept}_" if _RESERVED.match(kept) else kept or "export"


def with_ending(path: str, format_: str) -> str:
    """What somebody typed, with the ending by which other programs know the file."""
    return path if path.casefold().endswith(ENDINGS[format_]) else path + ENDINGS[format_]


def _period(first: str | None, last: str | None, language: FileLanguage) -> str:
    if first is not None and last is not None:
        if first[:5] == last[:5] and (first[5:], last[5:]) == ("01-01", "12-31"):
            return first[:4]
        if first[:7] == last[:7] and first[8:] == "01" and _next_day(last)[8:] == "01":
            return first[:7]
        if first == last:
            return first
        return f"{first}~{last}" if language == "ko" else f"{first} to {last}"
    if first is not None:
        return f"{first}~" if language == "ko" else f"from {first}"
    if last is not None:
        return f"~{last}" if language == "ko" else f"to {last}"
    return ""


def _next_day(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
