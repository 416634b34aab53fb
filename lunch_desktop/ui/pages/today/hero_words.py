"""The top of the start page in words: what is with my lunch today, one function a state."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.parties.entities import PROMOTION_ENDS, MembershipState, PartyState
from lunch_desktop.domain.times import Instant, later
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.store.desktop.queries.today import HeroState, Today
from lunch_desktop.ui.pages.parties.standing import PartyAction, entry
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.times import as_of, clock, until
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.button import ButtonKind
from lunch_desktop.ui.widgets.hero import HeroAction, HeroContent
from lunch_desktop.ui.widgets.pill import PillContent

translate = QCoreApplication.translate

_ALTERNATIVES: Final = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """What the words depend on besides the page: the time now, and whether the server is out of reach."""

    now: Instant
    stale: bool


def hero_content(today: Today, moment: Moment) -> HeroContent:
    """What the hero says now. A refused join that I have not read goes before everything else."""
    if today.refused is not None:
        return _refused(today, today.refused)
    if today.party is None:
        return _nothing()
    return _BY_STATE[_state_now(today, today.party, moment.now)](today, today.party, moment)


def next_boundary(today: Today, now: Instant) -> Instant | None:
    """When the present words stop being true: a request lapses, people meet, lunch ends."""
    if today.party is None:
        return None
    party = today.party.party
    moments = (
        later(party.meets_at, -PROMOTION_ENDS),
        today.party.lapses_at,
        party.meets_at,
        party.ends_at,
    )
    return min((moment for moment in moments if moment > now), default=None)


def _state_now(today: Today, view: PartyView, now: Instant) -> HeroState:
    """The state as time goes on, without reading anew."""
    party = view.party
    if today.hero is HeroState.REQUESTED and now > view.lapses_at:
        return HeroState.LAPSED
    if today.hero in (HeroState.JOINED, HeroState.HOST) and now >= party.meets_at:
        return HeroState.AFTER
    return today.hero


def _nothing() -> HeroContent:
    title = translate("Today", "No lunch planned yet")
    line = translate("Today", "Open a party in two keys: 12:00, the lobby, four seats")
    go = HeroAction("go", translate("Today", "Let’s go"), ButtonKind.PRIMARY)
    return HeroContent(name=_sentence((title, line)), place=title, line=line, actions=(go,))


def _joined(today: Today, view: PartyView, moment: Moment) -> HeroContent:
    if today.wished is not None:
        line = _line((_switching(today.wished), _restaurant(view), _where(view), _freshness(today, moment)))
    else:
        where = (_late_others(view), _restaurant(view), _where(view), _walk(view), _booked(view))
        line = _line((*where, _freshness(today, moment), _unsent(view)))
    actions = (_chat(translate("Today", "Chat")), _late(view), _more())
    return _with_party(
        today,
        view,
        moment,
        PillContent(translate("Today", "Confirmed"), Tone.CONFIRMED),
        line,
        actions,
        place=view.party.title,
        countdown=True,
        faces=True,
    )


def _host(today: Today, view: PartyView, moment: Moment) -> HeroContent:
    counts = [fill(translate("Today", "%1 confirmed"), view.confirmed)]
    if view.waiting:
        counts.append(fill(translate("Today", "%1 waiting"), view.waiting))
    if view.invited:
        counts.append(fill(translate("Today", "%1 invited"), view.invited))
    if view.taken > view.confirmed:
        counts.append(fill(translate("Today", "Guests: %1"), view.taken - view.confirmed))
    if view.party.booked:
        counts.append(_booked(view))
    if today.wished is not None:
        counts.insert(0, _switching(today.wished))
    counts.append(_late_others(view))
    closed = view.party.state == PartyState.CLOSED
    close = (
        HeroAction("open_again", translate("Today", "Reopen"))
        if closed
        else HeroAction("close", translate("Today", "Close party"))
    )
    word = translate("Today", "You host, closed") if closed else translate("Today", "You host")
    line = _line((*counts, view.party.place, _freshness(today, moment), _unsent(view)))
    pill = PillContent(word, Tone.CONFIRMED, Icon.HOST)
    return _with_party(
        today,
        view,
        moment,
        pill,
        line,
        (close, _chat(translate("Today", "To everyone")), _more()),
        countdown=True,
        faces=True,
    )


def _requested(today: Today, view: PartyView, moment: Moment) -> HeroContent:
    zone = today.office.time_zone
    expires = fill(translate("Today", "Expires %1"), clock(view.lapses_at, zone))
    seats = _seats(view)
    if today.as_of is not None:
        seats = fill(translate("Today", "%1 %2"), seats, as_of(today.as_of, zone, moment.now))
    pill = PillContent(translate("Today", "Requested – not confirmed"), Tone.REQUESTED)
    actions = (*_call(view), _withdraw())
    return _with_party(today, view, moment, pill, _line((expires, seats)), actions)


def _lapsed(today: Today, view: PartyView, moment: Moment) -> HeroContent:
    pill = PillContent(translate("Today", "Not confirmed"), Tone.REFUSED, Icon.WARNING)
    if view.host is not None and view.host.extension:
        line = fill(translate("Today", "Not confirmed: call ext. %1"), view.host.extension)
    else:
        line = translate("Today", "Not confirmed in time: ask the host")
    actions = (*_call(view), _withdraw())
    return _with_party(today, view, moment, pill, line, actions)


def _waitlisted(today: Today, view: PartyView, moment: Moment) -> HeroContent:
    ends = later(view.party.meets_at, -PROMOTION_ENDS)
    way_in = entry(view, moment.now)
    if way_in in (PartyAction.CLAIM, PartyAction.SWITCH):
        return _seat_is_free(today, view, moment, way_in)
    if moment.now <= ends:
        text = translate("Today", "Auto-confirm until %1")
    else:
        text = translate("Today", "Auto-confirm ended at %1")
    line = _line((fill(text, clock(ends, today.office.time_zone)), _freshness(today, moment), _unsent(view)))
    pill = PillContent(fill(translate("Today", "Waitlist, no. %1"), view.my_waiting_place), Tone.WAITING)
    actions = (
        HeroAction("others", translate("Today", "Other parties")),
        HeroAction("stop_waiting", translate("Today", "Stop waiting")),
    )
    return _with_party(today, view, moment, pill, line, actions)


def _seat_is_free(today: Today, view: PartyView, moment: Moment, way_in: PartyAction) -> HeroContent:
    """Where I wait there is a seat that nobody moves me to: I have to answer, and others may be quicker."""
    pill = PillContent(translate("Today", "A seat is free"), Tone.WAITING, Icon.SEAT)
    if way_in is PartyAction.SWITCH and view.in_the_way is not None:
        said = fill(translate("Today", "Take it for your seat in “%1”?"), view.in_the_way.title)
        take = HeroAction("switch", translate("Today", "Switch"), ButtonKind.PRIMARY)
    else:
        said = translate("Today", "Whoever takes it first has it")
        take = HeroAction("claim", translate("Today", "Take the seat"), ButtonKind.PRIMARY)
    stop = HeroAction("stop_waiting", translate("Today", "Stop waiting"))
    line = _line((said, _freshness(today, moment), _unsent(view)))
    return _with_party(today, view, moment, pill, line, (take, stop))


def _after(today: Today, view: PartyView, moment: Moment) -> HeroContent:
    copy = HeroAction("copy_lunch", translate("Today", "Copy"), icon=Icon.COPY, name=translate("Today", "Copy lunch"))
    seated = [m.employee for m in view.members if m.membership.state == MembershipState.CONFIRMED]
    others = ", ".join(one.name for one in seated if one.id != today.me.id)
    with_whom = fill(translate("Today", "With %1"), others) if others else ""
    if today.went:
        pill = PillContent(translate("Today", "You went"), Tone.CONFIRMED)
        actions: tuple[HeroAction, ...] = (
            copy,
            HeroAction("did_not_go", translate("Today", "I did not go")),
        )
    else:
        pill = PillContent(translate("Today", "Did you go?"), Tone.NEUTRAL, Icon.UTENSILS)
        actions = (HeroAction("went", translate("Today", "We went"), ButtonKind.PRIMARY), copy)
    return _with_party(today, view, moment, pill, _line((with_whom, _unsent(view))), actions)


def _cancelled(today: Today, view: PartyView, moment: Moment) -> HeroContent:
    pill = PillContent(translate("Today", "Cancelled"), Tone.REFUSED, Icon.BLOCK)
    line = translate("Today", "The host called it off")
    actions = (
        HeroAction("others", translate("Today", "Other parties")),
        HeroAction("go", translate("Today", "Let’s go"), ButtonKind.PRIMARY),
    )
    return _with_party(today, view, moment, pill, line, actions)


def _refused(today: Today, change: ChangeView) -> HeroContent:
    words = refusal_text(change.code or "", change.details)
    zone = today.office.time_zone
    refused_id = change.party.id if change.party is not None else None
    others = [view for view in today.joinable if view.free > 0 and view.party.id != refused_id]
    instead = ", ".join(f"{clock(view.party.meets_at, zone)} {view.party.title}" for view in others[:_ALTERNATIVES])
    line = fill(translate("Today", "Instead: %1"), instead) if instead else words.next_step
    if change.code == RefusalCode.FULL and change.name == "party.join":
        way_on = HeroAction("wait", translate("Today", "Wait"), name=translate("Today", "Wait for a seat"))
    else:
        way_on = HeroAction("others", translate("Today", "Other parties"))
    close = HeroAction("close_refusal", translate("Today", "Close"), name=translate("Today", "Close the refusal"))
    return HeroContent(
        name=_sentence((words.title, words.what, line)),
        place=change.party.title if change.party is not None else words.what,
        line=line,
        pill=PillContent(words.title, Tone.REFUSED),
        actions=(way_on, close),
    )


def _with_party(
    today: Today,
    view: PartyView,
    moment: Moment,
    pill: PillContent,
    line: str,
    actions: tuple[HeroAction, ...],
    *,
    place: str = "",
    countdown: bool = False,
    faces: bool = False,
) -> HeroContent:
    """What every state with a party has in common. Only what is certain has a countdown.

    `place` stands where the title and the restaurant would.
    """
    time = clock(view.party.meets_at, today.office.time_zone)
    left = until(view.party.meets_at, moment.now) if countdown else ""
    restaurant = _restaurant(view)
    people = tuple(m.employee.name for m in view.members if m.membership.state == MembershipState.CONFIRMED)
    return HeroContent(
        name=_sentence((view.party.title, pill.text, time, left, "" if restaurant in line else restaurant, line)),
        place=place or _line((view.party.title, restaurant)),
        line=line,
        time=time,
        countdown=left,
        pill=pill,
        faces=people if faces else (),
        seats=_seats(view) if faces else "",
        free=view.free if faces else 0,
        actions=actions,
    )


_BY_STATE: Final[Mapping[HeroState, Callable[[Today, PartyView, Moment], HeroContent]]] = {
    HeroState.NOTHING: lambda *_: _nothing(),
    HeroState.JOINED: _joined,
    HeroState.HOST: _host,
    HeroState.REQUESTED: _requested,
    HeroState.LAPSED: _lapsed,
    HeroState.WAITLISTED: _waitlisted,
    HeroState.AFTER: _after,
    HeroState.CANCELLED: _cancelled,
}


def _call(view: PartyView) -> tuple[HeroAction, ...]:
    if view.host is None or not view.host.extension:
        return ()
    word = fill(translate("Today", "Ext. %1"), view.host.extension)
    name = fill(translate("Today", "Copy ext. %1 of %2"), view.host.extension, view.host.name)
    return (HeroAction("call", word, icon=Icon.PHONE, name=name),)


def _withdraw() -> HeroAction:
    return HeroAction("withdraw", translate("Today", "Cancel"), name=translate("Today", "Cancel request"))


def _late(view: PartyView) -> HeroAction:
    minutes = view.mine.late_minutes if view.mine is not None else 0
    word = fill(translate("Today", "%1 min late"), minutes) if minutes else translate("Today", "I’m late")
    return HeroAction("late", word, icon=Icon.CLOCK)


def _chat(word: str) -> HeroAction:
    return HeroAction("chat", word, icon=Icon.CHAT, name=translate("Today", "Chat of this party"))


def _more() -> HeroAction:
    return HeroAction("more", icon=Icon.MORE, name=translate("Today", "More"))


def _restaurant(view: PartyView) -> str:
    return view.restaurant.name if view.restaurant is not None else ""


def _where(view: PartyView) -> str:
    return fill(translate("Today", "Meet at %1"), view.party.place) if view.party.place else ""


def _walk(view: PartyView) -> str:
    minutes = view.restaurant.walk_minutes if view.restaurant is not None else 0
    return fill(translate("Today", "%1 min walk"), minutes) if minutes else ""


def _seats(view: PartyView) -> str:
    return f"{view.taken}/{view.party.capacity}"


def _freshness(today: Today, moment: Moment) -> str:
    if not moment.stale or today.as_of is None:
        return ""
    return as_of(today.as_of, today.office.time_zone, moment.now)


def _late_others(view: PartyView) -> str:
    """Whoever of the others said that they come late; all by name would be too long for a line."""
    mine = view.mine.id if view.mine is not None else ""
    late = [one for one in view.members if one.membership.late_minutes and one.membership.id != mine]
    if not late:
        return ""
    first = late[0]
    said = fill(translate("Today", "%1 is %2 min late"), first.employee.name, first.membership.late_minutes)
    return said if len(late) == 1 else fill(translate("Today", "%1 and %2 more"), said, len(late) - 1)


def _booked(view: PartyView) -> str:
    return translate("Today", "Table reserved") if view.party.booked else ""


def _switching(wished: PartyView) -> str:
    return fill(translate("Today", "Switch to “%1” requested"), wished.party.title)


def _unsent(view: PartyView) -> str:
    return translate("Today", "Not sent yet") if view.unsent else ""


def _line(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _sentence(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
