"""The menus of the hero's buttons, and the one question that it asks."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.domain.parties.lateness import LATE_CHOICES
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.pages.today.acting import TodayActions
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.dressed import dress

translate = QCoreApplication.translate
OfParty = Callable[[PartyView], object]


def late_menu(view: PartyView, button: QWidget, do: TodayActions) -> None:
    """How late, opened below a button."""
    menu = _menu(do.theme, button, translate("Today", "How late?"))
    _offer_minutes(menu, view, do)
    _open_below(menu, button)


def more_menu(view: PartyView, button: QWidget, do: TodayActions, copy: OfParty, show: OfParty, leave: OfParty) -> None:
    """Everything else that can be done with my party."""
    menu = _menu(do.theme, button, translate("Today", "More"))
    menu.addAction(translate("Today", "Open details")).triggered.connect(lambda: show(view))
    menu.addAction(translate("Today", "Copy invitation")).triggered.connect(lambda: copy(view))
    if view.i_host:
        _offer_minutes(menu.addMenu(translate("Today", "I’m late")), view, do)
    menu.addSeparator()
    menu.addAction(translate("Today", "Leave…")).triggered.connect(lambda: leave(view))
    _open_below(menu, button)


def ask_to_leave(theme: Theme, view: PartyView, parent: QWidget, leave: Callable[[], object]) -> None:
    """A seat or a place in line can't be had back for certain: ask first."""
    title = fill(translate("Today", "Leave “%1”?"), view.party.title)
    dialog = ConfirmDialog(
        theme,
        title,
        _consequence(view),
        translate("Today", "Leave"),
        translate("Today", "Stay"),
        danger=True,
        parent=parent.window(),
    )
    dialog.accepted.connect(leave)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _consequence(view: PartyView) -> str:
    if view.my_state == MembershipState.WAITLISTED:
        return fill(translate("Today", "You give up place %1 in line."), view.my_waiting_place)
    if view.i_host and view.confirmed > 1:
        return translate("Today", "You host this party: whoever has had a seat the longest takes over.")
    if view.i_host:
        return translate("Today", "Nobody else has a seat, so the party will be cancelled.")
    if view.waiting:
        return translate("Today", "Your seat goes to the first in line.")
    return translate("Today", "Your seat becomes free for others.")


def _offer_minutes(menu: QMenu, view: PartyView, do: TodayActions) -> None:
    present = view.mine.late_minutes if view.mine is not None else 0
    for minutes in LATE_CHOICES:
        if minutes:
            word = fill(translate("Today", "%1 minutes late"), minutes)
        elif present:
            word = translate("Today", "On time after all")
        else:
            continue
        action = menu.addAction(word)
        action.setCheckable(True)
        action.setChecked(minutes == present and minutes > 0)
        action.triggered.connect(lambda _checked=False, minutes=minutes: do.be_late(view, minutes))


def _menu(theme: Theme, button: QWidget, name: str) -> QMenu:
    menu = QMenu(button)
    dress(theme, menu, Sheet.MENU)
    menu.setAccessibleName(name)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _open_below(menu: QMenu, button: QWidget) -> None:
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
