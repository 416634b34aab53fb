"""Saying when I am free: a usual window, other times, or as on the day before; each day begins without an answer."""

from PySide6.QtCore import QTime

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.times import HOUR, Day
from lunch_desktop.ui.pages.today.free_times_dialog import FreeTimesDialog
from tests.ui.test_today_page import today_of
from tests.ui.test_today_stage import STATES, Stage, o_clock, stage

__all__ = ["stage"]

YESTERDAY = Day("2026-11-22")


def answer(stage: Stage) -> tuple[str, int | None, int | None] | None:
    mine = today_of(stage).availability
    return None if mine is None else (mine.state, mine.free_from, mine.free_until)


def entries(stage: Stage) -> list[str]:
    return [one.text for one in stage.today.availability.more._entries if one.key]


def test_a_usual_window_is_one_choice_away(stage: Stage) -> None:
    STATES["nothing"](stage)
    bar = stage.today.availability
    assert "12:00–13:30" in entries(stage)
    bar.more.chosen.emit("3")
    stage.settle()
    assert answer(stage) == ("free", o_clock(12), o_clock(13, 30))
    assert "12:00–13:30" in bar._control._segments["free"].text()


def test_times_of_ones_own_are_asked_for_and_checked(stage: Stage) -> None:
    STATES["nothing"](stage)
    bar = stage.today.availability
    bar.more.chosen.emit("other")
    dialog = stage.window.findChild(FreeTimesDialog)
    assert dialog is not None
    dialog.end.setTime(QTime(11, 0))
    dialog.save_button.click()
    assert dialog._end.error
    dialog.start.setTime(QTime(8, 0))
    dialog.end.setTime(QTime(15, 0))
    dialog.save_button.click()
    assert dialog._end.error
    dialog.start.setTime(QTime(11, 45))
    dialog.end.setTime(QTime(12, 40))
    dialog.save_button.click()
    stage.settle()
    assert answer(stage) == ("free", o_clock(11, 45), o_clock(12, 40))


def test_a_new_day_begins_without_an_answer_and_yesterdays_is_one_choice_away(stage: Stage) -> None:
    free = SetAvailability(YESTERDAY, "free", o_clock(12, 15, YESTERDAY), o_clock(13, 5, YESTERDAY))
    stage.exchange()
    stage.me.do("availability.set", free)
    assert stage.today.availability._control.value == ""
    assert answer(stage) is None
    assert entries(stage)[0] == "As last time: 12:15–13:05"
    stage.today.availability.more.chosen.emit("as before")
    stage.settle()
    assert answer(stage) == ("free", o_clock(12, 15), o_clock(13, 5))
    assert not entries(stage)[0].startswith("As last time")
    stage.clock.advance(24 * HOUR)
    assert today_of(stage).availability is None


def test_yesterday_on_my_own_is_repeated_as_such(stage: Stage) -> None:
    stage.exchange()
    stage.me.do("availability.set", SetAvailability(YESTERDAY, "alone", None, None))
    assert entries(stage)[0] == "As last time: On my own"
    stage.today.availability.more.chosen.emit("as before")
    stage.settle()
    assert answer(stage) == ("alone", None, None)
