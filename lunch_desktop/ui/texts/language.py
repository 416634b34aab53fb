"""The language in force: its translations, and how it writes dates and numbers."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from lunch_desktop.system.languages import Language
from lunch_desktop.system.resources import resource_path

_LOCALES: Final = {
    Language.KOREAN: (QLocale.Language.Korean, QLocale.Country.SouthKorea),
    Language.ENGLISH: (QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


_HALF_DAYS: Final = "halfDays"
"""A property of the application: as its language, it holds for everything that it says."""


class LanguageSwitch(QObject):
    """Puts a language on the application and changes it while it runs.

    Widgets hear of a change through QEvent.LanguageChange, everything else through `changed`, which carries the
    Language. By then translations, Qt's own texts and the default QLocale are all in it.
    """

    changed = Signal(object)

    def __init__(self, application: QCoreApplication, folder: Path | None = None) -> None:
        """`folder` holds lunch_<language>.qm; the product's own unless given."""
        super().__init__(application)
        self._application = application
        self._folder = resource_path("translations") if folder is None else folder
        self._installed: list[QTranslator] = []
        self._language: Language | None = None

    @property
    def language(self) -> Language | None:
        """The language that was chosen; None before the first."""
        return self._language

    def choose(self, language: Language) -> None:
        """Speak `language` from now on."""
        if language is self._language:
            return
        self._language = language
        QLocale.setDefault(locale_of(language))
        former, self._installed = self._installed, []
        qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for file in (qt_folder / f"qtbase_{language.value}.qm", self._folder / f"lunch_{language.value}.qm"):
            translator = QTranslator(self)
            if translator.load(str(file)):
                self._installed.append(translator)
                self._application.installTranslator(translator)
        for old in former:
            self._application.removeTranslator(old)
            old.deleteLater()
        self.changed.emit(language)

    def write_half_days(self, on: bool) -> None:
        """Write times in halves of the day from now on, or in 24 hours; windows hear of it as of a language."""
        if on is half_days_in_force():
            return
        self._application.setProperty(_HALF_DAYS, on)
        if isinstance(self._application, QApplication):
            for window in self._application.topLevelWidgets():
                QCoreApplication.postEvent(window, QEvent(QEvent.Type.LanguageChange))


def half_days_in_force() -> bool:
    """Whether times are written in halves of the day, "오후 1:30", rather than "13:30"."""
    application = QCoreApplication.instance()
    return application is not None and application.property(_HALF_DAYS) is True


def system_writes_half_days() -> bool:
    """Whether the person's system does: its format of the time has a place for 오전 or am."""
    pattern = QLocale.system().timeFormat(QLocale.FormatType.ShortFormat)
    return "a" in re.sub("'[^']*'", "", pattern).casefold()


def locale_of(language: Language) -> QLocale:
    """How `language` writes dates, times and numbers."""
    return QLocale(*_LOCALES[language])


def language_in_force() -> Language:
    """The language that the default QLocale stands for."""
    return Language.KOREAN if QLocale().language() is QLocale.Language.Korean else Language.ENGLISH


class Speaker:
    """Speaks a language whatever is in force; without one, the language in force."""

    def __init__(self, language: Language | None = None) -> None:
        self._other = None if language in (None, language_in_force()) else language
        self.locale = QLocale() if self._other is None else locale_of(self._other)

    def translate(self, context: str, source: str) -> str:
        """A text without plural forms."""
        if self._other is None:
            return QCoreApplication.translate(context, source)
        return _translator(self._other).translate(context, source) or source


@lru_cache(maxsize=len(Language))
def _translator(language: Language) -> QTranslator:
    translator = QTranslator()
    translator.load(str(resource_path("translations", f"lunch_{language.value}.qm")))
    return translator
