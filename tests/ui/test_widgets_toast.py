"""Where a toast lies: at the bottom, but never over what can be pressed or typed into."""

import os

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.toast import _LOOKS_AGAIN_MS, Toast, ToastHost

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(ThemeMode.LIGHT)
    theme.set_motion(forced=False)
    theme.apply(qapp)
    return theme


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window whose bottom is filled by ``bottom``."""
    window = QWidget()
    QVBoxLayout(window).addStretch(1)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return window


def put_at_bottom(window: QWidget, *widgets: QWidget) -> None:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    layout = window.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addLayout(row)
    QApplication.processEvents()


def place_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def over(toast: Toast, window: QWidget, *widgets: QWidget) -> list[QWidget]:
    return [one for one in widgets if toast.geometry().intersects(place_of(one, window))]


def test_in_an_empty_window_it_lies_at_the_bottom_in_the_middle(window: QWidget, theme: Theme) -> None:
    toast = ToastHost(theme, window, "닫기").show_toast("초대장을 복사했어요")
    assert abs(toast.geometry().center().x() - window.rect().center().x()) <= 1
    assert toast.geometry().bottom() > window.height() - 30


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_covers_neither_buttons_nor_fields(window: QWidget, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    controls = [Button(theme, "나가기"), LineEdit(theme, "메모"), Button(theme, "늦어요"), Button(theme, "고치기")]
    put_at_bottom(window, *controls)
    host = ToastHost(theme, window, "닫기")
    toasts = [host.show_toast(f"{number}번째 일", "되돌리기") for number in range(3)]
    for toast in toasts:
        assert over(toast, window, *controls) == []
        assert window.rect().contains(toast.geometry())
    assert not toasts[0].geometry().intersects(toasts[1].geometry())
    assert toasts[0].y() < toasts[1].y() < toasts[2].y()


def test_it_gives_way_to_what_appears_after_it(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    host = ToastHost(theme, window, "닫기")
    toast = host.show_toast("참여했어요", "되돌리기")
    late = Button(theme, "늦어요")
    put_at_bottom(window, late)
    assert over(toast, window, late) == [late]
    host.keep_clear()
    qtbot.waitUntil(lambda: over(toast, window, late) == [])


def test_rows_of_a_list_do_not_drive_it_away(window: QWidget, theme: Theme) -> None:
    rows = [ListRow(theme) for _ in range(8)]
    for row in rows:
        put_at_bottom(window, row)
    toast = ToastHost(theme, window, "닫기").show_toast("초대장을 복사했어요")
    assert toast.geometry().bottom() > window.height() - 30


def test_over_a_sheet_the_sheets_own_buttons_count(window: QWidget, theme: Theme) -> None:
    beneath = [Button(theme, "아래") for _ in range(3)]
    put_at_bottom(window, *beneath)
    sheet = SideSheet(theme, window, "파티 열기", "닫기")
    send = Button(theme, "같이 가요")
    sheet.footer.addWidget(send)
    sheet.open()
    QApplication.processEvents()
    toast = ToastHost(theme, window, "닫기").show_toast("저장했어요")
    assert over(toast, window, send) == []
    assert over(toast, window, *beneath) != []


def test_it_gives_way_also_to_what_is_chosen_a_while_later(window: QWidget, theme: Theme, qtbot: QtBot) -> None:
    host = ToastHost(theme, window, "닫기")
    toast = host.show_toast("참여했어요", "되돌리기")
    qtbot.waitUntil(lambda: host._settled.interval() == _LOOKS_AGAIN_MS)  # it has looked round once
    late = Button(theme, "참여")
    put_at_bottom(window, late)
    assert over(toast, window, late)
    qtbot.waitUntil(lambda: not over(toast, window, late))
