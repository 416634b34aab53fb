"""How sync stands, in the words of the chip, and whether something about it needs telling."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.ui.texts.coming import percent
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.widgets.chip import SyncState

translate = QCoreApplication.translate


def chip_words(status: SyncStatus | None, *, met: bool) -> tuple[SyncState, str]:
    """The chip's state and words.

    `met` says that the server has answered since the start; until it has, nobody knows whether this is up to date.
    Being offline goes before everything else, because that is what decides what a click will do.
    """
    if status is None:
        return SyncState.SENDING, translate("Shell", "Connecting")
    if status.recovering and status.reach is Reach.ONLINE:
        return SyncState.OFFLINE, translate("Shell", "Server recovering")
    if status.reach is Reach.UNREACHABLE and (wanted := _signing_in(status)):
        return SyncState.NEEDS_ATTENTION, _counting(wanted, status.waiting)
    if status.reach in (Reach.WORK_OFFLINE, Reach.UNREACHABLE):
        return SyncState.OFFLINE, _offline(status.waiting)
    if status.reach is Reach.SIGN_IN_NEEDED:
        return SyncState.NEEDS_ATTENTION, translate("Shell", "Sign in again")
    if status.reach is Reach.BLOCKED:
        return SyncState.NEEDS_ATTENTION, _blocked(status)
    if status.attention:
        return SyncState.NEEDS_ATTENTION, fill(translate("Shell", "Needs attention – %1"), status.attention)
    if status.held_back:
        return SyncState.OFFLINE, _counting(translate("Shell", "Rest comes later"), status.waiting)
    if status.progress is not None:
        return SyncState.SENDING, fill(translate("Shell", "Receiving %1 %"), percent(status.progress))
    if status.waiting:
        return SyncState.SENDING, fill(translate("Shell", "Sending – %1"), status.waiting)
    if not met:
        return SyncState.SENDING, translate("Shell", "Connecting")
    return SyncState.UP_TO_DATE, translate("Shell", "Up to date")


def in_short(words: str) -> str:
    """The chip's words without the count, where room is short; a screen reader says the whole."""
    return words.partition(" – ")[0]


def badge_name(attention: int, waiting: int) -> str:
    """What a screen reader says of the Sync centre in the rail."""
    if attention:
        return fill(translate("Shell", "Sync centre, %1 to look at"), attention)
    if waiting:
        return fill(translate("Shell", "Sync centre, %1 waiting"), waiting)
    return translate("Shell", "Sync centre")


def _blocked(status: SyncStatus) -> str:
    """Why the server refuses this desktop; what waits is counted, so that nobody fears for it."""
    words = {
        ProblemCode.PROTOCOL_TOO_OLD: translate("Shell", "Update needed"),
        ProblemCode.ACCOUNT_DEACTIVATED: translate("Shell", "Account deactivated"),
    }
    code = status.problem.code if status.problem is not None else None
    said = words.get(code) if code is not None else None
    said = said or translate("Shell", "Needs attention")
    return _counting(said, status.waiting)


def _signing_in(status: SyncStatus) -> str:
    """What on the way to the server wants to know who asks; "" where nothing does."""
    if status.portal:
        return translate("Shell", "Network sign-in")
    codes = (ProblemCode.PROXY_SIGN_IN, ProblemCode.PROXY_SIGN_IN_WRONG)
    return translate("Shell", "Proxy sign-in") if status.problem is not None and status.problem.code in codes else ""


def _counting(said: str, waiting: int) -> str:
    return fill(translate("Shell", "%1 – %2 waiting"), said, waiting) if waiting else said


def _offline(waiting: int) -> str:
    if waiting:
        return fill(translate("Shell", "Offline – %1 waiting"), waiting)
    return translate("Shell", "Offline")
