"""One board a family of components, in all their states."""

from collections.abc import Callable

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import TextRole, Tone
from lunch_desktop.ui.widgets.avatar import Avatar, AvatarStack
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.button import Button, ButtonKind, IconButton
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.check_box import CheckBox, RadioButton
from lunch_desktop.ui.widgets.chip import FilterChip, SyncChip, SyncState
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.gallery.samples import PEOPLE, Words, heroes
from lunch_desktop.ui.widgets.hero import HeroCard
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.inputs import ComboBox, DateEdit, LineEdit, SpinBox, TextArea, TimeEdit
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill
from lunch_desktop.ui.widgets.search_field import SearchField
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.skeleton import SkeletonRow
from lunch_desktop.ui.widgets.tag import Tag


def _line(*widgets: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(12)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout


def _board(theme: Theme) -> tuple[QWidget, QVBoxLayout]:
    board = QWidget()
    layout = QVBoxLayout(board)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.setSpacing(theme.px(16))
    return board, layout


def buttons(theme: Theme, say: Words) -> QWidget:
    """Every kind of button, chip, pill, tag and face."""
    board, layout = _board(theme)
    word = say("같이 가요", "Let's go")
    for kind in ButtonKind:
        off = Button(theme, word, kind)
        off.setEnabled(False)
        down = Button(theme, word, kind)
        down.setDown(True)
        layout.addLayout(_line(Button(theme, word, kind), Button(theme, word, kind, Icon.PLUS), down, off))
    focused = Button(theme, word, ButtonKind.PRIMARY)
    layout.addLayout(
        _line(focused, IconButton(theme, Icon.MORE, "more"), IconButton(theme, Icon.EDIT, "edit", ButtonKind.SECONDARY))
    )
    focused.setFocus()
    tones = {
        Tone.CONFIRMED: say("확정", "Confirmed"),
        Tone.REQUESTED: say("요청됨 · 미확정", "Requested"),
        Tone.WAITING: say("대기 2번째", "2nd in line"),
        Tone.REFUSED: say("자리가 찼어요", "Full"),
        Tone.NEUTRAL: say("다녀왔나요?", "Did you go?"),
    }
    layout.addLayout(_line(*[StatePill(theme, PillContent(text, tone)) for tone, text in tones.items()]))
    chips = [FilterChip(theme, say("우리 팀", "My team")), FilterChip(theme, say("10분 안", "Within 10 min"))]
    chips[0].setChecked(True)
    layout.addLayout(_line(*chips, Tag(theme, say("디자인팀", "Design")), Tag(theme, say("한식", "Korean"))))
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
    layout.addLayout(_line(*states))
    stack = AvatarStack(theme, 32)
    stack.show_people(PEOPLE, "7/8")
    layout.addLayout(_line(*[Avatar(theme, person) for person in PEOPLE], stack))
    layout.addStretch()
    return board


def type_and_icons(theme: Theme, say: Words) -> QWidget:
    """The type scale and every icon."""
    board, layout = _board(theme)
    for role in TextRole:
        size, height = role.value
        layout.addWidget(
            Label(theme, f"{say('점심 같이 먹어요', 'Lunch together')} 11:50 · {size}/{height}", role=role)
        )
    short = ElidedLabel(
        theme,
        say(
            "아주 긴 이름은 줄임표로 끝나고 도구 설명에 모두 있어요",
            "A very long name ends in dots, whole in its tooltip",
        ),
    )
    short.setFixedWidth(theme.px(160))
    layout.addLayout(_line(short))
    grid = QGridLayout()
    grid.setSpacing(theme.px(16))
    for position, icon in enumerate(Icon):
        grid.addWidget(IconLabel(theme, icon, size=24), position // 14, position % 14)
    layout.addLayout(grid)
    layout.addStretch()
    return board


def inputs(theme: Theme, say: Words) -> QWidget:
    """Every input: at rest, in focus, wrong and disabled."""
    board, outer = _board(theme)
    grid = QGridLayout()
    grid.setSpacing(theme.px(16))
    outer.addLayout(grid)
    title = LineEdit(theme, say("국수 먹을 사람", "Noodles, anyone?"))
    wrong = Field(theme, say("정원", "Seats"), SpinBox(theme, 2, 20), say("나를 포함해서", "Including me"))
    wrong.set_error(say("두 명부터 열 수 있어요. 2 이상을 적어 주세요.", "A party needs two. Enter 2 or more."))
    place = ComboBox(theme)
    place.show_options([("a", say("을지면옥", "Euljimyeonok")), ("b", say("미미식당", "Mimi Diner"))])
    time, date = TimeEdit(theme), DateEdit(theme)
    time.setTime(QTime(11, 50))
    date.setDate(QDate(2026, 11, 23))
    off = LineEdit(theme, say("바꿀 수 없어요", "Cannot be changed"))
    off.setEnabled(False)
    note = TextArea(theme, say("메모", "Note"))
    search = SearchField(theme, say("검색", "Search"), "clear")
    filled = SearchField(theme, say("검색", "Search"), "clear")
    filled.setText(say("을지", "Eulji"))
    fields: list[QWidget] = [
        Field(theme, say("제목", "Title"), title, say("무엇을 먹을지 적어 주세요", "What will you eat?")),
        wrong,
        Field(theme, say("식당", "Restaurant"), place),
        Field(theme, say("만나는 시각", "Meeting time"), time),
        Field(theme, say("날짜", "Date"), date),
        Field(theme, say("사업장", "Office"), off),
        Field(theme, say("메모", "Note"), note),
        search,
        filled,
    ]
    for position, field in enumerate(fields):
        grid.addWidget(field, position // 2, position % 2)
    checks = [CheckBox(theme, say("초대한 사람만", "Invited only")), CheckBox(theme, say("알림 받기", "Notify me"))]
    checks[1].setChecked(True)
    radios = [RadioButton(theme, say("나누어 내기", "Split")), RadioButton(theme, say("각자", "Separately"))]
    radios[0].setChecked(True)
    outer.addLayout(_line(*checks, *radios))
    options = (
        ("free", say("11:30–13:00 가능", "Free 11:30–13:00")),
        ("alone", say("따로", "Alone")),
        ("off", say("쉬어요", "Off")),
    )
    outer.addLayout(_line(SegmentedControl(theme, options, "availability")))
    outer.addStretch()
    title.setFocus()
    return board


def hero_states(theme: Theme, say: Words) -> QWidget:
    """The hero in every state."""
    board, layout = _board(theme)
    for content in heroes(say).values():
        hero = HeroCard(theme)
        hero.show_content(content)
        layout.addWidget(hero)
    layout.addStretch()
    return board


def messages(theme: Theme, say: Words) -> QWidget:
    """Banners, the empty state, rows on their way."""
    board, layout = _board(theme)
    for kind, title in (
        (BannerKind.INFO, say("식단표가 새로 올라왔어요", "A new cafeteria menu is here")),
        (BannerKind.WARNING, say("지금은 오프라인이에요", "You are offline")),
        (BannerKind.ERROR, say("자리를 잡지 못했어요", "The seat could not be taken")),
    ):
        banner = Banner(theme, say("닫기", "Close"))
        text = say(
            "네 자리가 모두 찼어요. 대기하거나 12:00 미미식당으로 가세요.",
            "All four seats are taken. Wait in line, or go to Mimi Diner at 12:00.",
        )
        banner.show_message(
            kind,
            title,
            text,
            ()
            if kind is BannerKind.INFO
            else (("retry", say("다시 시도", "Try again")), ("show", say("자세히", "Details"))),
        )
        layout.addWidget(banner)
    card = Card(theme, padding=4)
    for _ in range(2):
        card.body.addWidget(SkeletonRow(theme))
    layout.addWidget(card)
    layout.addWidget(
        EmptyState(
            theme,
            Icon.BOWL,
            say("오늘 열린 파티가 없어요", "No open parties today"),
            say("하나 열면 팀에서 볼 수 있어요.", "Open one and your team will see it."),
            say("파티 열기", "Open a party"),
            ButtonKind.PRIMARY,
        )
    )
    layout.addStretch()
    return board


BOARDS: dict[str, Callable[[Theme, Words], QWidget]] = {
    "buttons": buttons,
    "type": type_and_icons,
    "inputs": inputs,
    "heroes": hero_states,
    "messages": messages,
}
