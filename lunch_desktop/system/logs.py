"""The log: one JSON object a line, rotated, in the data folder, readable by its owner only.

Each line has `time` (UTC), `level`, `logger`, `message`, `thread` and, where there is one, `error` with its traceback;
`fields` of the record's `extra` are added. Line breaks and control characters are escaped by JSON, so that nothing
logged can forge a line.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Final, TextIO

from lunch_desktop.system.redaction import redacted

LARGEST_FILE: Final = 1_000_000
"""Bytes."""
KEPT_FILES: Final = 5
_LOGGER: Final = "lunch_desktop"
_SERVER_LOGGER: Final = "uvicorn.error"
"""The HTTP server's own complaints belong into the same file."""


class JsonLines(logging.Formatter):
    """Writes a record as a line of JSON, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
            "thread": record.threadName,
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, Mapping):
            line |= {name: _plain(value) for name, value in fields.items() if name not in line}
        if record.exc_info:
            line["error"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float) else redacted(str(value))


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only its owner reads."""

    _last: tuple[logging.LogRecord, str] | None = None

    def format(self, record: logging.LogRecord) -> str:
        """As the formatter does; once for each record, though it is asked for its length before it is written."""
        if self._last is None or self._last[0] is not record:
            self._last = record, super().format(record)
        return self._last[1]

    def emit(self, record: logging.LogRecord) -> None:
        """Write it, and let go of it."""
        super().emit(record)
        self._last = None

    def _open(self) -> TextIO:  # type: ignore[override]
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8")


class Log:
    """The program's log while it runs; `close` takes it off again."""

    def __init__(self, handlers: list[logging.Handler]) -> None:
        self._handlers = handlers

    def close(self) -> None:
        """Stop logging and release the file."""
        for handler in self._handlers:
            for name in (_LOGGER, _SERVER_LOGGER):
                logging.getLogger(name).removeHandler(handler)
            handler.close()
        self._handlers = []


def set_level(level: int | str) -> None:
    """Log what has at least this weight, from now on; a word may be in any case."""
    number = logging.getLevelNamesMapping()[level.upper()] if isinstance(level, str) else level
    logging.getLogger(_LOGGER).setLevel(number)
    logging.getLogger(_SERVER_LOGGER).setLevel(max(number, logging.WARNING))


def start_logging(
    folder: Path, name: str, *, level: int | str = logging.INFO, console: TextIO | None = None, file: bool = True
) -> Log:
    """Log the program's records to `<name>.log` in `folder`, and to `console` if one is given.

    A folder that can't be written to costs the file, not the start.
    """
    handlers: list[logging.Handler] = []
    complaint: OSError | None = None
    if file:
        try:
            handlers.append(
                _PrivateFile(folder / f"{name}.log", maxBytes=LARGEST_FILE, backupCount=KEPT_FILES, encoding="utf-8")
            )
        except OSError as error:
            complaint = error
            console = console or sys.stderr
    if console is not None:
        handlers.append(logging.StreamHandler(console))
    logger = logging.getLogger(_LOGGER)
    set_level(level)
    for handler in handlers:
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)
        logging.getLogger(_SERVER_LOGGER).addHandler(handler)
    if complaint is not None:
        logger.warning("there is no log file: %s", complaint.strerror)
    return Log(handlers)
