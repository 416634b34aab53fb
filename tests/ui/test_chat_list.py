"""The list of messages: any length, rows of any height, and what the person looks at stays where it is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.pages.chat.heights import Heights
from lunch_desktop.ui.pages.chat.items import Mark, MarkKind, MessageItem, NotYet
from lunch_desktop.ui.pages.chat.message_list import MessageList
from lunch_desktop.ui.pages.chat.message_row import MessageRow
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.list_row import ListRow


class Said(Sequence[MessageItem | NotYet]):
    """Messages of every height; those of `missing` are on their way."""

    def __init__(self, count: int, missing: range = range(0), longer: range = range(0)) -> None:
        self.length, self.missing, self.longer = count, missing, longer

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> MessageItem | NotYet:  # type: ignore[override]
        if index in self.missing:
            return NotYet(index + 1)
        lines = 1 + index * 7 % 5 + (6 if index in self.longer else 0)
        text = "\n".join(f"{index}번째 이야기" for _ in range(lines))
        return MessageItem(
            f"m{index}", index + 1, "a", "이서준", mine=index % 3 == 0, written=text, text=text, marks=(), time="11:02"
        )


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> MessageList:
    """A list of 100,000 messages at its end, 560 by 480."""
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(qapp)

    def fill(row: ListRow, item: object) -> None:
        assert isinstance(row, MessageRow)
        assert isinstance(item, MessageItem | NotYet)
        row.show_item(item)

    made = MessageList(
        theme, lambda: MessageRow(theme), fill, name="대화", key_of=lambda item: getattr(item, "id", item)
    )
    qtbot.addWidget(made)
    made.resize(560, 480)
    made.show()
    qtbot.waitActive(made)
    made.show_items(Said(100_000))
    made.set_current(99_999)
    QApplication.processEvents()
    return made


def press(key: Qt.Key) -> int:
    """A key, where the keyboard is; the message that it leads to."""
    before = QApplication.focusWidget()
    assert before is not None
    QTest.keyClick(before, key)
    focused = QApplication.focusWidget()
    assert isinstance(focused, MessageRow)
    return focused.index


def places(shown: MessageList) -> dict[int, int]:
    """Where the rows in sight begin."""
    return {row.index: row.y() for row in shown.rows if row.y() + row.height() > 0 and row.y() < 480}


def in_one_piece(shown: MessageList) -> bool:
    """Whether each row in sight begins where the one above it ends."""
    rows = [row for row in shown.rows if row.index in places(shown)]
    return all(above.y() + above.height() == below.y() for above, below in pairwise(rows))


@given(
    st.integers(1, 1_500),
    st.lists(st.tuples(st.integers(0, 1_499), st.integers(10, 900)), max_size=40),
    st.integers(1, 1_600),
)
def test_rows_are_found_by_their_place_whatever_was_measured(
    count: int, measured: list[tuple[int, int]], then: int
) -> None:
    heights, plain = Heights(48), [48] * count
    heights.start(count, 48)
    for row, height in measured:
        if row < count:
            heights.measure(row, height)
            plain[row] = height
    heights.resize(then)
    plain = (plain + [48] * then)[:then] if then > count else plain[:then]
    assert heights.total == sum(plain)
    top = 0
    for row, height in enumerate(plain):
        if row % 97 == 0 or height != 48:
            assert (heights.top(row), heights.at(top), heights.at(top + height - 1)) == (top, row, row)
        top += height


def test_a_long_conversation_costs_what_is_in_sight(shown: MessageList) -> None:
    assert shown.at_end
    assert max(places(shown)) == 99_999
    assert shown.widget_count() < 20
    shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum() // 2)
    assert 40_000 < min(places(shown)) < 60_000
    assert in_one_piece(shown)
    assert shown.widget_count() < 40


def test_scrolling_back_moves_what_is_in_sight_by_as_much_as_the_wheel_and_no_more(shown: MessageList) -> None:
    bar = shown.verticalScrollBar()
    for _ in range(60):  # each row above is measured as it comes
        before = places(shown)
        bar.setValue(bar.value() - 30)
        now = places(shown)
        assert {now[row] - before[row] for row in now.keys() & before.keys()} == {30}
        assert in_one_piece(shown)
    assert not shown.at_end


def test_what_comes_above_does_not_move_what_is_read(shown: MessageList) -> None:
    shown.replace_items(Said(100_000, missing=range(49_000, 50_001)), range(48_900, 50_100))
    shown.show_at(50_001, 200)
    before = places(shown)
    assert any(row < 50_001 for row in before)
    shown.replace_items(Said(100_000), range(49_000, 50_001))
    now = places(shown)
    assert {row: now[row] for row in now if row > 50_000} == {row: before[row] for row in now if row > 50_000}
    assert in_one_piece(shown)


def test_at_the_end_it_stays_at_the_end_and_elsewhere_where_it_is(shown: MessageList) -> None:
    shown.replace_items(Said(100_001), range(100_000, 100_001))
    assert max(places(shown)) == 100_000
    shown.verticalScrollBar().setValue(shown.verticalScrollBar().value() - 400)
    before = places(shown)
    shown.replace_items(Said(100_009), range(100_001, 100_009))
    assert places(shown) == before
    assert not shown.at_end
    shown.show_end()
    assert max(places(shown)) == 100_008


def test_another_width_or_another_size_of_letters_keeps_the_first_row_in_its_place(shown: MessageList) -> None:
    shown.show_at(70_000, 0)
    shown.resize(300, 480)
    assert places(shown)[70_000] == 0
    shown.theme.set_scale(2.0)
    assert places(shown)[70_000] == 0
    assert in_one_piece(shown)


def test_the_keyboard_goes_from_message_to_message(shown: MessageList) -> None:
    shown.setFocus()
    assert shown.current == 99_999

    assert [press(Qt.Key.Key_Up) for _ in range(3)] == [99_998, 99_997, 99_996]
    assert press(Qt.Key.Key_Down) == 99_997
    assert press(Qt.Key.Key_Home) == 0
    assert places(shown)[0] == 0
    assert press(Qt.Key.Key_PageDown) > 2
    assert press(Qt.Key.Key_End) == 99_999
    assert shown.at_end


def test_a_message_higher_than_the_view_is_read_before_the_next(shown: MessageList) -> None:
    shown.resize(560, 120)
    shown.replace_items(Said(100_000, longer=range(500, 501)), range(499, 502))
    shown.focus_row(500)
    row = next(row for row in shown.rows if row.index == 500)
    assert (row.y(), row.height() > 120) == (0, True)
    QTest.keyClick(row, Qt.Key.Key_Down)
    assert row.hasFocus()
    assert row.y() < 0
    for _ in range(8):
        press(Qt.Key.Key_Down)
    assert shown.current > 500


def test_a_message_is_selected_by_the_mouse_and_copied_by_the_keyboard(shown: MessageList) -> None:
    row = next(row for row in shown.rows if row.index == 99_999)
    assert isinstance(row, MessageRow)
    item = row.item
    assert isinstance(item, MessageItem)
    QTest.keyClick(row, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == item.text
    row.show_item(replace(item, id="other", text="로비에서 😀 봐요", marks=()))
    laid = row._laid if row.height_for(row.width()) else None
    assert laid is not None
    start = laid.origin + QPoint(1, 8)
    QTest.mouseDClick(row, Qt.MouseButton.LeftButton, pos=start)
    assert row.selected_text == "로비에서"
    QTest.keyClick(row, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(row, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "로비에서 😀 봐요"


def test_a_link_behind_an_emoji_is_pressed_where_it_is_drawn(shown: MessageList, qtbot: QtBot) -> None:
    row = next(row for row in shown.rows if row.index == 99_999)
    assert isinstance(row, MessageRow)
    assert isinstance(row.item, MessageItem)
    text = "😀😀 https://a.example/"
    mark = Mark(3, len(text), MarkKind.LINK, "https://a.example/", "a.example")
    row.show_item(replace(row.item, id="other", text=text, marks=(mark,)))
    row.height_for(row.width())
    assert row._laid is not None
    bubble = row._laid.bubble
    pressed: list[Mark] = []
    row.link_pressed.connect(pressed.append)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(bubble.right() - 16, bubble.center().y()))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(bubble.left() + 20, bubble.center().y()))
    assert pressed == [mark]
