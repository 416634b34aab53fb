"""The one way in which a rule says no."""

from collections.abc import Mapping
from enum import StrEnum

Detail = str | int | bool | None


class RefusalCode(StrEnum):
    """Why a change was refused. Every code has a text in every language; a test holds the two together."""

    NOT_FOUND = "not_found"
    """There is no such thing, or the actor may not see it: both read the same."""
    NOT_UNDERSTOOD = "not_understood"
    """The change has a name, a version or arguments that this host does not know."""
    NOT_HOST = "not_host"
    EXPIRED = "expired"
    """It came after the deadline that it was made for."""
    IN_THE_PAST = "in_the_past"
    OVER = "over"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    FULL = "full"
    OVERLAPS = "overlaps"
    """The actor already has a seat at an overlapping time."""
    ALREADY_JOINED = "already_joined"
    NOT_JOINED = "not_joined"
    NEWER_JOIN = "newer_join"
    """The seat was taken anew after what the leaver saw; an old leave does not undo it."""
    SEATED = "seated"
    """An invitation can't be withdrawn from somebody who has a seat."""
    TITLE_MISSING = "title_missing"
    TEXT_TOO_LONG = "text_too_long"
    CAPACITY_OUT_OF_RANGE = "capacity_out_of_range"
    CAPACITY_BELOW_SEATS = "capacity_below_seats"
    TIME_OUT_OF_RANGE = "time_out_of_range"
    NOTHING_TO_CHANGE = "nothing_to_change"
    INVALID_VALUE = "invalid_value"
    TOO_OLD = "too_old"
    """It was made so long ago that nobody can tell any more whether it was decided then."""


class Refusal(Exception):
    """A rule says no. The change that raised it has no effect; `details` fill the text's placeholders."""

    def __init__(self, code: RefusalCode, **details: Detail) -> None:
        super().__init__(code.value, details)
        self.code = code
        self.details: Mapping[str, Detail] = details
