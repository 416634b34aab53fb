"""Boards of words and signs: type, icons, tags, states, faces, counts."""

from PySide6.QtWidgets import QGridLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone
from lunch_desktop.ui.widgets.avatar import Avatar, AvatarStack
from lunch_desktop.ui.widgets.badge import CountBadge
from lunch_desktop.ui.widgets.gallery.samples import PEOPLE, Words
from lunch_desktop.ui.widgets.gallery.stage import Board
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill
from lunch_desktop.ui.widgets.tag import Tag


def type_and_icons(theme: Theme, say: Words) -> QWidget:
    """The type scale, the colours of text, and every icon."""
    board = Board(theme)
    for role in TextRole:
        size, height = role.value
        words = f"{say('점심 같이 먹어요', 'Lunch together')} 11:50 · {size}/{height}"
        board.wide(Label(theme, words, role=role))
    board.wide(Label(theme, say("둘째로 중요한 글", "Secondary text"), colour=ColourRole.SECONDARY))
    board.wide(Label(theme, say("못 쓰는 글", "Disabled text"), colour=ColourRole.DISABLED))
    short = ElidedLabel(
        theme,
        say(
            "아주 긴 이름은 줄임표로 끝나고 도구 설명에 모두 있어요",
            "A very long name ends in dots, whole in its tooltip",
        ),
    )
    short.setFixedWidth(theme.px(160))
    board.line(short)
    grid = QGridLayout()
    grid.setSpacing(theme.px(16))
    for position, icon in enumerate(Icon):
        grid.addWidget(IconLabel(theme, icon, size=24), position // 14, position % 14)
    board.column.addLayout(grid)
    return board.end()


def signs(theme: Theme, say: Words) -> QWidget:
    """States, tags, counts and faces."""
    board = Board(theme)
    board.group(say("상태", "States"))
    tones = {
        Tone.CONFIRMED: say("확정", "Confirmed"),
        Tone.REQUESTED: say("요청됨 · 미확정", "Requested"),
        Tone.WAITING: say("대기 2번째", "2nd in line"),
        Tone.REFUSED: say("자리가 찼어요", "Full"),
        Tone.NEUTRAL: say("다녀왔나요?", "Did you go?"),
    }
    board.line(*[StatePill(theme, PillContent(text, tone)) for tone, text in tones.items()])
    board.group(say("꼬리표와 개수", "Tags and counts"))
    counts = [CountBadge(theme) for _ in range(3)]
    board.line(Tag(theme, say("디자인팀", "Design")), Tag(theme, say("한식", "Korean")), *counts)
    for badge, count in zip(counts, (3, 42, 128), strict=True):
        badge.show_count(count, say(f"안 읽음 {count}", f"{count} unread"))
    board.group(say("사람", "People"))
    board.line(*[Avatar(theme, person) for person in PEOPLE])
    board.line(*[Avatar(theme, person, 24) for person in PEOPLE])
    for size, most, seats in ((32, 8, "7/8"), (24, 4, "7/8"), (24, 5, "2/4")):
        stack = AvatarStack(theme, size, most)
        stack.show_people(PEOPLE[: int(seats[0])], seats, int(seats[2]) - int(seats[0]))
        board.line(stack)
    return board.end()
