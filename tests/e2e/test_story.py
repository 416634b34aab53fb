"""The first lunch, acted out by the command that a person would give."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

STEPS = 15
PAGES = ("today", "parties", "people", "chat", "inbox", "sync")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_story_ends_well_with_real_processes(tmp_path: Path) -> None:
    """Three desktops, one server, SIGKILL, the last seat, a cancellation; every row agrees; pictures are taken."""
    story = subprocess.run(
        [sys.executable, "-m", "lunch_desktop", "demo", "--headless", "--keep", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert story.returncode == 0, story.stdout + story.stderr
    lines = story.stdout.splitlines()
    assert len(lines) == STEPS + 1
    assert all(line.rstrip().endswith("s]") for line in lines), "every step prints its time"
    for page in PAGES:
        for look in ("ko-light", "ko-dark", "en-light", "en-dark"):
            content = (tmp_path / "screenshots" / f"{page}-{look}.png").read_bytes()
            assert struct.unpack(">II", content[16:24]) >= (880, 600)


@pytest.mark.slow
def test_without_a_display_the_demo_says_so_and_tells_the_story(tmp_path: Path) -> None:
    """The first line says it; the story begins."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    with subprocess.Popen(
        [sys.executable, "-m", "lunch_desktop", "demo", "--keep", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as story:
        assert story.stdout is not None
        assert "no display" in story.stdout.readline()
        assert story.stdout.readline().startswith(" 1. ")
        story.terminate()
