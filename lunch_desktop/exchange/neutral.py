"""Texts in tables, written so that no spreadsheet reckons with them, and read back as they were.

A text that a spreadsheet could take for a formula gets an apostrophe before it. So does one that has apostrophes before
such a beginning already: that way each written text stands for one text only, and reading is the exact inverse.
Numbers are written as numbers, and never come here.
"""

import re
from typing import Final

_PLAIN: Final = "=+\\-@\t\r\n\0"
_WIDE: Final = "＝＋－＠﹦﹢﹣﹫"
"""Full and small width. Excel takes them for the plain ones where people write Korean, Japanese or Chinese."""
TRIGGERS: Final = frozenset("=+-@\t\r\n\0" + _WIDE)
"""What a text begins with that a spreadsheet may take for more than a text."""
_TO_BE_MARKED: Final = re.compile(f"'*[{_PLAIN}{_WIDE}]")
_MARKED: Final = re.compile(f"'+[{_PLAIN}{_WIDE}]")


def neutral(text: str) -> str:
    """The text as it is written into a table; `original` gives it back."""
    return "'" + text if _TO_BE_MARKED.match(text) else text


def original(written: str) -> str:
    """What a text that stands in a table was before `neutral`; what people wrote themselves mostly stays as it is."""
    return written[1:] if _MARKED.match(written) else written
