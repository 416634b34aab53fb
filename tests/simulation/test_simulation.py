"""Runs the state machine; `attack simulate` does so at length, and the planted bugs on spoilt copies of the program."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.simulation.machine import LunchMachine

EXAMPLES = int(os.environ.get("LUNCH_SIMULATION_EXAMPLES", "40"))

TestLunch = LunchMachine.TestCase
TestLunch.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    print_blob=True,
)
pytestmark = pytest.mark.timeout(900)
