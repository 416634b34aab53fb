"""The Sync centre as a page."""

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.sync.status import Reach
from lunch_desktop.ui.actions import sync_centre as do
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.sync_centre.acts import Acts
from lunch_desktop.ui.pages.sync_centre.column import ChangeColumn
from lunch_desktop.ui.pages.sync_centre.contents import Action, Contents, can_retry
from lunch_desktop.ui.pages.sync_centre.head_words import head_words
from lunch_desktop.ui.pages.sync_centre.helping import Helping
from lunch_desktop.ui.pages.sync_centre.reading import SyncContent, read_content
from lunch_desktop.ui.pages.sync_centre.status_card import StatusCard
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

translate = QCoreApplication.translate
_TICK_MS: Final = 15_000


class SyncCentrePage(Page):
    """What happened to the data, what needs attention, what waits, and what was decided lately."""

    key: ClassVar[str] = "sync"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._content: SyncContent | None = None
        self._focus_when_read = False
        self._refusals: dict[str, Refusal] = {}
        self._acts = Acts(self, context, self._refused)
        theme = context.theme
        self.status_card = StatusCard(theme)
        self.news = ChangeColumn(
            theme,
            lambda: translate("SyncCentre", "About your data"),
            lambda: translate("SyncCentre", "What happened to the file on this PC or to the server."),
        )
        self.attention = ChangeColumn(
            theme,
            lambda: translate("SyncCentre", "Needs attention"),
            lambda: translate("SyncCentre", "Only you can decide these. Nothing else waits for them."),
        )
        self.waiting = ChangeColumn(
            theme,
            lambda: translate("SyncCentre", "Waiting to be sent"),
            lambda: translate("SyncCentre", "Safe on this PC, even when it is off. They are sent in this order."),
        )
        self.recent = ChangeColumn(
            theme,
            lambda: translate("SyncCentre", "Recent"),
            lambda: translate("SyncCentre", "The server has these; others see them."),
        )
        self.told = ChangeColumn(theme, lambda: translate("SyncCentre", "Earlier messages"), lambda: "")
        self.empty = EmptyState(theme, Icon.SYNCED, "")
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show)
        self._build()
        self.status_card.send_now.connect(lambda: do.send_now(self.context.session))
        self.status_card.work_offline.connect(lambda offline: do.work_offline(self.context.session, offline))
        self._helping = Helping(self, context.theme, context.session)
        self.status_card.help_wanted.connect(self._helping.help)
        self.status_card.sign_in.connect(context.session.sign_in_wanted)
        self.news.pressed.connect(self._news_pressed)
        for column in self._columns:
            if column not in (self.news, self.told):
                column.pressed.connect(self._pressed)
            column.more_wanted.connect(self._show)
            column.hide()
        self.empty.hide()
        # Every change passes through the queue, whatever tables it writes.
        context.session.changed.connect(self._queue_changed)
        context.session.status_changed.connect(self._queue_changed)
        self.retranslate()
        follow(theme, self._restyle)

    def open(self, subject: str | None) -> None:
        """Show the page; refusals of an earlier visit are forgotten."""
        self._refusals.clear()
        super().open(subject)

    def refresh(self) -> None:
        """Read the three lists."""
        self.context.session.read(read_content, self._take, key="sync_centre", receiver=self)

    def retranslate(self) -> None:
        """Say everything anew."""
        title = translate("SyncCentre", "Sync centre")
        self.setAccessibleName(title)
        self.context.shell.set_header(title)
        self.status_card.retranslate()
        self.empty.show_content(
            Icon.SYNCED,
            translate("SyncCentre", "Everything is sent"),
            translate("SyncCentre", "What you change stays listed here until the server has it, even while offline."),
        )
        self._show()

    def commands(self) -> Sequence[Command]:
        """What is done for all changes at once."""
        return (
            Command(
                "sync_centre.retry_all",
                CommandGroup.PAGE,
                lambda: translate("SyncCentre", "Try all refused changes again"),
                self.retry_all,
                ("Ctrl+R",),
                Icon.RETRY,
                lambda: bool(self._refused_changes()),
            ),
        )

    def retry_all(self) -> None:
        """Do everything that was refused once more; what is refused again says so at its place."""
        for change in self._refused_changes():
            self._acts.act(change, Action.RETRY, ())

    def focus_first(self) -> None:
        """Where something is to be decided, else on what can be done at the head of the page."""
        if self._content is None:
            self._focus_when_read = True
        if any(column.focus_first() for column in (self.attention, self.news, self.waiting)):
            return
        card = self.status_card
        for target in (card.sign_in_button, card.help_button, card.send_button, card.offline_box):
            if not target.isHidden():
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @property
    def _columns(self) -> tuple[ChangeColumn, ...]:
        return self.news, self.attention, self.waiting, self.recent, self.told

    def showEvent(self, event: QShowEvent) -> None:
        """Time runs while the page is seen: deadlines pass, and so does the time of the next try."""
        super().showEvent(event)
        self._tick.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The head has as much room as the page, whatever it would like."""
        super().resizeEvent(event)
        self.status_card.fit(self.width() - 2 * self.context.theme.px(self.context.theme.metrics.space_xl))

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen, it costs nothing."""
        super().hideEvent(event)
        self._tick.stop()

    def _take(self, content: SyncContent) -> None:
        self._content = content
        known = {one.uuid for one in (*content.centre.attention, *content.centre.waiting, *content.centre.recent)}
        self._refusals = {uuid: refusal for uuid, refusal in self._refusals.items() if uuid in known}
        self._show()
        if self._focus_when_read:
            self._focus_when_read = False
            self.focus_first()

    def _show(self) -> None:
        self._show_status()
        content = self._content
        if content is None:
            return
        had_focus = self._has_focus()
        centre, make = content.centre, Contents(content, self.context.session.clock.now(), self._refusals)
        for column, changes, entry in (
            (self.attention, centre.attention, make.attention),
            (self.waiting, centre.waiting, make.waiting),
            (self.recent, centre.recent, make.recent),
        ):
            column.show_contents([entry(one) for one in changes[: column.limit]], len(changes))
        for column, seen in ((self.news, False), (self.told, True)):
            notices = [one for one in content.notices if one.seen is seen]
            column.show_contents([make.notice(one) for one in notices[: column.limit]], len(notices))
        self.empty.setVisible(not centre.attention and not centre.waiting)
        if had_focus and not self._has_focus():
            self.focus_first()

    def _show_status(self) -> None:
        session, content = self.context.session, self._content
        status, centre = session.status, content.centre if content is not None else None
        zone = content.time_zone if content is not None else "UTC"
        said = head_words(status, centre, zone, session.clock.now())
        reach = status.reach if status is not None else None
        pauses = status is not None and (status.recovering or status.problem is not None) and reach is Reach.ONLINE
        is_waiting = centre is not None and bool(centre.waiting)
        self.status_card.show_status(
            said,
            reach,
            can_send=reach is Reach.ONLINE and is_waiting,
            can_try=pauses or reach in (Reach.UNREACHABLE, Reach.BLOCKED),
        )

    def _refused_changes(self) -> list[ChangeView]:
        attention = self._content.centre.attention if self._content is not None else ()
        return [one for one in attention if can_retry(one)]

    def _pressed(self, uuid: str, action: str) -> None:
        content = self._content
        if content is None:
            return
        centre = content.centre
        found = next((one for one in (*centre.attention, *centre.waiting, *centre.recent) if one.uuid == uuid), None)
        if found is not None:
            self._refusals.pop(uuid, None)
            kind, _, field = action.partition(":")
            self._acts.act(found, Action(kind), content.dependents.get(uuid, ()), field)

    def _news_pressed(self, key: str, action: str) -> None:
        content = self._content
        if content is None:
            return
        folder = content.folders.get(int(key))
        if action == Action.OPEN_FOLDER and folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        elif action == Action.READ:
            do.read_notices(self.context.session, [int(key)])

    def _refused(self, uuid: str, refusal: Refusal) -> None:
        """Tell it at the change itself, which stays as it was."""
        self._refusals[uuid] = refusal
        self._show()

    def _queue_changed(self, _what: object) -> None:
        if self.isVisible():
            self.refresh()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused) and focused.isVisible()

    def _build(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        for widget in (
            self.status_card,
            self.news,
            self.attention,
            self.empty,
            self.waiting,
            self.recent,
            self.told,
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._scroll = ScrollPage(self.context.theme, inner)
        self._scroll.fill(self)

    def _restyle(self) -> None:
        theme, metrics = self.context.theme, self.context.theme.metrics
        side = theme.px(metrics.space_xl)
        self._column.setContentsMargins(side, theme.px(metrics.space_s), side, side)
        self._column.setSpacing(theme.px(metrics.space_l))
