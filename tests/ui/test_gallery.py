"""The gallery shows every component there is, and saves pictures of them all."""

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.system.languages import Language
from lunch_desktop.ui import widgets
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.theme.tokens import DARK
from lunch_desktop.ui.widgets.gallery.boards import SECTIONS
from lunch_desktop.ui.widgets.gallery.samples import Words
from lunch_desktop.ui.widgets.gallery.saving import Look, make_board, pictures, save_pictures
from lunch_desktop.ui.widgets.gallery.window import GalleryWindow
from lunch_desktop.ui.widgets.header import PageHeader
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.segmented import SegmentedControl

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(ThemeMode.LIGHT)
    theme.set_motion(forced=False)
    theme.apply(qapp)
    return theme


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[LanguageSwitch]:
    switch = LanguageSwitch(qapp)
    yield switch
    switch.choose(Language.ENGLISH)


def components() -> set[type[QWidget]]:
    """Every public widget of ui/widgets."""
    found = set()
    for module in pkgutil.iter_modules(widgets.__path__):
        if module.ispkg:
            continue
        part = importlib.import_module(f"{widgets.__name__}.{module.name}")
        for name, kind in inspect.getmembers(part, inspect.isclass):
            if kind.__module__ == part.__name__ and issubclass(kind, QWidget) and not name.startswith("_"):
                found.add(kind)
    return found


def test_no_component_is_forgotten(theme: Theme, qtbot: QtBot) -> None:
    shown: set[type] = set()
    for name in SECTIONS:
        board = make_board(theme, name, Words(korean=True))
        qtbot.addWidget(board)
        for widget in [board, *board.findChildren(QWidget)]:
            shown.update(type(widget).__mro__)
    missing = sorted(kind.__name__ for kind in components() - shown)
    assert missing == []


def test_pictures_are_saved_in_both_languages_and_all_looks(
    theme: Theme, languages: LanguageSwitch, tmp_path: Path
) -> None:
    files = save_pictures(theme, languages, tmp_path, "signs")
    assert sorted(file.name for file in files) == sorted(
        [
            *(f"signs-{look}-{language}-100.png" for look in Look for language in ("ko", "en")),
            "signs-light-ko-200.png",
        ]
    )
    images = {file.name: QImage(str(file)) for file in files}
    assert all(not image.isNull() for image in images.values())
    assert len({image.pixelColor(2, 2).name() for image in images.values()}) == 3
    assert images["signs-dark-en-100.png"].pixelColor(2, 2).name().upper() == DARK.canvas
    small, large = images["signs-light-ko-100.png"], images["signs-light-ko-200.png"]
    assert large.width() > 1.8 * small.width()
    assert images["signs-light-ko-100.png"] != images["signs-light-en-100.png"]


def test_every_board_has_its_pictures() -> None:
    assert len(list(pictures())) == 7 * len(SECTIONS)
    assert len({picture.file_name for picture in pictures()}) == 7 * len(SECTIONS)


def test_the_window_switches_board_look_language_and_size(
    theme: Theme, languages: LanguageSwitch, qapp: QApplication, qtbot: QtBot
) -> None:
    languages.choose(Language.KOREAN)
    window = GalleryWindow(theme, languages, Look.LIGHT, "signs")
    qtbot.addWidget(window)
    window.show()

    def title() -> str:
        return window.findChildren(PageHeader)[0].findChildren(Label)[0].text()

    assert title() == "상태와 사람"
    window.show_board("buttons")
    assert title() == "단추"
    for control, key in zip(window.findChildren(SegmentedControl)[:3], ("contrast", "en", "200"), strict=True):
        assert control.choose(key)
    qapp.sendPostedEvents(None, QEvent.Type.LanguageChange)
    qtbot.waitUntil(lambda: title() == "Buttons")
    assert theme.high_contrast
    assert theme.scale == 2.0
    assert window.board == "buttons"


@pytest.mark.parametrize(("word", "code"), [("progress", 0), ("nothing-like-it", 1)])
def test_the_command_saves_the_boards_asked_for(tmp_path: Path, word: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lunch_desktop", "gallery", "--save", str(tmp_path / "pictures"), word],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code, done.stderr
    made = sorted(file.name for file in (tmp_path / "pictures").iterdir())
    assert len(made) == (7 if code == 0 else 0)
    assert all(name.startswith(word) for name in made)
