"""Boards of what is pressed and chosen."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QGridLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.button import Button, ButtonKind, IconButton
from lunch_desktop.ui.widgets.check_box import CheckBox, RadioButton
from lunch_desktop.ui.widgets.chip import FilterChip, SyncChip, SyncState
from lunch_desktop.ui.widgets.expander import Expander
from lunch_desktop.ui.widgets.gallery.samples import Words
from lunch_desktop.ui.widgets.gallery.stage import Board, as_if, caption
from lunch_desktop.ui.widgets.key_caps import KeyCaps
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry, SplitButton
from lunch_desktop.ui.widgets.radio_group import RadioGroup, RadioOption
from lunch_desktop.ui.widgets.scroll_page import ScrollPage
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.switch import Switch

_STATES = ("hovered", "pressed", "focused")


def _states(make: Callable[[], QAbstractButton]) -> list[QWidget]:
    """At rest, under the pointer, pressed, in focus, disabled."""
    off = make()
    off.setEnabled(False)
    return [make(), *(as_if(make(), **{state: True}) for state in _STATES), off]


def buttons(theme: Theme, say: Words) -> QWidget:
    """Every kind of button in every state."""
    board = Board(theme)
    board.group(
        say("평소 · 포인터 · 누름 · 초점 · 못 씀 · 처리 중", "Rest · hover · pressed · focus · disabled · busy")
    )
    grid = QGridLayout()
    grid.setSpacing(theme.px(12))
    for row, kind in enumerate(ButtonKind):
        word = say("같이 가요", "Let's go")
        busy = Button(theme, word, kind)
        busy.set_busy(True)
        made = [*_states(lambda kind=kind, word=word: Button(theme, word, kind)), busy]  # type: ignore[misc]
        for column, widget in enumerate(made):
            grid.addWidget(widget, row, column)
    grid.setColumnStretch(6, 1)
    board.column.addLayout(grid)
    board.group(say("아이콘과 함께", "With icons"))
    more = say("더 보기", "More")
    board.line(
        Button(theme, say("파티 열기", "Open a party"), ButtonKind.PRIMARY, Icon.PLUS),
        Button(theme, say("초대", "Invite"), icon=Icon.INVITE),
        IconButton(theme, Icon.EDIT, say("고치기", "Edit"), ButtonKind.SECONDARY),
        *_states(lambda: IconButton(theme, Icon.MORE, more)),
    )
    board.group(say("메뉴가 있는 단추", "With a menu"))
    entries = (
        MenuEntry("late", say("늦어요", "I am late"), Icon.CLOCK),
        MenuEntry("leave", say("나가기", "Leave"), Icon.LOGOUT),
        MenuEntry(),
        MenuEntry("cancel", say("파티 취소", "Cancel the party"), Icon.TRASH, enabled=False),
    )
    menu = MenuButton(theme, say("내보내기", "Export"), icon=Icon.EXPORT)
    split = SplitButton(theme, say("다녀왔어요", "We went"), more, ButtonKind.PRIMARY)
    plain = SplitButton(theme, say("참여", "Join"), more)
    for one in (menu, split, plain):
        one.show_entries(entries)
    board.line(menu, split, plain)
    return board.end()


def choices(theme: Theme, say: Words) -> QWidget:
    """Check boxes, switches, radio buttons, segments and chips."""
    board = Board(theme)
    board.group(say("체크 상자", "Check boxes"))
    word = say("알림 받기", "Notify me")
    for make in (CheckBox, Switch, RadioButton):
        if make is not CheckBox:
            board.group(say("스위치", "Switches") if make is Switch else say("라디오 단추", "Radio buttons"))
        for on in (False, True):
            line = _states(lambda make=make: make(theme, word))  # type: ignore[misc]
            for widget in line:
                if isinstance(widget, QAbstractButton):
                    widget.setAutoExclusive(False)
                    widget.setChecked(on)
            board.line(*line)
    board.group(say("설명이 있는 라디오", "Radio group"))
    group = RadioGroup(
        theme,
        (
            RadioOption("equal", say("똑같이 나누기", "Split equally"), say("원 단위까지 맞춰요.", "To the won.")),
            RadioOption("amount", say("금액으로", "By amount"), say("먹은 만큼 적어요.", "What everybody had.")),
            RadioOption("share", say("비율로", "By share")),
        ),
        say("나누는 방법", "How to split"),
    )
    group.set_option_enabled("share", False)
    board.wide(group)
    board.group(say("구간 선택과 거르기", "Segments and filters"))
    options = (
        ("free", say("11:30–13:00 가능", "Free 11:30–13:00")),
        ("alone", say("따로", "Alone")),
        ("off", say("쉬어요", "Off")),
    )
    off = SegmentedControl(theme, options[1:], "availability")
    off.set_option_enabled("off", False)
    board.line(SegmentedControl(theme, options, "availability"), off)
    board.line(*_states(lambda: FilterChip(theme, say("우리 팀", "My team"))))
    chips = _states(lambda: FilterChip(theme, say("우리 팀", "My team")))
    for chip in chips:
        if isinstance(chip, FilterChip):
            chip.setChecked(True)
    board.line(*chips)
    return board.end()


def sync_and_keys(theme: Theme, say: Words) -> QWidget:
    """The sync chip, key caps, tabs, parts that fold."""
    board = Board(theme)
    board.group(say("동기화 상태", "How sync stands"))
    states = []
    for state, text in (
        (SyncState.UP_TO_DATE, say("최신 상태", "Up to date")),
        (SyncState.OFFLINE, say("오프라인 · 3건 대기", "Offline · 3 waiting")),
        (SyncState.SENDING, say("보내는 중", "Sending")),
        (SyncState.NEEDS_ATTENTION, say("확인 필요", "Needs attention")),
    ):
        chip = SyncChip(theme)
        chip.show_state(state, text)
        states.append(chip)
    board.line(*states)
    board.group(say("단축키", "Shortcuts"))
    for keys, what in (
        ("Ctrl+K", say("무엇이든 찾기", "Find anything")),
        ("Ctrl+Shift+Z", say("다시 하기", "Redo")),
        ("Ctrl++", say("글자 크게", "Larger text")),
        ("F5", say("지금 동기화", "Sync now")),
        ("Alt+Left", say("뒤로", "Back")),
    ):
        board.line(KeyCaps(theme, keys), caption(theme, what))
    board.group(say("접히는 부분", "Parts that fold"))
    opened = Expander(theme, say("참여자", "Members"), "4/5", expanded=True)
    opened.body.addWidget(Label(theme, say("김민지, 이준호, 박서연, 최현우", "Kim Minji, Lee Junho, Park Seoyeon")))
    board.wide(opened, Expander(theme, say("지난 점심", "Past lunches"), say("12번", "12")))
    board.group(say("스크롤", "Scrolling"))
    names = QWidget()
    column = QVBoxLayout(names)
    for name in ("김민지", "이준호", "박서연", "최현우", "정다은", "한지호"):
        column.addWidget(Label(theme, name))
    scrolled = ScrollPage(theme, names)
    scrolled.setFixedHeight(theme.px(96))
    board.wide(scrolled)
    return board.end()
