"""Boards of what the program says: news, errors, progress, emptiness."""

from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.button import ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.gallery.samples import Words
from lunch_desktop.ui.widgets.gallery.stage import Board
from lunch_desktop.ui.widgets.inline_error import InlineError
from lunch_desktop.ui.widgets.progress import Progress
from lunch_desktop.ui.widgets.progress_bar import ThinProgressBar


def messages(theme: Theme, say: Words) -> QWidget:
    """Banners, errors beside what they are about, the empty state."""
    board = Board(theme)
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
        ways = (("retry", say("다시 시도", "Try again")), ("show", say("자세히", "Details")))
        banner.show_message(kind, title, text, () if kind is BannerKind.INFO else ways)
        board.wide(banner)
    board.group(say("한 부분의 오류", "An error of one part"))
    part, small = InlineError(theme), InlineError(theme, small=True)
    card = Card(theme)
    card.body.addWidget(part)
    card.body.addWidget(small)
    part.show_error(
        say(
            "식당을 불러오지 못했어요. 잠시 뒤에 다시 시도해 주세요.",
            "The restaurants could not be read. Try again.",
        ),
        say("다시 시도", "Try again"),
    )
    small.show_error(say("60자까지 적을 수 있어요.", "It takes 60 letters at most."))
    board.wide(card)
    empty = Card(theme)
    empty.body.addWidget(
        EmptyState(
            theme,
            Icon.BOWL,
            say("오늘 열린 파티가 없어요", "No open parties today"),
            say("하나 열면 팀에서 볼 수 있어요.", "Open one and your team will see it."),
            say("파티 열기", "Open a party"),
            ButtonKind.PRIMARY,
        )
    )
    board.wide(empty)
    return board.end()


def progress(theme: Theme, say: Words) -> QWidget:
    """Something that takes a while: known, unknown, about to stop."""
    board = Board(theme)
    clock = [0.0]
    for total, done, stopping in ((12_000, 4_000, False), (0, 0, False), (12_000, 9_000, True)):
        board.group(say("진행", "Under way") if not stopping else say("멈추는 중", "Stopping"))
        one = Progress(theme, clock=lambda: clock[0])
        clock[0] = 0.0
        one.start(say("출석 12,000행을 쓰는 중", "Writing 12,000 rows of attendance"), total)
        clock[0] = 20.0
        one.advance(done)
        if stopping:
            one.cancel_button.click()
        card = Card(theme)
        card.body.addWidget(one)
        board.wide(card)
        one.show()
    bars = [ThinProgressBar(theme) for _ in range(3)]
    for bar, value in zip(bars, (0, 4, 100), strict=True):
        bar.setValue(value)
        bar.setFixedWidth(theme.px(180))
    board.line(*bars)
    return board.end()
