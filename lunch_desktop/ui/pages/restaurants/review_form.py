"""My review of a restaurant: as it stands, and the form in which it is written."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.restaurants.entities import BEST_RATING, Review
from lunch_desktop.domain.restaurants.reviewing import BLANK, LONGEST_REVIEW
from lunch_desktop.domain.restaurants.tags import tidy_tags
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit, TextArea
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate

_FIELD_OF = {RefusalCode.RATING_MISSING: "rating", RefusalCode.TOO_MANY: "tags"}


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What stands in the form; a `rating` of 0 is none."""

    rating: int = 0
    text: str = ""
    tags: str = ""

    def edits_from(self, seen: Review | None) -> dict[str, tuple[object, object]]:
        """Field -> (the value seen, the value wanted), of what was changed alone."""
        wanted = {"rating": self.rating, "text": self.text.strip(), "tags": tidy_tags(self.tags)}
        former = {name: getattr(seen, name, blank) for name, blank in BLANK.items()}
        changed = {name: (former[name], new) for name, new in wanted.items() if former[name] != new}
        return changed if seen is not None else {"rating": (former["rating"], self.rating), **changed}


def draft_of(review: Review | None) -> ReviewDraft:
    """The form of a review as it is."""
    if review is None:
        return ReviewDraft()
    return ReviewDraft(review.rating, review.text, review.tags.replace(",", ", "))


class ReviewForm(QWidget):
    """Stars, text and tags. `saved` carries nothing: the draft is asked for; `given_up` closes the form."""

    saved = Signal()
    given_up = Signal()
    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rating = SegmentedControl(theme, [(str(one), f"★{one}") for one in range(1, BEST_RATING + 1)], "")
        self.text, self.tags = TextArea(theme, lines=4), LineEdit(theme)
        self.fields = {
            "rating": Field(theme, "", self.rating),
            "text": Field(theme, "", self.text),
            "tags": Field(theme, "", self.tags),
        }
        self.save, self.cancel = Button(theme, "", ButtonKind.PRIMARY), Button(theme, "", ButtonKind.QUIET)
        self._layout, self._buttons = QVBoxLayout(self), QHBoxLayout()
        for field in self.fields.values():
            self._layout.addWidget(field)
        self._buttons.addWidget(self.save)
        self._buttons.addWidget(self.cancel)
        self._buttons.addStretch(1)
        self._layout.addLayout(self._buttons)
        self.save.clicked.connect(self.saved)
        self.cancel.clicked.connect(self.given_up)
        self.rating.chosen.connect(lambda _key: self.fields["rating"].set_error(""))
        for changed in (self.rating.chosen, self.text.textChanged, self.tags.textChanged):
            changed.connect(self.edited)
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def draft(self) -> ReviewDraft:
        """The form as it stands, with what is being composed."""
        commit_pending_input(self)
        return ReviewDraft(int(self.rating.value or 0), self.text.toPlainText(), self.tags.text())

    def show_draft(self, draft: ReviewDraft) -> None:
        """Fills the form."""
        self.rating.set_value(str(draft.rating) if draft.rating else "")
        self.text.setPlainText(draft.text)
        self.tags.setText(draft.tags)
        self.clear_errors()

    def clear_errors(self) -> None:
        """Everything is tried anew."""
        for field in self.fields.values():
            field.set_error("")

    def show_refusal(self, refusal: Refusal) -> None:
        """Says beside the field what is wrong with it, and brings the keyboard there."""
        named = str(refusal.details.get("field", ""))
        name = _FIELD_OF.get(refusal.code, "tags" if named == "tag" else named)
        field = self.fields.get(name, self.fields["text"])
        field.set_error(refusal_text(refusal.code.value, refusal.details).sentence)
        if field.editor is self.rating:
            self.rating.focus_current()
        else:
            field.editor.setFocus()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.fields["rating"].set_label(translate("Restaurants", "Stars"))
        self.fields["text"].set_label(translate("Restaurants", "What was it like?"))
        self.fields["text"].set_help(fill(translate("Restaurants", "Up to %1 letters"), f"{LONGEST_REVIEW:,}"))
        self.fields["tags"].set_label(translate("Restaurants", "Tags"))
        self.fields["tags"].set_help(translate("Restaurants", "With commas between them, such as: quick, good alone"))
        self.save.setText(translate("Restaurants", "Save"))
        self.cancel.setText(translate("Restaurants", "Later"))

    def _restyle(self) -> None:
        metrics = self.theme.metrics
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(metrics.space_m))
        self._buttons.setSpacing(self.theme.px(metrics.space_s))
