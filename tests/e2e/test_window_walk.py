"""The walk on which the window's stalls are measured goes through all of it, and the probe reports of each leg."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.demo.company import build_large
from lunch_desktop.system.clock import SystemClock
from tests.performance.bench_first_lunch import sync_into
from tests.performance.bench_window import settled_window
from tests.performance.window_tour import Legs, Walk
from tests.tour.screen import Screen, open_screen

pytestmark = pytest.mark.slow


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A screen of its own."""
    with open_screen() as screen:
        yield screen


def test_the_probe_reports_of_every_leg_of_the_walk(screen: Screen, tmp_path: Path) -> None:
    sync_into(tmp_path, build_large(1, SystemClock().now(), 300))
    with settled_window(tmp_path, screen) as desktop:
        walk = Walk(screen, desktop)
        legs: Legs = walk.all()
        assert list(legs.waits) == [
            "pages",
            "scrolling",
            "search",
            "restaurants",
            "people",
            "chat",
            "palette",
            "a new party's form",
            "language and theme",
        ]
        for waits in legs.waits.values():
            assert len(waits) > 20
            assert min(waits) >= 0
        assert desktop.ask("status")["reach"] == "work_offline"
        # The walk has left the window as it found it, on the list of parties.
        assert desktop.sees("Which parties")
