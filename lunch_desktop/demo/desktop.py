"""A real desktop process, operated through its widgets by lines of JSON, as a person would by mouse and keyboard."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

ANSWER_SECONDS: Final = 30.0
STOP_SECONDS: Final = 10.0
SETTLE_SECONDS: Final = 5.0
DATABASE_VARIABLE: Final = "DATABASE_URL"
"""Names a company's own database, which no demo may ever touch."""


class StepFailed(Exception):
    """A step of the story did not go as it must; the message says what was seen instead."""


class DrivenDesktop:
    """One desktop of the story, in a data folder of its own, off screen."""

    def __init__(self, name: str, folder: Path, server: str, extra: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.folder = folder
        self.server = server
        self._extra = dict(extra or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._number = 0

    @property
    def file(self) -> Path:
        """The desktop's database. Raises StepFailed while there is none."""
        found = list(self.folder.glob("accounts/*/lunch.db"))
        if len(found) != 1:
            raise StepFailed(f"{self.name} has {len(found)} databases")
        return found[0]

    @property
    def pid(self) -> int:
        """The process. Raises StepFailed where it is not running."""
        return self._running().pid

    def start(self, extra: Sequence[str] = ()) -> None:
        """Start the program, with `extra` options; returns at once, the first answer waits for the window."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "lunch_desktop", "--data-dir", str(self.folder), "--drive"]
        command += ["--server", self.server, "--language", "en", "--theme", "light", *extra]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **self._extra}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # on a person's PC the second start finds compiled modules
        with (self.folder / "stderr.txt").open("ab") as errors:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment
            )
        if self._process.stdout is None:
            raise StepFailed("the desktop's output is not piped")
        self._answers = queue.SimpleQueue()
        threading.Thread(
            target=_read, args=(self._process.stdout, self._answers), name=f"desktop-{self.name}", daemon=True
        ).start()

    def ask(self, what: str, **arguments: Any) -> Any:
        """Run one command and wait for its answer. Raises StepFailed with the desktop's own words."""
        process = self._running()
        self._number += 1
        line = json.dumps({"id": self._number, "do": what, **arguments}, ensure_ascii=False)
        try:
            if process.stdin is not None:
                process.stdin.write(line.encode() + b"\n")
                process.stdin.flush()
        except OSError as error:
            raise StepFailed(f"{self.name} is gone: {self._last_words()}") from error
        wait = ANSWER_SECONDS + float(arguments.get("timeout_ms", 0)) / 1000
        while True:
            try:
                said = self._answers.get(timeout=wait)
            except queue.Empty:
                raise StepFailed(f"{self.name} did not answer {what} {arguments}") from None
            if not said:
                raise StepFailed(f"{self.name} ended while asked to {what}: {self._last_words()}")
            if not said.lstrip().startswith(b"{"):
                continue
            answer = json.loads(said)
            if answer.get("id") == self._number:
                break
        if not answer["ok"]:
            raise StepFailed(f"{self.name}: {what} {arguments}: {answer['error']}")
        return answer.get("value")

    def click(self, name: str, role: str | None = None) -> None:
        """Click the widget of that accessible name (and role); like a person, once what moves has come to rest."""
        deadline = time.monotonic() + SETTLE_SECONDS
        named = {"name": name} if role is None else {"name": name, "role": role}
        while True:
            try:
                self.ask("click", **named)
            except StepFailed:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    def type(self, name: str, text: str) -> None:
        """Put text into a field, as an input method commits it."""
        self.ask("type", name=name, text=text)

    def press(self, key: str, name: str | None = None) -> None:
        """Press a key or a shortcut, in the widget named or where the focus is."""
        self.ask("press", key=key, **({} if name is None else {"name": name}))

    def wait(
        self, name: str | None = None, *, text: str | None = None, gone: bool = False, seconds: float = 10
    ) -> None:
        """Wait until a widget is there (or gone), and holds `text`."""
        named = {"name": name, "text": text, "gone": gone, "timeout_ms": round(seconds * 1000)}
        self.ask("wait", **{key: value for key, value in named.items() if value is not None})

    def sees(self, name: str) -> bool:
        """Whether a widget of that name is visible now."""
        try:
            self.wait(name, seconds=0)
        except StepFailed:
            return False
        return True

    def wait_status(self, seconds: float = 15, **wanted: Any) -> Mapping[str, Any]:
        """Wait until the sync status has these values; the status."""
        return self.wait_until(lambda status: all(status.get(key) == value for key, value in wanted.items()), seconds)

    def wait_until(self, wanted: Callable[[Mapping[str, Any]], bool], seconds: float = 15) -> Mapping[str, Any]:
        """Wait for a sync status that is `wanted`; the status."""
        deadline = time.monotonic() + seconds
        while True:
            status: Mapping[str, Any] = self.ask("status") or {}
            if wanted(status):
                return status
            if time.monotonic() > deadline:
                raise StepFailed(f"{self.name}: another sync status was expected than {dict(status)}")
            time.sleep(0.02)

    def kill(self) -> None:
        """End the process as a power cut would: SIGKILL, or what Windows has for it."""
        process = self._running()
        process.kill()
        process.wait()
        self._process = None

    def close(self) -> None:
        """Let the person quit; kill what does not end."""
        if self._process is None:
            return
        process, self._process = self._process, None
        with suppress(OSError):  # it may have ended before
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise StepFailed(f"{self.name} is not running")
        return self._process

    def _last_words(self) -> str:
        try:
            return (self.folder / "stderr.txt").read_text(errors="replace")[-2000:]
        except OSError:
            return ""


def _read(output: IO[bytes], answers: "queue.SimpleQueue[bytes]") -> None:
    with output:
        for line in iter(output.readline, b""):
            answers.put(line)
    answers.put(b"")
