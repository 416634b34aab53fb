"""Every board of the gallery, in the order of its list."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.gallery.controls import buttons, choices, sync_and_keys
from lunch_desktop.ui.widgets.gallery.fields import inputs, pickers
from lunch_desktop.ui.widgets.gallery.lists import cards, hero_states, navigation, party_rows
from lunch_desktop.ui.widgets.gallery.marks import signs, type_and_icons
from lunch_desktop.ui.widgets.gallery.messages import messages, progress
from lunch_desktop.ui.widgets.gallery.overlays import dialog, sheet_over_today, toast_over_today, today
from lunch_desktop.ui.widgets.gallery.popups import popups
from lunch_desktop.ui.widgets.gallery.samples import Words

BoardMaker = Callable[[Theme, Words], QWidget]


@dataclass(frozen=True, slots=True)
class Section:
    """A board with its place in the list. ``covers`` marks those that fill a window instead of a column."""

    korean: str
    english: str
    icon: Icon
    make: BoardMaker
    covers: bool = False


SECTIONS: dict[str, Section] = {
    "type": Section("글자와 아이콘", "Type and icons", Icon.LANGUAGE, type_and_icons),
    "signs": Section("상태와 사람", "States and people", Icon.PEOPLE, signs),
    "buttons": Section("단추", "Buttons", Icon.SEND, buttons),
    "choices": Section("고르기", "Choices", Icon.CHECK, choices),
    "inputs": Section("입력", "Inputs", Icon.EDIT, inputs),
    "pickers": Section("날짜와 시각", "Dates and times", Icon.CALENDAR, pickers),
    "popups": Section("열리는 것", "Popups", Icon.MORE, popups),
    "rows": Section("목록", "Lists", Icon.SORT, party_rows),
    "cards": Section("카드", "Cards", Icon.STORE, cards),
    "heroes": Section("오늘의 점심", "The hero", Icon.SUN, hero_states),
    "navigation": Section("이동", "Navigation", Icon.MAP_PIN, navigation),
    "sync": Section("동기화와 단축키", "Sync and keys", Icon.SYNCED, sync_and_keys),
    "messages": Section("알림과 오류", "Messages", Icon.BELL, messages),
    "progress": Section("진행", "Progress", Icon.HOURGLASS, progress),
    "today": Section("오늘 페이지", "Today page", Icon.CALENDAR_TODAY, today, covers=True),
    "toast": Section("토스트", "Toasts", Icon.INFO, toast_over_today, covers=True),
    "sheet": Section("시트", "Side sheet", Icon.CHEVRON_LEFT, sheet_over_today, covers=True),
    "dialog": Section("대화 상자", "Dialog", Icon.WARNING, dialog, covers=True),
}

BOARDS: dict[str, BoardMaker] = {key: section.make for key, section in SECTIONS.items() if not section.covers}
"""Those that are columns, by name."""
