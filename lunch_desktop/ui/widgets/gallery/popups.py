"""A board of what opens: menus, the list of a combo box, a progress that appears."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.dressed import dress
from lunch_desktop.ui.widgets.gallery.samples import Words
from lunch_desktop.ui.widgets.gallery.stage import Board
from lunch_desktop.ui.widgets.inputs import ComboBox
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.popup_panel import PopupPanel


def popups(theme: Theme, say: Words) -> QWidget:
    """Pictures of what is in sight for a moment only."""
    board = Board(theme)
    board.group(say("메뉴", "A menu"))
    menu = QMenu(board)
    dress(theme, menu, Sheet.MENU)
    for text, icon in (
        (say("늦어요", "I am late"), Icon.CLOCK),
        (say("초대장 복사", "Copy invitation"), Icon.COPY),
        (say("나가기", "Leave"), Icon.LOGOUT),
    ):
        menu.addAction(theme.icon(icon, ColourRole.SECONDARY, 16), text)
    menu.addSeparator()
    off = QAction(say("파티 취소", "Cancel the party"), menu)
    off.setEnabled(False)
    menu.addAction(off)
    notify = QAction(say("알림 받기", "Notify me"), menu)
    notify.setCheckable(True)
    notify.setChecked(True)
    menu.addAction(notify)
    menu.setActiveAction(menu.actions()[1])
    board.line(_picture(menu))
    board.group(say("고르는 목록", "The list of a combo box"))
    box = ComboBox(theme, board)
    places = (say("을지면옥", "Euljimyeonok"), say("미미식당", "Mimi Diner"), say("그린볼", "Green Bowl"))
    box.show_options([(text, text) for text in places], places[1])
    view = box.view()
    view.setFixedSize(theme.px(200), theme.px(28) * 3 + 12)
    view.setCurrentIndex(box.model().index(1, 0))
    board.line(_picture(view))
    box.hide()
    board.group(say("떠 있는 면", "A popup's surface"))
    panel = PopupPanel(theme, board)
    panel.body.addWidget(Label(theme, say("필드 아래에 열려요", "Opens below a field")))
    panel.setFixedSize(QSize(theme.px(220), theme.px(60)))
    panel.show()
    board.line(panel)
    return board.end()


def _picture(widget: QWidget) -> QLabel:
    picture = QLabel()
    picture.setPixmap(widget.grab())
    return picture
