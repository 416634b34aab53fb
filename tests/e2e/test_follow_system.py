"""The running program follows the system: the colour scheme and the wish for contrast, through the desktop's portal."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the portal is Linux's"),
]


def test_the_window_turns_dark_and_to_high_contrast_with_the_system(tmp_path: Path) -> None:
    """Nothing is restarted, and nobody chose anything in the window."""
    for program in ("dbus-run-session", "xvfb-run"):
        assert shutil.which(program), f"{program} is missing; packaging/dev.py installs it"
    for name in ("home", "runtime", "data"):
        (tmp_path / name).mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(tmp_path / "runtime"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "xvfb-run", "-a", sys.executable, "-m", "tests.e2e.follow_system", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == ["#f5f5f3", "#161618", "#000000", "#161618"]
