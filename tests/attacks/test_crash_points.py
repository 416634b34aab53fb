"""Crashes at a few effects of every scenario; and the harness finds bugs that are planted in a copy of the program."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CRASHES = "100"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a crash takes a process that can be forked"),
]


@dataclass(frozen=True)
class Plant:
    """A bug: the exact text to find once in `file`, what stands there instead, and how it has to be noticed."""

    name: str
    file: str
    find: str
    replace: str
    scenario: str
    noticed: str


PLANTS = (
    Plant(
        name="the rows are written before the queue, in a transaction of their own",
        file="store/desktop/local.py",
        find="        queued = outbox.append(uuid, intent, mutation.version, now, inverse)\n",
        replace=(
            "        run.finish()\n"
            "        connection.connection.commit()\n"
            "        connection.exec_driver_sql('BEGIN IMMEDIATE')\n"
            "        queued = outbox.append(uuid, intent, mutation.version, now, inverse)\n"
        ),
        scenario="click-online",
        noticed="what is shown is not the replay of what waits",
    ),
    Plant(
        name="a decided change leaves the queue before it is kept in the history",
        file="store/desktop/apply.py",
        find=(
            "        self._history.add(settled, epoch, now)\n"
            "        self._outbox.remove(change.seq for change, _ in settled)\n"
        ),
        replace=(
            "        self._connection.exec_driver_sql('DROP TABLE IF EXISTS temp.going')\n"
            "        self._connection.exec_driver_sql('CREATE TEMP TABLE going AS SELECT * FROM outbox')\n"
            "        self._outbox.remove(change.seq for change, _ in settled)\n"
            "        self._connection.connection.commit()\n"
            "        self._connection.exec_driver_sql('BEGIN IMMEDIATE')\n"
            "        self._connection.exec_driver_sql('INSERT OR IGNORE INTO outbox SELECT * FROM going')\n"
            "        self._history.add(settled, epoch, now)\n"
            "        self._outbox.remove(change.seq for change, _ in settled)\n"
        ),
        scenario="clicks-offline-then-drain",
        noticed="the author was told that these are kept, and they are gone",
    ),
    Plant(
        name="results are kept in a transaction of their own",
        file="store/company/deciding.py",
        find="        keep_results(self._connection, self._schema, kept)\n",
        replace=(
            "        self._connection.connection.commit()\n"
            "        self._connection.exec_driver_sql('BEGIN IMMEDIATE')\n"
            "        self._connection.exec_driver_sql('SAVEPOINT sa_savepoint_1')\n"
            "        keep_results(self._connection, self._schema, kept)\n"
        ),
        scenario="leave-with-promotion",
        noticed="wrote rows and has no result",
    ),
    Plant(
        name="the server's key is written in place",
        file="store/company/seals.py",
        find="write_once(path, secrets.token_bytes(_KEY_BYTES))",
        replace="path.write_bytes(secrets.token_bytes(_KEY_BYTES)); path.chmod(0o600)",
        scenario="server-makes-its-key",
        noticed="key_file_",
    ),
)


def run_attack(*arguments: str, package: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The attack on the package that lies in `package`, in a process of its own: it forks, and this one has threads."""
    return subprocess.run(
        [sys.executable, "-m", "tests.attacks.attack_crash_points", *arguments],
        cwd=package,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(package), str(ROOT))), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=550,
        check=False,
    )


def test_nothing_is_lost_or_doubled_wherever_it_crashes() -> None:
    done = run_attack("--budget", CRASHES, "--seed", "20261119")
    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.splitlines()[-1]
    said = re.fullmatch(r"attack crash-points: ok seed=20261119 violations=0 scenarios=(\d+) .* crashes=(\d+) .*", last)
    assert said is not None, last
    assert int(said[1]) >= 28
    assert int(said[2]) >= int(CRASHES)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_bug_is_noticed(plant: Plant, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "lunch_desktop", tmp_path / "lunch_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    spoilt = tmp_path / "lunch_desktop" / plant.file
    text = spoilt.read_text(encoding="utf-8")
    assert text.count(plant.find) == 1, f"stale plant: its text is {text.count(plant.find)} times in {plant.file}"
    spoilt.write_text(text.replace(plant.find, plant.replace), encoding="utf-8")
    done = run_attack("--only", plant.scenario, "--budget", "80", "--seed", "1", package=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    found = [line for line in done.stderr.splitlines() if line.startswith("VIOLATION")]
    assert any(plant.noticed in line for line in found), found
    assert "FAILED" in done.stdout.splitlines()[-1]
