"""Bugs planted in copies of the program, to see that something catches them.

A plant is a TOML file in `planted/`: the invariant of docs/sync.md that it `breaks`, one or more `[[patch]]` with a
`file`, the exact text to `find` in it and to `replace`, and the check of the simulation that it has to be `caught_by`
(one of several, where chance says which is first), or, where the simulation cannot see it, the `test` that has to
fail. A `seed` leads the simulation to a bug that others take long to come to. A plant whose text is not found exactly
once is stale, and fails loudly. Nothing of this is in the program itself.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PLANTS = sorted((Path(__file__).parent / "planted").glob("*.toml"))
INVARIANTS = range(1, 9)
LONGEST_RUN_SECONDS = 1200


@dataclass(frozen=True)
class Patch:
    """One text that is replaced."""

    file: str
    find: str
    replace: str


@dataclass(frozen=True)
class Plant:
    """One planted bug; either `caught_by` or `test` is given."""

    name: str
    breaks: int
    patches: tuple[Patch, ...]
    caught_by: tuple[str, ...] = ()
    test: str | None = None
    seed: int | None = None


@dataclass(frozen=True)
class Catch:
    """What became of a copy: `by` names what caught the bug, None if nothing did; `told` says how it showed."""

    by: str | None
    told: str
    histories: int
    seconds: float


def read_plant(path: Path) -> Plant:
    """The plant in a file; its texts without the line breaks that TOML puts around them."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    patches = tuple(
        Patch(one["file"], one["find"].strip("\n"), one["replace"].strip("\n")) for one in said.pop("patch")
    )
    return Plant(
        path.stem, said["breaks"], patches, tuple(said.get("caught_by", ())), said.get("test"), said.get("seed")
    )


def plant_in(copy: Path, plant: Plant) -> None:
    """Spoil the copy. Fails where the text to replace is not there exactly once."""
    for patch in plant.patches:
        target = copy / patch.file
        text = target.read_text(encoding="utf-8")
        found = text.count(patch.find)
        assert found == 1, f"stale plant {plant.name}: its text is {found} times in {patch.file}"
        target.write_text(text.replace(patch.find, patch.replace), encoding="utf-8")


def make_copy(folder: Path) -> Path:
    """A copy of the program in a checkout of its own, whose other parts are those of this one."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "lunch_desktop", folder / "lunch_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests", "packaging", "resources", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def try_plant(folder: Path, plant: Plant | None, histories: int, seed: int) -> Catch:
    """Spoil a copy in `folder` and let what has to catch it loose on it. None leaves it sound."""
    copy = make_copy(folder)
    if plant is not None:
        plant_in(copy, plant)
    try:
        if plant is not None and plant.test is not None:
            return _run_test(copy, plant.test)
        return _run_simulation(copy, histories, seed)
    finally:
        shutil.rmtree(copy)


def _run_simulation(copy: Path, histories: int, seed: int) -> Catch:
    done = _run(copy, "-m", "tests.simulation.planted_run", str(copy), str(histories), str(seed))
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    said: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    return Catch(said["check"], said["message"], said["histories"], said["seconds"])


def _run_test(copy: Path, test: str) -> Catch:
    done = _run(copy, "-m", "pytest", test, "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "-rN")
    told = done.stdout.decode()
    assert done.returncode in (0, 1), told[-3000:] + done.stderr.decode()[-3000:]
    return Catch(test if done.returncode == 1 else None, told[-2000:], 0, 0.0)


def _run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=LONGEST_RUN_SECONDS,
        check=False,
    )
