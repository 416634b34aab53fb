"""What colleagues say, the newest first; more of it when it is asked for."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.restaurants.entities import Review
from lunch_desktop.domain.restaurants.tags import split_tags
from lunch_desktop.store.desktop.queries.restaurants import ReviewView
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import short_date
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate


class ReviewText(QWidget):
    """One review: who and when with the stars, the text, the tags. The text can be marked and copied."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._head = Label(theme, role=TextRole.CAPTION, weight=Weight.SEMIBOLD, wrap=True)
        self._text = Label(theme, wrap=True)
        self._tags = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout = QVBoxLayout(self)
        for label in (self._head, self._text, self._tags):
            self._layout.addWidget(label)
        follow(theme, self._restyle)

    def show_review(self, review: Review, author: str, time_zone: str) -> None:
        """Shows another one."""
        when = short_date(review.edited_at or review.written_at, time_zone)
        edited = translate("Restaurants", "edited") if review.edited_at is not None else ""
        about = " · ".join(part for part in (author, when, edited) if part)
        self._head.setText(f"{'★' * review.rating}{'☆' * (5 - review.rating)}  {about}")
        set_name(self._head, fill(translate("Restaurants", "%1 stars, %2"), review.rating, about))
        self._text.setText(review.text)
        self._text.setVisible(bool(review.text))
        self._tags.setText("  ".join(f"#{tag}" for tag in split_tags(review.tags)))
        self._tags.setVisible(bool(review.tags))

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(2))


class ReviewList(QWidget):
    """`more_wanted` asks for further reviews; widgets are used again when another restaurant is shown."""

    more_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._texts: list[ReviewText] = []
        self._nothing = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.more = Button(theme, "", ButtonKind.SECONDARY)
        self.more.clicked.connect(self.more_wanted)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._nothing)
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        follow(theme, self._restyle)

    def show_reviews(self, reviews: Sequence[ReviewView], in_all: int, time_zone: str) -> None:
        """Shows those that were read, of so many."""
        while len(self._texts) < len(reviews):
            self._texts.append(ReviewText(self.theme))
            self._layout.insertWidget(self._layout.count() - 1, self._texts[-1])
        for text, one in zip(self._texts, reviews, strict=False):
            author = one.author or translate("Restaurants", "A former colleague")
            text.show_review(one.review, author, time_zone)
        for place, text in enumerate(self._texts):
            text.setVisible(place < len(reviews))
        self._nothing.setText(translate("Restaurants", "No colleague has reviewed it yet."))
        self._nothing.setVisible(in_all == 0)
        left = in_all - len(reviews)
        self.more.setText(fill(translate("Restaurants", "More reviews (%1)"), QLocale().toString(left)))
        self.more.setVisible(left > 0)

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_m))
