"""Showing the gallery, or saving pictures of it."""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lunch_desktop.system.languages import Language, system_language
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.gallery.boards import SECTIONS
from lunch_desktop.ui.widgets.gallery.saving import Look, dress, save_pictures
from lunch_desktop.ui.widgets.gallery.window import GalleryWindow


def run_gallery(language: Language | None, look: str | None, word: str) -> int:
    """Show the gallery until it is closed, on the first board whose name contains ``word``; the exit code."""
    application = QApplication(sys.argv[:1])
    theme, languages = _begin(application)
    languages.choose(language or system_language(os.environ))
    shown = Look(look) if look in set(Look) else Look.DARK if theme.dark else Look.LIGHT
    dress(theme, shown)
    board = next((name for name in SECTIONS if word in name), "")
    window = GalleryWindow(theme, languages, shown, board)
    window.show()
    return application.exec()


def save_gallery(folder: Path, word: str) -> list[Path]:
    """Draw the boards whose name contains ``word`` into ``folder``; the files. Needs no display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    theme, languages = _begin(application)
    return save_pictures(theme, languages, folder, word)


def _begin(application: QApplication) -> tuple[Theme, LanguageSwitch]:
    theme = Theme()
    theme.apply(application)
    return theme, LanguageSwitch(application)
