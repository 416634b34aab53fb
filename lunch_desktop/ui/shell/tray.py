"""The program's place in the tray: an icon that tells how things stand, and a menu for what is done in passing."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.actions import availability
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell import tray_menu as keys
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.shell.snooze import Snooze
from lunch_desktop.ui.shell.tray_facts import TrayFacts, read_tray_facts
from lunch_desktop.ui.shell.tray_icon import TrayBadge, tray_icon
from lunch_desktop.ui.shell.tray_menu import TrayMenu, TrayState
from lunch_desktop.ui.shell.tray_words import tip_words
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.widgets.dressed import dress

_TABLES: Final = frozenset({"parties", "memberships", "availabilities", "employees", "offices"})
_TICK_MS: Final = 5 * 60 * 1000
"""The day changes, and lunch ends, without a row being written."""
_FIRST_LOOK_MS: Final = 500
_LONGEST_LOOK_MS: Final = 60_000
"""How long to wait between looks for a tray; each time twice as long."""
_DEEDS: Final = frozenset({keys.LUNCH, keys.OPEN, keys.SYNC_CENTRE})


class Tray(QObject):
    """`wanted` carries what needs the window: a page and a subject, or None for none; `quit_wanted` the end.

    `told_was_clicked`: the person clicked the latest message.
    """

    wanted = Signal(object, object)
    quit_wanted = Signal()
    told_was_clicked = Signal()

    def __init__(
        self, choices: Choices, snooze: Snooze, now: Callable[[], Instant], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._choices, self._snooze, self._now = choices, snooze, now
        self._session: DesktopSession | None = None
        self._facts: TrayFacts | None = None
        self._badge: TrayBadge | None = None
        self.menu = TrayMenu(self._chosen)
        dress(choices.theme, self.menu, Sheet.MENU)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.menu.aboutToShow.connect(self._read)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.told_was_clicked)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._read)
        choices.theme.changed.connect(self._repaint)
        choices.changed.connect(self.refresh)
        snooze.changed.connect(self.refresh)
        self._repaint()
        self.refresh()
        self._appearing = QTimer(self)
        self._appearing.setSingleShot(True)
        self._appearing.setInterval(_FIRST_LOOK_MS)
        self._appearing.timeout.connect(self._appear)
        self._appear()

    @property
    def is_there(self) -> bool:
        """Whether there is a tray that the person can find this program in."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def attach(self, session: DesktopSession | None) -> None:
        """Tell of this account from now on; of none where nobody is signed in."""
        if self._session is not None:
            self._session.changed.disconnect(self._rows_changed)
            self._session.status_changed.disconnect(self.refresh)
        self._session, self._facts = session, None
        if session is not None:
            session.changed.connect(self._rows_changed)
            session.status_changed.connect(self.refresh)
            self._tick.start()
            self._read()
        else:
            self._tick.stop()
        self.refresh()

    def tell(self, title: str, detail: str) -> None:
        """Show a message of the system's own."""
        self.icon.showMessage(title, detail, self.icon.icon())

    def refresh(self) -> None:
        """Say everything as it stands now, in the present language."""
        status = self._session.status if self._session is not None else None
        state = TrayState(
            signed_in=self._session is not None,
            facts=self._facts,
            status=status,
            offline=self._choices.work_offline,
            snoozed_until=self._snooze.until,
            now=self._now(),
        )
        self.menu.show_state(state)
        met = status is not None and (status.met or status.live)
        self.icon.setToolTip(tip_words(status, self._facts, signed_in=state.signed_in, met=met))
        badge = TrayBadge.NONE
        if status is not None and (status.attention or status.waiting):
            badge = TrayBadge.ATTENTION if status.attention else TrayBadge.UNSENT
        if badge is not self._badge:
            self._badge = badge
            self._repaint()

    def close(self) -> None:
        """Leave the tray."""
        self.attach(None)
        self._appearing.stop()
        self.icon.hide()
        self.menu.deleteLater()

    def _appear(self) -> None:
        """Go into the tray as soon as there is one: a panel may come up later than this program, or again."""
        if not self.is_there:
            self._appearing.start(min(2 * self._appearing.interval(), _LONGEST_LOOK_MS))
        elif not self.icon.isVisible():
            self.icon.show()
            self._read()

    def _repaint(self) -> None:
        self.icon.setIcon(tray_icon(self._choices.theme, self._badge or TrayBadge.NONE))

    def _rows_changed(self, tables: frozenset[str]) -> None:
        if not _TABLES.isdisjoint(tables):
            self._read()

    def _read(self) -> None:
        if self._session is not None and self.is_there:
            now = self._session.clock.now()
            self._session.read(lambda reads: read_tray_facts(reads, now), self._take, key="tray", receiver=self)

    def _take(self, facts: TrayFacts | None) -> None:
        self._facts = facts
        self.refresh()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.wanted.emit(None, None)

    def _chosen(self, key: str) -> None:
        session, facts = self._session, self._facts
        if key == keys.QUIT:
            self.quit_wanted.emit()
        elif key in _DEEDS:
            self.wanted.emit(*self._leads_to(key))
        elif key == keys.SNOOZE_HOUR:
            self._snooze.for_an_hour()
        elif key == keys.SNOOZE_DAY:
            self._snooze.until_tomorrow(facts.time_zone if facts is not None else "UTC")
        elif key == keys.SNOOZE_END:
            self._snooze.end()
        elif key == keys.OFFLINE:
            self._choices.set_work_offline(not self._choices.work_offline)
        elif key == keys.SYNC_NOW and session is not None:
            session.sync_now()
        elif key == keys.NOT_TODAY and session is not None and facts is not None:
            say = availability.take_my_answer_back if facts.away else availability.say_i_am_away
            say(session, facts.day, lambda _: None, self._refused)
        self.refresh()

    def _leads_to(self, key: str) -> tuple[str | None, str | None]:
        if key == keys.OPEN:
            return None, None
        if key == keys.SYNC_CENTRE:
            return "sync", None
        return "parties", self._facts.party_id if self._facts is not None and self._facts.party_id else "new"

    def _refused(self, refusal: Refusal) -> None:
        words = refusal_text(refusal.code.value, refusal.details)
        self.tell(words.title, words.sentence)
