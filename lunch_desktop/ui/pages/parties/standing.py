"""What I may do with a party now, by where I stand with it."""

from enum import StrEnum
from typing import Final

from lunch_desktop.domain.parties.entities import (
    PROMOTION_ENDS,
    REQUEST_LAPSES,
    TAKING_PART,
    MembershipState,
    PartyState,
)
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.desktop.queries.parties import Member, PartyView


class PartyAction(StrEnum):
    """A button of a party."""

    JOIN = "join"
    WAIT = "wait"
    SWITCH = "switch"
    CLAIM = "claim"
    WENT = "went"
    CHAT = "chat"
    EDIT = "edit"
    INVITE = "invite"
    SEAT = "seat"
    GUEST = "guest"
    BOOKED = "booked"
    NOT_BOOKED = "not_booked"
    COPY = "copy"
    CLOSE = "close"
    OPEN_AGAIN = "open_again"
    DECLINE = "decline"
    CANCEL_WAITING = "cancel_waiting"
    WITHDRAW_REQUEST = "withdraw_request"
    HAND_OVER = "hand_over"
    LEAVE = "leave"
    CANCEL = "cancel"


LOUD: Final = frozenset({PartyAction.JOIN, PartyAction.WAIT, PartyAction.SWITCH, PartyAction.CLAIM, PartyAction.WENT})
"""What a party is opened for: its one filled button."""


def takes_requests(view: PartyView, now: Instant) -> bool:
    """Whether a seat may still be asked for: until fifteen minutes before the meeting."""
    return view.party.state == PartyState.OPEN and now <= view.party.meets_at - REQUEST_LAPSES


def entry(view: PartyView, now: Instant) -> PartyAction | None:
    """How I would get in: a seat while there are some, else the waitlist; None if I am in, or can't.

    Where I have another seat at that time, it is given up for this one, and only for a free one. Who waits is moved to
    a seat by the server until twenty minutes before; after that they take it themselves.
    """
    if view.my_state == MembershipState.WAITLISTED:
        return _from_the_line(view, now)
    if view.my_state in TAKING_PART or not takes_requests(view, now):
        return None
    if view.in_the_way is not None:
        return PartyAction.SWITCH if view.free > 0 else None
    return PartyAction.JOIN if view.free > 0 else PartyAction.WAIT


def _from_the_line(view: PartyView, now: Instant) -> PartyAction | None:
    if view.free == 0 or view.party.state == PartyState.CANCELLED or now > view.party.meets_at:
        return None
    if view.in_the_way is not None:
        return PartyAction.SWITCH
    return PartyAction.CLAIM if now > view.party.meets_at - PROMOTION_ENDS else None


def has_lapsed(view: PartyView, now: Instant) -> bool:
    """Whether a seat was asked for and not given in time."""
    return view.my_state == MembershipState.REQUESTED and now > view.lapses_at


def may_be_late(view: PartyView, now: Instant, today: Day) -> bool:
    """Lateness is for who has a seat, on the day itself, until lunch is over."""
    happens = view.party.state != PartyState.CANCELLED and now <= view.party.ends_at
    return happens and view.party.day == today and view.my_state == MembershipState.CONFIRMED


def actions(view: PartyView, now: Instant, *, went: bool) -> tuple[PartyAction, ...]:
    """The buttons of a party, the one that matters most first."""
    if view.party.state == PartyState.CANCELLED:
        return ()
    possible: list[PartyAction | None] = []
    over, met = now > view.party.ends_at, now >= view.party.meets_at
    if met and view.my_state == MembershipState.CONFIRMED and not went:
        possible.append(PartyAction.WENT)
    if view.my_state in TAKING_PART:
        possible.append(PartyAction.CHAT)
    if not over:
        possible.append(entry(view, now))
        if view.i_host:
            possible += _of_host(view, now)
        if may_bring(view):
            possible.append(PartyAction.GUEST)
        if not met:
            possible.append(PartyAction.COPY)
        if heirs(view):
            possible.append(PartyAction.HAND_OVER)
        possible.append(_way_out(view))
        if view.i_host:
            possible.append(PartyAction.CANCEL)
    return tuple(one for one in possible if one is not None)


def _of_host(view: PartyView, now: Instant) -> list[PartyAction | None]:
    invite = PartyAction.INVITE if now <= view.party.meets_at else None
    closed = view.party.state == PartyState.CLOSED
    seat = PartyAction.SEAT if view.free > 0 else None
    booked = PartyAction.NOT_BOOKED if view.party.booked else PartyAction.BOOKED
    opening = PartyAction.OPEN_AGAIN if closed else PartyAction.CLOSE
    return [PartyAction.EDIT, invite, seat, booked if now < view.party.meets_at else None, opening]


def may_bring(view: PartyView) -> bool:
    """Whether I may bring somebody from outside: with a seat of mine, to a free one; when it is closed, as the host."""
    open_to_me = view.i_host or view.party.state == PartyState.OPEN
    return open_to_me and view.my_state == MembershipState.CONFIRMED and view.free > 0


def heirs(view: PartyView) -> tuple[Member, ...]:
    """Whom I, as the host, may make the host: everybody else with a seat."""
    if not view.i_host:
        return ()
    return tuple(one for one in view.members if one.membership.state == MembershipState.CONFIRMED and not one.is_host)


def _way_out(view: PartyView) -> PartyAction | None:
    ways = {
        MembershipState.CONFIRMED: PartyAction.LEAVE,
        MembershipState.REQUESTED: PartyAction.WITHDRAW_REQUEST,
        MembershipState.WAITLISTED: PartyAction.CANCEL_WAITING,
        MembershipState.INVITED: PartyAction.DECLINE,
    }
    return ways.get(view.my_state) if view.my_state is not None else None
