"""What a person can choose about the window while it runs: each choice takes effect at once, and is kept."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.languages import Language, system_language
from lunch_desktop.system.logs import set_level
from lunch_desktop.system.settings import SETTINGS, Clock, ReduceMotion, Settings
from lunch_desktop.system.settings import Theme as Look
from lunch_desktop.system.settings_file import InForce, Origin, Source
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.language import LanguageSwitch, system_writes_half_days
from lunch_desktop.ui.theme.theme import Theme, ThemeMode

SavePreference = Callable[[str, object], None]
"""Stores one choice by its setting's name, and does what it takes outside the window; RESET goes back to the default.

It may take a while, and raises OSError and Problem.
"""
RESET: Final = object()
Preferences = InForce
"""The choices in force at the start, and where each came from."""


SCALES = (1.0, 1.25, 1.5, 2.0)
"""The text sizes that the menu offers, as factors."""


class Choices(QObject):
    """The settings in force. `chosen` names the one that is different now, `changed` says that one of them is.

    `failed` carries the setting's name and the error that kept a choice from being stored: it is taken back then.
    """

    changed = Signal()
    chosen = Signal(str)
    failed = Signal(str, object)

    def __init__(
        self,
        preferences: InForce,
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
        self._sources: Mapping[str, Source] = preferences.sources
        self.started: Settings = preferences.settings
        """Those that were in force when the program began."""
        self.settings: Settings = preferences.settings
        self._effects: dict[str, Callable[[Any], object]] = {
            "clock": lambda clock: languages.write_half_days(writes_half_days(clock)),
            "theme": lambda look: show_look(theme, look),
            "text_size": lambda percent: theme.set_scale(percent / 100),
            "reduce_motion": lambda wanted: theme.set_motion(_motion(wanted)),
            "work_offline": self._leave_network_alone,
            "log_level": lambda level: set_level(level.value),
        }

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
        return self.settings.work_offline

    def value(self, name: str) -> Any:
        """The value in force of a setting."""
        return getattr(self.settings, name)

    def is_locked(self, name: str) -> bool:
        """Whether the company has decided it."""
        return name in self._sources and self._sources[name].origin is Origin.POLICY

    def given_at_start(self, name: str) -> str:
        """The option or variable that decides it at each start as this one was made; "" for none."""
        source = self._sources.get(name)
        return source.where if source is not None and source.origin in (Origin.OPTION, Origin.ENVIRONMENT) else ""

    def choose(self, name: str, value: object) -> None:
        """Put a value into effect and keep it. Raises ValueError where the setting does not take it."""
        kind = SETTINGS[name].kind
        self._put(name, value, kind.stored(value))

    def reset(self, name: str) -> None:
        """Go back to the default."""
        self._put(name, SETTINGS[name].default, RESET)

    def set_language(self, language: Language | None) -> None:
        """Speak another language, or the system's."""
        self.choose("language", language)

    def set_theme(self, mode: ThemeMode) -> None:
        """Light, dark, or as the system is."""
        self.choose("theme", Look(mode.value))

    def set_scale(self, scale: float) -> None:
        """Text and everything with it, 1.0 to 2.0."""
        self.choose("text_size", round(min(max(scale, 1.0), 2.0) * 100))

    def set_work_offline(self, offline: bool) -> None:
        """Leave the network alone, or come back to it."""
        self.choose("work_offline", offline)

    def close(self) -> None:
        """Let the last choice be stored."""
        self._tasks.close()

    def _put(self, name: str, value: Any, stored: object) -> None:
        if self.is_locked(name):
            return
        former = self.value(name)
        self._take(name, value)
        self._tasks.run(
            lambda: self._save(name, stored), on_error=lambda error: self._take_back(name, value, former, error)
        )

    def _take(self, name: str, value: Any) -> None:
        """Here and now, without storing it."""
        self.settings = replace(self.settings, **{name: value})
        if name == "language":
            self._languages.choose(self.settings.language or system_language(os.environ))
        elif name in self._effects:
            self._effects[name](value)
        self.chosen.emit(name)
        self.changed.emit()

    def _take_back(self, name: str, value: Any, former: Any, error: Exception) -> None:
        if self.value(name) == value != former:  # else something else was chosen since
            self._take(name, former)
        self.failed.emit(name, error)

    def _leave_network_alone(self, offline: bool) -> None:
        if self._session is not None:
            self._session.set_work_offline(offline)

    def _follow(self, status: SyncStatus) -> None:
        offline = status.reach is Reach.WORK_OFFLINE
        if offline != self.settings.work_offline:
            self.settings = replace(self.settings, work_offline=offline)
            self.chosen.emit("work_offline")
            self.changed.emit()
            self._tasks.run(lambda: self._save("work_offline", offline))


def writes_half_days(clock: Clock) -> bool:
    """Whether a choice means 오전 and 오후."""
    return clock is Clock.HALVES or (clock is Clock.SYSTEM and system_writes_half_days())


def show_look(theme: Theme, look: Look) -> None:
    """Put a choice of look on the theme."""
    theme.set_high_contrast(True if look is Look.HIGH_CONTRAST else None)
    theme.set_mode(ThemeMode.SYSTEM if look is Look.HIGH_CONTRAST else ThemeMode(look.value))


def dress(theme: Theme, settings: Settings) -> None:
    """Put look, size and motion on a theme before anything is shown."""
    theme.set_scale(settings.text_size / 100)
    theme.set_motion(_motion(settings.reduce_motion))
    show_look(theme, settings.theme)


def _motion(wanted: ReduceMotion) -> bool | None:
    return {ReduceMotion.SYSTEM: None, ReduceMotion.ON: False, ReduceMotion.OFF: True}[wanted]
