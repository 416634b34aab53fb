"""The fields of a new vote: its options, its deadline and what a tie comes to."""

from PySide6.QtCore import QCoreApplication, Qt, QTime
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.ids import PartyId, RestaurantId
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import FEWEST_OPTIONS, MOST_AT_FIRST, TieBreak, VoteSubject
from lunch_desktop.domain.times import MINUTE, Day, Instant, at, day_of, local
from lunch_desktop.ui.pages.parties.drafts import VoteDraft
from lunch_desktop.ui.pickers.restaurants import RestaurantPicker
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.votes import tie_word, vote_title
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.time_field import TimeField

translate = QCoreApplication.translate

USUAL_DEADLINE = 40 * MINUTE
"""How long before the meeting a vote ends unless somebody says otherwise: seats are still given then."""
_SOON = 10 * MINUTE


def usual_deadline(meets_at: Instant, now: Instant) -> Instant:
    """Early enough before the meeting, and not at once."""
    usual = Instant(meets_at - USUAL_DEADLINE)
    return usual if usual > now + _SOON else Instant(now + max(MINUTE, (meets_at - now) // 2))


class VoteForm(QWidget):
    """Options of one subject, restaurants or times of the party's day; the day of the deadline is the party's, too."""

    def __init__(
        self, theme: Theme, session: DesktopSession, time_zone: str, *, only: VoteSubject | None = None
    ) -> None:
        """`only` is the subject where there is no choice of it."""
        super().__init__()
        self.theme, self._session, self._time_zone = theme, session, time_zone
        self._meets_at, self._only = Instant(0), only
        self._deadline_is_usual = True
        self.subject = SegmentedControl(theme, [(one.value, "") for one in VoteSubject], "")
        self.subject.chosen.connect(lambda _key: self._show_subject())
        self.places = [RestaurantPicker(theme, session) for _ in range(MOST_AT_FIRST)]
        self.times = [TimeField(theme) for _ in range(MOST_AT_FIRST if only != VoteSubject.PLACE else 0)]
        self._editors: dict[str, list[RestaurantPicker] | list[TimeField]] = {
            VoteSubject.PLACE.value: self.places,
            VoteSubject.TIME.value: self.times,
        }
        self._place_fields = [Field(theme, "", one) for one in self.places]
        self._time_fields = [Field(theme, "", one) for one in self.times]
        self._shown = FEWEST_OPTIONS
        self.more = Button(theme, kind=ButtonKind.QUIET, icon=Icon.PLUS)
        self.more.clicked.connect(self._add)
        self.deadline = TimeField(theme)
        self.deadline.changed.connect(self._deadline_changed)
        self.deadline_field = Field(theme, "", self.deadline)
        self.tie = SegmentedControl(theme, [(TieBreak.LISTED.value, ""), (TieBreak.NEAREST.value, "")], "")
        self.tie_field = Field(theme, "", self.tie)
        self._build()
        self.retranslate()
        follow(theme, self._restyle)

    def begin(self, meets_at: Instant, subject: str) -> None:
        """Start over, for a party that meets then."""
        self._meets_at, self._shown = meets_at, FEWEST_OPTIONS
        self.subject.set_value(subject)
        for place in self.places:
            place.set_restaurant(None)
        here = local(meets_at, self._time_zone)
        for number, time in enumerate(self.times):
            minute = min(here.hour * 60 + here.minute + 30 * number, 24 * 60 - 1)
            time.setTime(QTime(*divmod(minute, 60)))
        self._be_usual()
        self.tie.set_value(TieBreak.LISTED.value)
        self.clear_errors()
        self._show_subject()

    def meet_at(self, meets_at: Instant) -> None:
        """The party meets then; a deadline that nobody has said moves with it."""
        self._meets_at = meets_at
        if self._deadline_is_usual:
            self._be_usual()

    @property
    def draft(self) -> VoteDraft:
        """A vote on the place as it was filled in so far."""
        ends = self.deadline.time()
        options = tuple((one.restaurant, one.unknown) for one in self.places[: self._shown])
        return VoteDraft(options, (ends.hour(), ends.minute()), self._tie)

    def show_draft(self, draft: VoteDraft) -> None:
        """Fills in a vote on the place."""
        self._shown = max(FEWEST_OPTIONS, len(draft.options))
        for picker, (restaurant, typed) in zip(self.places, draft.options, strict=False):
            picker.set_restaurant(restaurant, typed)
        usual = self.deadline.time() == QTime(*draft.ends)
        self.deadline.setTime(QTime(*draft.ends))
        self._deadline_is_usual = usual
        self.tie.set_value(TieBreak.LISTED.value if draft.tie_break == TieBreak.LISTED else TieBreak.NEAREST.value)
        self._show_subject()

    @property
    def ends(self) -> Instant:
        """The deadline."""
        return self._at(self.deadline)

    @property
    def wrong(self) -> Field | None:
        """The first field with an error."""
        fields = (*self._place_fields, *self._time_fields, self.deadline_field)
        return next((one for one in fields if one.error), None)

    def understood(self) -> bool:
        """Whether everything could be read and there is something to choose from; else it is said there."""
        return self._options() is not None

    def vote(self, party_id: PartyId) -> OpenVote | None:
        """What was filled in; None where something could not be read, which is said there."""
        options = self._options()
        if options is None:
            return None
        return OpenVote(party_id, self.subject.value, self.ends, self._tie, *options)

    @property
    def _tie(self) -> str:
        if self.tie.value == TieBreak.LISTED:
            return TieBreak.LISTED.value
        is_place = self.subject.value == VoteSubject.PLACE
        return TieBreak.NEAREST.value if is_place else TieBreak.EARLIEST.value

    def _options(self) -> tuple[tuple[RestaurantId, ...], tuple[Instant, ...]] | None:
        commit_pending_input(self)
        self.clear_errors()
        if not self.deadline.interpret():
            self.deadline_field.set_error(self.deadline.error)
            return None
        is_place = self.subject.value == VoteSubject.PLACE
        restaurants, times = (self._restaurants(), ()) if is_place else ((), self._times())
        if restaurants is None or times is None:
            return None
        options = (*restaurants, *times)
        if len(set(options)) < max(FEWEST_OPTIONS, len(options)):
            self._first_field().set_error(translate("Votes", "Choose at least two different options."))
            return None
        return restaurants, times

    def show_error(self, *, of_deadline: bool, text: str) -> None:
        """Says what is wrong where it can be put right."""
        field = self.deadline_field if of_deadline else self._first_field()
        field.set_error(text)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Everything is tried anew."""
        for field in (*self._place_fields, *self._time_fields, self.deadline_field):
            field.set_error("")

    def retranslate(self) -> None:
        """Says everything anew."""
        for subject in VoteSubject:
            self.subject.set_text(subject.value, vote_title(subject.value))
        for fields in (self._place_fields, self._time_fields):
            for number, field in enumerate(fields, start=1):
                field.set_label(fill(translate("Votes", "Option %1"), number))
        for place in self.places:
            place.retranslate()
            place.setPlaceholderText(translate("Votes", "Find a restaurant"))
        self.more.setText(translate("Votes", "Another option"))
        self.deadline_field.set_label(translate("Votes", "The vote ends at"))
        self.tie_field.set_label(translate("Votes", "In a tie"))
        self.tie.set_text(TieBreak.LISTED.value, tie_word(TieBreak.LISTED))
        self._show_subject()

    def _restaurants(self) -> tuple[RestaurantId, ...] | None:
        found: list[RestaurantId] = []
        for picker, field in zip(self.places[: self._shown], self._place_fields, strict=False):
            if picker.unknown:
                field.set_error(fill(translate("Votes", "There is no restaurant “%1”."), picker.unknown))
                return None
            if picker.restaurant is not None:
                found.append(picker.restaurant.id)
        return tuple(found)

    def _times(self) -> tuple[Instant, ...] | None:
        found: list[Instant] = []
        for picker, field in zip(self.times[: self._shown], self._time_fields, strict=False):
            if not picker.interpret():
                field.set_error(picker.error)
                return None
            found.append(self._at(picker))
        return tuple(found)

    def _at(self, field: TimeField) -> Instant:
        day = Day(day_of(self._meets_at, self._time_zone))
        return at(day, field.time().hour(), field.time().minute(), self._time_zone)

    def _be_usual(self) -> None:
        ends = local(usual_deadline(self._meets_at, self._session.clock.now()), self._time_zone)
        self.deadline.setTime(QTime(ends.hour, ends.minute))
        self._deadline_is_usual = True

    def _deadline_changed(self) -> None:
        self._deadline_is_usual = False
        self.deadline_field.set_error("")

    def _first_field(self) -> Field:
        return (self._place_fields if self.subject.value == VoteSubject.PLACE else self._time_fields)[0]

    def _add(self) -> None:
        self._shown = min(self._shown + 1, MOST_AT_FIRST)
        self._show_subject()
        self._editors[self.subject.value][self._shown - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_subject(self) -> None:
        is_place = self.subject.value == VoteSubject.PLACE
        for fields, wanted in ((self._place_fields, is_place), (self._time_fields, not is_place)):
            for number, field in enumerate(fields):
                field.setVisible(wanted and number < self._shown)
        self.more.setVisible(self._shown < MOST_AT_FIRST)
        self.tie.set_text(TieBreak.NEAREST.value, tie_word(TieBreak.NEAREST if is_place else TieBreak.EARLIEST))

    def _build(self) -> None:
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.subject, 0, Qt.AlignmentFlag.AlignLeft)
        self.subject.setVisible(self._only is None)
        for field in (*self._place_fields, *self._time_fields):
            self._layout.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        self._layout.addLayout(row)
        self._layout.addWidget(self.deadline_field)
        self._layout.addWidget(self.tie_field)

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_m))
