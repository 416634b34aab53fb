"""Every planted bug is caught by what it has to be caught by, and the sound program by nothing."""

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.simulation.planting import INVARIANTS, PLANTS, Catch, Patch, Plant, plant_in, read_plant, try_plant

MOST_HISTORIES = 150
SOUND_HISTORIES = 5
"""The sound program is run at length by test_simulation; here it only shows that the copying itself breaks nothing."""
SEED = 7

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900), pytest.mark.xdist_group("planted")]
"""One process of the tests runs them all: the runs are made once for the module, two at a time."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Catch]]]:
    """Every copy's run, two at a time, begun with the first test that asks for one."""

    def run(plant: Plant | None) -> Catch:
        histories = SOUND_HISTORIES if plant is None else MOST_HISTORIES
        return try_plant(tmp_path_factory.mktemp("copy"), plant, histories, SEED)

    with ThreadPoolExecutor(2) as pool:
        plants = [None, *map(read_plant, PLANTS)]
        yield {plant.name if plant else "": pool.submit(run, plant) for plant in plants}
        pool.shutdown(cancel_futures=True)


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Which plant was caught by what; printed after the last of them."""
    lines: list[str] = []
    yield lines
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and lines:
        reporter.write_line("\n" + "\n".join(["planted bug · invariant · caught by · after", *lines]))


def test_the_unspoilt_copy_passes(runs: dict[str, Future[Catch]]) -> None:
    said = runs[""].result()
    assert said.by is None, said
    assert said.histories >= SOUND_HISTORIES


@pytest.mark.parametrize("path", PLANTS, ids=lambda path: path.stem)
def test_the_planted_bug_is_caught(path: Path, runs: dict[str, Future[Catch]], table: list[str]) -> None:
    plant = read_plant(path)
    said = runs[plant.name].result()
    table.append(f"{plant.name} · {plant.breaks} · {said.by} · {said.histories} histories, {said.seconds} s")
    assert said.by in (plant.caught_by or (plant.test,)), said.told


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
