"""Every planted bug is caught by what it has to be caught by, and the sound program by nothing."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.simulation.planting import INVARIANTS, PLANTS, Catch, Patch, Plant, plant_in, read_plant, try_plant
from tests.support.telling import TOLD_AT_THE_END

MOST_HISTORIES = 150
SOUND_HISTORIES = 5
"""The sound program is run at length by test_simulation; here it only shows that the copying itself breaks nothing."""
SEED = 7

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_every_planted_bug_is_caught_and_the_sound_program_is_not(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """One test, as all the runs share the processors; what caught which is told after the tests."""

    def run(plant: Plant | None) -> Catch:
        histories = SOUND_HISTORIES if plant is None else MOST_HISTORIES
        return try_plant(
            tmp_path / (plant.name if plant else "sound"), plant, histories, (plant and plant.seed) or SEED
        )

    plants = [read_plant(path) for path in PLANTS]
    with ThreadPoolExecutor(2) as pool:
        sound, *caught = pool.map(run, [None, *plants])
    lines = [
        f"{plant.name} · {plant.breaks} · {said.by} · {said.histories} histories, {said.seconds} s"
        for plant, said in zip(plants, caught, strict=True)
    ]
    record_property(TOLD_AT_THE_END, "\n".join(["planted bug · invariant · caught by · after", *lines]))
    assert sound.by is None, sound
    assert sound.histories >= SOUND_HISTORIES
    missed = {
        plant.name: said.told
        for plant, said in zip(plants, caught, strict=True)
        if said.by not in (plant.caught_by or (plant.test,))
    }
    assert missed == {}


def test_there_are_plants_for_every_invariant() -> None:
    plants = [read_plant(path) for path in PLANTS]
    assert len(plants) >= 20
    assert {plant.breaks for plant in plants} == set(INVARIANTS)
    assert all((plant.test is None) == bool(plant.caught_by) for plant in plants)


def test_a_stale_plant_fails_loudly(tmp_path: Path) -> None:
    (tmp_path / "some.py").write_text("once\n")
    plant = Plant("stale", 1, (Patch("some.py", "twice", "thrice"),))
    with pytest.raises(AssertionError, match=re.escape("stale plant stale: its text is 0 times in some.py")):
        plant_in(tmp_path, plant)
