"""What a person says about their lunch today."""

from collections.abc import Callable

from lunch_desktop.domain.availability import SET_AVAILABILITY, AvailabilityState, SetAvailability
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.times import Day, Instant, at
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.ui.session import DesktopSession, OnRefused

LUNCH_BEGINS = (11, 30)
LUNCH_ENDS = (13, 0)
"""Hour and minute at the office: the window that one press offers."""

OnDone = Callable[[Performed], object]


def lunch_window(day: Day, time_zone: str) -> tuple[Instant, Instant]:
    """The usual lunch hours of a day at the office."""
    return at(day, *LUNCH_BEGINS, time_zone), at(day, *LUNCH_ENDS, time_zone)


def say_when_i_am_free(
    session: DesktopSession, day: Day, window: tuple[Instant, Instant], on_done: OnDone, on_refused: OnRefused
) -> None:
    """Free for lunch in a window; my circle sees it."""
    _set(session, SetAvailability(day, AvailabilityState.FREE, *window), on_done, on_refused)


def say_i_eat_alone(session: DesktopSession, day: Day, on_done: OnDone, on_refused: OnRefused) -> None:
    """On my own today; nobody sees why I am not free."""
    _set(session, SetAvailability(day, AvailabilityState.ALONE, None, None), on_done, on_refused)


def say_i_am_away(session: DesktopSession, day: Day, on_done: OnDone, on_refused: OnRefused) -> None:
    """Not at lunch today; nobody sees why I am not free."""
    _set(session, SetAvailability(day, AvailabilityState.AWAY, None, None), on_done, on_refused)


def take_my_answer_back(session: DesktopSession, day: Day, on_done: OnDone, on_refused: OnRefused) -> None:
    """Say nothing about the day any more."""
    _set(session, SetAvailability(day, None, None, None), on_done, on_refused)


def _set(session: DesktopSession, args: SetAvailability, on_done: OnDone, on_refused: OnRefused) -> None:
    session.do(Intent(SET_AVAILABILITY.name, args), on_done, on_refused)
