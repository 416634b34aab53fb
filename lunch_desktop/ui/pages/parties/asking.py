"""The questions asked before what can't be undone."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.store.desktop.queries.parties import GuestView, PartyView
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.dialog import ConfirmDialog

translate = QCoreApplication.translate


def ask_to_cancel(theme: Theme, view: PartyView, parent: QWidget) -> ConfirmDialog:
    """Before the host calls the party off."""
    others = sum(1 for member in view.members if member.membership.state != MembershipState.INVITED) - 1
    if others > 0:
        text = fill(translate("Parties", "Members besides you: %1. They will read that it is off."), others)
    else:
        text = translate("Parties", "Nobody else has a seat yet.")
    final = translate("Parties", "This can’t be undone.")
    return ConfirmDialog(
        theme,
        fill(translate("Parties", "Cancel “%1”?"), view.party.title),
        f"{text} {final}",
        translate("Parties", "Cancel the party"),
        translate("Parties", "Keep it"),
        danger=True,
        parent=parent,
    )


def ask_to_leave(theme: Theme, view: PartyView, parent: QWidget) -> ConfirmDialog | None:
    """Before a leave whose seat would be gone for good: a host's, or one that somebody waits for. Else None."""
    if not view.i_host and not view.waiting:
        return None
    return ConfirmDialog(
        theme,
        fill(translate("Parties", "Leave “%1”?"), view.party.title),
        _what_follows(view),
        translate("Parties", "Leave the party"),
        translate("Parties", "Stay"),
        danger=True,
        parent=parent,
    )


def _what_follows(view: PartyView) -> str:
    if not view.i_host:
        return fill(
            translate("Parties", "Waiting for a seat: %1. Yours goes to the first of them at once."), view.waiting
        )
    heir = successor(view)
    if heir is None:
        return translate("Parties", "You are the only one with a seat, so the party will be cancelled.")
    return fill(translate("Parties", "You are the host. %1 has had a seat the longest and becomes the host."), heir)


def successor(view: PartyView) -> str | None:
    """The name of who would be the host after me: whoever of the others has had a seat the longest."""
    mine = view.mine.id if view.mine is not None else ""
    seated = (one for one in view.members if one.membership.state == MembershipState.CONFIRMED)
    return next((one.employee.name for one in seated if one.membership.id != mine), None)


def ask_to_switch(theme: Theme, view: PartyView, me: EmployeeId, parent: QWidget) -> ConfirmDialog | None:
    """Before a switch away from a party that I host, which gets another host by it or doesn't take place. Else None."""
    former = view.in_the_way
    if former is None or former.host_id != me:
        return None
    return ConfirmDialog(
        theme,
        fill(translate("Parties", "Switch to “%1”?"), view.party.title),
        fill(
            translate(
                "Parties",
                "You host “%1”. Whoever has had a seat there the longest takes over; without anybody it is cancelled.",
            ),
            former.title,
        ),
        translate("Parties", "Switch"),
        translate("Parties", "Stay"),
        danger=True,
        parent=parent,
    )


def ask_to_drop(theme: Theme, guest: GuestView, parent: QWidget) -> ConfirmDialog:
    """Before a guest's seat is given up."""
    name = guest.name or translate("Parties", "The guest")
    return ConfirmDialog(
        theme,
        fill(translate("Parties", "Does %1 not come?"), name),
        fill(
            translate("Parties", "The seat becomes free, or goes to the first who waits. Brought by: %1."),
            guest.inviter,
        ),
        translate("Parties", "Free the seat"),
        translate("Parties", "Keep it"),
        danger=True,
        parent=parent,
    )
