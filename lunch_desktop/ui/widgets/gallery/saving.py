"""Pictures of every board: both languages, all three looks, and Korean at twice the size."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.gallery.boards import SECTIONS
from lunch_desktop.ui.widgets.gallery.samples import Words

_WIDTH = 720


class Look(StrEnum):
    """How a board is dressed."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: which board, in which look, language and size of text."""

    board: str
    look: Look
    language: Language
    scale: float = 1.0

    @property
    def file_name(self) -> str:
        """ "buttons-dark-ko-100.png"."""
        return f"{self.board}-{self.look}-{self.language.value}-{round(self.scale * 100)}.png"


def pictures(word: str = "") -> Iterator[Picture]:
    """Every picture of the boards whose name contains ``word``."""
    for board in SECTIONS:
        if word not in board:
            continue
        for language in Language:
            for look in Look:
                yield Picture(board, look, language)
        yield Picture(board, Look.LIGHT, Language.KOREAN, 2.0)


def dress(theme: Theme, look: Look) -> None:
    """Puts a look on."""
    theme.set_high_contrast(True if look is Look.CONTRAST else None)
    theme.set_mode(ThemeMode.LIGHT if look is Look.LIGHT else ThemeMode.DARK)


def save_pictures(theme: Theme, languages: LanguageSwitch, folder: Path, word: str = "") -> list[Path]:
    """Draws the pictures into ``folder``, which is made; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    theme.set_motion(forced=False)
    files = []
    for picture in pictures(word):
        languages.choose(picture.language)
        theme.set_scale(picture.scale)
        dress(theme, picture.look)
        board = make_board(theme, picture.board, Words(picture.language is Language.KOREAN))
        board.show()
        board.activateWindow()
        _settle()
        file = folder / picture.file_name
        board.grab().save(str(file))
        files.append(file)
        board.close()
        board.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return files


def make_board(theme: Theme, name: str, say: Words) -> QWidget:
    """A board, as wide as its column and as high as its content."""
    section = SECTIONS[name]
    board = section.make(theme, say)
    if not section.covers:
        width = max(theme.px(_WIDTH), board.minimumSizeHint().width())
        layout = board.layout()
        height = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        board.resize(width, max(height, board.sizeHint().height()))
    return board


def _settle() -> None:
    for _ in range(5):
        QCoreApplication.processEvents()
