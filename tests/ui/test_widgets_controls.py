"""Controls by keyboard, and what they keep when states, sizes and languages change."""

import os

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QCursor, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.button import Button, ButtonKind, IconButton
from lunch_desktop.ui.widgets.chip import FilterChip, SyncChip, SyncState
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.gallery.boards import BOARDS
from lunch_desktop.ui.widgets.gallery.samples import Words, heroes
from lunch_desktop.ui.widgets.hero import HeroCard
from lunch_desktop.ui.widgets.inputs import ComboBox, LineEdit, SpinBox
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.pill import PillContent, StatePill
from lunch_desktop.ui.widgets.rail import NavigationRail, RailItem
from lunch_desktop.ui.widgets.search_field import SearchField
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.toast import ToastHost

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(ThemeMode.LIGHT)
    theme.set_motion(forced=False)
    theme.apply(qapp)
    return theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    """An open window with a column in it."""
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    return window


def put(window: QWidget, *widgets: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()
    QApplication.processEvents()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_buttons_and_chips(window: QWidget, theme: Theme, qtbot: QtBot, key: Qt.Key) -> None:
    for button in (Button(theme, "참여"), FilterChip(theme, "우리 팀"), SyncChip(theme, "최신 상태")):
        put(window, button)
        button.setFocus()
        with qtbot.waitSignal(button.clicked, timeout=500):
            QTest.keyClick(button, key)


def test_an_icon_alone_has_a_name_for_screen_readers_and_a_tooltip(window: QWidget, theme: Theme) -> None:
    button = IconButton(theme, Icon.MORE, "더 보기")
    put(window, button)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "더 보기"
    assert button.toolTip() == "더 보기"


def test_the_focus_is_seen_on_every_kind_of_button(window: QWidget, theme: Theme) -> None:
    other = QPushButton()
    put(window, other)
    for kind in ButtonKind:
        button = Button(theme, "참여", kind)
        put(window, button)
        other.setFocus()
        before = button.grab().toImage()
        button.setFocus()
        assert button.grab().toImage() != before, kind


def test_arrows_move_the_choice_of_a_segmented_control(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    control = SegmentedControl(theme, (("free", "가능"), ("alone", "따로"), ("off", "쉬어요")), "오늘 상태")
    put(window, control)
    first = QApplication.focusWidget() or control
    control.findChildren(QWidget)[0].setFocus()
    with qtbot.waitSignal(control.chosen, timeout=500) as caught:
        QTest.keyClick(QApplication.focusWidget() or first, Qt.Key.Key_Right)
    assert caught.args == ["alone"]
    assert control.value == "alone"
    with qtbot.assertNotEmitted(control.chosen):
        control.set_value("off")
    assert control.value == "off"


def test_the_rail_moves_by_arrows_and_chooses_by_enter(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    rail = NavigationRail(theme, "페이지")
    rail.show_items((RailItem("today", "오늘", Icon.SUN), RailItem("parties", "점심", Icon.BOWL)))
    put(window, rail)
    rail.set_current("today")
    rail.set_badge("parties", "3", "점심, 새 소식 3")
    buttons = rail.findChildren(QWidget)
    buttons[0].setFocus()
    QTest.keyClick(buttons[0], Qt.Key.Key_Down)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "점심, 새 소식 3"
    with qtbot.waitSignal(rail.chosen, timeout=500) as caught:
        QTest.keyClick(focus, Qt.Key.Key_Return)
    assert caught.args == ["parties"]
    wide = rail.width()
    rail.set_compact(True)
    assert rail.width() < wide / 2
    assert focus.toolTip() == "점심"


@pytest.mark.parametrize("width", [480, 640])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_hero_keeps_its_height_in_every_state(window: QWidget, theme: Theme, width: int, scale: float) -> None:
    theme.set_scale(scale)
    hero = HeroCard(theme)
    put(window, hero)
    window.resize(width, 600)
    heights = set()
    for content in heroes(Words(korean=True)).values():
        hero.show_content(content)
        QApplication.processEvents()
        heights.add(hero.height())
        words = hero.findChildren(ElidedLabel)[0]
        assert words.height() >= theme.px(24)
    assert len(heights) == 1
    assert min(heights) >= theme.px(136)


def test_the_heros_buttons_say_which_they_are(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    hero = HeroCard(theme)
    put(window, hero)
    states = heroes(Words(korean=True))
    hero.show_content(states["joined"])
    more = hero.button("more")
    assert more is not None
    assert more.accessibleName() == "더 보기"
    with qtbot.waitSignal(hero.action) as caught:
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert caught.args == ["more"]
    hero.show_content(states["nothing"])
    assert hero.button("more") is None
    assert not more.isVisible()


def test_a_cut_text_is_whole_in_its_tooltip_and_for_screen_readers(window: QWidget, theme: Theme) -> None:
    label = ElidedLabel(theme, "아주 긴 식당 이름이 여기에 있습니다")
    put(window, label)
    label.setFixedWidth(80)
    assert label.toolTip() == label.text()
    assert QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) == label.text()
    label.setFixedWidth(600)
    assert label.toolTip() == ""


def test_text_that_looks_like_markup_is_shown_as_typed(theme: Theme, qtbot: QtBot) -> None:
    for label in (ElidedLabel(theme, "<b>x</b>"), StatePill(theme, PillContent("<b>x</b>", Tone.WAITING))):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_field_tells_its_error_to_eyes_and_screen_readers(window: QWidget, theme: Theme) -> None:
    editor = SpinBox(theme, 2, 20)
    field = Field(theme, "자리", editor, "나를 포함해서")
    put(window, field)
    assert editor.accessibleName() == "자리"
    assert editor.accessibleDescription() == "나를 포함해서"
    plain = editor.grab().toImage()
    field.set_error("두 명부터 열 수 있어요.")
    assert editor.accessibleDescription() == "두 명부터 열 수 있어요."
    assert editor.grab().toImage() != plain
    field.set_error("")
    assert editor.grab().toImage() == plain


def test_the_search_waits_for_a_pause_and_escape_clears(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    search = SearchField(theme, "검색", "지우기")
    put(window, search)
    search.setFocus()
    with qtbot.waitSignal(search.searched, timeout=1_000) as caught:
        search.setText("을")
        search.setText("을지")
    assert caught.args == ["을지"]
    with qtbot.waitSignal(search.searched, timeout=1_000) as caught:
        QTest.keyClick(search, Qt.Key.Key_Escape)
    assert caught.args == [""]


def test_a_combo_box_keeps_its_choice_when_words_change(theme: Theme, qtbot: QtBot) -> None:
    box = ComboBox(theme)
    qtbot.addWidget(box)
    box.show_options([("a", "을지면옥"), ("b", "미미식당")], "b")
    box.show_options([("a", "Euljimyeonok"), ("b", "Mimi Diner")])
    assert box.value == "b"
    assert box.currentText() == "Mimi Diner"


def test_the_sync_chip_shows_each_state_differently(theme: Theme, qtbot: QtBot) -> None:
    chip = SyncChip(theme)
    qtbot.addWidget(chip)
    pictures = []
    for state in SyncState:
        chip.show_state(state, "상태")
        pictures.append(chip.grab().toImage())
    assert all(first != second for n, first in enumerate(pictures) for second in pictures[:n])


def test_the_sheet_keeps_the_focus_inside_and_gives_it_back(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    opener = Button(theme, "열기")
    put(window, opener)
    opener.setFocus()
    sheet = SideSheet(theme, window, "파티 열기", "닫기")
    first, second = LineEdit(theme), LineEdit(theme)
    sheet.body.addWidget(first)
    sheet.body.addWidget(second)
    sheet.open()
    assert QApplication.focusWidget() is first
    visited = set()
    for _ in range(4):
        visited.add(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Tab)
    assert opener not in visited
    assert {first, second} <= visited
    with qtbot.waitSignal(sheet.closed, timeout=500):
        QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is opener


def test_a_toast_takes_no_focus_and_its_undo_works_once(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    other = Button(theme, "다른 일")
    put(window, other)
    other.setFocus()
    undone: list[bool] = []
    host = ToastHost(theme, window, "닫기")
    toast = host.show_toast("자리를 요청했어요", "되돌리기", lambda: undone.append(True))
    assert QApplication.focusWidget() is other
    assert window.rect().contains(toast.geometry())
    running = [toast.running]
    assert host.focus_newest()
    running.append(toast.running)
    assert running == [True, False]
    QTest.keyClick(QApplication.focusWidget() or other, Qt.Key.Key_Return)
    assert undone == [True]
    assert host.toasts == ()


def test_a_toast_that_moved_away_from_the_pointer_goes_in_time(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    """It moves when the page beneath it changes, and then Qt does not always say that the pointer left."""
    toast = ToastHost(theme, window, "닫기").show_toast("자리를 요청했어요")
    entered = QPointF(1, 1)
    QApplication.sendEvent(toast, QEnterEvent(entered, entered, entered))
    assert not toast.running
    QCursor.setPos(window.mapToGlobal(QPoint(window.width() + 400, window.height() + 400)))
    qtbot.waitUntil(lambda: toast.running)


def test_old_toasts_make_room(window: QWidget, theme: Theme) -> None:
    host = ToastHost(theme, window, "닫기")
    for number in range(5):
        host.show_toast(f"{number}")
    assert [toast.accessibleName() for toast in host.toasts] == ["2", "3", "4"]


def test_a_dangerous_question_starts_on_the_harmless_answer(theme: Theme, qtbot: QtBot) -> None:
    dialog = ConfirmDialog(theme, "끊을까요?", "되돌릴 수 없어요.", "끊기", "그대로", danger=True)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.cancel_button.hasFocus())
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog.cancel_button, Qt.Key.Key_Return)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("board", sorted(BOARDS))
def test_no_button_is_cut_at_any_font_size(theme: Theme, qtbot: QtBot, board: str, scale: float) -> None:
    theme.set_scale(scale)
    widget = BOARDS[board](theme, Words(korean=False))
    qtbot.addWidget(widget)
    widget.resize(theme.px(720), widget.sizeHint().height())
    widget.show()
    for button in widget.findChildren(Button):
        if button.isVisible() and button.text():
            assert button.width() >= button.sizeHint().width()
            assert button.height() >= button.fontMetrics().height()
