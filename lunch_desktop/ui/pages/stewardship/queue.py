"""The suggestions that wait for an admin's word."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.restaurants.approving import Reject
from lunch_desktop.domain.restaurants.suggesting import OfOneSuggestion
from lunch_desktop.domain.restaurants.suggestions import read_edits
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.stewardship import SuggestionView
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.stewardship.entry import Entry
from lunch_desktop.ui.texts.fields import field_label
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Section
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate


class Queue(Section):
    """The oldest first, each with what to say to it."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, "")
        self._context = context
        self._waiting: tuple[SuggestionView, ...] = ()
        self._rows: list[QWidget] = []
        self._nothing = Label(context.theme, colour=ColourRole.SECONDARY, wrap=True)
        self.body.addWidget(self._nothing)
        self.first_button: Button | None = None

    def show_waiting(self, waiting: Sequence[SuggestionView]) -> None:
        """Show these."""
        if tuple(waiting) != self._waiting or not self._rows:
            self._waiting = tuple(waiting)
            self._fill()

    def retranslate(self) -> None:
        """Say everything anew."""
        self._fill()

    def focus_first(self) -> bool:
        """Whether there was something to decide."""
        if self.first_button is None:
            return False
        self.first_button.setFocus()
        return True

    def _fill(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self.set_heading(translate("Stewardship", "Suggestions"), str(len(self._waiting)) if self._waiting else "")
        self._nothing.setText(translate("Stewardship", "Nothing waits for you."))
        self._nothing.setVisible(not self._waiting)
        self._rows = [self._entry(view) for view in self._waiting]
        for row in self._rows:
            self.body.addWidget(row)
        if not self._rows:
            self.first_button = None

    def _entry(self, view: SuggestionView) -> QWidget:
        approve = Button(self._context.theme, translate("Stewardship", "Approve"), ButtonKind.PRIMARY)
        reject = Button(self._context.theme, translate("Stewardship", "Reject…"))
        approve.setAccessibleDescription(view.restaurant.name)
        reject.setAccessibleDescription(view.restaurant.name)
        approve.clicked.connect(lambda: self._approve(view))
        reject.clicked.connect(lambda: self._ask_reason(view))
        if view is self._waiting[0]:
            self.first_button = approve
        text = (
            translate("Stewardship", "New: %1")
            if view.suggestion.is_new
            else translate("Stewardship", "Correction: %1")
        )
        return Entry(self._context.theme, fill(text, view.restaurant.name), _lines(view), reject, approve)

    def _approve(self, view: SuggestionView) -> None:
        of = OfOneSuggestion(view.suggestion.id, view.restaurant.id)
        done = translate("Stewardship", "Approved.")
        self._context.session.do(
            Intent("restaurant.approve", of),
            lambda performed: self._told(performed, done),
            self._refused,
            receiver=self,
        )

    def _ask_reason(self, view: SuggestionView) -> None:
        theme = self._context.theme
        dialog = ConfirmDialog(
            theme,
            fill(translate("Stewardship", "Reject what was suggested of “%1”?"), view.restaurant.name),
            fill(translate("Stewardship", "%1 is told the reason."), view.by),
            translate("Stewardship", "Reject"),
            translate("Stewardship", "Back"),
            parent=self.window(),
        )
        reason = LineEdit(theme)
        dialog.body.addWidget(Field(theme, field_label("reason"), reason))
        dialog.confirm_button.setEnabled(False)
        reason.textChanged.connect(lambda typed: dialog.confirm_button.setEnabled(bool(typed.strip())))

        def reject() -> None:
            commit_pending_input(reason)
            wanted = Reject(view.suggestion.id, view.restaurant.id, reason.text())
            done = translate("Stewardship", "Rejected.")
            self._context.session.do(
                Intent("restaurant.reject", wanted),
                lambda performed: self._told(performed, done),
                self._refused,
                receiver=self,
            )

        dialog.accepted.connect(reject)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _told(self, performed: Performed, text: str) -> None:
        self._context.shell.toast(text, lambda: self._context.session.undo(performed.uuid))

    def _refused(self, refusal: Refusal) -> None:
        self._context.shell.toast(refusal_text(refusal.code.value, refusal.details).sentence)


def _lines(view: SuggestionView) -> str:
    place, suggestion = view.restaurant, view.suggestion
    if suggestion.is_new:
        parts = [place.category, place.address, place.phone]
        minutes = place.walk_minutes
        if minutes:
            parts.append(translate("Stewardship", "%n min walk", None, minutes))
        said = [" · ".join(part for part in parts if part)]
    else:
        edits = read_edits(suggestion.edits).items()
        said = [f"{field_label(name)}: {old or '–'} → {new or '–'}" for name, (old, new) in edits]
    said.append(suggestion.note)
    said.append(fill(translate("Stewardship", "Suggested by %1"), view.by))
    return "\n".join(line for line in said if line)
