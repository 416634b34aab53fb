"""An exception in a slot or a virtual method is logged and shown; it never ends the program."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from lunch_desktop.ui.runtime.bridge import GuiBridge

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class ExceptionGuard(QObject):
    """Catches what nobody caught, on every thread.

    Each exception is logged with its traceback to ``lunch_desktop.ui`` and emitted by ``caught`` on the GUI
    thread, where the shell shows a banner in plain words. Qt's own messages go to the same logger.
    """

    caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._logger = logging.getLogger("lunch_desktop.ui")
        self._bridge = GuiBridge(self)
        self._former: tuple[Callable[..., Any], Callable[..., Any]] | None = None

    def install(self) -> None:
        """Takes over the interpreter's and Qt's handlers."""
        if self._former is None:
            self._former = (sys.excepthook, threading.excepthook)
            sys.excepthook = self._on_exception
            threading.excepthook = self._on_thread_exception
            qInstallMessageHandler(self._on_qt_message)

    def uninstall(self) -> None:
        """Gives the former handlers back."""
        if self._former is not None:
            sys.excepthook, threading.excepthook = self._former
            qInstallMessageHandler(None)
            self._former = None

    def report(self, error: BaseException) -> None:
        """Logs and shows an exception that a caller caught and cannot deal with. Safe from every thread."""
        self._on_exception(type(error), error, error.__traceback__)

    def _on_exception(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        self._logger.error("Unexpected error", exc_info=(kind, error, traceback))
        self._bridge.call(lambda: self.caught.emit(error))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value if args.exc_value is not None else args.exc_type()
        self._on_exception(args.exc_type, error, args.exc_traceback)

    def _on_qt_message(self, level: QtMsgType, context: QMessageLogContext, message: str) -> None:
        self._logger.log(_LEVELS.get(level, logging.WARNING), "Qt %s: %s", context.category or "", message)
