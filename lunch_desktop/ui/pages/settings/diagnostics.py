"""What a colleague in IT needs to know to help; nothing in it tells who the person is, or where the company is."""

import platform
import sys

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from lunch_desktop import __version__
from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.system.settings import SETTINGS, Settings

_PRIVATE = frozenset({"server", "proxy", "company_ca"})
"""Addresses, which may hold a name or a password: only whether there is one is told."""


def diagnostics(settings: Settings, status: SyncStatus | None) -> str:
    """Lines of "name: value", in English, whatever the window speaks."""
    lines = [
        f"Lunch Desktop {__version__}",
        f"System: {platform.system()} {platform.release()} ({platform.machine()})",
        f"Python: {platform.python_version()}{' (packed)' if getattr(sys, 'frozen', False) else ''}",
        f"Qt: {qVersion()}, platform {QGuiApplication.platformName()}",
        f"Locale: {QLocale.system().name()}",
        *(
            f"Screen: {one.geometry().width()}x{one.geometry().height()} at {one.devicePixelRatio():g}"
            for one in QGuiApplication.screens()
        ),
    ]
    if status is not None:
        lines.append(
            f"Sync: {status.reach.value}, live {status.live}, waiting {status.waiting}, attention {status.attention}"
        )
        if status.problem is not None:
            lines.append(f"Problem: {status.problem.code.value}")
    for setting in SETTINGS.values():
        value = getattr(settings, setting.name)
        if value != setting.default:
            shown = "set" if setting.name in _PRIVATE else setting.kind.stored(value)
            lines.append(f"Setting {setting.name}: {shown}")
    return "\n".join(lines) + "\n"
