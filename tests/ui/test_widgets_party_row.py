"""A row's columns give way to each other in the order of their worth."""

import os
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.pages.parties.row import PartyListRow
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets import party_row
from lunch_desktop.ui.widgets.party_row import PartyRow, PartyRowContent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TITLE = "오늘은 꼭 먹고 싶은 숯불 제육볶음과 된장찌개 정식"
CONTENT = PartyRowContent("", TITLE, "12:00", "할머니밥상 본점 · 11분", "경영지원본부", "5/8", "참여", "참여")


@pytest.mark.parametrize("kind", [PartyRow, PartyListRow])
@pytest.mark.parametrize("width", [360, 420, 480, 600, 900])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_team_stays_whatever_the_title(
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[PartyRow],
    width: int,
    scale: float,
) -> None:
    theme = Theme(ThemeMode.LIGHT, scale)
    tags: list[QRect] = []
    monkeypatch.setattr(party_row, "paint_tag", lambda _painter, _theme, rect, _text: tags.append(QRect(rect)))
    row = kind(theme, ("참여",))
    qtbot.addWidget(row)
    row.resize(theme.px(width), row.sizeHint().height())
    row.show_content(CONTENT)
    row.grab()
    assert tags
    assert tags[-1].width() >= theme.px(40)
    assert row.rect().contains(tags[-1])


def test_a_short_title_is_not_cut_for_the_team(qapp: QApplication, qtbot: QtBot) -> None:
    row = PartyRow(Theme(ThemeMode.LIGHT), ("참여",))
    qtbot.addWidget(row)
    row.show_content(replace(CONTENT, title="갈치조림 먹을 한 분", place="로비"))
    for width in (420, 480, 600):
        row.resize(width, row.sizeHint().height())
        row.grab()
        assert row._cut == []
