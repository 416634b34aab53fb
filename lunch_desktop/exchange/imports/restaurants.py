"""Restaurants, as the dataset of restaurants is exported and as people list them."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.restaurants.duplicates import address_key, name_key, phone_key
from lunch_desktop.domain.restaurants.entities import Restaurant, RestaurantState
from lunch_desktop.domain.restaurants.fields import MOST, check_fields, tidied
from lunch_desktop.domain.restaurants.importing import LONGEST_PART, MOST_ROWS, ImportPlaces
from lunch_desktop.exchange.cells import number_of, tidy_cell
from lunch_desktop.exchange.columns import Words
from lunch_desktop.exchange.importer import Importer, Known, check_office
from lunch_desktop.exchange.listing import Field, Judged, LineState, ListRead, read_list
from lunch_desktop.exchange.tables import Encoding

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("식당", "name", "이름", "상호", "상호명", "식당명", "식당이름", "restaurant"),
    "category": ("분류", "category", "종류", "업종", "음식종류", "카테고리", "kind"),
    "address": ("주소", "address", "위치", "도로명주소"),
    "walk_minutes": ("도보(분)", "walk_minutes", "도보", "도보시간", "거리(분)", "walk", "walkminutes", "walk(min)"),
    "price": ("가격(원)", "price", "가격", "가격대", "평균가격", "1인가격", "price(won)", "price(krw)"),
    "phone": ("전화", "phone", "전화번호", "연락처", "tel", "telephone"),
    "tags": ("태그", "tags", "키워드"),
    "menu_link": ("메뉴 링크", "menu_link", "메뉴링크", "메뉴주소", "링크", "url", "menulink", "menu"),
    "diet_facts": ("식이 정보", "diet_facts", "식이정보", "알레르기", "diet", "dietfacts", "dietandallergies"),
    "hours": ("영업시간", "hours", "영업 시간", "openinghours", "open"),
}
"""The headers that each field may have, first the template's in Korean, then in English."""
_PART: Final = LONGEST_PART // 2
"""Characters; in the change they stand once more in quotes, with a backslash before some."""


def _reading(name: str) -> Callable[[str], Any]:
    def read(cell: str) -> Any:
        try:
            value = tidied(name, number_of(cell) if name in MOST else cell)
            check_fields({name: value})
        except Refusal as refusal:
            raise Refusal(refusal.code, **{"field": name, **refusal.details}) from None
        return value

    return read


FIELDS: Final = (
    *(Field(name, headers, _reading(name), required=name == "name") for name, headers in COLUMNS.items()),
    Field("office", ("사업장", "Office"), tidy_cell),
)


def read_restaurants(content: bytes, known: Known, encoding: Encoding | None = None) -> ListRead:
    """Read a file of restaurants; `known` has the office's. Raises TableError."""
    there = _Known(known.restaurants)

    def judge(values: Mapping[str, Any]) -> Judged:
        check_office(values, known)
        restaurant = there.find(values)
        key: object = restaurant.id if restaurant else (name_key(values["name"]), values.get("address", ""))
        return Judged(key, restaurant, _state(values, restaurant))

    return read_list(content, FIELDS, judge, most=MOST_ROWS, encoding=encoding)


def _state(values: Mapping[str, Any], restaurant: Restaurant | None) -> LineState:
    if restaurant is None:
        return LineState.NEW
    same = all(getattr(restaurant, name) == value for name, value in values.items() if name != "office")
    listed = restaurant.state == RestaurantState.APPROVED
    return LineState.SAME if same and listed else LineState.CHANGED


class _Known:
    """The restaurants that are there, to be found again by what a line says of one."""

    def __init__(self, known: Iterable[Restaurant]) -> None:
        self._by_name: dict[str, list[Restaurant]] = {}
        for one in sorted(known, key=lambda one: (one.state != RestaurantState.APPROVED, one.id)):
            if one.state != RestaurantState.MERGED:
                self._by_name.setdefault(name_key(one.name), []).append(one)

    def find(self, values: Mapping[str, Any]) -> Restaurant | None:
        """The one of that name; of several the one with the address or the telephone that the line has."""
        same = self._by_name.get(name_key(values["name"]), [])
        address, phone = address_key(values.get("address", "")), phone_key(values.get("phone", ""))
        if not address and not phone:
            return same[0] if same else None
        for one in same:
            theirs = address_key(one.address)
            if (address and theirs == address) or (phone and phone_key(one.phone) == phone):
                return one
        alone = same[0] if len(same) == 1 else None
        fits = alone is not None and (not address or not address_key(alone.address))
        return alone if fits else None


def parts(read: ListRead) -> list[list[dict[str, Any]]]:
    """What is to be brought in, in parts that each fit into a change; lines that change nothing are left out."""
    found: list[list[dict[str, Any]]] = []
    size = LONGEST_PART
    for line in read.lines:
        if line.state is LineState.SAME:
            continue
        row = {name: value for name, value in line.values.items() if name != "office"}
        row |= {"id": line.there.id} if line.there else {}
        length = len(json.dumps(row, ensure_ascii=False)) + 1
        if size + length > _PART:
            found.append([])
            size = 0
        found[-1].append(row)
        size += length
    return found


def intents(read: ListRead, import_id: str) -> list[Intent]:
    """The changes that bring it in, all of it with the last one."""
    pieces = parts(read)
    return [
        Intent("restaurant.import", ImportPlaces(import_id, number, len(pieces), rows))
        for number, rows in enumerate(pieces, start=1)
    ]


IMPORTER: Final = Importer(
    name="restaurants",
    place=2,
    words=Words("식당", "Restaurants"),
    about=Words(
        "한 줄에 식당 하나예요. 이미 있는 식당은 이름과 주소, 전화로 찾아요.",
        "One restaurant a line. Those that are there are found by name, address and telephone.",
    ),
    fields=FIELDS,
    examples={
        "ko": (
            ("햇살국밥", "한식", "햇살로 12", "4", "9000", "02-000-1234", "혼밥,국물", "", "", "월-금 11:00-21:00", ""),
            ("골목분식", "분식", "", "7", "7000", "", "", "", "", "", ""),
        ),
        "en": (
            (
                "Sunny Soup",
                "Korean",
                "12 Sunny Road",
                "4",
                "9000",
                "02-000-1234",
                "solo",
                "",
                "",
                "Mon 11:00-21:00",
                "",
            ),
            ("Corner Snacks", "Snacks", "", "7", "7000", "", "", "", "", "", ""),
        ),
    },
    most=MOST_ROWS,
    read=read_restaurants,
    intents=intents,
)
