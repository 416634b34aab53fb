"""Bugs planted in a copy of the program, each of which the simulation has to find.

A plant is a TOML file: the `file`, the exact text to `find` in it and to `replace`, the invariant (of docs/sync.md)
that it `breaks`, and the check of the simulation that it has to be `caught_by`. A plant whose text is not found exactly
once is stale, and fails loudly. Nothing of this is in the program itself.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PLANTS = sorted((Path(__file__).parent / "planted").glob("*.toml"))
MOST_HISTORIES = 150
SOUND_HISTORIES = 15
"""The sound program is run at length by test_simulation; here it only shows that the copying itself breaks nothing."""
INVARIANTS = range(1, 9)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Plant:
    """One planted bug."""

    name: str
    file: str
    find: str
    replace: str
    breaks: int
    caught_by: str


def read_plant(path: Path) -> Plant:
    """The plant in a file; its texts without the line breaks that TOML puts around them."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    find, replace = said.pop("find").strip("\n"), said.pop("replace").strip("\n")
    return Plant(name=path.stem, find=find, replace=replace, **said)


def plant_in(copy: Path, plant: Plant) -> None:
    """Spoil the copy. Fails where the text to replace is not there exactly once."""
    target = copy / plant.file
    text = target.read_text(encoding="utf-8")
    found = text.count(plant.find)
    assert found == 1, f"stale plant {plant.name}: its text is {found} times in {plant.file}"
    target.write_text(text.replace(plant.find, plant.replace), encoding="utf-8")


def make_copy(folder: Path) -> Path:
    """A copy of the program that a subprocess can import."""
    shutil.copytree(ROOT / "lunch_desktop", folder / "lunch_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run_copy(copy: Path, examples: int) -> dict[str, Any]:
    """How the simulation ended on a copy."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.simulation.planted_run", str(copy), str(examples)],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(copy), str(ROOT))), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=550,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    said: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    return said


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[dict[str, Any]]]]:
    """Every copy's run, two at a time, begun with the first test that asks for one."""

    def run(plant: Plant | None) -> dict[str, Any]:
        copy = make_copy(tmp_path_factory.mktemp("copy"))
        if plant is not None:
            plant_in(copy, plant)
        said = run_copy(copy, MOST_HISTORIES if plant is not None else SOUND_HISTORIES)
        shutil.rmtree(copy)
        return said

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


def test_the_unspoilt_copy_passes(runs: dict[str, Future[dict[str, Any]]]) -> None:
    said = runs[""].result()
    assert said["error"] is None, said
    assert said["histories"] >= SOUND_HISTORIES


@pytest.mark.parametrize("path", PLANTS, ids=lambda path: path.stem)
def test_the_planted_bug_is_caught(path: Path, runs: dict[str, Future[dict[str, Any]]], table: list[str]) -> None:
    plant = read_plant(path)
    said = runs[plant.name].result()
    table.append(
        f"{plant.name} · {plant.breaks} · {said.get('check')} · {said['histories']} histories, {said['seconds']} s"
    )
    assert said["error"] == "AssertionError", f"not caught by an assertion of ours: {said}"
    assert said["check"] == plant.caught_by, said["message"]


def test_there_are_plants_for_what_matters_most() -> None:
    plants = [read_plant(path) for path in PLANTS]
    assert len(plants) >= 5
    assert {plant.breaks for plant in plants} <= set(INVARIANTS)
    assert {1, 5, 7, 8} <= {plant.breaks for plant in plants}


def test_a_stale_plant_fails_loudly(tmp_path: Path) -> None:
    (tmp_path / "some.py").write_text("once\n")
    plant = Plant("stale", "some.py", "twice", "thrice", 1, "")
    with pytest.raises(AssertionError, match=re.escape("stale plant stale: its text is 0 times in some.py")):
        plant_in(tmp_path, plant)
