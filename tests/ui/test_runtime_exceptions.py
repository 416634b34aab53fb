"""An exception that nobody caught is logged and shown, and the program goes on."""

import logging
import os
import sys
import threading

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.runtime.exceptions import ExceptionGuard

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.expects_error_log
def test_an_uncaught_exception_is_logged_with_its_traceback_and_emitted(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    guard = ExceptionGuard()
    guard.install()
    try:
        with qtbot.waitSignal(guard.caught) as caught:
            try:
                raise ValueError("in a slot")
            except ValueError as error:
                sys.excepthook(type(error), error, error.__traceback__)
    finally:
        guard.uninstall()
    assert str(caught.args[0]) == "in a slot"
    assert "test_runtime_exceptions.py" in caplog.text


@pytest.mark.expects_error_log
def test_an_exception_on_another_thread_arrives_too(qtbot: QtBot) -> None:
    guard = ExceptionGuard()
    guard.install()

    def fail() -> None:
        raise OSError("on a thread")

    try:
        with qtbot.waitSignal(guard.caught) as caught:
            thread = threading.Thread(target=fail)
            thread.start()
            thread.join()
    finally:
        guard.uninstall()
    assert str(caught.args[0]) == "on a thread"


def test_qts_own_messages_go_to_the_log(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    guard = ExceptionGuard()
    with caplog.at_level(logging.WARNING, "lunch_desktop.ui"):
        guard.install()
        qWarning("something of Qt's")
        guard.uninstall()
    assert "something of Qt's" in caplog.text


def test_the_former_handlers_come_back(qtbot: QtBot) -> None:
    former = (sys.excepthook, threading.excepthook)
    guard = ExceptionGuard()
    guard.install()
    assert sys.excepthook is not former[0]
    guard.uninstall()
    assert (sys.excepthook, threading.excepthook) == former
