"""Files and tables that people bring in: restaurants as CSV, and the cafeteria's week from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.restaurants.duplicates import Likeness, suspects
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.times import Day
from lunch_desktop.exchange.importer import Known
from lunch_desktop.exchange.imports.restaurants import IMPORTER, parts, read_restaurants
from lunch_desktop.exchange.listing import TWICE, LineState, ListRead
from lunch_desktop.exchange.menus_pasted import read_week
from lunch_desktop.exchange.tables import LARGEST_FILE, Encoding, TableError, TableFault, decode
from tests.support.company import PLACES


def read_places(content: bytes, known: Sequence[Restaurant]) -> ListRead:
    return read_restaurants(content, Known("", known))


HEADER = "식당,분류,도보(분),가격(원),전화\n"
TODAY = Day("2026-11-25")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_is_read_however_a_spreadsheet_wrote_it(encoding: str, separator: str) -> None:
    text = (HEADER + "마당국수,한식,3,9000,02-000-1111\n").replace(",", separator)
    read = read_places(text.encode(encoding), PLACES)
    assert (read.faults, read.separator) == ((), separator)
    assert read.encoding is (Encoding.CP949 if encoding == "cp949" else Encoding.UTF_8)
    (line,) = read.lines
    assert line.state is LineState.NEW
    assert (line.values["name"], line.values["walk_minutes"], line.values["price"]) == ("마당국수", 3, 9_000)


def test_columns_may_be_in_english_and_in_any_order() -> None:
    read = read_places(b'Price,Name,Colour\n"9,500 won",Sunny Soup,red\n', PLACES)
    assert read.lines[0].values == {"price": 9_500, "name": "Sunny Soup"}
    assert read.ignored == ("Colour",)


def test_what_is_there_is_updated_and_what_is_the_same_left_alone() -> None:
    text = HEADER + "할매 국밥,국밥,4,9500,\n김치찌개집,한식,7,8500,\n"
    read = read_places(text.encode(), PLACES)
    assert [(line.state, line.there) for line in read.lines] == [
        (LineState.CHANGED, PLACES[0]),
        (LineState.SAME, PLACES[1]),
    ]
    ((row,),) = parts(read)
    assert (row["id"], row["price"]) == (PLACES[0].id, 9_500)


def test_each_fault_names_its_line_field_and_value() -> None:
    wrong = '가게,한식,멀어요,9000,\n,한식,3,9000,\n"나\n게",한식,3,-1,\n=1+1,한식,3,1,\n'
    text = HEADER + wrong + "가게,한식,3,1,\n마 당,,1,1,\n마당,,1,1,\n"
    read = read_places(text.encode(), PLACES)
    assert [(one.line, one.field, one.code) for one in read.faults] == [
        (2, "walk_minutes", "invalid_value"),
        (3, "name", "name_missing"),
        (4, "price", "invalid_value"),
        (6, "name", "invalid_value"),
        (7, "name", TWICE),
        (9, "name", TWICE),
    ]
    assert read.faults[0].value == "멀어요"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", TableFault.EMPTY),
        (b"name\n", TableFault.EMPTY),
        (b"name\nA\0B\n", TableFault.NOT_TEXT),
        (b"name\n\xff\xfe\xff\n", TableFault.NOT_TEXT),
        (b"name\n\xed\xa0\x80\n", TableFault.NOT_TEXT),
        (b"name\n" + b"x" * 32_768 + b"\n", TableFault.FIELD_TOO_LONG),
        (b"a" * 1_000_000, TableFault.FIELD_TOO_LONG),
        (b'name\n"open\n', TableFault.BROKEN_QUOTES),
        (b"colour\nred\n", TableFault.NO_NAMES),
        (b"name\n" + b"".join(b"n%d\n" % number for number in range(5_001)), TableFault.TOO_MANY_LINES),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content: bytes, fault: TableFault) -> None:
    with pytest.raises(TableError) as raised:
        read_places(content, PLACES)
    assert raised.value.fault is fault


def test_five_thousand_lines_come_in_parts_that_each_fit_into_a_change() -> None:
    lines = "".join(
        f"식당 {number},한식,{number % 60},{9_000 + number},02-000-{number:04}\n" for number in range(5_000)
    )
    assert len(lines.encode()) < LARGEST_FILE
    pieces = parts(read_places((HEADER + lines).encode(), PLACES))
    assert sum(map(len, pieces)) == 5_000
    assert 1 < len(pieces) <= 100


@pytest.mark.parametrize("korean", [True, False])
def test_the_template_can_be_read_as_it_is(korean: bool) -> None:
    read = read_places(IMPORTER.template("ko" if korean else "en"), ())
    assert (read.faults, read.ignored, len(read.columns)) == ((), (), 11)
    assert decode(IMPORTER.template("ko" if korean else "en"))[1] is Encoding.UTF_8


def test_days_across_with_several_corners() -> None:
    text = '\t11/23(월)\t24일\t수\n한식\t"제육볶음\n미역국"\t비빔밥\t국밥\n일품\t돈가스\t\t카레\n\t6,500원\t\t6500\n'
    week = read_week(text, TODAY)
    assert [(one.day, one.corner, one.dishes, one.price) for one in week.menus] == [
        ("2026-11-23", "일품", "돈가스", 6_500),
        ("2026-11-23", "한식", "제육볶음\n미역국", None),
        ("2026-11-24", "한식", "비빔밥", None),
        ("2026-11-25", "일품", "카레", 6_500),
        ("2026-11-25", "한식", "국밥", None),
    ]
    assert week.strange == ()


def test_days_down_and_what_was_not_understood() -> None:
    week = read_week("11월 4주 식단\t\n날짜\t한식\n2026-11-24\t비빔밥\n2026-11-25\t국밥\n공지\t휴무\n", TODAY)
    assert [(one.day, one.corner, one.dishes) for one in week.menus] == [
        ("2026-11-24", "한식", "비빔밥"),
        ("2026-11-25", "한식", "국밥"),
    ]
    assert "휴무" in week.strange


@pytest.mark.parametrize("text", ["", "아무 말", "\0\t\0", '"' * 50, "\t" * 5_000, "월\n" * 3_000, "99/99\t88/88"])
def test_senseless_pastes_come_to_no_menu(text: str) -> None:
    assert read_week(text, TODAY).menus == ()


def test_twins_are_found_by_name_telephone_and_address() -> None:
    soup = PLACES[0]
    same = replace(soup, id=RestaurantId("a"), name="할매 국밥(본점)", phone="", address="")
    rung = replace(soup, id=RestaurantId("b"), name="국밥 할머니", phone="+82 2-000-7777", address="")
    called = replace(soup, id=RestaurantId("c"), name="다른 이름", phone="02-000-7777", address="")
    there = replace(soup, id=RestaurantId("d"), name="김치찌개", phone="", address="햇살로 1")
    stew = replace(PLACES[1], phone="")
    found = {(one.one.id, one.other.id): one.likeness for one in suspects([soup, same, rung, called, there, stew])}
    named = {frozenset(pair): likeness for pair, likeness in found.items()}
    assert named == {
        frozenset({soup.id, "a"}): Likeness.NAME,
        frozenset({"b", "c"}): Likeness.PHONE,
        frozenset({"d", stew.id}): Likeness.ADDRESS,
    }
