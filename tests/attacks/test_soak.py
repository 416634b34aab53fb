"""A short soak for every build; the long ones are run by hand."""

import re
import subprocess
import sys

import pytest


@pytest.mark.timeout(400)  # the slowness of a busy machine is no finding
@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked, stopped and killed as Linux does it")
@pytest.mark.parametrize(("database", "budget"), [("sqlite", 40), ("postgresql", 30)])
def test_nothing_is_lost_while_processes_are_killed(database: str, budget: int) -> None:
    soak = [sys.executable, "-W", "error", "-m", "tests.attacks.attack_soak", "--budget", str(budget), "--seed", "7"]
    ended = subprocess.run([*soak, "--database", database], capture_output=True, text=True, check=False)
    last = ended.stdout.splitlines()[-1:]
    assert ended.returncode == 0, ended.stderr
    assert "attack soak: ok seed=7" in last[0]
    assert int(re.findall(r" kills=(\d+)", last[0])[0]) >= budget
