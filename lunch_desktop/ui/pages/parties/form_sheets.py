"""The actions that open a sheet in which something is filled in."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.guest_form import BringingGuest
from lunch_desktop.ui.pages.parties.handing import HandingOver
from lunch_desktop.ui.pages.parties.inviting import Inviting
from lunch_desktop.ui.pages.parties.seating import Seating
from lunch_desktop.ui.pages.parties.sheets import PartySheet
from lunch_desktop.ui.pages.parties.standing import PartyAction


def form_sheets(
    context: PageContext, page: QWidget, refused: Callable[[PartyView, Refusal], object]
) -> Mapping[PartyAction, Inviting | PartySheet]:
    """Each is opened by `open(view)`; `refused` is told of every no."""
    return {
        PartyAction.INVITE: Inviting(context, page, refused),
        PartyAction.SEAT: Seating(context, page, refused),
        PartyAction.GUEST: BringingGuest(context, page, refused),
        PartyAction.HAND_OVER: HandingOver(context, page, refused),
    }
