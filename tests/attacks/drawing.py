"""Drawing from Hypothesis strategies with a plain random generator, for programs that are no tests."""

from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.internal.conjecture.data import ConjectureData

from tests.support.intents import Draw


def plain_draw(chance: Random) -> Draw:
    """One value after the other; strategies without filters only."""

    def draw(strategy: st.SearchStrategy[Any]) -> Any:
        return ConjectureData(random=chance).draw(strategy)

    return draw
