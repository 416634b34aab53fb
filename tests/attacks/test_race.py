"""A short race for every build: one round of joins only, one with everything."""

import subprocess
import sys

import pytest


@pytest.mark.timeout(400)  # the slowness of a busy machine is no finding
@pytest.mark.skipif(sys.platform != "linux", reason="the server is forked, as Linux does it")
@pytest.mark.parametrize(("database", "servers"), [("sqlite", 1), ("postgresql", 2)])
def test_exactly_four_of_fifty_get_the_last_four_seats(database: str, servers: int) -> None:
    race = [sys.executable, "-W", "error", "-m", "tests.attacks.attack_race", "--budget", "2", "--seed", "7"]
    ended = subprocess.run([*race, "--database", database], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    last = ended.stdout.splitlines()[-1]
    assert f"ok seed=7 violations=0 rounds=2 desktops=50 connections=8 servers={servers}" in last
