"""Boards of rows, cards and the rail."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Card, Section, SideCard
from lunch_desktop.ui.widgets.chip import FilterChip
from lunch_desktop.ui.widgets.fitting import FittingScroll
from lunch_desktop.ui.widgets.gallery.samples import Words, heroes, rail_items, rows
from lunch_desktop.ui.widgets.gallery.stage import Board, as_if
from lunch_desktop.ui.widgets.header import PageHeader
from lunch_desktop.ui.widgets.hero import HeroCard
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.party_row import PartyRow, PartyRowContent
from lunch_desktop.ui.widgets.rail import NavigationRail
from lunch_desktop.ui.widgets.row_list import RowList
from lunch_desktop.ui.widgets.skeleton import SkeletonCard, SkeletonRow


def _row(theme: Theme, content: PartyRowContent, say: Words) -> PartyRow:
    row = PartyRow(theme, (say("참여", "Join"),), (say("요청됨", "Requested"),))
    row.show_content(content)
    return row


def party_rows(theme: Theme, say: Words) -> QWidget:
    """A row at rest, under the pointer, pressed, selected, in focus; then a list of all kinds."""
    board = Board(theme)
    board.group(say("평소 · 포인터 · 누름 · 선택 · 초점", "Rest · hover · pressed · selected · focus"))
    card = Card(theme, padding=4)
    contents = rows(say)
    plain = [_row(theme, contents[0], say) for _ in range(5)]
    plain[3].setCheckable(True)
    plain[3].setChecked(True)
    as_if(plain[1], hovered=True)
    as_if(plain[2], pressed=True)
    as_if(plain[4], focused=True)
    for row in plain:
        card.body.addWidget(row)
    board.wide(card)
    board.group(say("목록", "A list"))
    listing = RowList(
        theme,
        lambda: PartyRow(theme, (say("참여", "Join"),), (say("요청됨", "Requested"),)),
        lambda row, item: (
            row.show_content(item) if isinstance(row, PartyRow) and isinstance(item, PartyRowContent) else None
        ),
        name=say("열린 파티", "Open parties"),
    )
    listing.show_items(contents)
    listing.setFixedHeight(theme.px(64 * 4))
    box = Card(theme, padding=4)
    box.body.addWidget(listing)
    board.wide(box)
    return board.end()


def cards(theme: Theme, say: Words) -> QWidget:
    """Sections, cards, and what stands there until they are read."""
    board = Board(theme)
    section = Section(theme, say("지금 들어갈 수 있어요", "Open now"), "6")
    section.add_control(FilterChip(theme, say("우리 팀", "My team")))
    card = Card(theme)
    card.body.addWidget(Label(theme, say("카드의 내용", "What is on the card")))
    section.body.addWidget(card)
    board.wide(section)
    side = SideCard(theme, say("점심 제안", "Proposals"), "2")
    side.body.addWidget(Label(theme, say("내일 12:00 같이 먹어요", "Lunch tomorrow at 12:00?")))
    side.body.addWidget(Button(theme, say("좋아요", "Accept"), icon=Icon.CHECK))
    board.wide(side)
    board.group(say("길면 스크롤되는 부분", "A part that scrolls when it is long"))
    lines = "\n".join(say(f"{number}번째 줄", f"Line {number}") for number in range(1, 9))
    long = FittingScroll(theme, Label(theme, lines, wrap=True))
    long.setFixedHeight(theme.px(96))
    board.wide(long)
    board.group(say("읽는 동안", "While it is read"))
    waiting = Card(theme, padding=4)
    for _ in range(2):
        waiting.body.addWidget(SkeletonRow(theme, say("불러오는 중", "Loading")))
    board.wide(waiting)
    pair = QHBoxLayout()
    pair.setSpacing(theme.px(16))
    for _ in range(2):
        soon = Card(theme)
        soon.body.addWidget(SkeletonCard(theme, say("불러오는 중", "Loading")))
        pair.addWidget(soon)
    board.column.addLayout(pair)
    return board.end()


def navigation(theme: Theme, say: Words) -> QWidget:
    """The head of a page and the rail, wide and narrow."""
    board = Board(theme)
    board.wide(PageHeader(theme, say("오늘", "Today"), say("11월 23일 월요일 · 판교", "Monday 23 November · Pangyo")))
    rails = []
    for compact in (False, True):
        rail = NavigationRail(theme, say("페이지", "Pages"))
        rail.show_items(rail_items(say))
        rail.set_current("parties")
        rail.set_badge("notifications", "3")
        rail.set_compact(compact)
        rail.setFixedHeight(theme.px(420))
        buttons = [one for one in rail.findChildren(QWidget) if one.accessibleName()]
        as_if(buttons[2], hovered=True)
        as_if(buttons[3], focused=True)
        rails.append(rail)
    board.line(*rails, Label(theme, "", colour=ColourRole.SECONDARY))
    return board.end()


def hero_states(theme: Theme, say: Words) -> QWidget:
    """The hero in every state."""
    board = Board(theme)
    for content in heroes(say).values():
        hero = HeroCard(theme)
        hero.show_content(content)
        board.wide(hero)
    return board.end()
