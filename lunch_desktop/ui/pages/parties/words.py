"""How a party reads: its state, its row, its facts."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.parties.entities import MembershipState, PartyState
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.pages.parties.standing import PartyAction, entry, has_lapsed, takes_requests
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, day_heading, short_day
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.party_row import PartyRowContent
from lunch_desktop.ui.widgets.pill import PillContent

translate = QCoreApplication.translate


def join_word() -> str:
    """The word of the button that asks for a seat."""
    return translate("Parties", "Join")


def wait_word() -> str:
    """The word of the button that asks for a place on the waitlist."""
    return translate("Parties", "Wait")


def switch_word() -> str:
    """The word of the button that gives up another seat for one here."""
    return translate("Parties", "Switch")


def claim_word() -> str:
    """The word of the button with which one who waits takes a free seat."""
    return translate("Parties", "Take seat")


def ways_in() -> tuple[str, ...]:
    """Every word with which a row can be joined."""
    return (join_word(), wait_word(), switch_word(), claim_word())


def state_words() -> tuple[str, ...]:
    """Every state that a row can show, so that the column is as wide as the widest."""
    return (
        translate("Parties", "Confirmed"),
        translate("Parties", "Requested"),
        translate("Parties", "Lapsed"),
        fill(translate("Parties", "In line: %1"), 10),
        translate("Parties", "Hosting"),
        translate("Parties", "Cancelled"),
        translate("Parties", "Closed"),
        translate("Parties", "Full"),
        translate("Parties", "Started"),
        translate("Parties", "Took part"),
    )


def state_pill(view: PartyView, now: Instant) -> PillContent | None:
    """Where I stand, or why I can't get in; None where nothing needs saying."""
    if view.party.state == PartyState.CANCELLED:
        return PillContent(translate("Parties", "Cancelled"), Tone.REFUSED, Icon.BLOCK)
    if now > view.party.ends_at:
        took_part = view.my_state == MembershipState.CONFIRMED
        return PillContent(translate("Parties", "Took part"), Tone.NEUTRAL, Icon.CHECK) if took_part else None
    return _my_state(view, now) or _why_not(view, now)


def _my_state(view: PartyView, now: Instant) -> PillContent | None:
    if has_lapsed(view, now):
        return PillContent(translate("Parties", "Lapsed"), Tone.REFUSED)
    if view.my_state == MembershipState.CONFIRMED and view.i_host:
        return PillContent(translate("Parties", "Hosting"), Tone.CONFIRMED, Icon.HOST)
    if view.my_state == MembershipState.CONFIRMED:
        return PillContent(translate("Parties", "Confirmed"), Tone.CONFIRMED)
    if view.my_state == MembershipState.REQUESTED:
        return PillContent(translate("Parties", "Requested"), Tone.REQUESTED)
    if view.my_state == MembershipState.WAITLISTED:
        place = fill(translate("Parties", "In line: %1"), view.my_waiting_place)
        return PillContent(place, Tone.WAITING)
    return None


def _why_not(view: PartyView, now: Instant) -> PillContent | None:
    if now >= view.party.meets_at:
        return PillContent(translate("Parties", "Started"), Tone.NEUTRAL, Icon.CLOCK)
    if not takes_requests(view, now):
        return PillContent(translate("Parties", "Closed"), Tone.NEUTRAL, Icon.BLOCK)
    if view.in_the_way is not None and view.free == 0:
        return PillContent(translate("Parties", "Full"), Tone.NEUTRAL, Icon.PEOPLE)
    return None


def heading(day: Day, today: Day) -> str:
    """The heading over a day's parties: "Today, Mon 23 Nov", "Thursday 26 November"."""
    word = day_heading(day, today)
    is_near = abs((date.fromisoformat(day) - date.fromisoformat(today)).days) <= 1
    return f"{word}, {short_day(day)}" if is_near else word


def where(view: PartyView) -> str:
    """Restaurant and meeting place in a line."""
    restaurant = view.restaurant.name if view.restaurant is not None else translate("Parties", "Place undecided")
    return _line((restaurant, view.party.place))


def seats(view: PartyView) -> str:
    """Confirmed seats of all, guests among them: "3/4"."""
    return f"{view.taken}/{view.party.capacity}"


def unsent_word() -> str:
    """The mark of a party with changes of mine that the server does not know."""
    return translate("Parties", "Not sent yet")


def row_content(view: PartyView, now: Instant, time_zone: str) -> PartyRowContent:
    """What the list shows of a party."""
    way_in, pill = entry(view, now), state_pill(view, now)
    action = {
        PartyAction.JOIN: join_word(),
        PartyAction.WAIT: wait_word(),
        PartyAction.SWITCH: switch_word(),
        PartyAction.CLAIM: claim_word(),
    }.get(way_in or PartyAction.EDIT, "")
    time = clock(view.party.meets_at, time_zone)
    invited = view.my_state == MembershipState.INVITED and way_in is not None
    first = translate("Parties", "You’re invited") if invited else unsent_word() if view.unsent else ""
    place = _line((first, where(view)))
    taken = fill(translate("Parties", "%1 of %2 seats taken"), view.taken, view.party.capacity)
    said = (
        view.party.title,
        time,
        place,
        _tag(view),
        taken,
        pill.text if pill is not None else "",
        unsent_word() if view.unsent and invited else "",
        fill(translate("Parties", "Enter: %1"), action) if action else "",
    )
    return PartyRowContent(
        name=", ".join(part for part in said if part),
        title=view.party.title,
        time=time,
        place=place,
        tag=_tag(view),
        seats=seats(view),
        action=action,
        action_name=f"{action} {view.party.title}",
        pill=None if action else pill,
    )


def _tag(view: PartyView) -> str:
    """What stands out of where the party comes from: a group, else the host's team."""
    return translate("Parties", "Group") if view.party.group_id is not None else view.host_department


def _line(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
