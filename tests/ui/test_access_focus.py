"""The keyboard's way through every page: everything is reached, in reading order, seen, and left again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.row_list import RowList
from tests.ui.access_stage import WholeWindow, shown_parts, visible_widgets, whole_window

MOST_STOPS = 120


@pytest.fixture
def whole(tmp_path: Path, qtbot: QtBot) -> Iterator[WholeWindow]:
    """The program."""
    with whole_window(tmp_path, qtbot) as made:
        yield made


def focus() -> QWidget:
    """Where the keyboard is; it is always somewhere that can be seen."""
    widget = QApplication.focusWidget()
    assert widget is not None, "the focus is nowhere"
    assert widget.isVisible(), f"the focus is on {widget}, which is out of sight"
    return widget


def stops_from(root: QWidget) -> list[QWidget]:
    """Press Tab until the keyboard is back where it was."""
    root.activateWindow()
    start = focus()
    stops = [start]
    for _ in range(MOST_STOPS):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        if focus() is start:
            return stops
        stops.append(focus())
    raise AssertionError(f"Tab goes round in {[_name(stop) for stop in stops[-6:]]}")


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r}"


def expected_stops(root: QWidget) -> list[QWidget]:
    """What Tab has to reach: of a list one row, of several radio buttons the one that is chosen."""
    expected = []
    over = next((one for one in visible_widgets(root) if one.property("modalOverlay")), root)
    for widget in visible_widgets(over):
        tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
        group = getattr(widget, "group", lambda: None)() if isinstance(widget, QRadioButton) else None
        chosen = group is None or group.checkedButton() in (None, widget)
        part = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
        if tabs and chosen and not part and widget is not root and not isinstance(widget, RowList | QScrollArea):
            expected.append(widget)
    return expected


def place(widget: QWidget, root: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def ancestors(widget: QWidget, root: QWidget) -> list[QWidget]:
    """From the window down to the widget."""
    line = [widget]
    while line[-1] is not root and (parent := line[-1].parentWidget()) is not None:
        line.append(parent)
    return line[::-1]


def branches(first: QWidget, second: QWidget, root: QWidget) -> tuple[QWidget, QWidget]:
    """The two parts of the page, side by side, in which two widgets are."""
    for one, other in zip(ancestors(first, root), ancestors(second, root), strict=False):
        if one is not other:
            return one, other
    return first, second


def reads_before(first: QWidget, second: QWidget, root: QWidget) -> bool:
    """Whether the eye comes to the first before the second: lines from top to bottom, each from its start."""
    one, other = (place(branch, root) for branch in branches(first, second, root))
    common = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    if common > min(one.height(), other.height()) / 2:
        return one.left() <= other.left()
    return one.top() <= other.top()


def changed_pixels(first: QImage, second: QImage) -> int:
    """How many pixels of two pictures differ."""
    assert first.size() == second.size()
    if first == second:
        return 0
    images = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (first, second)]
    one, other = (bytes(image.constBits()) for image in images)
    return sum(one[at : at + 4] != other[at : at + 4] for at in range(0, len(one), 4))


def out_of_order(root: QWidget, stops: list[QWidget]) -> list[str]:
    """What Tab misses, and where it goes against the eye; the last goes round to the first, wherever it began."""
    reached = {id(stop) for stop in stops}
    missed = [f"missed: {_name(one)}" for one in expected_stops(root) if id(one) not in reached]
    backward = [
        f"{_name(one)} -> {_name(other)}"
        for one, other in zip(stops, [*stops[1:], stops[0]], strict=True)
        if not reads_before(one, other, root)
    ]
    return [*missed, *(backward if len(backward) > 1 else [])]


def other_way_back(forward: list[QWidget]) -> list[str]:
    """Where Shift+Tab does not go as Tab came."""
    back = [focus()]
    for _ in forward[1:]:
        QTest.keyClick(focus(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        back.append(focus())
    expected = [forward[0], *forward[:0:-1]]
    return [f"back: {_name(one)}" for one, other in zip(back, expected, strict=True) if one is not other]


def unseen(stops: list[QWidget]) -> list[str]:
    """Where nothing, or less than a ring, tells that the keyboard is there."""
    found = []
    for stop in stops:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        there = focus()
        with_focus = there.grab().toImage()
        there.clearFocus()
        without = there.grab().toImage()
        there.setFocus(Qt.FocusReason.TabFocusReason)
        if changed_pixels(with_focus, without) < with_focus.width() + with_focus.height():
            found.append(f"unseen: {_name(there)}")
    return found


@pytest.mark.slow
def test_tab_reaches_everything_in_reading_order_and_is_seen_there(whole: WholeWindow) -> None:
    wrong = {}
    for part, root in shown_parts(whole):
        stops = stops_from(root)
        wrong[part] = [*out_of_order(root, stops), *other_way_back(stops), *unseen(stops)]
    assert not any(wrong.values()), "\n".join(f"{part}: {line}" for part, lines in wrong.items() for line in lines)


def test_a_list_is_one_stop_and_every_row_is_reached_by_arrows(whole: WholeWindow) -> None:
    for page in ("today", "parties"):
        shown = whole.show(page)
        listing = next(one for one in shown.findChildren(RowList) if one.isVisible())
        listing.focus_row(0)
        seen = [focus()]
        for _ in range(listing.count - 1):
            QTest.keyClick(focus(), Qt.Key.Key_Down)
            seen.append(focus())
        assert [row.index for row in seen if isinstance(row, ListRow)] == list(range(listing.count))
