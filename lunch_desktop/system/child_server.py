"""A server on this PC as a child process: in the window's own process it would share the interpreter's lock with it."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from lunch_desktop.system.problems import Problem, ProblemCode

START_SECONDS: Final = 20.0
STOP_SECONDS: Final = 8.0


class ChildServer:
    """Starts `lunch_desktop serve` on a free loopback port and ends it again.

    The child ends by itself when this process does, however it ends: it watches its standard input.
    """

    def __init__(
        self,
        arguments: Sequence[str] = (),
        *,
        command: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
        errors: Path | None = None,
    ) -> None:
        """`arguments` are added to `serve`; `command` stands in for the whole command line, `environment` for this
        process's own; `errors` takes what the child writes to its standard error, which otherwise is lost.
        """
        self._command = list(command or (*program_command(), "serve", "--host", "127.0.0.1", "--port", "0"))
        self._command += ["--announce", "--with-parent", *arguments]
        self._environment = dict(os.environ if environment is None else environment)
        self._errors = errors
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self, timeout: float = START_SECONDS) -> str:
        """Start, and return the address once the server answers; at most `timeout` seconds.

        Raises Problem: the child's own (port in use, damaged database, …), or that it did not start.
        """
        if self._process is not None:
            raise RuntimeError("the server was started already")
        errors: int | IO[bytes] = subprocess.DEVNULL if self._errors is None else self._errors.open("ab")
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=self._environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise Problem(ProblemCode.CHILD_SERVER_FAILED, reason=error.strerror or "not started") from error
        finally:
            if not isinstance(errors, int):
                errors.close()
        try:
            return _address(_first_line(_output(self._process), timeout))
        except Problem:
            self.kill()
            raise

    def wait(self) -> None:
        """Until the child has ended, by itself or because it was asked to."""
        process = self._process
        if process is not None:
            process.wait()

    def ask_to_end(self) -> None:
        """Have the child end, and don't wait for it. Safe from every thread."""
        process = self._process
        if process is not None and process.stdin is not None:
            process.stdin.close()

    def stop(self, timeout: float = STOP_SECONDS) -> None:
        """End the child: ask, wait `timeout` seconds, then kill. Nothing happens if it has ended."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def kill(self) -> None:
        """End the child at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
        self.stop()


def _first_line(output: IO[bytes], timeout: float) -> bytes:
    """What the child says first. A thread of its own reads it, because on Windows a pipe can't be waited for."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        try:
            lines.put(output.readline())
            while output.readline():  # keep the pipe empty
                pass
        except ValueError:  # closed by `stop`
            lines.put(b"")

    threading.Thread(target=read, name="child-server-output", daemon=True).start()
    try:
        return lines.get(timeout=timeout)
    except queue.Empty:
        raise Problem(ProblemCode.CHILD_SERVER_FAILED, reason=f"{timeout:.0f} s") from None


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:
        raise RuntimeError("the child's output is not piped")
    return process.stdout


def program_command() -> tuple[str, ...]:
    """How this program is started as another process. A frozen program is its own interpreter."""
    return (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "lunch_desktop")


def _address(line: bytes) -> str:
    """The address in an announcement. Raises the problem that it tells of."""
    try:
        said: Any = json.loads(line)
        if "problem" in said:
            raise Problem(ProblemCode(said["problem"]["code"]), **said["problem"]["facts"])
        return str(said["listening"])
    except (ValueError, KeyError, TypeError):
        raise Problem(ProblemCode.CHILD_SERVER_FAILED, reason="it gave no address") from None
