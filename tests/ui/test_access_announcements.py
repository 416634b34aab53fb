"""What changes without taking the keyboard is said aloud: toasts, messages, how sync stands, errors of fields."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from pytestqt.qtbot import QtBot

from lunch_desktop.sync.status import Reach
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.widgets import base
from lunch_desktop.ui.widgets.field import Field
from tests.ui.access_stage import WholeWindow, whole_window


class Listener:
    """In the place of a screen reader: it is there, and notes what it is asked to say."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def isActive(self) -> bool:
        """It listens."""
        return True

    def updateAccessibility(self, event: QAccessibleEvent) -> None:
        """Take note, and hand on to Qt."""
        assert isinstance(event, QAccessibleAnnouncementEvent)
        assert event.type() == QAccessible.Event.Announcement
        self.said.append(event.message())
        QAccessible.updateAccessibility(event)


@pytest.fixture
def whole(tmp_path: Path, qtbot: QtBot) -> Iterator[WholeWindow]:
    """The program."""
    with whole_window(tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def listener(whole: WholeWindow, monkeypatch: pytest.MonkeyPatch) -> Listener:
    """Somebody who listens from now on."""
    whole.show("today")
    made = Listener()
    monkeypatch.setattr(base, "QAccessible", made)
    return made


def test_a_toast_is_said(whole: WholeWindow, listener: Listener) -> None:
    whole.window.toast("Seat requested", lambda: None)
    assert listener.said == ["Seat requested"]


def test_a_message_over_the_page_is_said_with_its_remedy(whole: WholeWindow, listener: Listener) -> None:
    whole.window.notices.show_error(Problem(ProblemCode.DATABASE_LOCKED, path="/data/lunch.db"))
    (said,) = listener.said
    assert said.startswith("The data is in use. ")
    assert "/data/lunch.db" in said


def test_that_sync_gets_worse_is_said_and_that_it_goes_on_is_not(whole: WholeWindow, listener: Listener) -> None:
    whole.stage.reaches(Reach.UNREACHABLE)
    whole.settle()
    assert [text for text in listener.said if "Offline" in text]
    listener.said.clear()
    whole.stage.reaches(Reach.UNREACHABLE)
    whole.settle()
    assert listener.said == []


def test_what_is_wrong_with_a_field_is_said(whole: WholeWindow, listener: Listener) -> None:
    whole.show("parties", "new")
    listener.said.clear()
    field = next(one for one in whole.window.findChildren(Field) if one.isVisible())
    field.set_error("Give it a title")
    assert listener.said == ["Give it a title"]


def test_a_result_that_needs_a_look_is_said(whole: WholeWindow, listener: Listener) -> None:
    whole.stage.reaches(Reach.ONLINE)
    listener.said.clear()
    whole.stage.reaches(Reach.UNREACHABLE)
    whole.stage.reaches(Reach.ONLINE)
    whole.settle()
    assert "Sync: Needs attention – 2" in listener.said
