"""The page of all parties."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.people import Employee, Office
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.commands import Command
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.parties.composer import Composer
from lunch_desktop.ui.pages.parties.deeds import PartyDeeds
from lunch_desktop.ui.pages.parties.detail import PartyDetail
from lunch_desktop.ui.pages.parties.detail_sheet import DetailSheet
from lunch_desktop.ui.pages.parties.form_sheets import form_sheets
from lunch_desktop.ui.pages.parties.listing import PartyListing
from lunch_desktop.ui.pages.parties.page_commands import party_commands
from lunch_desktop.ui.pages.parties.reading import PartyFacts, is_online, read_party
from lunch_desktop.ui.pages.parties.standing import LOUD, PartyAction, actions, entry, may_be_late
from lunch_desktop.ui.pages.parties.subjects import NewParty, new_party_of
from lunch_desktop.ui.pages.parties.vote_box import VoteBox
from lunch_desktop.ui.pages.parties.voting import Voting
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.empty_state import EmptyState

translate = QCoreApplication.translate

BESIDE_FROM_EM = 60
"""From this width on a party is shown beside the list, else in a sheet over it."""
VOTING = ("votes", "vote_options", "ballots")
_DETAIL_WIDTH = 360
_TICK_MS = 15_000


class PartiesPage(Page):
    """Subjects: None shows the list, "new" the form of a new party, an id that party."""

    key: ClassVar[str] = "parties"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"parties", "memberships", "guests", "guest_names", "visits", "party_needs", "diets"}
        | {"employees", "departments", "restaurants", "offices", *VOTING}
    )

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.theme = context.theme
        self._shown, self._is_pinned, self._wants_sheet = "", False, False
        self._facts: PartyFacts | None = None
        self._time_zone = ""
        self._wants_new: NewParty | None = None
        self._is_recalled = False
        self._sheet: DetailSheet | None = None
        self.listing = PartyListing(context)
        self.detail = PartyDetail(self.theme, context.session.reads.actor)
        self._deeds = PartyDeeds(context, self, self._refused)
        self._sheets = form_sheets(context, self, self._refused)
        self._voting = Voting(context, self, self._refused)
        self._composer = Composer(context, self, self._was_saved, self.show_party)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._time_passed)
        self._commands = party_commands(
            self._act, self._be_late, self.listing.show_filter, self._possible, self._may_be_late
        )
        self._build()
        self._connect()
        self.retranslate()
        follow(self.theme, self._restyle)
        context.session.read(lambda reads: reads.me(), self._know_office, key="parties.office", receiver=self)

    def open(self, subject: str | None) -> None:
        """Shows the list, the form or a party."""
        self._name_header()
        self.refresh()
        new = new_party_of(subject or "")
        if new is not None:
            self.open_composer(new)
        elif subject:
            QTimer.singleShot(0, self, lambda: self.show_party(subject))

    def prepare(self) -> Iterator[None]:
        """The form of a new party."""
        if self._time_zone:
            yield from self._composer.prepare(self._time_zone)

    def refresh(self) -> None:
        """Reads the list and the party shown anew."""
        self.listing.refresh()
        self._read_party()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._nobody.show_content(
            Icon.PEOPLE,
            translate("Parties", "Who goes where?"),
            translate("Parties", "Choose a party on the left to see who comes and where you meet."),
        )
        self.listing.retranslate()
        self.detail.retranslate()
        self._show_facts()
        if self.isVisible():
            self._name_header()

    def find_text(self, text: str) -> None:
        """Narrows the list."""
        self._is_pinned = False
        self.listing.search(text)

    def commands(self) -> Sequence[Command]:
        """What can be done with the party shown, and with the list."""
        return self._commands

    def remember(self) -> dict[str, Any]:
        """The list with its place, the party shown, and whether in a sheet."""
        return {**self.listing.remember(), "shown": self._shown, "sheet": self._sheet is not None}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """See remember."""
        self.listing.recall(kept)
        shown = kept.get("shown")
        if isinstance(shown, str) and shown:
            self._shown, self._wants_sheet, self._is_recalled = shown, kept.get("sheet") is True, True
            self.listing.choose(shown)

    def focus_first(self) -> None:
        """The first row, once there is one; a sheet over the page keeps the keyboard."""
        if not (self._wants_new is not None or self._composer.is_open or self._sheet is not None):
            self.listing.focus_first()

    def open_composer(self, new: NewParty | None = None) -> None:
        """Offers a new party, as soon as it is known at which office, with whom and where."""
        new = new if new is not None else NewParty()
        self._wants_new = new if not self._time_zone else None
        if not self._time_zone:
            return
        zone = self._time_zone
        if new == NewParty():
            self._composer.open_new(zone)
            return
        if new.cafeteria:
            self._composer.open_at_cafeteria(zone)
            return
        self.context.session.read(
            lambda reads: (reads.colleague(new.colleague), reads.restaurant(new.restaurant)),
            lambda found: self._composer.open_for(zone, *found),
            key="parties.new",
            receiver=self,
        )

    def show_party(self, party_id: str) -> None:
        """Shows one party: beside the list where there is room, else in a sheet."""
        self._shown, self._is_pinned, self._wants_sheet = party_id, True, not self._is_beside
        self.listing.choose(party_id if self._is_beside else "")
        self._read_party()

    def showEvent(self, event: QShowEvent) -> None:
        """Time runs while the page is seen."""
        super().showEvent(event)
        self._tick.start()
        self._time_passed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen, it costs nothing."""
        super().hideEvent(event)
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the party beside the list, or into a sheet."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _is_beside(self) -> bool:
        return self.theme.em(self) >= BESIDE_FROM_EM

    @property
    def _present_detail(self) -> PartyDetail | None:
        if self._sheet is not None:
            return self._sheet.detail
        return self.detail if self._is_beside else None

    def _build(self) -> None:
        self._nobody = EmptyState(self.theme, Icon.PEOPLE, "")
        self._side_stack = QStackedWidget()
        self._side_stack.addWidget(self._nobody)
        self._side_stack.addWidget(self.detail)
        self._side = Card(self.theme)
        self._side.body.addWidget(self._side_stack)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.listing, 1)
        self._layout.addWidget(self._side)

    def _connect(self) -> None:
        listing = self.listing
        listing.opened.connect(self._row_opened)
        listing.browsed.connect(self._row_browsed)
        listing.entered.connect(self._enter)
        listing.new_wanted.connect(lambda: self.open_composer())
        listing.filled.connect(self._list_filled)
        listing.filter.chosen.connect(self._unpin)
        self._wire_notice(listing)
        self._wire(self.detail)
        self.context.session.status_changed.connect(self._status_changed)

    def _wire(self, detail: PartyDetail) -> None:
        detail.acted.connect(self._act)
        detail.late.connect(self._be_late)
        detail.withdrawn.connect(self._withdraw)
        detail.dropped.connect(self._drop_guest)
        self._wire_votes(detail.voting)
        self._wire_notice(detail)

    def _wire_votes(self, box: VoteBox) -> None:
        box.new_wanted.connect(lambda subject: self._vote(lambda v, zone: self._voting.open_new(v, zone, subject)))
        box.add_wanted.connect(lambda vote: self._vote(lambda v, zone: self._voting.open_add(v, vote, zone)))
        box.chose.connect(lambda vote, chosen: self._vote(lambda v, _zone: self._voting.choose(v, vote, chosen)))
        box.close_wanted.connect(lambda vote: self._vote(lambda v, _zone: self._voting.close(v, vote)))
        box.cancel_wanted.connect(lambda vote: self._vote(lambda v, _zone: self._voting.cancel(v, vote)))

    def _vote(self, act: Callable[[PartyView, str], object]) -> None:
        if self._facts is not None:
            act(self._facts.view, self._facts.time_zone)

    def _wire_notice(self, holder: PartyDetail | PartyListing) -> None:
        holder.notice.show_wanted.connect(self.show_party)
        holder.notice.wait_wanted.connect(lambda view: self._deeds.do(PartyAction.WAIT, view, self._time_zone))
        holder.notice.switch_wanted.connect(lambda view: self._deeds.do(PartyAction.SWITCH, view, self._time_zone))
        holder.notice.read.connect(self._has_read)

    def _has_read(self, uuid: str) -> None:
        """A refusal is said until it was read, here and in the Sync centre."""
        self.context.session.mark_seen([uuid])
        if self._facts is not None and self._facts.refused is not None and self._facts.refused.uuid == uuid:
            self._facts = replace(self._facts, refused=None)

    def _know_office(self, me: tuple[Employee, Office] | None) -> None:
        if me is not None:
            self._know_time_zone(me[1].time_zone)

    def _know_time_zone(self, time_zone: str) -> None:
        """What was wanted before it was known, at the very first sync, is done now."""
        self._time_zone = time_zone
        if self._wants_new is not None and self.isVisible():
            self.open_composer(self._wants_new)

    def _row_opened(self, party_id: str) -> None:
        self.show_party(party_id)
        self._is_pinned = False

    def _row_browsed(self, party_id: str) -> None:
        if self._is_beside:
            self._row_opened(party_id)

    def _enter(self, view: PartyView) -> None:
        way_in = entry(view, self.context.session.clock.now())
        if way_in is not None:
            self._deeds.do(way_in, view, self._time_zone)

    def _list_filled(self) -> None:
        """Beside the list the first party is shown until the person chooses one."""
        if self.listing.time_zone:
            self._know_time_zone(self.listing.time_zone)
        ids = self.listing.ids
        if self._is_beside and not self._is_pinned and self._shown not in ids:
            self._shown = ids[0] if ids else ""
            self.listing.choose(self._shown)
            self._read_party()
        self._be_loud_once()

    def _unpin(self) -> None:
        self._is_pinned = False

    def _act(self, action: PartyAction) -> None:
        if self._facts is None:
            return
        if action is PartyAction.EDIT:
            self._composer.open_edit(self._facts.view, self._facts.time_zone)
        elif action in self._sheets:
            self._sheets[action].open(self._facts.view)
        elif action is PartyAction.CHAT:
            self.context.shell.navigate("chat", self._facts.view.party.id)
        else:
            self._deeds.do(action, self._facts.view, self._facts.time_zone)

    def _possible(self) -> tuple[PartyAction, ...]:
        facts = self._facts
        if facts is None or self._present_detail is None or self._composer.is_open:
            return ()
        went = facts.went is True or facts.view.party.id in self._deeds.recorded
        return actions(facts.view, self.context.session.clock.now(), went=went)

    def _may_be_late(self) -> bool:
        facts = self._facts
        if facts is None or self._present_detail is None:
            return False
        return may_be_late(facts.view, self.context.session.clock.now(), facts.today)

    def _be_late(self, minutes: int) -> None:
        if self._facts is not None:
            self._deeds.be_late(self._facts.view, minutes)

    def _withdraw(self, colleague: str) -> None:
        if self._facts is not None:
            self._deeds.withdraw_invitation(self._facts.view, colleague)

    def _drop_guest(self, guest_id: str) -> None:
        if self._facts is not None:
            self._deeds.drop_guest(self._facts.view, guest_id)

    def _refused(self, view: PartyView, refusal: Refusal) -> None:
        """Says it where the person looks: at the party if it is shown, else above the list."""
        detail = self._present_detail
        shown = detail is not None and self._shown == view.party.id
        notice = detail.notice if detail is not None and shown else self.listing.notice
        notice.show_refusal(view, refusal.code.value, refusal.details)
        self._read_party()

    def _was_saved(self, party_id: str) -> None:
        if self._is_beside or self._sheet is not None:
            self.show_party(party_id)

    def _read_party(self) -> None:
        party_id, now = self._shown, self.context.session.clock.now()
        if not party_id:
            self._facts = None
            self._show_facts()
            return
        self.context.session.read(
            lambda reads: read_party(reads, party_id, now),
            lambda facts: self._take_facts(party_id, facts),
            key="parties.detail",
            receiver=self,
        )

    def _take_facts(self, party_id: str, facts: PartyFacts | None) -> None:
        if party_id != self._shown:
            return
        if facts is None:
            self._shown, self._is_pinned = "", False
            if self._sheet is not None:
                self._sheet.close_sheet()
            if not self._is_recalled:  # nobody asked for it now
                self.listing.notice.show_refusal(None, RefusalCode.NOT_FOUND.value, {})
        self._is_recalled = False
        self._facts = facts
        opens = facts is not None and self._wants_sheet and self._sheet is None and not self._is_beside
        self._wants_sheet = False
        if opens:
            self._make_sheet()
        self._show_facts()
        if opens and self._sheet is not None:
            self._sheet.open(self._sheet.detail.action_bar.first())

    def _make_sheet(self) -> None:
        self._sheet = DetailSheet(self.theme, self, self.context.session.reads.actor)
        self._wire(self._sheet.detail)
        self._sheet.closed.connect(self._sheet_closed)

    def _show_facts(self) -> None:
        detail, facts = self._present_detail, self._facts
        self._side_stack.setCurrentWidget(self.detail if facts is not None else self._nobody)
        if detail is not None and facts is not None:
            went = facts.went is True or facts.view.party.id in self._deeds.recorded
            detail.show_facts(
                facts, self.context.session.clock.now(), online=is_online(self.context.session), went=went
            )
        self._be_loud_once()

    def _be_loud_once(self) -> None:
        """One filled button: the party's own where it is shown and has one, else "New party"."""
        taken: tuple[PartyAction, ...] = ()
        if self._is_beside and self._facts is not None:
            taken = actions(self._facts.view, self.context.session.clock.now(), went=self._facts.went is True)
        self.listing.set_loud(loud=LOUD.isdisjoint(taken))

    def _sheet_closed(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = None
        if not self._is_beside:
            self._shown = ""

    def _status_changed(self) -> None:
        if self.isVisible():
            self.listing.tell_freshness()
            self._read_party()

    def _time_passed(self) -> None:
        self.listing.refresh_times()
        self._show_facts()

    def _name_header(self) -> None:
        self.context.shell.set_header(translate("Parties", "Lunch parties"))

    def _arrange(self) -> None:
        beside = self._is_beside
        if beside == (not self._side.isHidden()):
            return
        self._side.setVisible(beside)
        self.listing.choose(self._shown if beside else "")
        if beside and self._sheet is not None:
            self._sheet.close_sheet()
        if beside:
            self._list_filled()
        self._show_facts()

    def _restyle(self) -> None:
        side, gap = self.theme.px(self.theme.metrics.space_xl), self.theme.px(self.theme.metrics.space_l)
        self._layout.setContentsMargins(side, gap, side, side)
        self._layout.setSpacing(gap)
        self._side.setFixedWidth(self.theme.px(_DETAIL_WIDTH))
        self._arrange()
