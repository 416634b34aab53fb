"""The stylesheet, in parts: each of Qt's own controls has those that it needs, and no other widget has any.

There is none on the application: Qt would match every widget with it, which takes half of the time in which a page is
made, a seventh of a second at each change of the theme, and 20 MiB.
"""

import re
from collections.abc import Mapping
from enum import Enum
from string import Template
from typing import Final

from lunch_desktop.system.resources import resource_path

_HEAD: Final = re.compile(r"/\* part: (.+) \*/\n")


class Sheet(Enum):
    """What a kind of control needs; one in which text can be typed opens a menu, too."""

    LINE = ("input", "menu")
    AREA = ("input", "scroll bar", "menu")
    NUMBER = ("input", "number", "menu")
    CHOICE = ("input", "choice", "scroll bar")
    MENU = ("menu",)
    SCROLL_BAR = ("scroll bar",)
    LIST = ("list", "scroll bar")
    TABLE = ("table", "scroll bar")
    PROGRESS = ("progress",)


def sheets(values: Mapping[str, object]) -> dict[Sheet, str]:
    """The sheet of each kind, with the values of the tokens put in."""
    text = Template(resource_path("stylesheets", "lunch.qss").read_text(encoding="utf-8")).substitute(values)
    _, *rest = _HEAD.split(text)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    return {sheet: "\n".join(parts[name] for name in sheet.value) for sheet in Sheet}
