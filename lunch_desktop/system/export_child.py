"""An export in a process of its own: in the window's own it would share the interpreter's lock with it."""

import logging
import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from pydantic import SecretStr

from lunch_desktop.system.child_server import program_command
from lunch_desktop.system.export_jobs import (
    Answer,
    ExportCancelled,
    ExportDone,
    ExportJob,
    Progress,
    Report,
    Subjects,
    of_facts,
)
from lunch_desktop.system.files import remove
from lunch_desktop.system.problems import Problem, ProblemCode

COMMAND: Final = "export-worker"
_SCRATCH: Final = ("TMPDIR", "TEMP", "TMP")
"""Where libraries put what they write meanwhile: what a child that was killed has left there goes with the folder."""
_ERRORS: Final = "export-errors.txt"
"""What the last child said that could not even begin, in the folder of logs."""
PATIENCE_SECONDS: Final = 0.25
"""How long a child that was told to give up may take to clean up after itself."""

log = logging.getLogger(__name__)


class ExportChild:
    """Makes one export. `run` is called once; `cancel` may come at any time, from every thread.

    The child ends by itself when this process does, because it watches its standard input.
    """

    def __init__(
        self,
        note: Callable[[Subjects], object],
        fresh_token: Callable[[str], str],
        command: Sequence[str] = (),
    ) -> None:
        """`note` keeps whose rows the file is going to hold; `fresh_token` gives a token after one was refused.

        Both wait and raise Problem. `command` stands in for the program's own.
        """
        self._note = note
        self._fresh_token = fresh_token
        self._token = ""
        self._command = tuple(command) or (*program_command(), COMMAND)
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._given_up = False

    def run(self, job: ExportJob, told: Callable[[Progress], object]) -> ExportDone:
        """Have the export made, and wait for it. Raises Problem, ExportCancelled."""
        self._token = job.server.token.get_secret_value() if job.server is not None else ""
        with TemporaryDirectory(prefix="lunch-export-") as scratch:
            process = self._started(Path(job.logs), scratch)
            done: ExportDone | None = None
            try:
                self._say(job.as_line())
                done = self._listen(process, told)
            finally:
                self._end(process)
                if done is None:
                    _sweep(Path(job.target), process.pid)
        if done is None:
            if self._given_up:
                raise ExportCancelled
            log.warning("the process that makes an export ended by itself, with %s", process.returncode)
            raise Problem(ProblemCode.EXPORT_FAILED, reason=f"exit {process.returncode}")
        return done

    def cancel(self) -> None:
        """Give up: the child is asked to, and ended if it does not answer. Nothing happens after its end."""
        with self._turn:
            self._given_up = True
            process = self._process
        if process is not None:
            threading.Thread(target=self._give_up, args=(process,), name="export-cancel", daemon=True).start()

    def _started(self, logs: Path, scratch: str) -> "subprocess.Popen[bytes]":
        with self._turn:
            if self._given_up:
                raise ExportCancelled
            try:
                with (logs / _ERRORS).open("wb") as errors:
                    self._process = subprocess.Popen(
                        self._command,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=errors,
                        env={**os.environ, **dict.fromkeys(_SCRATCH, scratch)},
                        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                    )
            except OSError as error:
                raise Problem(ProblemCode.EXPORT_FAILED, reason=error.strerror or "not started") from error
            return self._process

    def _listen(self, process: "subprocess.Popen[bytes]", told: Callable[[Progress], object]) -> ExportDone | None:
        """The file; None where the child ended without a last word. Raises Problem, ExportCancelled."""
        for line in _output(process):
            report = Report.model_validate_json(line)
            if report.progress is not None:
                told(report.progress)
            elif report.wants_token:
                self._token = self._fresh_token(self._token)
                self._say(Answer(token=SecretStr(self._token)).as_line())
            elif report.subjects is not None:
                self._note(report.subjects)
                self._say(Answer(noted=True).as_line())
            elif report.done is not None:
                return report.done
            elif report.problem is not None:
                raise of_facts(report.problem)
            elif report.cancelled:
                raise ExportCancelled
            elif report.crashed:
                raise Problem(ProblemCode.EXPORT_FAILED, reason=report.crashed)
        return None

    def _say(self, line: bytes) -> None:
        with self._turn, suppress(OSError, ValueError):  # it has ended, which `_listen` finds out
            process = self._process
            if process is not None and process.stdin is not None:
                process.stdin.write(line)
                process.stdin.flush()

    def _give_up(self, process: "subprocess.Popen[bytes]") -> None:
        self._say(Answer(cancel=True).as_line())
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        """Close the pipe, by which the child ends, and wait for it; one that does not end is killed."""
        with self._turn, suppress(OSError, ValueError):
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _output(process).close()


def _sweep(target: Path, pid: int) -> None:
    """Remove what a child that was killed has left beside its target."""
    for part in target.parent.glob(f".{pid}-*.part"):
        with suppress(OSError):
            remove(part)


def _output(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdout is None:
        raise RuntimeError("the child's output is piped")
    return process.stdout
