"""A party in a sheet, where the window is too narrow to show it beside the list."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.ui.pages.parties.detail import PartyDetail
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate


class DetailSheet(SideSheet):
    """Holds a `PartyDetail` of its own."""

    def __init__(self, theme: Theme, page: QWidget, me: EmployeeId) -> None:
        super().__init__(theme, page.window(), _title(), translate("Parties", "Close the party"))
        self.detail = PartyDetail(theme, me, scrolls=False)
        self.body.addWidget(self.detail, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.set_title(_title())
            self.set_close_name(translate("Parties", "Close the party"))
            self.detail.retranslate()
        super().changeEvent(event)


def _title() -> str:
    return translate("Parties", "Lunch party")
