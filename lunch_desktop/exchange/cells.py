"""What cells of a list mean: numbers and days as people write them."""

import re
from datetime import date
from typing import Final

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.times import Day, is_day

_NUMBER: Final = re.compile(
    r"^[₩\\]?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0+)?\s*(원|won|krw|분|min|minutes?)?\.?$", re.IGNORECASE
)
_DAY: Final = re.compile(
    r"^(20\d{2})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[일.]?\s*(?:\(?[월화수목금토일]\)?)?$"
)


def number_of(cell: str) -> int:
    """A number of won or minutes. Raises Refusal `invalid_value` for what is none."""
    found = _NUMBER.match(cell.strip())
    if found is None:
        raise Refusal(RefusalCode.INVALID_VALUE)
    return int(found[1].replace(",", ""))


def day_of_cell(cell: str) -> Day:
    """A day with its year, however a spreadsheet writes it. Raises Refusal `invalid_value`."""
    found = _DAY.match(cell.strip())
    try:
        day = date(*(int(part) for part in found.groups())).isoformat() if found else ""
    except ValueError:
        day = ""
    if not is_day(day):
        raise Refusal(RefusalCode.INVALID_VALUE)
    return Day(day)


def tidy_cell(cell: str) -> str:
    """A text of one line: one space between words."""
    return " ".join(cell.split())
