"""The start page: my lunch today, what I can join, who is free."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.store.desktop.inbox import INBOX
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.parties.subjects import AT_CAFETERIA
from lunch_desktop.ui.pages.proposals.proposing import propose
from lunch_desktop.ui.pages.today.acting import TodayActions
from lunch_desktop.ui.pages.today.availability_bar import AvailabilityBar
from lunch_desktop.ui.pages.today.cafeteria_row import CafeteriaRow
from lunch_desktop.ui.pages.today.day_one import DayOneCard
from lunch_desktop.ui.pages.today.finding import Found, RowFilter, Wanted, find_today
from lunch_desktop.ui.pages.today.free_card import FreeCard
from lunch_desktop.ui.pages.today.hero_words import Moment, next_boundary
from lunch_desktop.ui.pages.today.lunch_hero import LunchHero
from lunch_desktop.ui.pages.today.open_parties import OpenParties
from lunch_desktop.ui.pages.today.proposals_card import ProposalsCard
from lunch_desktop.ui.pages.today.refusal_banner import RefusalBanner
from lunch_desktop.ui.texts.coming import still_coming
from lunch_desktop.ui.texts.times import long_day
from lunch_desktop.ui.texts.votes import standing, vote_title
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import SIDE_BELOW_EM
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

translate = QCoreApplication.translate

_TICK_MS: Final = 15_000
_READ_AGAIN: Final = MINUTE


class TodayPage(Page):
    """See PageContext for what it works with. `filled` says that a reading is on the screen."""

    key: ClassVar[str] = "today"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "offices",
            "departments",
            "employees",
            "restaurants",
            "parties",
            "memberships",
            "guests",
            "availabilities",
            "free_windows",
            "visits",
            "proposals",
            "proposal_answers",
            "votes",
            "ballots",
            "menus",
        }
    )
    filled = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None, *, can_invite: bool = False) -> None:
        super().__init__(context, parent)
        self.theme = context.theme
        self._found: Found | None = None
        self._read_at: Instant | None = None
        self._text = ""
        self._wants_focus = False
        self._do = TodayActions(context, self, self._show_refusal, self.isVisible)
        self.availability = AvailabilityBar(self.theme)
        self.hero = LunchHero(self.theme, self._do)
        self.refusal = RefusalBanner(self.theme)
        self.day_one = DayOneCard(self.theme, can_invite=can_invite)
        self.rows = OpenParties(self.theme)
        self.cafeteria = CafeteriaRow(self.theme)
        self.free = FreeCard(self.theme)
        self.proposals = ProposalsCard(self.theme)
        self.vote = Button(self.theme, kind=ButtonKind.QUIET, icon=Icon.VOTE)
        self.vote.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._build()
        self._connect()
        self._show_hero()
        follow(self.theme, self._restyle)

    def open(self, subject: str | None) -> None:
        """Shown: time goes on."""
        self._text = ""
        self._timer.start()
        super().open(subject)

    def refresh(self) -> None:
        """Read anew."""
        now = self.context.session.clock.now()
        wanted = Wanted(self.rows.filter, self._text)
        self.context.session.read(
            lambda reads: find_today(reads, now, wanted), self._take, key="today.page", receiver=self
        )

    def retranslate(self) -> None:
        """Say everything anew."""
        for part in (
            self.availability,
            self.day_one,
            self.cafeteria,
            self.rows,
            self.free,
            self.refusal,
            self.proposals,
        ):
            part.retranslate()
        self._show_hero()
        self._show_header()

    def commands(self) -> Sequence[Command]:
        """Asking colleagues to lunch."""
        return (
            Command(
                "today.propose",
                CommandGroup.LUNCH,
                lambda: translate("Today", "Propose lunch"),
                lambda: propose(self.context, (), self.window()),
                icon=Icon.UTENSILS,
            ),
        )

    def find_text(self, text: str) -> None:
        """Look among all coming parties."""
        if text.strip() != self._text.strip():
            self._text = text
            self.refresh()

    def remember(self) -> dict[str, Any]:
        """The filter of the open parties, too."""
        return {**super().remember(), "filter": self.rows.filter.value}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """See remember."""
        if kept.get("filter") in tuple(RowFilter):
            self.rows.set_filter(RowFilter(kept["filter"]))
        super().recall(kept)

    def focus_first(self) -> None:
        """The first row that can be joined, else the hero's first button."""
        self._wants_focus = self._found is None
        if self.rows.focus_rows():
            return
        (self.hero.first_button() or self).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side goes below where the window is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._content = content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._main = QVBoxLayout()
        for widget in (self.availability, self.hero, self.refusal, self.day_one, self.cafeteria):
            self._main.addWidget(widget)
        self._main.insertWidget(2, self.vote, 0, Qt.AlignmentFlag.AlignLeft)
        self._main.addWidget(self.rows, 1)
        self.refusal.hide()
        self._side = QWidget()
        self._side_layout = QVBoxLayout(self._side)
        self._side_layout.addWidget(self.proposals)
        self._side_layout.addWidget(self.free)
        self._side_layout.addStretch(1)
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self._side)
        self._side.hide()
        self._scroll = ScrollPage(self.theme, content, margin=self.theme.metrics.space_l)
        self._scroll.fill(self)

    def _connect(self) -> None:
        session = self.context.session
        session.changed.connect(self._results_read)
        session.results_came.connect(lambda _results: self._refresh_if_shown())
        session.status_changed.connect(self._status_changed)
        self._timer.timeout.connect(self._tick)
        self.availability.answered.connect(self._answer)
        self.availability.other_times.connect(self._ask_times)
        self.hero.pressed.connect(self.refusal.clear)
        self.vote.clicked.connect(self._show_vote)
        self.proposals.accepted.connect(self._do.accept)
        self.proposals.declined.connect(self._do.decline)
        self.proposals.withdrawn.connect(self._do.withdraw_proposal)
        self.hero.new_party.connect(self._go)
        self.hero.other_parties.connect(self._show_others)
        self.hero.show_party.connect(self._show_party)
        self.hero.show_chat.connect(lambda view: self.context.shell.navigate("chat", view.party.id))
        self.hero.try_again.connect(session.sync_now)
        self.rows.join.connect(self._join)
        self.rows.show_party.connect(self._show_party)
        self.rows.show_all.connect(lambda: self.context.shell.navigate("parties"))
        self.rows.go.connect(self._go)
        self.cafeteria.go.connect(lambda: self.context.shell.navigate("parties", AT_CAFETERIA))
        self.day_one.invite.connect(lambda: self.context.shell.navigate("hosting"))
        self.rows.filter_chosen.connect(lambda _key: self.refresh())

    def _take(self, found: Found | None) -> None:
        first = self._found is None and found is not None
        self._found = found
        self._read_at = self.context.session.clock.now()
        if found is not None:
            self.availability.show_today(found.today)
            self._show_rows(found)
            self.free.show_today(found.today)
            self.day_one.show_team(found.team)
            self.cafeteria.show_menus(found.menus, is_tomorrow=found.menus_of != found.today.today)
        self._side.setVisible(found is not None)
        self._show_hero()
        self._show_header()
        if first:
            if self._wants_focus and self.isVisible():
                self.focus_first()
            self.filled.emit()

    def _show_rows(self, found: Found) -> None:
        coming = still_coming(self.context.session.status)
        self.rows.show_found(found, self._text, stale=self._stale, coming=coming)

    @property
    def _stale(self) -> bool:
        """Whether what others did since the last exchange can't be known."""
        status = self.context.session.status
        return status is None or status.reach is not Reach.ONLINE

    def _show_hero(self) -> None:
        found = self._found
        self.availability.setEnabled(found is not None)
        if found is None:
            self.hero.show_loading(self.context.session.status)
        else:
            self.hero.show_today(found.today, self._moment())
            self._show_together(found)

    def _show_together(self, found: Found) -> None:
        """What goes with the time: how long proposals wait, and that a vote runs in my party."""
        now, zone = self.context.session.clock.now(), found.today.office.time_zone
        self.proposals.show_proposals(found.proposals, now, zone)
        running = [one for one in found.votes if now <= one.vote.deadline]
        said = [f"{vote_title(one.vote.subject)} · {standing(one, now, zone)}" for one in running]
        self.vote.setText(" / ".join(said))
        self.vote.setVisible(bool(said))

    def _show_vote(self) -> None:
        if self._found is not None and self._found.today.party is not None:
            self._show_party(self._found.today.party)

    def _moment(self) -> Moment:
        return Moment(self.context.session.clock.now(), self._stale)

    def _show_header(self) -> None:
        detail = ""
        if self._found is not None:
            today = self._found.today
            detail = f"{long_day(today.today)} · {today.office.name}"
        self.context.shell.set_header(translate("Today", "Today"), detail)

    def _tick(self) -> None:
        """The countdown goes on; what it can't know is read."""
        if not self.isVisible():
            self._timer.stop()
            return
        now = self.context.session.clock.now()
        passed = self._found is not None and self._read_at is not None
        boundary = next_boundary(self._found.today, self._found.today.now) if self._found is not None else None
        if not passed or now - (self._read_at or now) >= _READ_AGAIN or (boundary is not None and now >= boundary):
            self.refresh()
        self._show_hero()

    def _results_read(self, tables: frozenset[str]) -> None:
        """A refusal was read: no table of the company's changes by that."""
        if tables <= {INBOX}:
            self._refresh_if_shown()

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def _status_changed(self, _status: SyncStatus) -> None:
        if self._found is not None:
            self._show_rows(self._found)
        self._show_hero()

    def _answer(self, state: str) -> None:
        if self._found is not None and self.availability.window_offered is not None:
            self._do.answer(self._found.today, state, self.availability.window_offered)

    def _ask_times(self) -> None:
        found, offered = self._found, self.availability.window_offered
        if found is None or offered is None:
            return
        from lunch_desktop.ui.pages.today.free_times_dialog import FreeTimesDialog

        today = found.today
        self._dialog = FreeTimesDialog(self.theme, today.today, today.office.time_zone, offered, self.window())
        self._dialog.chosen.connect(self.availability.offer)
        self._dialog.finished.connect(self._dialog.deleteLater)
        self._dialog.open()

    def _join(self, view: PartyView) -> None:
        self.refusal.clear()
        self._do.join(view)

    def _show_refusal(self, refusal: Refusal) -> None:
        self.refusal.show_refusal(refusal)
        self._scroll.ensureWidgetVisible(self.refusal)
        self.refresh()

    def _show_party(self, view: PartyView) -> None:
        self.context.shell.navigate("parties", view.party.id)

    def _go(self) -> None:
        self.context.shell.navigate("parties", "new")

    def _show_others(self) -> None:
        if not self.rows.focus_rows():
            self.context.shell.navigate("parties")

    def _arrange(self) -> None:
        beside = self.theme.em(self.window()) >= SIDE_BELOW_EM
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        # Beside each other the rows take the width; below each other the side follows them at once.
        self._columns.setStretch(0, 1 if beside else 0)
        self._columns.setStretch(1, 0 if beside else 1)
        self._side.setMinimumWidth(self.theme.px(self.theme.metrics.side) if beside else 0)
        self._side.setMaximumWidth(self.theme.px(self.theme.metrics.side) if beside else 16_777_215)
        self.rows.set_scrolls(beside)

    def _restyle(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        edge = px(metrics.space_xl)
        self._columns.setContentsMargins(edge, px(metrics.space_s), edge, edge)
        self._columns.setSpacing(edge)
        self._main.setSpacing(px(metrics.space_l))
        self._side_layout.setContentsMargins(0, px(metrics.space_s), 0, 0)
        self._side_layout.setSpacing(px(metrics.space_l))
        self._arrange()
