"""A sheet over the page with one thing to fill in about a party, and one button."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate


class PartySheet(QObject):
    """Opens and closes the sheet, and follows the language meanwhile; what stands in it is for those who derive."""

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._sheet: SideSheet | None = None
        self._view: PartyView | None = None

    def open(self, view: PartyView) -> None:
        """Offers it for a party."""
        if self._sheet is not None:
            return
        theme = self._context.theme
        self._view = view
        self._sheet = SideSheet(theme, self._page.window(), "", "")
        self._sheet.installEventFilter(self)
        self._explained = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._sheet.body.addWidget(self._explained)
        focus = self._fill(self._sheet, view)
        self._sheet.body.addStretch(1)
        self._button = Button(theme, kind=ButtonKind.PRIMARY)
        self._button.clicked.connect(self._pressed)
        self._sheet.footer.addWidget(self._button)
        self._sheet.closed.connect(self._closed)
        self._name(view)
        self._sheet.open(focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the language while the sheet is open."""
        if event.type() == QEvent.Type.LanguageChange and watched is self._sheet and self._view is not None:
            self._name(self._view)
        return super().eventFilter(watched, event)

    def _name(self, view: PartyView) -> None:
        if self._sheet is None:
            return
        title, explained, button = self._words(view)
        self._sheet.set_title(title)
        self._sheet.set_close_name(translate("Parties", "Close the form"))
        self._explained.setText(explained)
        self._button.setText(button)

    def _pressed(self) -> None:
        if self._sheet is not None and self._view is not None and self._do(self._view):
            self._sheet.close_sheet()

    def _closed(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = None

    def _fill(self, sheet: SideSheet, view: PartyView) -> QWidget:
        """Put what is to be filled in into the sheet's body; what takes the focus."""
        raise NotImplementedError

    def _words(self, view: PartyView) -> tuple[str, str, str]:
        """The title, what it is about, and the button; other words may be said anew by the way."""
        raise NotImplementedError

    def _do(self, view: PartyView) -> bool:
        """The button was pressed; False where something is missing, which is said beside it."""
        raise NotImplementedError
