"""Nothing is shown before it lies in its window: for a moment it would be a window of its own and take the keyboard."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.widgets.pill import PillContent, StatePill
from tests.ui.access_stage import whole_window
from tests.ui.strays import Strays


def test_no_page_shows_a_part_before_it_lies_in_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    with whole_window(tmp_path, qtbot) as whole:
        strays = Strays()
        for key in whole.pages:
            whole.show(key)
        whole.window.navigate("today", None)
        whole.settle()
        assert strays.found == []
        QApplication.instance().removeEventFilter(strays)  # type: ignore[union-attr]


def test_a_part_that_is_shown_too_early_is_found(tmp_path: Path, qtbot: QtBot) -> None:
    """What the walk relies on."""
    with whole_window(tmp_path, qtbot) as whole:
        strays = Strays()
        pill = StatePill(whole.window.theme, PillContent("확정"))
        pill.setVisible(True)
        pill.setParent(whole.window)
        assert strays.found == ["StatePill"]
        QApplication.instance().removeEventFilter(strays)  # type: ignore[union-attr]
