"""The test driver uses the window as a person does, and says plainly when it cannot."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.runtime.driver import Driver
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.inputs import ComboBox, LineEdit, SpinBox
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.party_row import PartyRow, PartyRowContent
from lunch_desktop.ui.widgets.row_list import RowList
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.time_field import TimeField

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def fill(row: object, item: object) -> None:
    assert isinstance(row, PartyRow)
    assert isinstance(item, PartyRowContent)
    row.show_content(item)


class Window(QWidget):
    """A window with one of everything that the driver can use."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle("점심")
        column = QVBoxLayout(self)
        self.title = LineEdit(theme)
        self.seats, self.time, self.place = SpinBox(theme, 2, 20), TimeField(theme), ComboBox(theme)
        self.place.show_options([("a", "을지면옥"), ("b", "미미식당")])
        self.state = SegmentedControl(theme, (("free", "가능"), ("off", "쉬어요")), "오늘 상태")
        self.button, self.same = Button(theme, "열기"), [Button(theme, "같은 이름") for _ in range(2)]
        self.off = Button(theme, "끔")
        self.off.setEnabled(False)
        self.status = Label(theme, "처음")
        self.rows = RowList(theme, lambda: PartyRow(theme), fill, name="파티 목록")
        self.rows.show_items([PartyRowContent(f"12:00 파티 {n}", f"파티 {n}", action="참여") for n in range(3_000)])
        for label, editor in (("제목", self.title), ("자리", self.seats), ("시각", self.time), ("식당", self.place)):
            column.addWidget(Field(theme, label, editor))
        for widget in (self.state, self.button, *self.same, self.off, self.status, self.rows):
            column.addWidget(widget)


class Remote:
    """The other side of the driver."""

    def __init__(self, driver: Driver, sink: io.BytesIO, qtbot: QtBot) -> None:
        self.driver, self._sink, self._qtbot, self._number = driver, sink, qtbot, 0

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """Sends a command and waits for its answer."""
        self._number += 1
        self.driver.handle(json.dumps({"id": self._number, "do": do, **arguments}).encode())
        self._qtbot.waitUntil(lambda: self._number in self._answers(), timeout=8_000)
        return self._answers()[self._number]

    def do(self, do: str, **arguments: Any) -> Any:
        """The same, where it has to succeed."""
        answer = self.ask(do, **arguments)
        assert answer["ok"], answer
        return answer["value"]

    def refused(self, do: str, **arguments: Any) -> str:
        """The same, where it has to fail."""
        answer = self.ask(do, **arguments)
        assert not answer["ok"], answer
        return str(answer["error"])

    def _answers(self) -> dict[int, dict[str, Any]]:
        lines = [json.loads(line) for line in self._sink.getvalue().splitlines()]
        assert len({line["id"] for line in lines}) == len(lines)
        return {line["id"]: line for line in lines}


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Window:
    theme = Theme(ThemeMode.LIGHT)
    theme.set_motion(forced=False)
    theme.apply(qapp)
    window = Window(theme)
    qtbot.addWidget(window)
    window.resize(700, 800)
    window.show()
    window.activateWindow()
    return window


@pytest.fixture
def remote(window: Window, qtbot: QtBot) -> Remote:
    sink = io.BytesIO()
    return Remote(Driver(window, source=io.BytesIO(), sink=sink), sink, qtbot)


def test_it_clicks_a_button_by_its_name(window: Window, remote: Remote) -> None:
    window.button.clicked.connect(lambda: window.status.setText("열렸어요"))
    remote.do("click", name="열기")
    assert window.status.text() == "열렸어요"
    assert remote.do("read", name="열렸어요")["role"] == "StaticText"


def test_it_types_korean_and_english_into_a_field_by_its_label(window: Window, remote: Remote) -> None:
    remote.do("type", name="제목", text="국수 먹을 사람")
    assert window.title.text() == "국수 먹을 사람"
    remote.do("type", name="제목", text="Noodles")
    assert remote.do("read", name="제목")["text"] == "Noodles"
    remote.do("type", name="자리", text="7")
    assert window.seats.value() == 7
    remote.do("type", name="시각", text="11:50")
    remote.do("press", name="시각", key="Return")
    assert window.time.time().toString("HH:mm") == "11:50"


def test_it_presses_real_keys(window: Window, remote: Remote, qtbot: QtBot) -> None:
    remote.do("type", name="제목", text="국수")
    with qtbot.waitSignal(window.title.submitted):
        remote.do("press", name="제목", key="Enter")
    remote.do("press", key="Ctrl+A")
    assert window.title.selectedText() == "국수"
    assert "unknown key" in remote.refused("press", key="NoSuchKey")


def test_it_chooses_by_word_or_key(window: Window, remote: Remote) -> None:
    remote.do("choose", name="식당", value="미미식당")
    assert window.place.value == "b"
    remote.do("choose", name="식당", value="a")
    assert window.place.value == "a"
    remote.do("choose", name="오늘 상태", value="쉬어요")
    assert window.state.value == "off"
    assert "을지면옥" in remote.refused("choose", name="식당", value="없는 집")


def test_it_reaches_a_row_that_does_not_exist_yet(window: Window, remote: Remote, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.rows.opened) as caught:
        remote.do("click", name="12:00 파티 2345")
    assert caught.args == [2345]
    with qtbot.waitSignal(window.rows.activated) as caught:
        remote.do("press", name="12:00 파티 2999", key="Enter")
    assert caught.args == [2999]


def test_it_says_what_it_cannot_do(window: Window, remote: Remote) -> None:
    assert "no visible widget" in remote.refused("click", name="없는 것")
    assert "2 widgets named" in remote.refused("click", name="같은 이름")
    assert "disabled" in remote.refused("click", name="끔")
    assert "takes no text" in remote.refused("type", name="열기", text="x")
    assert "unknown command" in remote.refused("fly")
    assert "needs 'name'" in remote.refused("click")
    cover = QWidget(window)
    cover.setAccessibleName("덮개")
    cover.setGeometry(window.rect())
    cover.show()
    assert "covered by" in remote.refused("click", name="열기")


def test_a_unique_beginning_is_enough(window: Window, remote: Remote) -> None:
    assert remote.do("find", name="오늘")["name"] == "오늘 상태"


def test_a_dialog_is_all_there_is_while_it_is_open(window: Window, remote: Remote) -> None:
    def ask() -> None:
        dialog = ConfirmDialog(window.theme, "끊을까요?", "정말요", "끊기", "그대로", parent=window)
        dialog.accepted.connect(lambda: window.status.setText("끊었어요"))
        dialog.open()

    window.button.clicked.connect(ask)
    remote.do("click", name="열기")
    remote.do("wait", name="끊을까요?", timeout_ms=2_000)
    assert "no visible widget" in remote.refused("click", name="열기")
    remote.do("click", name="끊기")
    remote.do("wait", name="끊을까요?", gone=True, timeout_ms=2_000)
    assert window.status.text() == "끊었어요"


def test_a_click_that_opens_a_nested_loop_is_answered(window: Window, qtbot: QtBot) -> None:
    def ask() -> None:
        dialog = QDialog(window)
        close = Button(window.theme, "끝", parent=dialog)
        close.clicked.connect(dialog.accept)
        dialog.exec()
        window.status.setText("끝났어요")

    window.button.clicked.connect(ask)
    sink = io.BytesIO()
    commands: list[dict[str, Any]] = [
        {"id": 1, "do": "click", "name": "열기"},
        {"id": 2, "do": "click", "name": "끝"},
        {"id": 3, "do": "wait", "text": "끝났어요"},
    ]
    lines = "".join(json.dumps(command) + "\n" for command in commands)
    Driver(window, source=io.BytesIO(lines.encode()), sink=sink).start()
    qtbot.waitUntil(lambda: len(sink.getvalue().splitlines()) == 3)
    answers = [json.loads(line) for line in sink.getvalue().splitlines()]
    assert [(answer["id"], answer["ok"]) for answer in answers] == [(1, True), (2, True), (3, True)]


def test_it_uses_a_menu(window: Window, remote: Remote) -> None:
    menu = QMenu(window)
    menu.addAction("늦어요").triggered.connect(lambda: window.status.setText("늦어요 보냄"))
    window.button.clicked.connect(lambda: menu.popup(window.button.mapToGlobal(window.button.rect().center())))
    remote.do("click", name="열기")
    remote.do("press", key="Down")
    remote.do("press", key="Enter")
    remote.do("wait", text="늦어요 보냄", timeout_ms=2_000)


def test_a_sheet_is_looked_into_before_the_page_beneath(window: Window, remote: Remote) -> None:
    sheet = SideSheet(window.theme, window, "새 파티", "닫기")
    inner = LineEdit(window.theme)
    sheet.body.addWidget(Field(window.theme, "제목", inner))
    sheet.open()
    remote.do("type", name="제목", text="안쪽")
    assert inner.text() == "안쪽"
    assert window.title.text() == ""
    assert "covered by" in remote.refused("click", name="열기")
    remote.do("press", key="Escape")
    remote.do("click", name="열기")


def test_it_scrolls_to_what_it_clicks(window: Window, remote: Remote) -> None:
    area, content = QScrollArea(window), QWidget()
    column = QVBoxLayout(content)
    for number in range(40):
        column.addWidget(Button(window.theme, f"단추 {number}."))
    clicked: list[bool] = []
    content.findChildren(Button)[-1].clicked.connect(lambda: clicked.append(True))
    area.setWidget(content)
    area.setGeometry(0, 0, 300, 200)
    area.show()
    remote.do("click", name="단추 39.")
    assert clicked == [True]


def test_waiting_does_not_block_and_gives_up(window: Window, remote: Remote, qtbot: QtBot) -> None:
    assert "still not there" in remote.refused("wait", name="없는 것", timeout_ms=60)
    QTimer.singleShot(50, window.status, lambda: window.status.setText("왔어요"))
    remote.do("wait", text="왔어요", timeout_ms=2_000)


def test_it_describes_sizes_and_pictures_the_window(window: Window, remote: Remote, tmp_path: Path) -> None:
    assert remote.do("size", width=720, height=820) == [720, 820]
    path = tmp_path / "window.png"
    remote.do("shot", path=str(path))
    assert QImage(str(path)).width() == 720
    entries = remote.do("tree")
    assert {"role": "Button", "name": "끔", "text": "끔", "enabled": False, "visible": True} in entries


def test_the_application_adds_commands(remote: Remote) -> None:
    remote.driver.command("language", lambda arguments: f"now {arguments['to']}")
    assert remote.do("language", to="en") == "now en"

    def broken(_arguments: dict[str, Any]) -> None:
        raise RuntimeError("broken")

    remote.driver.command("broken", broken)
    assert "broken" in remote.refused("broken")


def test_it_reads_lines_and_tells_the_end(window: Window, qtbot: QtBot) -> None:
    sink = io.BytesIO()
    lines = '{"id": 1, "do": "find", "name": "열기"}\n\nnot json\n{"id": 2, "do": "tree"}\n'
    driver = Driver(window, source=io.BytesIO(lines.encode()), sink=sink)
    with qtbot.waitSignal(driver.closed):
        driver.start()
    qtbot.waitUntil(lambda: len(sink.getvalue().splitlines()) == 3)
    answers = [json.loads(line) for line in sink.getvalue().splitlines()]
    assert [answer["ok"] for answer in answers] == [True, False, True]
