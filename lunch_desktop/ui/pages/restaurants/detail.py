"""One restaurant: what it is, what I can do there, my review, where I have been, and what colleagues say."""

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.restaurants.entities import UNLISTED, RestaurantState, Review
from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.pages.restaurants.facts import RestaurantFacts, menu_host
from lunch_desktop.ui.pages.restaurants.reading import DetailFacts
from lunch_desktop.ui.pages.restaurants.review_form import ReviewDraft, ReviewForm, draft_of
from lunch_desktop.ui.pages.restaurants.review_list import ReviewList, ReviewText
from lunch_desktop.ui.pages.restaurants.words import last_visit, stars_in_words
from lunch_desktop.ui.pickers.restaurant_words import stars
from lunch_desktop.ui.texts.times import short_day
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.chip import FilterChip
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

translate = QCoreApplication.translate

_MOST_VISITS = 6


class RestaurantDetail(QWidget):
    """Signals carry what the person wants; `saved` the draft of a review, `favoured` whether it is a favourite."""

    party_wanted = Signal()
    favoured = Signal(bool)
    menu_wanted = Signal()
    change_wanted = Signal()
    saved = Signal(object)
    deleted = Signal()
    more_wanted = Signal()

    def __init__(self, theme: Theme, drafts: dict[str, ReviewDraft], *, scrolls: bool = True) -> None:
        """`drafts` are reviews that were begun, by restaurant; they outlive the form."""
        super().__init__()
        self.theme, self._scrolls = theme, scrolls
        self._facts: DetailFacts | None = None
        self._drafts = drafts
        self._writing = ""
        self._title = Label(theme, role=TextRole.HEADING, weight=Weight.BOLD, wrap=True)
        self._about = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._state = StatePill(theme, PillContent(""))
        self.party = Button(theme, "", ButtonKind.PRIMARY, Icon.UTENSILS)
        self.favourite, self.menu = FilterChip(theme, ""), Button(theme, "", icon=Icon.LINK)
        self.change = Button(theme, "", ButtonKind.QUIET, Icon.EDIT)
        self.facts = RestaurantFacts(theme)
        self._mine_head = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._mine, self.form = ReviewText(theme), ReviewForm(theme)
        self.write, self.delete = Button(theme, "", icon=Icon.EDIT), Button(theme, "", ButtonKind.QUIET, Icon.TRASH)
        self._visits_head = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._visits = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._reviews_head = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._stars = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.reviews = ReviewList(theme)
        self._build()
        self._connect()
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def shown(self) -> DetailFacts | None:
        """What is shown."""
        return self._facts

    def show_facts(self, facts: DetailFacts, now: Instant) -> None:
        """Shows a restaurant, or how it stands now; a review that is being written stays."""
        self._facts = facts
        detail, one = facts.detail, facts.detail.view.restaurant
        self._keep_draft()
        self._title.setText(one.name)
        rating = stars(detail.view.ratings)
        parts = (f"★ {rating}" if rating else translate("Restaurants", "no ratings yet"), one.category)
        self._about.setText(" · ".join(part for part in (*parts, last_visit(detail.view, facts.today)) if part))
        set_name(self._about, ", ".join((stars_in_words(detail.view.ratings), one.category)))
        self._show_state(one.state)
        self.party.setVisible(one.state in (RestaurantState.APPROVED, RestaurantState.SUGGESTED))
        self.favourite.setChecked(detail.view.favourite)
        self.menu.setVisible(bool(menu_host(one)))
        self.change.setVisible(one.state not in UNLISTED)
        self.menu.setToolTip(menu_host(one))
        self.facts.show_restaurant(one, now, facts.time_zone)
        self._show_mine(detail.mine)
        self._show_visits(facts)
        self._stars.setText(_distribution(detail.stars))
        self._stars.setVisible(bool(rating))
        self.reviews.show_reviews(facts.reviews, len(detail.review_ids), facts.time_zone)

    def start_writing(self) -> None:
        """Opens the form, as it was left or with the review as it stands."""
        if self._facts is None:
            return
        self._writing = self._facts.detail.view.restaurant.id
        self.form.show_draft(self._drafts.get(self._writing) or draft_of(self._facts.detail.mine))
        self._show_mine(self._facts.detail.mine)
        self.form.rating.focus_current()

    def stop_writing(self, *, keep: bool = False) -> None:
        """Closes the form; what was typed is kept for the next time, or has done its work."""
        if keep and self._writing:
            self._drafts[self._writing] = self.form.draft
        else:
            self._drafts.pop(self._writing, None)
        self._writing = ""
        if self._facts is not None:
            self._show_mine(self._facts.detail.mine)

    def retranslate(self) -> None:
        """Says everything anew; the page shows the facts again."""
        self.party.setText(translate("Restaurants", "Open a party here"))
        self.favourite.setText(translate("Restaurants", "Favourite"))
        self.menu.setText(translate("Restaurants", "Menu"))
        self.change.setText(translate("Restaurants", "Suggest a change"))
        self._mine_head.setText(translate("Restaurants", "My review"))
        self._visits_head.setText(translate("Restaurants", "My visits"))
        self._reviews_head.setText(translate("Restaurants", "What colleagues say"))
        self.delete.setText(translate("Restaurants", "Delete"))
        self.form.retranslate()

    def _keep_draft(self) -> None:
        """The one form there is belongs to the restaurant shown: what was typed for another is kept for it."""
        if self._facts is not None and self._writing not in ("", self._facts.detail.view.restaurant.id):
            self._drafts[self._writing] = self.form.draft
            self._writing = ""

    def _show_state(self, state: str) -> None:
        words = {
            RestaurantState.SUGGESTED: (translate("Restaurants", "Suggested"), Tone.REQUESTED, Icon.HOURGLASS),
            RestaurantState.CLOSED: (translate("Restaurants", "Closed for good"), Tone.REFUSED, Icon.BLOCK),
            RestaurantState.REJECTED: (translate("Restaurants", "Not accepted"), Tone.REFUSED, Icon.BLOCK),
        }
        said = words.get(RestaurantState(state))
        if said is not None:
            self._state.show_content(PillContent(*said))
        self._state.setVisible(said is not None)

    def _show_mine(self, mine: Review | None) -> None:
        writing = bool(self._writing)
        if mine is not None and self._facts is not None:
            self._mine.show_review(mine, translate("Restaurants", "You"), self._facts.time_zone)
        self._mine.setVisible(mine is not None and not writing)
        self.write.setText(
            translate("Restaurants", "Write a review") if mine is None else translate("Restaurants", "Edit")
        )
        self.write.setVisible(not writing)
        self.delete.setVisible(mine is not None and not writing)
        self.form.setVisible(writing)

    def _show_visits(self, facts: DetailFacts) -> None:
        history = facts.detail.history
        lines = [" · ".join(part for part in (short_day(one.day), one.title) if part) for one in history[:_MOST_VISITS]]
        more = len(history) - _MOST_VISITS
        if more > 0:
            lines.append(translate("Restaurants", "and %n more", None, more))
        nothing = translate("Restaurants", "You have not been here yet. Only you see your visits.")
        self._visits.setText("\n".join(lines) or nothing)

    def _build(self) -> None:
        actions = QWidget()
        self._actions = FlowLayout(actions)
        for action in (self.party, self.favourite, self.menu, self.change):
            self._actions.addWidget(action)
        mine = QWidget()
        self._mine_actions = FlowLayout(mine)
        for button in (self.write, self.delete):
            self._mine_actions.addWidget(button)
        content = QWidget()
        self._content = QVBoxLayout(content)
        parts: tuple[QWidget, ...] = (self._title, self._about, self._state, actions, self.facts)
        parts += (self._mine_head, self._mine, self.form, mine)
        parts += (self._visits_head, self._visits, self._reviews_head, self._stars, self.reviews)
        for part in parts:
            self._content.addWidget(part)
        self._content.setAlignment(self._state, Qt.AlignmentFlag.AlignLeft)
        self._content.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(ScrollPage(self.theme, content) if self._scrolls else content, 1)

    def _connect(self) -> None:
        self.party.clicked.connect(self.party_wanted)
        self.favourite.clicked.connect(self.favoured)
        self.menu.clicked.connect(self.menu_wanted)
        self.change.clicked.connect(self.change_wanted)
        self.write.clicked.connect(self.start_writing)
        self.delete.clicked.connect(self.deleted)
        self.form.saved.connect(lambda: self.saved.emit(self.form.draft))
        self.form.given_up.connect(lambda: self.stop_writing(keep=True))
        self.reviews.more_wanted.connect(self.more_wanted)

    def _restyle(self) -> None:
        px, metrics = self.theme.px, self.theme.metrics
        self._content.setContentsMargins(0, 0, px(metrics.space_xs) if self._scrolls else 0, 0)
        self._content.setSpacing(px(metrics.space_m))
        for flow in (self._actions, self._mine_actions):
            flow.set_spacing(px(metrics.space_s))


def _distribution(counts: tuple[int, ...]) -> str:
    """How many gave how many stars, the best first: "★5 × 12   ★4 × 3"."""
    return "   ".join(f"★{number} × {QLocale().toString(counts[number - 1])}" for number in range(len(counts), 0, -1))
