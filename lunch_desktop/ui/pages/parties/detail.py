"""One party, with everything to know about it and to do with it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import MembershipState, PartyState, Visibility
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.pages.parties import words
from lunch_desktop.ui.pages.parties.action_bar import ActionBar
from lunch_desktop.ui.pages.parties.diet_notice import DietNotice
from lunch_desktop.ui.pages.parties.fact_row import FactRow
from lunch_desktop.ui.pages.parties.fit_notice import FitNotice
from lunch_desktop.ui.pages.parties.members import MemberList
from lunch_desktop.ui.pages.parties.reading import PartyFacts
from lunch_desktop.ui.pages.parties.refusal_notice import RefusalNotice
from lunch_desktop.ui.pages.parties.standing import PartyAction, actions, entry, has_lapsed, may_be_late
from lunch_desktop.ui.pages.parties.vote_box import VoteBox
from lunch_desktop.ui.pickers.restaurant_words import about_restaurant
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import as_of, clock, long_day, until
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill
from lunch_desktop.ui.widgets.scroll_page import ScrollPage
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate


class PartyDetail(QWidget):
    """Shows `PartyFacts`. `acted` carries the PartyAction pressed, `late` the minutes, `withdrawn` the id of whose
    invitation is taken back, `dropped` the id of the guest who doesn't come.
    """

    acted = Signal(object)
    late = Signal(int)
    withdrawn = Signal(str)
    dropped = Signal(str)

    def __init__(self, theme: Theme, me: EmployeeId, *, scrolls: bool = True) -> None:
        """`scrolls` keeps the buttons in sight below what scrolls; without it, whatever holds this scrolls all of it,
        and the buttons come before the people.
        """
        super().__init__()
        self.theme, self._me, self._scrolls = theme, me, scrolls
        self._facts: PartyFacts | None = None
        self.notice = RefusalNotice(theme)
        self._title = Label(theme, role=TextRole.HEADING, weight=Weight.BOLD, wrap=True)
        self._state = StatePill(theme, PillContent(""))
        self._unsent = StatePill(theme, PillContent(""))
        self._private = StatePill(theme, PillContent(""))
        self._time = Label(theme, role=TextRole.TIME, weight=Weight.BOLD)
        self._day = Label(theme, colour=ColourRole.SECONDARY)
        self._countdown = Label(theme, weight=Weight.SEMIBOLD)
        self._caution = FactRow(theme, Icon.HOURGLASS)
        self._caution.set_tone(Icon.HOURGLASS, ColourRole.REQUESTED_TEXT)
        self._place = FactRow(theme, Icon.MAP_PIN)
        self.diet = DietNotice(theme)
        self._restaurant = FactRow(theme, Icon.STORE)
        self._booked = FactRow(theme, Icon.CHECK)
        self.fit = FitNotice(theme)
        self._note = FactRow(theme, Icon.CHAT)
        self.voting = VoteBox(theme)
        self._people = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._seats = Label(theme, role=TextRole.BODY, colour=ColourRole.SECONDARY)
        self._as_of = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._members = MemberList(theme)
        self._members.withdrawn.connect(self.withdrawn)
        self._members.dropped.connect(self.dropped)
        self._late_word = Label(theme, weight=Weight.SEMIBOLD)
        self._late = SegmentedControl(theme, [(str(minutes), "") for minutes in (0, 5, 10, 15)], "")
        self._late.chosen.connect(lambda minutes: self.late.emit(int(minutes)))
        self.action_bar = ActionBar(theme)
        self.action_bar.pressed.connect(self.acted)
        self._build()
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def view(self) -> PartyView | None:
        """The party shown."""
        return self._facts.view if self._facts is not None else None

    def show_facts(self, facts: PartyFacts, now: Instant, *, online: bool, went: bool) -> None:
        """Shows a party, or how it stands now."""
        self._facts = facts
        self._show_refusal(facts)
        self._show_head(facts, now)
        self._show_caution(facts, now)
        self.voting.show_votes(facts.view, facts.votes, now, facts.time_zone)
        self._show_people(facts, online=online, now=now)
        self._late_row.setVisible(may_be_late(facts.view, now, facts.today))
        if facts.view.mine is not None:
            self._late.set_value(str(facts.view.mine.late_minutes))
        self.action_bar.show_actions(actions(facts.view, now, went=went))

    def retranslate(self) -> None:
        """Says everything anew; the page shows the facts again."""
        self.notice.hide()
        self._late_word.setText(translate("Parties", "Running late?"))
        self._late.setAccessibleName(translate("Parties", "Running late?"))
        self._late.set_text("0", translate("Parties", "On time"))
        for minutes in (5, 10, 15):
            self._late.set_text(str(minutes), fill(translate("Parties", "%1 min"), minutes))
        self._people.setText(translate("Parties", "Members"))
        self.action_bar.retranslate()

    def _show_refusal(self, facts: PartyFacts) -> None:
        """What the server refused stands here until it was read; what is about another party goes."""
        refused = facts.refused
        if refused is not None and refused.code is not None:
            self.notice.show_refusal(facts.view, refused.code, refused.details, uuid=refused.uuid)
        elif self.notice.uuid or self.notice.party_id != facts.view.party.id:
            self.notice.clear()

    def _show_head(self, facts: PartyFacts, now: Instant) -> None:
        view, party = facts.view, facts.view.party
        pill = words.state_pill(view, now)
        self._title.setText(party.title)
        set_name(self._title, ", ".join([party.title, pill.text] if pill is not None else [party.title, self._where]))
        if pill is not None:
            self._state.show_content(pill)
        self._state.setVisible(pill is not None)
        self._unsent.show_content(PillContent(words.unsent_word(), Tone.REQUESTED, Icon.SENDING))
        self._unsent.setVisible(view.unsent)
        self._private.show_content(PillContent(translate("Parties", "Invited only"), Tone.NEUTRAL, Icon.EYE_OFF))
        self._private.setVisible(party.visibility == Visibility.INVITED)
        self._pills.setVisible(any(not one.isHidden() for one in (self._state, self._unsent, self._private)))
        self._time.setText(clock(party.meets_at, facts.time_zone))
        self._day.setText(long_day(party.day))
        self._countdown.setText(self._until(facts, now))
        self._countdown.setVisible(bool(self._countdown.text()))
        self._place.show_fact(party.place)
        restaurant = view.restaurant
        if restaurant is None:
            self._restaurant.show_fact(translate("Parties", "Place undecided"))
        else:
            more = " · ".join(part for part in (about_restaurant(restaurant), restaurant.phone) if part)
            self._restaurant.show_fact(restaurant.name, more)
        self.diet.show_clash(facts.clash)
        self._booked.show_fact(translate("Parties", "A table is reserved") if party.booked else "")
        ahead = party.state != PartyState.CANCELLED and now < party.ends_at
        self.fit.show_fit(restaurant if ahead else None, party.meets_at, party.minutes, facts.time_zone)
        self._note.show_fact(party.note)

    @property
    def _where(self) -> str:
        return words.where(self._facts.view) if self._facts is not None else ""

    def _until(self, facts: PartyFacts, now: Instant) -> str:
        """The countdown; none before a seat is certain, on other days, and for what does not happen."""
        view = facts.view
        certain = view.my_state != MembershipState.REQUESTED and view.party.state != PartyState.CANCELLED
        ahead = now < view.party.meets_at and view.party.day == facts.today
        return until(view.party.meets_at, now) if certain and ahead else ""

    def _show_caution(self, facts: PartyFacts, now: Instant) -> None:
        """A seat that is not certain says what may become of it, and so does one that would cost another."""
        view = facts.view
        text = ""
        way_in = entry(view, now)
        if way_in is PartyAction.CLAIM:
            self._caution.show_fact(translate("Parties", "A seat is free: whoever takes it first has it."))
            return
        if way_in is PartyAction.SWITCH and view.in_the_way is not None:
            there = fill(translate("Parties", "You have a seat in “%1” at that time."), view.in_the_way.title)
            kept = translate("Parties", "It is given up only if you get this one.")
            self._caution.show_fact(there, kept)
            return
        if has_lapsed(view, now) and now <= view.party.ends_at:
            text = translate("Parties", "The server did not confirm your seat in time.")
        elif view.my_state == MembershipState.REQUESTED and view.party.state != PartyState.CANCELLED:
            text = _while_requested(view, clock(view.lapses_at, facts.time_zone))
        call = ""
        if text and view.host is not None and view.host.extension and not view.i_host:
            call = fill(translate("Parties", "To be sure, call %1 on ext. %2."), view.host.name, view.host.extension)
        self._caution.show_fact(text, call)

    def _show_people(self, facts: PartyFacts, *, online: bool, now: Instant) -> None:
        view = facts.view
        counts = [words.seats(view)]
        if view.waiting:
            counts.append(fill(translate("Parties", "%1 waiting"), view.waiting))
        if view.invited:
            counts.append(fill(translate("Parties", "%1 invited"), view.invited))
        self._seats.setText(" · ".join(counts))
        set_name(
            self._seats,
            fill(translate("Parties", "%1 of %2 seats taken"), view.taken, view.party.capacity),
        )
        stale = not online and facts.as_of is not None
        self._as_of.setText(as_of(facts.as_of, facts.time_zone, now) if stale and facts.as_of is not None else "")
        over = now > view.party.ends_at or view.party.state == PartyState.CANCELLED
        self._members.show_members(view.members, self._me, view.guests, host_is_me=view.i_host, over=over)

    def _build(self) -> None:
        self._pills = QWidget()
        self._pill_flow = FlowLayout(self._pills)
        for pill in (self._state, self._unsent, self._private):
            self._pill_flow.addWidget(pill)
        self._when = QHBoxLayout()
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._day)
        beside.addWidget(self._countdown)
        self._when.addWidget(self._time)
        self._when.addLayout(beside, 1)
        self._facts_box = QVBoxLayout()
        for fact in (self._caution, self._restaurant, self.fit, self.diet, self._place, self._booked, self._note):
            self._facts_box.addWidget(fact)
        self._people_head = QHBoxLayout()
        for label in (self._people, self._seats):
            self._people_head.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._people_head.addStretch(1)
        self._people_head.addWidget(self._as_of, 0, Qt.AlignmentFlag.AlignVCenter)
        self._late_row = QWidget()
        self._late_flow = FlowLayout(self._late_row)
        self._late_flow.addWidget(self._late_word)
        self._late_flow.addWidget(self._late)
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.addWidget(self._title)
        self._content.addWidget(self._pills)
        self._content.addLayout(self._when)
        self._content.addLayout(self._facts_box)
        self._content.addWidget(self.voting)
        self._content.addWidget(self._late_row)
        if not self._scrolls:
            self._content.addWidget(self.action_bar)
        self._content.addLayout(self._people_head)
        self._content.addWidget(self._members)
        self._content.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.notice)
        self._layout.addWidget(ScrollPage(self.theme, content) if self._scrolls else content, 1)
        if self._scrolls:
            self._layout.addWidget(self.action_bar)

    def _restyle(self) -> None:
        px, metrics = self.theme.px, self.theme.metrics
        self._layout.setSpacing(px(metrics.space_m))
        self._content.setContentsMargins(0, 0, px(metrics.space_xs) if self._scrolls else 0, 0)
        self._content.setSpacing(px(metrics.space_l))
        self._when.setSpacing(px(metrics.space_m))
        self._facts_box.setSpacing(px(metrics.space_s))
        self._people_head.setSpacing(px(metrics.space_s))
        self._pill_flow.set_spacing(px(metrics.space_s))
        self._late_flow.set_spacing(px(metrics.space_s))
        self._late_word.setMinimumHeight(px(metrics.control))


def _while_requested(view: PartyView, expires: str) -> str:
    """A seat that is asked for is not certain; for which another is given up keeps that one until it is."""
    if view.in_the_way is None:
        return fill(translate("Parties", "Not confirmed yet; the request expires at %1."), expires)
    text = translate("Parties", "Switch requested until %1; until it is confirmed you keep your seat in “%2”.")
    return fill(text, expires, view.in_the_way.title)
