"""Starts the demo in a real window, and lets a screen reader's eyes and hands at it. Prints what they met as JSON.

Runs inside dbus-run-session and xvfb-run, in a folder of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

APPLICATION = "Lunch Desktop"
READER = Path(__file__).parent / "atspi_reader.py"
SYSTEM_PYTHON = "/usr/bin/python3"


class Reader:
    """The other process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, "-I", "-W", "ignore::DeprecationWarning", str(READER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, do: str, role: str = "", name: str = "", **more: str) -> Any:
        """Have it do something; its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        command = {"application": APPLICATION, "do": do, "role": role, "name": name, **more}
        self._process.stdin.write(f"{json.dumps(command)}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the reader ended at {command}")
        return json.loads(line)

    def close(self) -> None:
        """End."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)


def main(folder: Path, language: str) -> None:
    """Read the window, join a lunch, look for another."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [
        sys.executable,
        "-m",
        "lunch_desktop",
        "demo",
        "--language",
        language,
        "--data-dir",
        str(folder / "data"),
    ]
    program = subprocess.Popen(command, env=environment)
    reader = Reader()
    try:
        print(json.dumps(meet(reader)))  # noqa: T201  # read by the test
    finally:
        reader.close()
        program.terminate()
        program.wait(20)


def meet(reader: Reader) -> dict[str, Any]:
    """What was there, and what came of acting on it."""
    before = reader.ask("read", "list item")
    first, *_, last = [node["name"] for node in walk(before) if node["role"] == "list item"]
    pressed = reader.ask("press", "list item", first)
    told = reader.ask("describe", "notification|panel", title_in(first))  # a toast, or the card of my lunch
    sought = title_in(last)  # at every hour the demo company has another lunch to join, but not always the same
    written = reader.ask("write", "text", text=sought)
    heading = reader.ask("describe", "heading", sought)  # the page has looked for it
    return {
        "before": before,
        "joined": first,
        "sought": sought,
        "pressed": pressed,
        "told": told["name"],
        "written": written,
        "heading": heading["name"],
        "after": reader.ask("read", "list item", sought),
    }


def title_in(name: str) -> str:
    """With what a row's name begins: the party's title, up to a comma."""
    return name.split(",")[0]


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node and all that is in it."""
    yield node
    for child in node["children"]:
        yield from walk(child)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
