"""The buttons of a party."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.ui.pages.parties.standing import LOUD, PartyAction
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.flow import FlowLayout

translate = QCoreApplication.translate

_KINDS = {**dict.fromkeys(LOUD, ButtonKind.PRIMARY), PartyAction.CANCEL: ButtonKind.DANGER}
_ICONS = {
    PartyAction.WENT: Icon.CHECK,
    PartyAction.EDIT: Icon.EDIT,
    PartyAction.INVITE: Icon.INVITE,
    PartyAction.COPY: Icon.COPY,
}


def action_word(action: PartyAction) -> str:
    """The word of a button."""
    return {
        PartyAction.JOIN: translate("Parties", "Join"),
        PartyAction.WAIT: translate("Parties", "Wait"),
        PartyAction.WENT: translate("Parties", "We went"),
        PartyAction.EDIT: translate("Parties", "Edit"),
        PartyAction.INVITE: translate("Parties", "Invite"),
        PartyAction.COPY: translate("Parties", "Copy invitation"),
        PartyAction.CLOSE: translate("Parties", "Close"),
        PartyAction.OPEN_AGAIN: translate("Parties", "Open again"),
        PartyAction.DECLINE: translate("Parties", "Decline invitation"),
        PartyAction.CANCEL_WAITING: translate("Parties", "Cancel waiting"),
        PartyAction.WITHDRAW_REQUEST: translate("Parties", "Cancel request"),
        PartyAction.LEAVE: translate("Parties", "Leave"),
        PartyAction.CANCEL: translate("Parties", "Cancel party"),
    }[action]


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
        self.retranslate()
        follow(theme, self._restyle)

    def show_actions(self, actions: Sequence[PartyAction]) -> None:
        """Shows these, in the order in which all actions are listed."""
        had_focus = any(button.hasFocus() for button in self._buttons.values())
        for action, button in self._buttons.items():
            button.setVisible(action in actions)
        self.setVisible(bool(actions))
        first = self.first()
        if had_focus and first is not None and not any(button.hasFocus() for button in self._buttons.values()):
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
        self._buttons[PartyAction.CLOSE].setToolTip(translate("Parties", "Take no more people"))
        self._buttons[PartyAction.OPEN_AGAIN].setToolTip(translate("Parties", "Take people again"))

    def _restyle(self) -> None:
        self._flow.set_spacing(self.theme.px(self.theme.metrics.space_s))
