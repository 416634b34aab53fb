"""The sheet in which a host chooses whom to ask."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.actions.parties import invite_colleagues
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pickers.colleagues import ColleaguePicker
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate


class _Asked:
    """Counts answers; when the last has come, tells of those that were taken, if any."""

    def __init__(self, awaited: int, tell: Callable[[list[Performed]], object]) -> None:
        self._awaited, self._tell = awaited, tell
        self._done: list[Performed] = []

    def answered(self, performed: Performed | None) -> None:
        self._awaited -= 1
        if performed is not None:
            self._done.append(performed)
        if self._awaited == 0 and self._done:
            self._tell(self._done)


class Inviting(QObject):
    """Opens the sheet; `refused` is told of every no."""

    def __init__(self, context: PageContext, page: QWidget, refused: Callable[[PartyView, Refusal], object]) -> None:
        super().__init__(page)
        self._context, self._page, self._refused = context, page, refused
        self._sheet: SideSheet | None = None

    def open(self, view: PartyView) -> None:
        """Offers the colleagues who have nothing to do with the party yet."""
        if self._sheet is not None:
            return
        theme = self._context.theme
        self._party = view.party.title
        self._sheet = SideSheet(theme, self._page.window(), "", "")
        self._sheet.installEventFilter(self)
        self._explained = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._sheet.body.addWidget(self._explained)
        self._picker = ColleaguePicker(theme, self._context.session)
        self._picker.set_people((), without=[member.employee.id for member in view.members])
        self._picker.changed.connect(lambda: self._picker.field.set_error(""))
        self._sheet.body.addWidget(self._picker)
        self._sheet.body.addStretch(1)
        self._button = Button(theme, kind=ButtonKind.PRIMARY)
        self._button.clicked.connect(lambda: self._invite(view))
        self._sheet.footer.addWidget(self._button)
        self._sheet.closed.connect(self._closed)
        self._name()
        self._sheet.open(self._picker.input)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the language while the sheet is open."""
        if event.type() == QEvent.Type.LanguageChange and watched is self._sheet:
            self._name()
            self._picker.retranslate()
        return super().eventFilter(watched, event)

    def _name(self) -> None:
        if self._sheet is None:
            return
        self._sheet.set_title(fill(translate("Parties", "Invite to “%1”"), self._party))
        self._sheet.set_close_name(translate("Parties", "Close the form"))
        self._explained.setText(translate("Parties", "Everybody you choose gets an invitation that holds no seat yet."))
        self._button.setText(translate("Parties", "Invite"))

    def _invite(self, view: PartyView) -> None:
        commit_pending_input(self._picker)
        people = self._picker.people
        if not people or self._sheet is None:
            self._picker.field.set_error(translate("Parties", "Choose at least one colleague."))
            self._picker.input.setFocus()
            return
        self._sheet.close_sheet()
        asked = _Asked(len(people), self._tell)
        names = {one.id: one.name for one in people}

        def refused(refusal: Refusal) -> None:
            asked.answered(None)
            self._refused(view, refusal)

        invite_colleagues(self._context.session, view.party.id, list(names), asked.answered, refused)

    def _tell(self, done: list[Performed]) -> None:
        text = fill(translate("Parties", "Invited: %1"), len(done))
        self._context.shell.toast(text, lambda: self._take_back(done))

    def _take_back(self, done: list[Performed]) -> None:
        for performed in reversed(done):
            self._context.session.undo(performed.uuid)

    def _closed(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = None
