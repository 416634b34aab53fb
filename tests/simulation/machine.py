"""Two to five desktops, colleagues elsewhere, one server and a network that fails, driven by Hypothesis.

Everything is real but time and network: SQLite files, the server's store, the desktops' store and engine steps. After
every step the oracle (`tests.support.model`) says what must stand on the server, what each desktop must hold at its
version and what it must show.
"""

import sys
from collections import Counter
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.simulation.company import SimulatedCompany
from tests.simulation.deeds import DEEDS, LIKELY, NAMES, NUMBERS
from tests.simulation.desk import what_is_confirmed_is_what_the_server_said, what_is_shown_is_the_replay
from tests.support.intents import ARGUMENTS

OWNERS = st.sampled_from([(0, 1, 0), (0, 1), (0, 0), (0, 1, 2), (1, 3, 0, 2)])
"""Whose the desktops are; some people have two."""
WHO = st.integers(min_value=0, max_value=4)
NUMBER = st.integers(min_value=0, max_value=NUMBERS - 1)


class LunchMachine(RuleBasedStateMachine):
    """After any history of clicks and failures: nothing oversold, nothing lost, and everybody converges.

    `tally` counts what really happened, over all histories of the process.
    """

    tally: ClassVar[Counter[str]] = Counter()

    @initialize(owners=OWNERS)
    def begin(self, owners: tuple[int, ...]) -> None:
        """A company on its first day, and desktops that have just synced."""
        self.tally["histories"] += 1
        self.company = SimulatedCompany(owners, self.tally)

    @rule(deed=st.sampled_from([*LIKELY, *["fumble"] * 6]), who=WHO, a=NUMBER, b=NUMBER, c=NUMBER, data=st.data())
    def step(self, deed: str, who: int, a: int, b: int, c: int, data: Any) -> None:
        """The next thing happens. One rule for all, because Hypothesis would leave most rules out of most histories."""
        self.tally["steps"] += 1
        self.tally[f"step: {deed}"] += 1
        if deed == "fumble":
            self._fumble(who, NAMES[(a * NUMBERS + b) % len(NAMES)], data)
        else:
            DEEDS[deed](self.company, who, a, b, c)

    @invariant()
    def no_error_is_logged(self) -> None:
        """The log has nothing to tell of."""
        if hasattr(self, "company"):
            self.company.nothing_was_logged_as_an_error()

    @invariant()
    def every_desktop_shows_what_it_must(self) -> None:
        """Confirmed rows are those of the desktop's version, and what is shown is the replay of what waits on them."""
        for desktop in self.company.desktops if hasattr(self, "company") else ():
            if desktop.dirty:
                what_is_confirmed_is_what_the_server_said(desktop, self.company.server)
                what_is_shown_is_the_replay(desktop)
                desktop.dirty = False

    def _fumble(self, who: int, name: str, data: Any) -> None:
        """Somebody does something at the edge of sense, or beyond it."""
        desktop = self.company.at(who)
        desktop.click(name, ARGUMENTS[name](data.draw, desktop.seen()))

    def teardown(self) -> None:
        """However it ended, it heals."""
        if hasattr(self, "company"):
            try:
                if sys.exc_info()[0] is None:  # else the first failure is the one to tell
                    self.company.heal()
            finally:
                self.company.close()
