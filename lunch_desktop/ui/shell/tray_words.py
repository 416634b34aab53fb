"""What the tray says."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.store.desktop.queries.today import HeroState
from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.ui.shell.sync_words import chip_words
from lunch_desktop.ui.shell.tray_facts import TrayFacts
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock

translate = QCoreApplication.translate
_LONGEST_TIP: Final = 120
"""Windows cuts a tooltip behind 127 characters."""


def lunch_words(facts: TrayFacts | None) -> str:
    """Where I stand today, as the menu's first line says it; without a lunch, the way to one."""
    if facts is None or facts.meets_at is None:
        return translate("Tray", "Let's go…")
    text = {
        HeroState.REQUESTED: translate("Tray", "Requested for %1"),
        HeroState.LAPSED: translate("Tray", "Not confirmed: %1"),
        HeroState.WAITLISTED: translate("Tray", "On the waitlist for %1"),
    }.get(facts.hero, translate("Tray", "Going %1"))
    return fill(text, clock(facts.meets_at, facts.time_zone))


def tip_words(status: SyncStatus | None, facts: TrayFacts | None, *, signed_in: bool, met: bool) -> str:
    """The tooltip: my lunch, if there is one, and how sync stands."""
    name = translate("Shell", "Lunch Desktop")
    if not signed_in:
        return name
    _, chip = chip_words(status, met=met)
    lunch = f"{lunch_words(facts)} {facts.title}" if facts is not None and facts.meets_at is not None else ""
    said = "\n".join(part for part in (f"{name} – {chip}", lunch) if part)
    return said if len(said) <= _LONGEST_TIP else said[: _LONGEST_TIP - 1] + "…"


def waiting_words(status: SyncStatus | None) -> str:
    """How many changes wait; "" where there are none."""
    waiting = status.waiting if status is not None else 0
    return translate("Tray", "%n waiting to be sent", None, waiting) if waiting else ""


def attention_words(status: SyncStatus | None) -> str:
    """What the person has to look at; "" where there is nothing."""
    attention = status.attention if status is not None else 0
    return translate("Tray", "%n to look at", None, attention) if attention else ""


def snoozed_words(until: Instant, now: Instant, time_zone: str) -> str:
    """Until when nothing is told."""
    if day_of(until, time_zone) != day_of(now, time_zone):
        return translate("Tray", "Quiet until tomorrow – tell me again")
    return fill(translate("Tray", "Quiet until %1 – tell me again"), clock(until, time_zone))
