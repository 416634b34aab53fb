"""What a person or their IT department chose about the program on this PC; declared once, each with its meaning.

What each is called and means is in `resources/texts/settings.toml`, in both languages; the settings page and
`docs/settings.md` are made of the two. `settings_file.py` says where values come from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Final, get_type_hints

from lunch_desktop.system.languages import Language
from lunch_desktop.system.setting_kinds import (
    SYSTEM,
    Address,
    Choice,
    File,
    Hours,
    HoursOrNone,
    Kind,
    Proxy,
    Switch,
    Whole,
)

PREFIX: Final = "LUNCH_DESKTOP_"
"""Begins the name of every environment variable of the desktop's, but for OFFLINE_MODE, which is older."""


class Section(StrEnum):
    """What belongs together on the settings page, in its order."""

    GENERAL = "general"
    APPEARANCE = "appearance"
    NOTIFICATIONS = "notifications"
    NETWORK = "network"
    TROUBLE = "trouble"


class Theme(StrEnum):
    """How the window looks."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Clock(StrEnum):
    """How times of the day are written: in 24 hours, in halves of the day, or as the system's settings say."""

    DAY = "24"
    HALVES = "12"
    SYSTEM = "system"


class ReduceMotion(StrEnum):
    """Whether things move on the screen."""

    SYSTEM = "system"
    ON = "on"
    OFF = "off"


class Metered(StrEnum):
    """Whether data costs money on this connection."""

    AUTO = "auto"
    YES = "yes"
    NO = "no"


class LogLevel(StrEnum):
    """From which weight on something is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `restart`: it counts from the next start. `lockable`: the company may decide it."""

    name: str
    kind: Kind
    default: Any
    section: Section
    variable: str
    option: str | None = None
    restart: bool = False
    lockable: bool = True


@dataclass(frozen=True, slots=True)
class _Means:
    """What a field of the settings is; `variable` is made from the field's name where it is not given."""

    kind: Kind
    section: Section
    variable: str = ""
    option: str | None = None
    restart: bool = False
    lockable: bool = True


_LANGUAGES: Final = MappingProxyType({SYSTEM: None, **{one.value: one for one in Language}})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings in force.

    `language` is None for the system's, `text_size` in percent, `server` empty before the first sign-in, `proxy` as
    `setting_kinds.Proxy` has it, `quiet_hours` None for none. How the window looks and speaks is never the company's.
    """

    language: Annotated[
        Language | None, _Means(Choice(_LANGUAGES), Section.GENERAL, option="--language", lockable=False)
    ] = None
    clock: Annotated[Clock, _Means(Choice.of(Clock), Section.GENERAL, lockable=False)] = Clock.DAY
    autostart: Annotated[bool, _Means(Switch(), Section.GENERAL)] = False
    close_to_tray: Annotated[bool, _Means(Switch(), Section.GENERAL)] = True
    shared_pc: Annotated[bool, _Means(Switch(), Section.GENERAL)] = False
    shared_pc_minutes: Annotated[int, _Means(Whole(5, 120, 5), Section.GENERAL)] = 15
    theme: Annotated[Theme, _Means(Choice.of(Theme), Section.APPEARANCE, option="--theme", lockable=False)] = (
        Theme.SYSTEM
    )
    text_size: Annotated[int, _Means(Whole(100, 200, 5, "%"), Section.APPEARANCE, lockable=False)] = 100
    reduce_motion: Annotated[ReduceMotion, _Means(Choice.of(ReduceMotion), Section.APPEARANCE, lockable=False)] = (
        ReduceMotion.SYSTEM
    )
    native_toasts: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS)] = True
    hide_names: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS)] = True
    quiet_hours: Annotated[
        Hours | None, _Means(HoursOrNone(Hours(time(22), time(8))), Section.NOTIFICATIONS, lockable=False)
    ] = None
    tell_reminders: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS, lockable=False)] = True
    tell_invitations: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS, lockable=False)] = True
    tell_lunches: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS, lockable=False)] = True
    tell_members: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS, lockable=False)] = True
    tell_groups: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS, lockable=False)] = True
    tell_messages: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS, lockable=False)] = True
    tell_mentions: Annotated[bool, _Means(Switch(), Section.NOTIFICATIONS, lockable=False)] = True
    work_offline: Annotated[
        bool, _Means(Switch(), Section.NETWORK, variable="OFFLINE_MODE", option="--work-offline", lockable=False)
    ] = False
    server: Annotated[str, _Means(Address(), Section.NETWORK, option="--server")] = ""
    proxy: Annotated[str, _Means(Proxy(), Section.NETWORK)] = SYSTEM
    company_ca: Annotated[str, _Means(File(), Section.NETWORK, restart=True)] = ""
    allow_plain_http: Annotated[bool, _Means(Switch(), Section.NETWORK)] = False
    metered: Annotated[Metered, _Means(Choice.of(Metered), Section.NETWORK)] = Metered.AUTO
    log_level: Annotated[LogLevel, _Means(Choice.of(LogLevel), Section.TROUBLE)] = LogLevel.INFO


def _declared() -> Iterator[Setting]:
    hints = get_type_hints(Settings, include_extras=True)
    for one in fields(Settings):
        (means,) = hints[one.name].__metadata__
        yield Setting(
            one.name,
            means.kind,
            one.default,
            means.section,
            means.variable or PREFIX + one.name.upper(),
            means.option,
            means.restart,
            means.lockable,
        )


SETTINGS: Final = {setting.name: setting for setting in _declared()}
"""Every setting, by name, in the order of their declaration."""
