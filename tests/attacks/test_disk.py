"""A short attack on the disk for every build."""

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="disks are mounted and limited as Linux does it")
def test_whatever_the_disk_does_no_click_is_lost() -> None:
    attack = [sys.executable, "-W", "error", "-m", "tests.attacks.attack_disk", "--budget", "30", "--seed", "7"]
    ended = subprocess.run(attack, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "attack disk: ok seed=7 violations=0 cases=30 disk=mounted" in ended.stdout.splitlines()[-1]
