"""Tab goes through a window as it is laid out, also through what was made, remade or moved since it was built.

Qt's own order is the order of making: rows that are made anew would come last.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLayout, QWidget


def move_focus(root: QWidget, *, forward: bool) -> bool:
    """Gives the focus to the next or the former stop in `root`, round the ends; False when there is no other."""
    order = list(_shown_in_order(root))
    stops = [place for place, widget in enumerate(order) if _takes_tab(widget)]
    present = _place_of(QApplication.focusWidget(), order)
    if forward:
        target = next((place for place in stops if place > present), stops[0] if stops else -1)
    else:
        target = next((place for place in reversed(stops) if place < present), stops[-1] if stops else -1)
    if target in (-1, present):
        return False
    order[target].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def tab_stops(root: QWidget) -> list[QWidget]:
    """What Tab visits in `root`, in its order."""
    return [widget for widget in _shown_in_order(root) if _takes_tab(widget)]


def _takes_tab(widget: QWidget) -> bool:
    # The input inside a number or a date hands its focus to the whole. (Asked for its focusProxy, PySide takes widgets
    # apart that are still shown.)
    part = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy == Qt.FocusPolicy.TabFocus and widget.isEnabled() and not part)


def _place_of(widget: QWidget | None, order: list[QWidget]) -> int:
    """Where a widget is, or what it lies in when it has just been hidden; -1 before all."""
    while widget is not None:
        found = next((place for place, other in enumerate(order) if other is widget), -1)
        if found >= 0:
            return found
        widget = widget.parentWidget()
    return -1


def _shown_in_order(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    for child in _children(widget):
        if child.isVisible() and not child.isWindow():
            yield from _shown_in_order(child)


def _children(widget: QWidget) -> list[QWidget]:
    """Those in the layout as they are laid out, then those that lie over it."""
    layout = widget.layout()
    laid_out = list(_laid_out(layout)) if layout is not None else []
    return [
        *laid_out,
        *(child for child in widget.children() if isinstance(child, QWidget) and not _is_in(child, laid_out)),
    ]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _is_in(widget: QWidget, widgets: list[QWidget]) -> bool:
    return any(widget is other for other in widgets)
