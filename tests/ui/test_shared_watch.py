"""Who has gone from a shared PC is signed out, and who is there is not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.shell.shared_watch import WARNED_SECONDS, SharedWatch
from tests.ui.test_today_stage import Stage, stage

__all__ = ["stage"]


class Desk:
    """A window that is watched, and the clock of the test."""

    def __init__(self, stage: Stage, qtbot: QtBot) -> None:
        self.seconds = 1_000.0
        self.log: list[str] = []
        self.field = QLineEdit()
        qtbot.addWidget(self.field)
        self.field.show()
        self.choices = stage.choices
        self.limit = self.choices.settings.shared_pc_minutes * 60
        self.watch = SharedWatch(
            self.choices,
            lambda _text: self.log.append("warned"),
            lambda: self.log.append("left"),
            self.field,
            lambda: self.seconds,
        )

    def after(self, seconds: float) -> list[str]:
        self.seconds += seconds
        self.watch.look()
        return self.log


@pytest.fixture
def desk(stage: Stage, qtbot: QtBot) -> Iterator[Desk]:
    found = Desk(stage, qtbot)
    yield found
    found.watch.deleteLater()


def test_who_does_nothing_is_warned_once_and_then_signed_out(desk: Desk) -> None:
    assert desk.after(desk.limit - WARNED_SECONDS - 1) == []
    assert desk.after(2) == ["warned"]
    assert desk.after(2) == ["warned"]
    assert desk.after(WARNED_SECONDS) == ["warned", "left"]


def test_a_key_is_enough_to_stay(desk: Desk) -> None:
    desk.after(desk.limit - 1)
    QTest.keyClick(desk.field, Qt.Key.Key_A)
    assert desk.after(desk.limit - WARNED_SECONDS - 1) == ["warned"]
