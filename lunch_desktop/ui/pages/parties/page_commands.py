"""What can be done with the party that is shown, and with the list, as commands."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.store.desktop.queries.parties import PartyFilter
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.pages.parties.standing import PartyAction
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon

translate = QCoreApplication.translate

_KEYS: Final = {PartyAction.EDIT: ("Ctrl+E",), PartyAction.INVITE: ("Ctrl+I",), PartyAction.COPY: ("Ctrl+Shift+C",)}
_ICONS: Final = {
    PartyAction.JOIN: Icon.SEAT,
    PartyAction.WAIT: Icon.HOURGLASS,
    PartyAction.SWITCH: Icon.SEAT,
    PartyAction.CLAIM: Icon.SEAT,
    PartyAction.SEAT: Icon.SEAT,
    PartyAction.GUEST: Icon.PEOPLE,
    PartyAction.HAND_OVER: Icon.HOST,
    PartyAction.WENT: Icon.CHECK,
    PartyAction.CHAT: Icon.CHAT,
    PartyAction.EDIT: Icon.EDIT,
    PartyAction.INVITE: Icon.INVITE,
    PartyAction.COPY: Icon.COPY,
    PartyAction.CANCEL: Icon.TRASH,
}
_LATE_MINUTES: Final = (5, 10, 15)


def party_commands(
    act: Callable[[PartyAction], object],
    be_late: Callable[[int], object],
    show: Callable[[PartyFilter], object],
    possible: Callable[[], tuple[PartyAction, ...]],
    may_be_late: Callable[[], bool],
) -> tuple[Command, ...]:
    """`possible` says what may be done with the party shown now."""

    def of_party(action: PartyAction) -> Command:
        return Command(
            f"parties.{action}",
            CommandGroup.PAGE,
            lambda: _title(action),
            lambda: act(action),
            _KEYS.get(action, ()),
            _ICONS.get(action),
            lambda: action in possible(),
        )

    def late(minutes: int) -> Command:
        def title() -> str:
            return fill(translate("Parties", "Tell everybody that I come %1 min late"), minutes)

        run = CommandGroup.PAGE
        return Command(f"parties.late.{minutes}", run, title, lambda: be_late(minutes), (), Icon.CLOCK, may_be_late)

    def listed(which: PartyFilter) -> Command:
        run = CommandGroup.PAGE
        return Command(f"parties.show.{which}", run, lambda: _list_title(which), lambda: show(which), (), Icon.FILTER)

    return (
        *(of_party(action) for action in PartyAction),
        *(late(minutes) for minutes in _LATE_MINUTES),
        *(listed(which) for which in PartyFilter),
    )


def _title(action: PartyAction) -> str:
    return {
        PartyAction.JOIN: translate("Parties", "Join this party"),
        PartyAction.WAIT: translate("Parties", "Wait for a seat in this party"),
        PartyAction.SWITCH: translate("Parties", "Switch to this party from the other one"),
        PartyAction.CLAIM: translate("Parties", "Take the free seat in this party"),
        PartyAction.WENT: translate("Parties", "We went to this party"),
        PartyAction.CHAT: translate("Parties", "Chat of this party"),
        PartyAction.EDIT: translate("Parties", "Edit this party"),
        PartyAction.INVITE: translate("Parties", "Invite colleagues to this party"),
        PartyAction.SEAT: translate("Parties", "Seat somebody in this party"),
        PartyAction.GUEST: translate("Parties", "Bring a guest to this party"),
        PartyAction.BOOKED: translate("Parties", "Say that a table is reserved for this party"),
        PartyAction.NOT_BOOKED: translate("Parties", "Say that no table is reserved for this party"),
        PartyAction.HAND_OVER: translate("Parties", "Hand over this party to another member"),
        PartyAction.COPY: translate("Parties", "Copy the invitation to this party"),
        PartyAction.CLOSE: translate("Parties", "Close this party"),
        PartyAction.OPEN_AGAIN: translate("Parties", "Open this party again"),
        PartyAction.DECLINE: translate("Parties", "Decline the invitation to this party"),
        PartyAction.CANCEL_WAITING: translate("Parties", "Stop waiting for this party"),
        PartyAction.WITHDRAW_REQUEST: translate("Parties", "Cancel the request for a seat in this party"),
        PartyAction.LEAVE: translate("Parties", "Leave this party"),
        PartyAction.CANCEL: translate("Parties", "Cancel this party"),
    }[action]


def _list_title(which: PartyFilter) -> str:
    return {
        PartyFilter.COMING: translate("Parties", "Show coming parties"),
        PartyFilter.MINE: translate("Parties", "Show my parties"),
        PartyFilter.PAST: translate("Parties", "Show past parties"),
    }[which]
