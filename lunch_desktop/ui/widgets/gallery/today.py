"""The whole Today page in plain values, to prove its proportions. No page of the program uses this."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import SIDE_BELOW_EM, ColourRole, TextRole
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.button import Button, ButtonKind, IconButton
from lunch_desktop.ui.widgets.card import Card, Section, SideCard
from lunch_desktop.ui.widgets.chip import FilterChip, SyncChip, SyncState
from lunch_desktop.ui.widgets.gallery.samples import PEOPLE, Words, heroes, rail_items, rows
from lunch_desktop.ui.widgets.header import PageHeader
from lunch_desktop.ui.widgets.hero import HeroCard
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.party_row import PartyRow, PartyRowContent
from lunch_desktop.ui.widgets.rail import NavigationRail
from lunch_desktop.ui.widgets.row_list import RowList
from lunch_desktop.ui.widgets.search_field import SearchField
from lunch_desktop.ui.widgets.segmented import SegmentedControl


def _header(theme: Theme, say: Words, sync: SyncState) -> QWidget:
    header = PageHeader(theme, say("오늘", "Today"), say("11월 23일 월요일 · 판교", "Monday 23 November · Pangyo"))
    header.add(SearchField(theme, say("검색", "Search"), say("지우기", "Clear")))
    chip = SyncChip(theme)
    words = {
        SyncState.UP_TO_DATE: say("최신 상태", "Up to date"),
        SyncState.OFFLINE: say("오프라인 · 3건 대기", "Offline · 3 waiting"),
        SyncState.SENDING: say("보내는 중", "Sending"),
        SyncState.NEEDS_ATTENTION: say("확인 필요", "Needs attention"),
    }
    chip.show_state(sync, words[sync])
    header.add(chip)
    return header


def _availability(theme: Theme, say: Words) -> QWidget:
    bar = QWidget()
    bar.setFixedHeight(theme.px(theme.metrics.availability))
    layout = QHBoxLayout(bar)
    layout.setContentsMargins(0, 0, 0, 0)
    options = (
        ("free", say("11:30–13:00 가능", "Free 11:30–13:00")),
        ("alone", say("따로", "On my own")),
        ("off", say("쉬어요", "Not today")),
    )
    layout.addWidget(SegmentedControl(theme, options, say("오늘 상태", "My availability")))
    layout.addStretch()
    return bar


def _proposals(theme: Theme, say: Words) -> SideCard:
    card = SideCard(theme, say("점심 제안", "Proposals"), "2")
    for person, text in (
        ("이준호", say("내일 12:00 같이 먹어요", "Lunch tomorrow at 12:00?")),
        ("Jane Miller", say("수요일 마라탕 어때요?", "Malatang on Wednesday?")),
    ):
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Avatar(theme, person, 28))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(theme, person))
        words.addWidget(ElidedLabel(theme, text, role=TextRole.CAPTION, colour=ColourRole.SECONDARY))
        row.addLayout(words, 1)
        row.addWidget(IconButton(theme, Icon.CHECK, f"{say('좋아요', 'Accept')} {person}", ButtonKind.SECONDARY))
        row.addWidget(IconButton(theme, Icon.CLOSE, f"{say('다음에', 'Decline')} {person}"))
        card.body.addLayout(row)
    return card


def _free(theme: Theme, say: Words) -> SideCard:
    card = SideCard(theme, say("지금 시간 되는 사람", "Free now"), say("8명", "8"))
    for person in PEOPLE[:5]:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Avatar(theme, person, 28))
        row.addWidget(ElidedLabel(theme, person), 1)
        row.addWidget(Label(theme, "11:30–13:00", role=TextRole.CAPTION, colour=ColourRole.SECONDARY))
        card.body.addLayout(row)
    card.body.addWidget(Button(theme, say("3명 더", "3 more"), ButtonKind.QUIET), 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _open_parties(theme: Theme, say: Words) -> QWidget:
    section = Section(theme, say("지금 들어갈 수 있어요", "Open now"), "6")
    for text in (say("우리 팀", "My team"), say("10분 안", "Within 10 min")):
        section.add_control(FilterChip(theme, text))
    card = Card(theme, padding=4)
    items = rows(say)

    def fill(row: object, item: object) -> None:
        if isinstance(row, PartyRow) and isinstance(item, PartyRowContent):
            row.show_content(item)

    listing = RowList(
        theme,
        lambda: PartyRow(theme, (say("참여", "Join"),), (say("요청됨", "Requested"),)),
        fill,
        name=say("열린 파티", "Open parties"),
    )
    listing.show_items(items)
    card.body.addWidget(listing)
    section.body.addWidget(card, 1)
    return section


class TodayMock(QWidget):
    """The page at any size, theme, language and state of the hero."""

    def __init__(self, theme: Theme, say: Words, hero: str, sync: SyncState, size: tuple[int, int]) -> None:
        super().__init__()
        self.resize(*size)
        em = size[0] / theme.px(14)
        rail = NavigationRail(theme, say("페이지", "Pages"))
        rail.show_items(rail_items(say))
        rail.set_current("today")
        rail.set_badge("notifications", "3")
        rail.set_compact(em < 60)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rail)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(_header(theme, say, sync))
        outer.addLayout(right, 1)
        content = QHBoxLayout()
        edge = theme.px(24)
        content.setContentsMargins(edge, theme.px(8), edge, edge)
        content.setSpacing(edge)
        right.addLayout(content, 1)
        page = QVBoxLayout()
        page.setSpacing(theme.px(16))
        page.addWidget(_availability(theme, say))
        self.hero = HeroCard(theme)
        self.hero.show_content(heroes(say)[hero])
        page.addWidget(self.hero)
        page.addWidget(_open_parties(theme, say), 1)
        content.addLayout(page, 1)
        if em >= SIDE_BELOW_EM:
            side_box = QWidget()
            side_box.setFixedWidth(theme.px(theme.metrics.side))
            side = QVBoxLayout(side_box)
            side.setContentsMargins(0, theme.px(8), 0, 0)
            side.setSpacing(theme.px(16))
            side.addWidget(_proposals(theme, say))
            side.addWidget(_free(theme, say))
            side.addStretch()
            content.addWidget(side_box)
