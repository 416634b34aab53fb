"""The menu of the tray."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lunch_desktop.domain.times import Instant
from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.ui.shell.tray_facts import TrayFacts
from lunch_desktop.ui.shell.tray_words import attention_words, lunch_words, snoozed_words, waiting_words
from lunch_desktop.ui.widgets.base import set_name

translate = QCoreApplication.translate

LUNCH: Final = "lunch"
NOT_TODAY: Final = "not_today"
SYNC_CENTRE: Final = "sync_centre"
SNOOZE_HOUR: Final = "snooze_hour"
SNOOZE_DAY: Final = "snooze_day"
SNOOZE_END: Final = "snooze_end"
OPEN: Final = "open"
SYNC_NOW: Final = "sync_now"
OFFLINE: Final = "offline"
QUIT: Final = "quit"


@dataclass(frozen=True, slots=True)
class TrayState:
    """Everything that the menu shows. `facts` and `status` are None while they are not known."""

    signed_in: bool
    facts: TrayFacts | None
    status: SyncStatus | None
    offline: bool
    snoozed_until: Instant | None
    now: Instant


class TrayMenu(QMenu):
    """Calls `chosen` with the key of what the person chose."""

    def __init__(self, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self._chosen = chosen
        self._snooze = QMenu(self)
        self.items: dict[str, QAction] = {}
        for key in (LUNCH, NOT_TODAY):
            self._add(self, key)
        self.addSeparator()
        self._add(self, SYNC_CENTRE)
        self.items["snooze"] = self.addMenu(self._snooze)
        for key in (SNOOZE_HOUR, SNOOZE_DAY):
            self._add(self._snooze, key)
        self._add(self, SNOOZE_END)
        self.addSeparator()
        for key in (OPEN, SYNC_NOW, OFFLINE):
            self._add(self, key)
        self.addSeparator()
        self._add(self, QUIT)
        self.items[NOT_TODAY].setCheckable(True)
        self.items[OFFLINE].setCheckable(True)
        self.setDefaultAction(self.items[OPEN])

    def show_state(self, state: TrayState) -> None:
        """Show another state, in the present language."""
        texts = {
            LUNCH: lunch_words(state.facts),
            NOT_TODAY: translate("Tray", "Not today"),
            SYNC_CENTRE: " · ".join(one for one in (attention_words(state.status), waiting_words(state.status)) if one),
            "snooze": translate("Tray", "Quiet for a while"),
            SNOOZE_HOUR: translate("Tray", "For one hour"),
            SNOOZE_DAY: translate("Tray", "Until tomorrow"),
            SNOOZE_END: "",
            OPEN: translate("Tray", "Open Lunch Desktop"),
            SYNC_NOW: translate("Tray", "Sync now"),
            OFFLINE: translate("Tray", "Work offline"),
            QUIT: translate("Tray", "Quit"),
        }
        if state.snoozed_until is not None:
            zone = state.facts.time_zone if state.facts is not None else "UTC"
            texts[SNOOZE_END] = snoozed_words(state.snoozed_until, state.now, zone)
        for key, text in texts.items():
            self.items[key].setText(text)
        set_name(self, translate("Tray", "Lunch Desktop in the tray"))
        knows, inside = state.facts is not None, state.signed_in
        shown = {
            LUNCH: knows,
            NOT_TODAY: knows,
            SYNC_CENTRE: inside and bool(texts[SYNC_CENTRE]),
            "snooze": inside and state.snoozed_until is None,
            SNOOZE_END: inside and state.snoozed_until is not None,
            SYNC_NOW: inside,
            OFFLINE: inside,
        }
        for key, is_shown in shown.items():
            self.items[key].setVisible(is_shown)
        self.items[NOT_TODAY].setChecked(state.facts is not None and state.facts.away)
        self.items[OFFLINE].setChecked(state.offline)

    def _add(self, menu: QMenu, key: str) -> None:
        action = QAction(self)
        action.triggered.connect(lambda: self._chosen(key))
        menu.addAction(action)
        self.items[key] = action
