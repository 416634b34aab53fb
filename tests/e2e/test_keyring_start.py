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


def two_starts(folder: Path, *, service: bool) -> dict[str, object]:
    """What the first start warned of and how the second one stands."""
    for name in ("home", "runtime", "data"):
        (folder / name).mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "XDG_DATA_HOME": str(folder / "data"),
        "LC_ALL": "C.UTF-8",
    }
    command = [sys.executable, "-m", "tests.e2e.two_starts", str(folder)]
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
    """The refresh token came from the keyring."""
    assert two_starts(tmp_path, service=True) == {"warned": False, "second_start": "online"}


def test_without_a_keyring_it_says_that_it_will_ask_and_works(tmp_path: Path) -> None:
    """The second start opens with what is on disk, and asks before it exchanges again."""
    assert two_starts(tmp_path, service=False) == {"warned": True, "second_start": "sign_in_needed"}
