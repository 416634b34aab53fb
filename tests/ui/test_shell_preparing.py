"""What is made before anybody asks for it."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.shell.preparing import Preparing
from tests.ui.test_today_stage import Stage, stage

__all__ = ["stage"]


def test_every_piece_is_made_in_a_turn_of_its_own_and_then_it_is_over(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    turns: list[int] = []

    def pieces() -> Iterator[None]:
        for number in range(3):
            turns.append(number)
            assert len(made) == number, "the loop did not come round in between"
            yield

    made: list[QObject] = []
    preparing = Preparing(window, pieces())
    preparing._timer.timeout.connect(lambda: made.append(preparing))
    with qtbot.waitSignal(preparing.destroyed):
        pass
    assert turns == [0, 1, 2]


def test_whoever_types_goes_first(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    preparing = Preparing(window, iter(()))
    preparing._timer.start(60_000)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert preparing._timer.remainingTime() < 60_000 / 2


def test_what_was_made_is_what_is_shown(stage: Stage) -> None:
    pieces = sum(1 for _ in stage.window.prepare())
    assert pieces > 3
    made = dict(stage.window._pages)
    assert {"parties", "sync"} <= made.keys()
    stage.window.navigate("parties")
    assert stage.window.page is made["parties"]
    assert sum(1 for _ in stage.window.prepare()) == 0
