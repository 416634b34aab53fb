"""What the cafeteria serves, as the dataset of menus is exported."""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.menu_setting import MOST_LINES, MenuLine, SetMenus, tidied_line
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.exchange.cells import day_of_cell, number_of, tidy_cell
from lunch_desktop.exchange.columns import Words
from lunch_desktop.exchange.importer import Importer, Known, check_office
from lunch_desktop.exchange.listing import Field, Judged, LineState, ListRead, read_list
from lunch_desktop.exchange.tables import Encoding

MOST_MENUS: Final = 5_000
_LONGEST_CHANGE: Final = 40_000
"""Characters of a change's lines; quotes and backslashes come to that, and it has to fit into a request."""


def _text(cell: str) -> str:
    return unicodedata.normalize("NFC", cell)


FIELDS: Final = (
    Field("day", ("날짜", "Day", "date", "일자", "요일", "제공일"), day_of_cell, True, RefusalCode.INVALID_VALUE),
    Field("corner", ("코너", "Corner", "식단", "구분"), lambda cell: tidy_cell(_text(cell))),
    Field("dishes", ("메뉴", "Dishes", "menu", "음식", "차림", "식단표"), _text, True, RefusalCode.TEXT_MISSING),
    Field("price", ("가격(원)", "Price (won)", "price", "가격", "price(krw)", "단가"), number_of),
    Field("office", ("사업장", "Office"), tidy_cell),
)


def read_menus(content: bytes, known: Known, encoding: Encoding | None = None) -> ListRead:
    """Read a file of menus; those that `known` has are changed or the same. Raises TableError."""
    there = {(one.day, one.corner): one for one in known.menus}

    def judge(values: Mapping[str, Any]) -> Judged:
        check_office(values, known)
        line = _line(values)
        menu = there.get((line.day, line.corner))
        if menu is None:
            return Judged((line.day, line.corner), None, LineState.NEW)
        same = (menu.dishes, menu.price) == (line.dishes, line.price)
        return Judged((line.day, line.corner), menu, LineState.SAME if same else LineState.CHANGED)

    return read_list(content, FIELDS, judge, most=MOST_MENUS, encoding=encoding)


def _line(values: Mapping[str, Any]) -> MenuLine:
    """Raises Refusal."""
    return tidied_line(MenuLine(values["day"], values.get("corner", ""), values["dishes"], values.get("price")))


def intents(read: ListRead, import_id: str) -> list[Intent]:
    """The changes that write what is new or other; one where it fits into one, and then it can be undone."""
    del import_id
    found: list[list[MenuLine]] = []
    size = 0
    for line in (_line(one.values) for one in read.lines if one.state is not LineState.SAME):
        length = len(json.dumps(line, ensure_ascii=False)) + 1
        if not found or size + length > _LONGEST_CHANGE or len(found[-1]) == MOST_LINES:
            found.append([])
            size = 0
        found[-1].append(line)
        size += length
    return [Intent("menu.set", SetMenus(lines)) for lines in found]


IMPORTER: Final = Importer(
    name="menus",
    place=3,
    words=Words("구내식당 메뉴", "Cafeteria menus"),
    about=Words(
        "날짜와 코너마다 한 줄이에요. 파일에 없는 날은 그대로 둬요.",
        "One line for each day and corner. Days that the file leaves out stay as they are.",
    ),
    fields=FIELDS,
    examples={
        "ko": (("2026-11-30", "한식", "제육볶음\n미역국", "6500", ""), ("2026-11-30", "일품", "돈가스", "7000", "")),
        "en": (
            ("2026-11-30", "Korean", "Spicy pork\nSeaweed soup", "6500", ""),
            ("2026-11-30", "Special", "Pork cutlet", "7000", ""),
        ),
    },
    most=MOST_MENUS,
    read=read_menus,
    intents=intents,
)
