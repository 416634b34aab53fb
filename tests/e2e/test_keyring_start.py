"""The real window on a real Secret Service, and on a machine that has none."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's"),
]


def tell(story: str, folder: Path, *, service: bool) -> dict[str, object]:
    """What was seen in `story`, a module that is run with or without a Secret Service of its own."""
    for name in ("home", "runtime", "data"):
        (folder / name).mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "XDG_DATA_HOME": str(folder / "data"),
        "LC_ALL": "C.UTF-8",
    }
    command = [sys.executable, "-m", f"tests.e2e.{story}", str(folder)]
    if service:
        for program in ("dbus-run-session", "gnome-keyring-daemon"):
            assert shutil.which(program), f"{program} is missing; packaging/dev.py installs it"
        daemon = "printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null"
        command = ["dbus-run-session", "--", "sh", "-euc", f'{daemon}; exec "$@"', "sh", *command]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return said


def test_with_a_keyring_the_second_start_goes_on_without_a_password(tmp_path: Path) -> None:
    """The refresh token and the data's key came from the keyring."""
    assert tell("two_starts", tmp_path, service=True) == {"warned": False, "asked": False, "second_start": "online"}


def test_without_a_keyring_it_says_that_it_will_ask_and_asks_before_it_shows_anything(tmp_path: Path) -> None:
    """Nothing on this PC opens the data: the second start gets what opens it by signing in."""
    assert tell("two_starts", tmp_path, service=False) == {"warned": True, "asked": True, "second_start": "online"}


def test_a_lost_keyring_loses_no_waiting_change_and_a_copied_folder_opens_nothing(tmp_path: Path) -> None:
    """Two starts with the keyring emptied between them, the server gone and back, and the folder on another PC."""
    assert tell("lost_keyring", tmp_path, service=True) == {
        "plain": [],
        "kept": [True, True],
        "untouched": True,
        "after_sign_in": 1,
        "next_start": 1,
        "copy": 1,
    }
