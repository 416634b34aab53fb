"""What a person can choose about the window while it runs: language, look, text size, working offline."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from lunch_desktop.sync.core import Reach
from lunch_desktop.sync.engine import SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode

SCALES = (1.0, 1.25, 1.5, 2.0)
"""The text sizes on offer, as factors."""

SavePreference = Callable[[str, object], None]
"""Stores one choice by its name ("language", "theme", "scale", "work_offline"); may take a while, raises OSError."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices in force at the start; `language` is None for the system's."""

    language: Language | None = None
    theme: ThemeMode = ThemeMode.SYSTEM
    scale: float = 1.0
    work_offline: bool = False


class Choices(QObject):
    """Puts each choice into effect at once and stores it; `changed` says that one of them is different now."""

    changed = Signal()

    def __init__(
        self,
        preferences: Preferences,
        theme: Theme,
        languages: LanguageSwitch,
        save: SavePreference,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._languages = languages
        self._save = save
        self._tasks = Tasks(self, workers=1)
        self._session: DesktopSession | None = None
        self._work_offline = preferences.work_offline

    def attach(self, session: DesktopSession | None) -> None:
        """The session that working offline is about; it may be chosen elsewhere in the window too."""
        if self._session is not None:
            self._session.status_changed.disconnect(self._follow)
        self._session = session
        if session is not None:
            session.status_changed.connect(self._follow)

    @property
    def language(self) -> Language:
        """The language spoken now."""
        return self._languages.language or Language.ENGLISH

    @property
    def work_offline(self) -> bool:
        """Whether the network is left alone."""
        return self._work_offline

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._languages.choose(language)
        self._keep("language", language)

    def set_theme(self, mode: ThemeMode) -> None:
        """Light, dark, or as the system is."""
        self.theme.set_mode(mode)
        self._keep("theme", mode.value)

    def set_scale(self, scale: float) -> None:
        """Text and everything with it, 1.0 to 2.0."""
        self.theme.set_scale(scale)
        self._keep("scale", self.theme.scale)

    def set_work_offline(self, offline: bool) -> None:
        """Leave the network alone, or come back to it."""
        self._work_offline = offline
        if self._session is not None:
            self._session.set_work_offline(offline)
        self._keep("work_offline", offline)

    def close(self) -> None:
        """Let the last choice be stored."""
        self._tasks.close()

    def _follow(self, status: SyncStatus) -> None:
        offline = status.reach is Reach.WORK_OFFLINE
        if offline != self._work_offline:
            self._work_offline = offline
            self._keep("work_offline", offline)

    def _keep(self, name: str, value: object) -> None:
        self.changed.emit()
        self._tasks.run(lambda: self._save(name, value))
