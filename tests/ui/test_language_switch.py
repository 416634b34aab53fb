"""The language changes while the program runs, and nothing of the other one is left on any page."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.widgets.sheet import SideSheet
from tests.ui.access_stage import SMALLEST, WholeWindow, shown_parts, visible_widgets, whole_window

pytestmark = pytest.mark.slow

HANGUL = re.compile(r"[가-힣]+")
LATIN = re.compile(r"[A-Za-z]{2,}")
WORDS = ("text", "accessibleName", "accessibleDescription", "toolTip", "placeholderText", "windowTitle", "title")
ADDRESSES = r"\S+://\S*|\S+@\S+|/\S+|--[a-z-]+"
KEYS = r"Enter|Esc|Ctrl|Tab|Shift|Alt|Left|Right|Home|End|Page|Up|Down|Space|Del|F\d+|Return"
PROPER = "English|PAC|PEM|https|IT|PC|CSV|UTF|CP|Lunch Desktop"
SAME_IN_BOTH = re.compile(f"{ADDRESSES}|(?<![A-Za-z])(?:{KEYS}|{PROPER})(?![A-Za-z])")
"""Keys, addresses, and names that both languages write alike."""


def said_on(root: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that can be read or heard under `root`, and what says it."""
    for widget in visible_widgets(root):
        for name in WORDS:
            said = widget.property(name)
            is_typed = isinstance(widget, QLineEdit | QPlainTextEdit) and name == "text"
            if isinstance(said, str) and said.strip() and not is_typed:
                yield f"{type(widget).__name__}.{name}", said
        if isinstance(widget, QComboBox):
            for place in range(widget.count()):
                yield f"{type(widget).__name__}[{place}]", widget.itemText(place)


def data_of(whole: WholeWindow) -> list[str]:
    """What people have written, the longest first: it stays as it is in every language."""
    found = {"한국어"}
    with whole.stage.me.database.reading() as connection:
        for table in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                found |= {written for value in row for written in _written(value)}
    return sorted(found, key=len, reverse=True)


def _written(value: object) -> Iterator[str]:
    """The texts in a value, also in one that holds JSON."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        value = json.loads(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _written(one)
    elif isinstance(value, str) and HANGUL.search(value):
        yield value


def left_over(said: str, data: list[str], other: re.Pattern[str]) -> list[str]:
    """Words of the other language that no data and no name accounts for."""
    said = SAME_IN_BOTH.sub(" ", said)
    for known in data:
        said = said.replace(known, " ")
    return [word for word in other.findall(said) if not any(word in known for known in data)]


@pytest.fixture
def whole(tmp_path: Path, qtbot: QtBot) -> Iterator[WholeWindow]:
    with whole_window(tmp_path, qtbot) as made:
        yield made


def more_parts(whole: WholeWindow) -> Iterator[tuple[str, QWidget]]:
    """What narrow windows and buttons of my party open."""
    whole.show("parties", whole.own)
    button = next(one for one in visible_widgets(whole.window) if one.property("text") == "Invite")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    whole.settle()
    yield "inviting", whole.window
    for sheet in whole.window.findChildren(SideSheet):
        sheet.close_sheet()
    whole.window.resize(*SMALLEST)
    whole.show("parties", whole.own)
    yield "my party in a sheet", whole.window


def test_nothing_of_the_other_language_is_left_on_any_page(whole: WholeWindow) -> None:
    found: dict[str, list[str]] = {}
    walked = []
    for part, root in chain(shown_parts(whole), more_parts(whole)):
        if root is not whole.window:  # nobody changes the language under a dialog
            continue
        walked.append(part)
        for language, other in ((Language.KOREAN, LATIN), (Language.ENGLISH, HANGUL)):
            whole.speak(language)
            data = data_of(whole)
            for what, said in said_on(root):
                if left := left_over(said, data, other):
                    found.setdefault(f"{part} in {language}", []).append(f"{what}: {said!r} has {left}")
    assert {"today", "parties", "sync", "settings"} <= set(walked)
    assert walked[-2:] == ["inviting", "my party in a sheet"]
    assert found == {}


def test_a_word_of_the_other_language_would_be_found(whole: WholeWindow) -> None:
    whole.speak(Language.KOREAN)
    button = whole.window.rail._buttons["today"]
    button.setText("Today")
    data = data_of(whole)
    assert any(left_over(said, data, LATIN) for _, said in said_on(whole.window))
    assert left_over("김민지님이 국밥 먹어요에 와요", ["김민지", "국밥 먹어요"], HANGUL) == ["님이", "에", "와요"]
    assert left_over("Ctrl+N · https://lunch.example", [], LATIN) == []
