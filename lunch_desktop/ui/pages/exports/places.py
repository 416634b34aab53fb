"""Choosing an office or a department, or all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFocusEvent

from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.pickers.suggestion_row import Suggestion, found_parts
from lunch_desktop.ui.pickers.suggestions import SuggestionField
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Choice:
    """An office or a department; `within` is the office that a department belongs to."""

    id: str
    name: str
    within: str = ""


class PlacePicker(SuggestionField):
    """`changed` says that another one, or all of them, is chosen; an empty field means all."""

    changed = Signal()

    def __init__(self, theme: Theme, session: DesktopSession, everywhere: Callable[[], str], icon: Icon) -> None:
        """`everywhere` says in words that all are meant."""
        super().__init__(theme, session, self._found, _nothing)
        self._everywhere, self._icon = everywhere, icon
        self._choices: tuple[Choice, ...] = ()
        self._chosen: Choice | None = None
        self.taken.connect(lambda suggestion: self._choose(suggestion.value))
        self.retranslate()

    @property
    def chosen_id(self) -> str | None:
        """Which one; None means all."""
        return self._chosen.id if self._chosen is not None else None

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """What is offered from now on; a choice that is not among them any more becomes all."""
        self._choices = tuple(choices)
        self.set_chosen(self.chosen_id)

    def set_chosen(self, choice_id: str | None) -> None:
        """Shows a choice, without the signal."""
        self._chosen = next((one for one in self._choices if one.id == choice_id), None)
        self._show_chosen()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.setPlaceholderText(self._everywhere())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """An emptied field means all; what is no name goes."""
        super().focusOutEvent(event)
        if not self.text().strip() and self._chosen is not None:
            self._choose(None)
        else:
            self._show_chosen()

    def _choose(self, choice: Choice | None) -> None:
        former, self._chosen = self._chosen, choice
        self._show_chosen()
        if former != choice:
            self.changed.emit()

    def _show_chosen(self) -> None:
        self.setText(self._chosen.name if self._chosen is not None else "")
        self.setModified(False)

    def _found(self, _reads: Reads, text: str) -> list[Suggestion]:
        """Called on a worker thread; the choices are a tuple that nobody changes."""
        choices, words = self._choices, text.strip()
        if not words:
            return [Suggestion(None, self._everywhere()), *(self._suggest(one, "") for one in choices)]
        return [one for one in (self._suggest(choice, words) for choice in choices) if one.ranges]

    def _suggest(self, choice: Choice, words: str) -> Suggestion:
        return Suggestion(choice, choice.name, "", self._icon, found_parts(words, choice.name) if words else ())


def _nothing() -> str:
    return translate("Exports", "Nothing is called that")
