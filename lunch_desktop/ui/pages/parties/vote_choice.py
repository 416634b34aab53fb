"""Letting the members decide where a new party goes: offered below the restaurant, filled in in its place."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.parties.votes import VoteSubject
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.pages.parties.drafts import VoteDraft
from lunch_desktop.ui.pages.parties.vote_form import VoteForm
from lunch_desktop.ui.pickers.scrolling import bring_into_view
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.votes import vote_title
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate


class VoteChoice(QWidget):
    """`changed` says that the person wants a vote, or none after all; what was filled in stays."""

    changed = Signal()

    def __init__(self, theme: Theme, session: DesktopSession, time_zone: str) -> None:
        super().__init__()
        self.theme, self._session = theme, session
        self._meets_at = Instant(0)
        self._time_zone = time_zone
        self._form: VoteForm | None = None
        self.switch = Button(theme, kind=ButtonKind.QUIET, icon=Icon.VOTE)
        self._heading = Label(theme, weight=Weight.SEMIBOLD)
        self._help = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._card = Card(theme, padding=12)
        for part in (self._heading, self._help):
            self._card.body.addWidget(part)
        self._card.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._card)
        self._layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.switch.clicked.connect(self._switched)
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def form(self) -> VoteForm:
        """What is filled in; made when it is first wanted, because most parties have no vote."""
        if self._form is None:
            self._form = VoteForm(self.theme, self._session, self._time_zone, only=VoteSubject.PLACE)
            self._card.body.addWidget(self._form)
            self._form.begin(self._meets_at, VoteSubject.PLACE.value)
            self._form.retranslate()
        return self._form

    @property
    def is_wanted(self) -> bool:
        """Whether the members are to vote."""
        return not self._card.isHidden()

    @property
    def draft(self) -> VoteDraft | None:
        """The vote as it stands; None where none is wanted."""
        return self.form.draft if self.is_wanted else None

    def show_draft(self, draft: VoteDraft | None, meets_at: Instant) -> None:
        """Fills it in for a party that meets then."""
        self._meets_at = meets_at
        if self._form is not None:
            self._form.begin(meets_at, VoteSubject.PLACE.value)
        if draft is not None:
            self.form.show_draft(draft)
        self._want(wanted=draft is not None)

    def suggest(self, restaurant: Restaurant | None) -> None:
        """What was chosen already is the first option, unless something stands there."""
        first = self.form.places[0]
        if not first.text():
            first.set_restaurant(restaurant)

    def meet_at(self, meets_at: Instant) -> None:
        """The party meets then: until somebody says a deadline, it moves with it."""
        self._meets_at = meets_at
        if self._form is not None:
            self._form.meet_at(meets_at)

    def understood(self) -> bool:
        """Whether a vote can be opened so; else it is said where it can be put right, before the party is opened."""
        if not self.is_wanted:
            return True
        if not self.form.understood():
            self.show_where_wrong()
            return False
        if not self._session.clock.now() < self.form.ends < self._meets_at:
            text = refusal_text(RefusalCode.DEADLINE_OUT_OF_RANGE.value, {}).sentence
            self.show_error(text, of_deadline=True)
            return False
        return True

    def show_error(self, text: str, *, of_deadline: bool) -> None:
        """Says what is wrong at its field."""
        self.form.show_error(of_deadline=of_deadline, text=text)
        self.show_where_wrong()

    def show_where_wrong(self) -> None:
        """Brings the keyboard to the first field with an error."""
        wrong = self.form.wrong
        if wrong is not None:
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(wrong)

    def retranslate(self) -> None:
        """Says everything anew."""
        self._heading.setText(vote_title(VoteSubject.PLACE.value))
        self._help.setText(translate("Votes", "The members choose. Until it is decided the place stays open."))
        if self._form is not None:
            self._form.retranslate()
        self._name_switch()

    def _switched(self) -> None:
        self._want(wanted=not self.is_wanted)
        self.changed.emit()
        if self.is_wanted:
            empty = next((one for one in self.form.places if not one.text()), self.form.places[0])
            empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def _want(self, *, wanted: bool) -> None:
        self._card.setVisible(wanted)
        self._name_switch()

    def _name_switch(self) -> None:
        wanted = self.is_wanted
        self.switch.setText(
            translate("Votes", "Choose a restaurant instead") if wanted else translate("Votes", "Let them vote…")
        )

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
