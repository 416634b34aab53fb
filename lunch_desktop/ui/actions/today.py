"""What a person does on the start page, beside what every page offers for a party."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.entities import MembershipState, Party
from lunch_desktop.domain.visits import FORGET_VISIT, OfVisit
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.ui.session import DesktopSession, OnRefused
from lunch_desktop.ui.texts.times import clock, short_date

OnDone = Callable[[Performed], object]


def say_i_did_not_go(session: DesktopSession, party: Party, on_done: OnDone, on_refused: OnRefused) -> None:
    """Take "we went" back."""
    session.do(Intent(FORGET_VISIT.name, OfVisit(party.id)), on_done, on_refused)


def close_the_refusal(session: DesktopSession, refused: ChangeView) -> None:
    """I have read that the server refused it."""
    session.mark_seen([refused.uuid])


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def lunch_text(view: PartyView, time_zone: str) -> str:
    """Who ate where and when, for the person who splits the bill."""
    when = f"{short_date(view.party.meets_at, time_zone)} {clock(view.party.meets_at, time_zone)}"
    place = view.restaurant.name if view.restaurant is not None else ""
    people = [m.employee.name for m in view.members if m.membership.state == MembershipState.CONFIRMED]
    head = " · ".join(part for part in (when, view.party.title, place) if part)
    return f"{head}\n{', '.join(people)}"
