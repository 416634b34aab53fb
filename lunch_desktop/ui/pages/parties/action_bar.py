"""The buttons of a party."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.pages.parties.standing import LOUD, PartyAction
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry

translate = QCoreApplication.translate

_KINDS = {**dict.fromkeys(LOUD, ButtonKind.PRIMARY), PartyAction.CANCEL: ButtonKind.DANGER}
_ICONS = {
    PartyAction.WENT: Icon.CHECK,
    PartyAction.CHAT: Icon.CHAT,
    PartyAction.EDIT: Icon.EDIT,
    PartyAction.INVITE: Icon.INVITE,
    PartyAction.SEAT: Icon.SEAT,
    PartyAction.GUEST: Icon.PEOPLE,
    PartyAction.HAND_OVER: Icon.HOST,
    PartyAction.COPY: Icon.COPY,
}


def action_word(action: PartyAction) -> str:
    """The word of a button."""
    return {
        PartyAction.JOIN: translate("Parties", "Join"),
        PartyAction.WAIT: translate("Parties", "Wait"),
        PartyAction.SWITCH: translate("Parties", "Switch to this party"),
        PartyAction.CLAIM: translate("Parties", "Take the free seat"),
        PartyAction.WENT: translate("Parties", "We went"),
        PartyAction.CHAT: translate("Parties", "Chat"),
        PartyAction.EDIT: translate("Parties", "Edit"),
        PartyAction.INVITE: translate("Parties", "Invite"),
        PartyAction.SEAT: translate("Parties", "Seat somebody"),
        PartyAction.GUEST: translate("Parties", "Bring a guest"),
        PartyAction.BOOKED: translate("Parties", "Table is reserved"),
        PartyAction.NOT_BOOKED: translate("Parties", "No table after all"),
        PartyAction.HAND_OVER: translate("Parties", "Hand over"),
        PartyAction.COPY: translate("Parties", "Copy invitation"),
        PartyAction.CLOSE: translate("Parties", "Close"),
        PartyAction.OPEN_AGAIN: translate("Parties", "Open again"),
        PartyAction.DECLINE: translate("Parties", "Decline invitation"),
        PartyAction.CANCEL_WAITING: translate("Parties", "Cancel waiting"),
        PartyAction.WITHDRAW_REQUEST: translate("Parties", "Cancel request"),
        PartyAction.LEAVE: translate("Parties", "Leave"),
        PartyAction.CANCEL: translate("Parties", "Cancel party"),
    }[action]


_SELDOM: Final = (
    PartyAction.SEAT,
    PartyAction.GUEST,
    PartyAction.BOOKED,
    PartyAction.NOT_BOOKED,
    PartyAction.HAND_OVER,
)
"""Several of these stand in a menu, so that the buttons stay few."""


class ActionBar(QWidget):
    """Shows some of the actions; `pressed` carries the PartyAction. A button that stays keeps the focus."""

    pressed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._flow = FlowLayout(self)
        self._buttons: dict[PartyAction, Button] = {}
        for action in PartyAction:
            button = Button(theme, "", _KINDS.get(action, ButtonKind.SECONDARY), _ICONS.get(action), parent=self)
            button.clicked.connect(lambda _checked=False, action=action: self.pressed.emit(action))
            button.hide()
            self._flow.addWidget(button)
            self._buttons[action] = button
        self._more = MenuButton(theme, parent=self)
        self._more.chosen.connect(lambda key: self.pressed.emit(PartyAction(key)))
        self._more.hide()
        self._flow.addWidget(self._more)
        self._seldom: list[PartyAction] = []
        self.retranslate()
        follow(theme, self._restyle)

    def show_actions(self, actions: Sequence[PartyAction]) -> None:
        """Shows these, in the order in which all actions are listed."""
        had_focus = self._more.hasFocus() or any(button.hasFocus() for button in self._buttons.values())
        seldom = [one for one in _SELDOM if one in actions]
        self._seldom = seldom if len(seldom) > 1 else []
        for action, button in self._buttons.items():
            button.setVisible(action in actions and action not in self._seldom)
        self._more.setVisible(bool(self._seldom))
        self._name_menu()
        self.setVisible(bool(actions))
        first = self.first()
        kept = self._more.hasFocus() or any(button.hasFocus() for button in self._buttons.values())
        if had_focus and first is not None and not kept:
            first.setFocus()
        self.updateGeometry()

    def first(self) -> Button | None:
        """The first button; None if there is none."""
        return next((button for button in self._buttons.values() if not button.isHidden()), None)

    def retranslate(self) -> None:
        """Says everything anew."""
        for action, button in self._buttons.items():
            button.setText(action_word(action))
            button.setAccessibleName(action_word(action))
        self._name_menu()
        self._buttons[PartyAction.SEAT].setToolTip(translate("Parties", "Give a colleague a free seat by hand"))
        self._buttons[PartyAction.GUEST].setToolTip(translate("Parties", "Somebody from outside comes with you"))
        self._buttons[PartyAction.HAND_OVER].setToolTip(translate("Parties", "Make another member the host"))
        self._buttons[PartyAction.CLOSE].setToolTip(translate("Parties", "Take no more people"))
        self._buttons[PartyAction.OPEN_AGAIN].setToolTip(translate("Parties", "Take people again"))

    def _name_menu(self) -> None:
        self._more.setText(translate("Parties", "More"))
        self._more.setAccessibleName(translate("Parties", "More to do with this party"))
        self._more.show_entries([MenuEntry(one, action_word(one), _ICONS.get(one)) for one in self._seldom])

    def _restyle(self) -> None:
        self._flow.set_spacing(self.theme.px(self.theme.metrics.space_s))
