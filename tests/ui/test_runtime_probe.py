"""The event-loop probe finds what keeps the GUI thread from its loop, and a key's effect is timed to its paint."""

import os
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.runtime.probe import EventLoopProbe
from tests.ui.test_runtime_driver import Remote, Window, remote, window

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

__all__ = ["remote", "window"]

STALL = 0.12


def dawdle(seconds: float = STALL) -> None:
    """Keeps the interpreter and the loop busy."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def doze() -> None:
    """Keeps the loop waiting, with the interpreter free."""
    time.sleep(STALL)


def _was_found(probe: EventLoopProbe, culprit: str) -> bool:
    return any(frame.startswith(f"{culprit} (") for stall in probe.report().worst for frame in stall.stack)


@pytest.mark.parametrize(("name", "stall"), [("dawdle", dawdle), ("doze", doze)])
def test_a_stall_is_found_with_what_was_done_meanwhile(
    name: str, stall: Callable[[], None], qapp: QApplication, qtbot: QtBot
) -> None:
    probe = EventLoopProbe(qapp)
    probe.start()
    qtbot.waitUntil(lambda: probe.report().count > 5)
    QTimer.singleShot(0, qapp, stall)
    qtbot.waitUntil(lambda: _was_found(probe, name))
    probe.stop()
    report = probe.report()
    assert report.max >= (STALL - 0.02) * 1000
    assert report.worst[0].milliseconds == pytest.approx(report.max, abs=0.1)
    # One stall holds up all that would have come meanwhile.
    assert report.count >= report.over_16 + (STALL - 0.02) / 0.005


def test_a_probe_forgets_at_its_start_and_costs_nothing_after_its_stop(qapp: QApplication, qtbot: QtBot) -> None:
    probe = EventLoopProbe(qapp)
    assert probe.report().count == 0
    probe.start()
    QTimer.singleShot(0, qapp, dawdle)
    qtbot.waitUntil(lambda: _was_found(probe, "dawdle"))
    probe.start()
    qtbot.waitUntil(lambda: probe.report().count > 3)
    probe.stop()
    assert not _was_found(probe, "dawdle")
    assert not probe.running
    assert not [thread for thread in threading.enumerate() if thread.name == "lunch-probe"]


def test_the_driver_starts_the_probe_and_reports(remote: Remote) -> None:
    remote.do("probe", value="start")
    remote.do("wait", name="열기")
    report = remote.do("probe", value="stop")
    assert report["count"] > 0
    assert report["max"] >= report["p99"] >= report["p50"] >= 0
    assert "start, stop and report" in remote.refused("probe", value="begin")


def test_the_effect_of_a_key_is_timed_to_its_paint(remote: Remote, window: Window) -> None:
    def late() -> None:
        QTimer.singleShot(100, window, lambda: window.status.setText("Gesagt"))

    window.button.clicked.connect(late)
    assert 50 <= remote.do("effect", key="Space", name="열기", texts=["Gesagt"]) < 3_000
    window.button.clicked.disconnect(late)
    window.button.clicked.connect(window.status.update)
    assert "nothing that says" in remote.refused("effect", key="Space", texts=["Gesagt"], timeout_ms=300)
    window.status.setText("")
    window.button.clicked.connect(lambda: window.status.setText("Gesagt"))
    assert 0 < remote.do("effect", name="열기", texts=["Gesagt"]) < 3_000
