"""`attack simulate`: its last line on a sound program, and how to see a failure again on one that is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.planting import PLANTS, make_copy, plant_in, read_plant

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def _attack(copy: Path, budget: int, database: str = "sqlite") -> subprocess.CompletedProcess[str]:
    options = ["--budget", str(budget), "--seed", "3", "--workers", "1", "--as-found"]
    options += ["--database", database]
    return subprocess.run(
        [sys.executable, "-m", "tests.attacks.attack_simulate", *options],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=290,
        check=False,
    )


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_last_line_tells_the_seed_and_the_figures(tmp_path: Path, database: str) -> None:
    done = _attack(make_copy(tmp_path / "copy"), 160, database)
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert last.startswith("attack simulate: ok seed=3 violations=0 steps=")
    assert " histories=" in last


def test_a_failure_is_told_with_the_way_to_see_it_again(tmp_path: Path) -> None:
    copy = make_copy(tmp_path / "copy")
    plant_in(copy, next(read_plant(path) for path in PLANTS if path.stem == "waiting_changes_are_not_replayed"))
    done = _attack(copy, 4000)
    assert done.returncode == 1
    assert "what_is_shown_is_the_replay" in done.stderr
    assert "state.step(" in done.stderr
    assert "to see it again: attack simulate --seed 3 --budget 4000 --workers 1" in done.stderr
    assert done.stdout.splitlines()[-1].startswith("attack simulate: FAILED seed=3 violations=1 steps=")
