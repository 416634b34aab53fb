"""A colleague in a sheet, where the window is too narrow to show them beside the list."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.pages.people.detail import PersonDetail
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate


class PersonSheet(SideSheet):
    """Holds a `PersonDetail` of its own."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page.window(), _title(), _close())
        self.detail = PersonDetail(theme)
        self.body.addWidget(self.detail, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.set_title(_title())
            self.set_close_name(_close())
            self.detail.retranslate()
        super().changeEvent(event)


def _title() -> str:
    return translate("People", "Colleague")


def _close() -> str:
    return translate("People", "Close the colleague")
