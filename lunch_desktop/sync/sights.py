"""What two looks at the machine tell. No clock and no socket: sights go in, what happened between them comes out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.times import SECOND, Instant

LOOK_ROUND: Final = 15 * SECOND
"""How often to look for what happened around the program, at most."""
LATENESS: Final = 10 * SECOND
"""How much later than asked for a busy machine may wake a thread, without anything having happened."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of the machine at one moment: its clock, and in milliseconds the counter that nobody sets.

    `address` is the one from which the server is reached; None: there is no way, empty: nobody has looked yet.
    """

    wall: Instant
    uptime: int
    address: str | None = ""


class Noticed(StrEnum):
    """What happened between two sights."""

    SLEPT = "slept"
    """The machine slept, or its clock was set: all pauses were reckoned from another time."""
    NETWORK = "network"
    """The server is reached by another way, or again."""


def noticed(before: Sight, after: Sight, waited: int | None) -> Noticed | None:
    """What happened. `waited` is how long a pause between the two was meant to be, at most; None: there was none.

    Some systems let the counter run on while the machine sleeps; there only the pause tells.
    """
    passed = after.wall - before.wall
    slipped = abs(passed - (after.uptime - before.uptime))
    if slipped > LATENESS or (waited is not None and passed > waited + LATENESS):
        return Noticed.SLEPT
    if before.address != "" and after.address is not None and after.address != before.address:
        return Noticed.NETWORK
    return None
