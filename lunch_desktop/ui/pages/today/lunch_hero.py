"""The top of the start page: what is with my lunch, and what I can do about it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.queries.today import Today
from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.ui.actions.today import lunch_text
from lunch_desktop.ui.pages.parties.invitation import invitation_text
from lunch_desktop.ui.pages.today.acting import TodayActions
from lunch_desktop.ui.pages.today.hero_menus import ask_to_leave, late_menu, more_menu
from lunch_desktop.ui.pages.today.hero_words import Moment, hero_content
from lunch_desktop.ui.pages.today.loading_words import loading_content
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.hero import HeroCard

translate = QCoreApplication.translate

_FIRST_CHOICES = ("go", "claim", "switch", "went", "others", "retry")


class LunchHero(HeroCard):
    """Does what its buttons say; what leads elsewhere is a signal. `pressed` comes before each of them."""

    pressed = Signal()
    new_party = Signal()
    other_parties = Signal()
    show_party = Signal(object)
    show_chat = Signal(object)
    try_again = Signal()

    def __init__(self, theme: Theme, do: TodayActions, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._do = do
        self._today: Today | None = None
        self.action.connect(self._act)

    def show_loading(self, status: SyncStatus | None) -> None:
        """Nothing has come from the server yet."""
        self._today = None
        self.show_content(loading_content(status))

    def show_today(self, today: Today, moment: Moment) -> None:
        """Say how things stand at `moment`."""
        self._today = today
        self.show_content(hero_content(today, moment))

    def first_button(self) -> Button | None:
        """Where the keyboard begins when there are no rows."""
        return next((button for button in map(self.button, _FIRST_CHOICES) if button is not None), None)

    def _act(self, key: str) -> None:
        self.pressed.emit()
        elsewhere = {"go": self.new_party, "others": self.other_parties, "retry": self.try_again}
        if key in elsewhere:
            elsewhere[key].emit()
        elif self._today is not None and self._today.refused is not None:
            (self._do.wait_instead if key == "wait" else self._do.close_refusal)(self._today.refused)
        elif self._today is not None and self._today.party is not None:
            self._act_on(key, self._today.party, self._today.office.time_zone)

    def _act_on(self, key: str, view: PartyView, time_zone: str) -> None:
        button = self.button(key) or self
        steps: Mapping[str, Callable[[], object]] = {
            "chat": lambda: self.show_chat.emit(view),
            "late": lambda: late_menu(view, button, self._do),
            "more": lambda: more_menu(
                view,
                button,
                self._do,
                lambda _: self._copy_invitation(view, time_zone),
                self.show_party.emit,
                lambda _: self._leave(view),
            ),
            "copy": lambda: self._copy_invitation(view, time_zone),
            "copy_lunch": lambda: self._do.copy(
                lunch_text(view, time_zone), translate("Today", "Lunch copied: who, where and when")
            ),
            "call": lambda: self._copy_extension(view),
            "withdraw": lambda: self._do.withdraw(view),
            "stop_waiting": lambda: self._leave(view),
            "claim": lambda: self._do.join(view),
            "switch": lambda: self._do.join(view),
            "close": lambda: self._do.close_party(view),
            "open_again": lambda: self._do.open_again(view),
            "went": lambda: self._do.went(view),
            "did_not_go": lambda: self._do.did_not_go(view),
        }
        steps[key]()

    def _leave(self, view: PartyView) -> None:
        ask_to_leave(self.theme, view, self, lambda: self._do.leave(view))

    def _copy_invitation(self, view: PartyView, time_zone: str) -> None:
        self._do.copy(invitation_text(view, time_zone), translate("Today", "Invitation copied"))

    def _copy_extension(self, view: PartyView) -> None:
        if view.host is not None:
            said = fill(translate("Today", "Ext. %1 copied – call %2"), view.host.extension, view.host.name)
            self._do.copy(view.host.extension, said)
