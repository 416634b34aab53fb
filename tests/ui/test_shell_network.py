"""What the person, their company and the operating system say of the network reaches the engine."""

from collections.abc import Callable

import pytest

from lunch_desktop.system.settings import Metered
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.program import Program
from tests.ui.test_shell_program import SIGNED, Outside, outside, program
from tests.ui.test_today_stage import stage

__all__ = ["outside", "program", "stage"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_whether_data_costs_money_is_the_systems_word_unless_somebody_decided(
    outside: Outside, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    monkeypatch.setattr(DesktopSession, "set_metered", lambda _session, metered: told.append(metered))
    outside.last = SIGNED
    program.start()
    assert not told[-1]
    steps: list[tuple[Callable[[], object], bool]] = [
        (lambda: program._network._metered_changed(True), True),
        (lambda: program.choices.choose("metered", Metered.NO), False),
        (lambda: program.choices.choose("metered", Metered.YES), True),
        (lambda: program._network._metered_changed(False), True),
        (lambda: program.choices.choose("metered", Metered.AUTO), False),
    ]
    for step, metered in steps:
        step()
        assert told[-1] is metered
