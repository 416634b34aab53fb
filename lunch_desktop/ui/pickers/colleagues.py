"""Choosing colleagues, one after another."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.store.desktop.queries.names import PersonName
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.pickers.suggestion_row import Suggestion, found_parts
from lunch_desktop.ui.pickers.suggestions import SuggestionField
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.flow import FlowLayout

translate = QCoreApplication.translate


class ColleaguePicker(QWidget):
    """A field that finds people by name, and those chosen below it; a press on one takes them out again."""

    changed = Signal()

    def __init__(self, theme: Theme, session: DesktopSession) -> None:
        super().__init__()
        self.theme = theme
        self._people: dict[EmployeeId, PersonName] = {}
        self._without: frozenset[EmployeeId] = frozenset()
        self.input = SuggestionField(theme, session, self._find, _nothing)
        self.input.taken.connect(lambda suggestion: self._add(suggestion.value))
        self.field = Field(theme, "", self.input)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.field)
        self._layout.addWidget(self._chips)
        self.retranslate()
        self._show_people()
        follow(theme, self._restyle)

    @property
    def people(self) -> tuple[PersonName, ...]:
        """Those chosen, in the order in which they were."""
        return tuple(self._people.values())

    def set_people(self, people: Iterable[PersonName], without: Iterable[EmployeeId] = ()) -> None:
        """Shows a choice; those `without` are not offered."""
        self._people = {one.id: one for one in people}
        self._without = frozenset(without)
        self.input.clear()
        self._show_people()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.field.set_label(translate("Pickers", "Colleagues"))
        self.input.setPlaceholderText(translate("Pickers", "Type a name"))
        self._show_people()

    def _find(self, reads: Reads, text: str) -> list[Suggestion]:
        taken = self._without | self._people.keys()
        return [
            Suggestion(one, one.name, about_colleague(one), Icon.PERSON, found_parts(text, one.name))
            for one in reads.colleagues(text)
            if one.id not in taken
        ]

    def _add(self, colleague: PersonName) -> None:
        self._people[colleague.id] = colleague
        self.input.clear()
        self._show_people()
        self.changed.emit()

    def _remove(self, colleague: PersonName) -> None:
        self._people.pop(colleague.id, None)
        self._show_people()
        self.input.setFocus()
        announce(self.input, fill(translate("Pickers", "%1 taken out"), colleague.name))
        self.changed.emit()

    def _show_people(self) -> None:
        self._flow.clear()
        for colleague in self._people.values():
            name = fill(translate("Pickers", "Take out %1"), colleague.name)
            chip = Button(self.theme, colleague.name, icon=Icon.CLOSE, name=name, parent=self._chips)
            chip.clicked.connect(lambda _checked=False, colleague=colleague: self._remove(colleague))
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(self._people))
        self._chips.updateGeometry()

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._flow.set_spacing(self.theme.px(self.theme.metrics.space_s))


def about_colleague(colleague: PersonName) -> str:
    """Team and desk telephone."""
    extension = fill(translate("Pickers", "ext. %1"), colleague.extension) if colleague.extension else ""
    return " · ".join(part for part in (colleague.department, extension) if part)


def _nothing() -> str:
    return translate("Pickers", "Nobody else of that name.")
