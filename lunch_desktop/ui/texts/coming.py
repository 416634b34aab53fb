"""How far a long download has got."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.ui.texts.numbers import number
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate


def percent(progress: tuple[int, int]) -> int:
    """How much has come, from 0 to 99: whole it is only when the last row is in its place."""
    done, total = progress
    return min(99, done * 100 // total) if total > 0 else 0


def still_coming(status: SyncStatus | None) -> str:
    """Why a list may lack days: "Older days are still coming – 42 %"; "" where everything is here."""
    if status is None or status.progress is None:
        return ""
    return fill(translate("Coming", "Older days are still coming – %1 %"), percent(status.progress))


def counted(progress: tuple[int, int]) -> str:
    """In figures: "12,600 of 30,000 entries are here"."""
    done, total = (number(one) for one in progress)
    return fill(translate("Coming", "%1 of %2 entries are here."), done, total)
