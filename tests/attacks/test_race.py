"""A short race for every build: one round of joins only, one with everything."""

import subprocess
import sys

import pytest


@pytest.mark.timeout(400)  # the slowness of a busy machine is no finding
@pytest.mark.skipif(sys.platform != "linux", reason="the server is forked, as Linux does it")
def test_exactly_four_of_fifty_get_the_last_four_seats() -> None:
    race = [sys.executable, "-W", "error", "-m", "tests.attacks.attack_race", "--budget", "2", "--seed", "7"]
    ended = subprocess.run(race, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "attack race: ok seed=7 violations=0 rounds=2 desktops=50 connections=8" in ended.stdout.splitlines()[-1]
