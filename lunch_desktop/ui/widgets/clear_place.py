"""Where something may lie over a window without covering what a person can press or type into."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from lunch_desktop.ui.widgets.list_row import ListRow

_HIGHEST = 6
_CONTROLS: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


def clear_place(window: QWidget, size: QSize, gap: int, ignored: Sequence[QWidget] = ()) -> QPoint:
    """The lowest place at the bottom of ``window`` where ``size`` covers no control: in the middle if it can be, else
    at the left or the right; where there is none below the head of the window, the middle of the bottom.

    Rows of lists don't count: they scroll, and a list that fills the window would leave no place at all.
    """
    taken = [place.adjusted(-gap // 2, -gap // 2, gap // 2, gap // 2) for place in _controls(window, ignored)]
    lefts = ((window.width() - size.width()) // 2, window.width() - size.width() - gap, gap)
    lowest = window.height() - gap - size.height()
    best: QPoint | None = None
    for left in lefts:
        top = _free_top(QRect(QPoint(left, lowest), size), taken)
        if top >= window.height() // _HIGHEST and (best is None or top > best.y() + size.height()):
            best = QPoint(left, top)
    return best if best is not None else QPoint(lefts[0], lowest)


def _free_top(place: QRect, taken: Sequence[QRect]) -> int:
    """The lowest top at or above the place's where nothing that is taken lies under it."""
    while True:
        hit = [one for one in taken if one.intersects(place)]
        if not hit:
            return place.top()
        place.moveBottom(min(one.top() for one in hit) - 1)


def _controls(window: QWidget, ignored: Sequence[QWidget]) -> Iterator[QRect]:
    over = _covering(window)
    found: list[QWidget] = [one for kind in _CONTROLS for one in (over or window).findChildren(kind)]
    for one in found:
        if not one.isVisible() or isinstance(one, ListRow) or _is_in(one, ignored):
            continue
        if isinstance(one.parentWidget(), (ListRow, QAbstractSpinBox, QComboBox)):
            continue
        shown = one.visibleRegion().boundingRect()
        if not shown.isEmpty():
            yield QRect(one.mapTo(window, shown.topLeft()), shown.size())


def _covering(window: QWidget) -> QWidget | None:
    """The sheet that lies over the rest, whose controls alone can be used."""
    sheets = [
        one
        for one in window.children()
        if isinstance(one, QWidget) and one.property("modalOverlay") and one.isVisible()
    ]
    return sheets[-1] if sheets else None


def _is_in(widget: QWidget, ignored: Sequence[QWidget]) -> bool:
    return any(one is widget or one.isAncestorOf(widget) for one in ignored)
