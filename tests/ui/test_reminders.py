"""Reminders: ten minutes before, offline too, once more after a full screen, and by the person's settings."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.store.desktop.inbox import InboxKind
from lunch_desktop.system.settings import Settings
from lunch_desktop.ui.shell import reminders as module
from lunch_desktop.ui.shell import telling
from lunch_desktop.ui.shell.reminders import Reminders
from tests.support.company import STAFF
from tests.ui.test_today_stage import Stage, o_clock, stage
from tests.ui.test_tray import Beside

__all__ = ["stage"]


@pytest.fixture
def beside(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """Lunch at 12:30 with a seat for me; the person looks elsewhere, and a full screen may be in the way."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    screen = SimpleNamespace(taken=False)
    monkeypatch.setattr("lunch_desktop.system.full_screen.is_screen_taken", lambda: screen.taken)
    party = stage.opens(1, "국밥 먹어요", o_clock(12, 30))
    stage.joins(0, party, o_clock(12, 30))
    stage.exchange()
    made = Beside(stage, tmp_path)
    made.looks_away()
    yield SimpleNamespace(beside=made, screen=screen, party=party)
    made.presence.close()
    made.presence.deleteLater()
    QApplication.setQuitOnLastWindowClosed(True)


def _at(stage: Stage, hour: int, minute: int) -> None:
    """The clock shows that, and the program looks at it."""
    stage.clock.set(o_clock(hour, minute))
    reminders = stage.window.findChild(Reminders)
    assert reminders is not None
    reminders._timer.timeout.emit()
    stage.settle()
    stage.settle()


def test_ten_minutes_before_it_is_told_once_without_names_and_stands_in_the_inbox(
    beside: SimpleNamespace, stage: Stage
) -> None:
    _at(stage, 12, 19)
    assert beside.beside.shown == []
    _at(stage, 12, 20)
    assert beside.beside.shown == [("Lunch at 12:30", "1층 로비")]
    _at(stage, 12, 21)
    assert len(beside.beside.shown) == 1
    (entry,) = stage.me.reads.inbox()
    assert (entry.kind, entry.subject) == (InboxKind.REMINDER, beside.party)


def test_after_a_full_screen_it_is_told_once_more_while_it_helps(beside: SimpleNamespace, stage: Stage) -> None:
    beside.screen.taken = True
    _at(stage, 12, 20)
    _at(stage, 12, 24)
    assert len(beside.beside.shown) == 1
    beside.screen.taken = False
    beside.beside.teller._gap.stop()
    _at(stage, 12, 26)
    assert beside.beside.shown == [("Lunch at 12:30", "1층 로비")] * 2
    _at(stage, 12, 27)
    assert len(beside.beside.shown) == 2


def test_after_lunch_has_begun_nobody_is_reminded_again(beside: SimpleNamespace, stage: Stage) -> None:
    beside.screen.taken = True
    _at(stage, 12, 20)
    beside.screen.taken = False
    beside.beside.teller._gap.stop()
    _at(stage, 12, 36)
    assert len(beside.beside.shown) == 1


def test_what_the_person_does_not_want_is_not_told_and_stands_in_the_inbox(
    beside: SimpleNamespace, stage: Stage
) -> None:
    stage.choices.choose("tell_reminders", False)
    _at(stage, 12, 20)
    assert beside.beside.shown == []
    assert [one.kind for one in stage.me.reads.inbox()] == [InboxKind.REMINDER]
    party = stage.opens(2, "김치찌개", o_clock(13, 30))
    stage.does(2, "party.invite", Invite(party, STAFF[0].id))
    stage.exchange()
    assert [title for title, _ in beside.beside.shown] == ["You are invited to lunch"]


def test_every_kind_follows_a_setting_or_is_said_to_follow_none() -> None:
    stated = telling.SETTING_OF.keys() | telling.ALWAYS | telling.IN_THE_INBOX_ALONE
    assert stated == set(InboxKind)
    assert set(telling.SETTING_OF.values()) <= set(Settings.__dataclass_fields__)


def test_the_clock_is_looked_at_at_least_every_half_minute() -> None:
    """So that a resume, an unlock and a clock that was set are found out."""
    assert module.LONGEST_WAIT_MS <= 30_000
