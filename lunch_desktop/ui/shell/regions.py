"""F6: the keyboard goes from one part of the window to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the window. `holds` says whether a widget lies in it; `enter` gives it the keyboard, False where
    nothing there takes it.
    """

    holds: Callable[[QWidget], bool]
    enter: Callable[[], bool]


def go_to_next_region(regions: Sequence[Region], step: int) -> bool:
    """Move on from the region with the keyboard (step 1, or -1 for back), round the ends; False if none takes it."""
    focused = QApplication.focusWidget()
    present = -1
    if focused is not None:
        present = next((place for place, one in enumerate(regions) if one.holds(focused)), -1)
    if present < 0 and step < 0:
        present = 0
    return any(regions[(present + step * turn) % len(regions)].enter() for turn in range(1, len(regions) + 1))
