"""The Today page beneath a sheet, a toast and a dialog."""

from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.chip import SyncState
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.gallery.samples import Words
from lunch_desktop.ui.widgets.gallery.today import TodayMock
from lunch_desktop.ui.widgets.inputs import LineEdit, SpinBox, TextArea
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.time_field import TimeField
from lunch_desktop.ui.widgets.toast import ToastHost

_SIZE = (1120, 760)


def today(theme: Theme, say: Words) -> QWidget:
    """The whole page."""
    return TodayMock(theme, say, "joined", SyncState.UP_TO_DATE, _SIZE)


def toast_over_today(theme: Theme, say: Words) -> QWidget:
    """Two toasts, the newest lowest."""
    page = TodayMock(theme, say, "nothing", SyncState.SENDING, _SIZE)
    host = ToastHost(theme, page, say("닫기", "Close"))
    host.show_toast(say("초대장을 복사했어요", "Invitation copied"))
    host.show_toast(say("을지면옥에 자리를 요청했어요", "Seat requested at Euljimyeonok"), say("되돌리기", "Undo"))
    return page


def sheet_over_today(theme: Theme, say: Words) -> QWidget:
    """The form of a new party."""
    page = TodayMock(theme, say, "joined", SyncState.OFFLINE, _SIZE)
    sheet = SideSheet(theme, page, say("파티 열기", "Open a party"), say("닫기", "Close"))
    title = LineEdit(theme)
    sheet.body.addWidget(Field(theme, say("제목", "Title"), title))
    sheet.body.addWidget(Field(theme, say("만나는 시각", "Meeting time"), TimeField(theme)))
    sheet.body.addWidget(Field(theme, say("자리", "Seats"), SpinBox(theme, 2, 20)))
    sheet.body.addWidget(Field(theme, say("메모", "Note"), TextArea(theme)))
    sheet.body.addStretch(1)
    sheet.footer.addWidget(Button(theme, say("취소", "Cancel")))
    sheet.footer.addWidget(Button(theme, say("열기", "Open"), ButtonKind.PRIMARY))
    sheet.open(title)
    return page


def dialog(theme: Theme, say: Words) -> QWidget:
    """Asks before what cannot be undone."""
    return ConfirmDialog(
        theme,
        say("이 기기의 로그인을 끊을까요?", "Sign this device out?"),
        say(
            "보내지 않은 변경 3건이 사라집니다. 되돌릴 수 없어요.",
            "Three changes that were not sent are lost. This cannot be undone.",
        ),
        say("로그인 끊기", "Sign out"),
        say("그대로 두기", "Keep it"),
        danger=True,
    )
