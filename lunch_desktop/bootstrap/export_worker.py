"""The process that makes one export for another: `lunch-desktop export-worker`. It knows no window.

What it is to do, with the secrets for it, comes as the first line of standard input; see `system/export_jobs.py`. It
gives up when that input ends, as the program that wants the file is gone then.
"""

import logging
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import IO, Final

from lunch_desktop.system.export_jobs import (
    Answer,
    ExportCancelled,
    ExportJob,
    Progress,
    Report,
    Subjects,
    as_facts,
)
from lunch_desktop.system.logs import start_logging
from lunch_desktop.system.problems import Problem

EXIT_BROKEN: Final = 1

log = logging.getLogger(__name__)


def work() -> int:
    """Make the export that standard input asks for; the exit code, which only says whether a word was spoken."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal interrupts both, and the parent says what is to be done
    source, output = sys.stdin.buffer, sys.stdout.buffer
    line = source.readline()
    if not line:
        return EXIT_BROKEN
    job = ExportJob.model_validate_json(line)
    logged = start_logging(Path(job.logs), "export")
    try:
        _Worker(source, output).make(job)
    finally:
        logged.close()
    return 0


class _Worker:
    def __init__(self, source: IO[bytes], output: IO[bytes]) -> None:
        self._source = source
        self._output = output
        self._given_up = threading.Event()
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="parent", daemon=True).start()

    def make(self, job: ExportJob) -> None:
        """Say how it goes, and at last how it ended."""
        try:
            from lunch_desktop.bootstrap.export_sources import reports_of
            from lunch_desktop.bootstrap.exporting import make_export

            with reports_of(job, self._note, self._fresh_token) as reports:
                waiting = job.waiting if job.server is not None else None
                done = make_export(reports, job.request, Path(job.target), self._tell, self._given_up.is_set, waiting)
            self._say(Report(done=done))
        except ExportCancelled:
            self._say(Report(cancelled=True))
        except Problem as problem:
            log.info("the export was not made: %s", problem.code)
            self._say(Report(problem=as_facts(problem)))
        except Exception as error:
            if self._given_up.is_set():  # what was cut off under it may say so in many ways
                self._say(Report(cancelled=True))
                return
            log.exception("the export failed")
            self._say(Report(crashed=type(error).__name__))

    def _tell(self, progress: Progress) -> None:
        self._say(Report(progress=progress))

    def _note(self, subjects: Subjects) -> None:
        self._say(Report(subjects=subjects))
        self._answer()

    def _fresh_token(self, refused: str) -> str:
        del refused  # the parent knows which one it gave
        self._say(Report(wants_token=True))
        token = self._answer().token
        if token is None:
            raise RuntimeError("a token was asked for")
        return token.get_secret_value()

    def _answer(self) -> Answer:
        answer = self._answers.get()
        if answer is None:
            raise ExportCancelled
        return answer

    def _say(self, report: Report) -> None:
        try:
            self._output.write(report.as_line())
            self._output.flush()
        except OSError:  # nobody listens any more
            self._given_up.set()

    def _listen(self) -> None:
        while line := self._source.readline():
            answer = Answer.model_validate_json(line)
            if answer.cancel:
                break
            self._answers.put(answer)
        self._given_up.set()
        self._answers.put(None)
