"""A screen without a monitor (Xvfb), the hand on it (xdotool, the clipboard), and a camera."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

START_SECONDS: Final = 20
_KEY_NAMES: Final = {
    "Enter": "Return",
    "Esc": "Escape",
    "Space": "space",
    "Backspace": "BackSpace",
    "PageDown": "Next",
    "PageUp": "Prior",
    "Ctrl+,": "ctrl+comma",
}

_WINDOW_MANAGER: Final = """
session.screen0.toolbar.autoHide: true
session.screen0.enableToolbar: false
session.focusModel: ClickToFocus
session.focusNewWindows: true
session.focusLastWindow: true
session.windowPlacement: CenterPlacement
session.screen0.focusNewWindows: true
"""


class ScreenFailed(Exception):
    """The screen, or a program on it, did not do what was asked; the message says what."""


class Screen:
    """One X display. Mouse and keyboard act on it as on a PC: on what lies under the pointer, on what has the focus."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.environment = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        self._manager = _manage_windows(self._with_display())
        self._hand = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, env=self._with_display(), text=True)
        self._camera = subprocess.Popen(
            [sys.executable, "-m", "tests.tour.camera"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**self._with_display(), "QT_QPA_PLATFORM": "xcb"},
            text=True,
        )

    def click(self, x: int, y: int, *, times: int = 1, button: int = 1) -> None:
        """Press a button at a point of the screen, in pixels."""
        self._do(f"mousemove {x} {y}", f"click --repeat {times} --delay 40 {button}")

    def move(self, x: int, y: int) -> None:
        """Bring the pointer to a point of the screen."""
        self._do(f"mousemove {x} {y}")

    def wheel(self, notches: int) -> None:
        """Turn the wheel where the pointer is; down for a positive number."""
        self._do(f"click --repeat {abs(notches)} --delay 8 {5 if notches > 0 else 4}")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one point, move, and let go at another."""
        (x, y), (to_x, to_y) = start, end
        self._do(f"mousemove {x} {y}", "mousedown 1")
        for step in range(1, 9):
            self._do(f"mousemove {x + (to_x - x) * step // 8} {y + (to_y - y) * step // 8}", "sleep 0.01")
        self._do("mouseup 1")

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key or a combination, as "Ctrl+K" or "Enter"."""
        *modifiers, key = keys.split("+") if keys != "Ctrl+," else ["Ctrl", "comma"]
        name = _KEY_NAMES.get(key, key if len(key) > 1 else key.lower())
        combination = "+".join([*(modifier.lower() for modifier in modifiers), name])
        self._do(*[f"key {combination}"] * times)

    def write(self, text: str) -> None:
        """Enter text where the keyboard is: by key strokes if every keyboard has them, by pasting if not."""
        if text.isascii():
            self._do(f"type --delay 4 '{text}'")
            return
        # It stays to hand the text out, and ends with the screen, with a last word about that.
        subprocess.run(
            ["xclip", "-selection", "clipboard"],
            input=text,
            text=True,
            env=self._with_display(),
            stderr=subprocess.DEVNULL,
            check=True,
        )
        self.press("Ctrl+V")

    def picture(self, path: Path, part: Sequence[int] = ()) -> None:
        """Keep what is on the screen as a PNG: all, or the `part` left, top, width, height."""
        if self._camera.stdin is None or self._camera.stdout is None:
            raise ScreenFailed("the camera has no pipes")
        self._camera.stdin.write(f"{json.dumps([str(path), *part])}\n")
        self._camera.stdin.flush()
        answer = self._camera.stdout.readline().strip()
        if answer != "ok":
            raise ScreenFailed(f"no picture {path}: {answer or 'the camera ended'}")

    def close(self) -> None:
        """Take hand, camera and window manager away."""
        for process in (self._hand, self._camera):
            if process.stdin is not None:
                process.stdin.close()
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()
        self._manager.terminate()
        self._manager.wait(10)

    def _do(self, *lines: str) -> None:
        if self._hand.stdin is None or self._hand.poll() is not None:
            raise ScreenFailed("xdotool has ended")
        self._hand.stdin.write("".join(f"{line}\n" for line in lines))
        self._hand.stdin.flush()

    def _with_display(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": f":{self.number}"}


def _manage_windows(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """A window manager, which gives a new window the keyboard as a person's does; with nothing else on the screen."""
    settings = Path(tempfile.gettempdir()) / "lunch-tour-blackboxrc"
    settings.write_text(_WINDOW_MANAGER)
    return subprocess.Popen(
        ["blackbox", "-rc", str(settings)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def open_screen(
    width: int = 1600, height: int = 1200, errors: IO[bytes] | int = subprocess.DEVNULL
) -> Iterator[Screen]:
    """A screen of that many pixels for as long as the block runs; Xvfb itself finds a free number."""
    ready, wanted = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(wanted), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-dpi", "96"],
        pass_fds=[wanted],
        stdout=subprocess.DEVNULL,
        stderr=errors,
    )
    os.close(wanted)
    try:
        screen = Screen(_number(ready, server))
        try:
            yield screen
        finally:
            screen.close()
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(10)
        if server.poll() is None:
            server.kill()
            server.wait()


def _number(ready: int, server: "subprocess.Popen[bytes]") -> int:
    deadline = time.monotonic() + START_SECONDS
    said = b""
    with os.fdopen(ready, "rb", buffering=0) as pipe:
        while not said.endswith(b"\n") and time.monotonic() < deadline:
            more = pipe.read(16)
            if not more:
                raise ScreenFailed(f"Xvfb ended with {server.wait()}")
            said += more
    return int(said)
