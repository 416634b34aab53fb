"""What the command `export` says at a terminal."""

import sys
import tomllib
from collections.abc import Mapping
from typing import Final, TextIO

from lunch_desktop.system.export_jobs import ExportDone, Progress
from lunch_desktop.system.languages import Language
from lunch_desktop.system.resources import resource_path

_CLEAR: Final = "\r\x1b[K"
_MINUTES_FROM_SECONDS: Final = 90


def words_of(language: Language) -> Mapping[str, str]:
    """The words by name."""
    with resource_path("texts", "export_command.toml").open("rb") as file:
        words: Mapping[str, str] = tomllib.load(file)[language.value]
    return words


class Teller:
    """Tells of progress at a terminal alone, on one line; of the end wherever standard error goes."""

    def __init__(self, language: Language, out: TextIO | None = None) -> None:
        self._words = words_of(language)
        self._out = out or sys.stderr
        self._has_line = False

    def progress(self, progress: Progress) -> None:
        """How far it is."""
        if not self._out.isatty():
            return
        said = [self._words["progress"].format(rows=progress.rows, of=progress.of)]
        left = progress.seconds_left
        if left is not None and left >= _MINUTES_FROM_SECONDS:
            said.append(self._words["minutes_left"].format(minutes=round(left / 60)))
        elif left is not None:
            said.append(self._words["seconds_left"].format(seconds=round(left)))
        self._out.write(_CLEAR + " · ".join(said))
        self._out.flush()
        self._has_line = True

    def done(self, done: ExportDone, shown: str) -> None:
        """The file is there; `shown` is what it is called."""
        self.clear()
        if done.source == "desktop":
            self._out.write(self._words["from_desktop"] + "\n")
        self._out.write(self._words["done"].format(path=shown, rows=done.rows) + "\n")

    def cancelled(self) -> None:
        """It was given up."""
        self.clear()
        self._out.write(self._words["cancelled"] + "\n")

    def clear(self) -> None:
        """Leave an empty line for what is said next."""
        if self._has_line:
            self._out.write(_CLEAR)
            self._has_line = False
