"""Bringing a widget into sight, whatever it lies in."""

from collections.abc import Iterator

from PySide6.QtWidgets import QScrollArea, QWidget


def around(widget: QWidget) -> Iterator[QWidget]:
    """What a widget lies in, from the inside outwards."""
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def bring_into_view(widget: QWidget) -> None:
    """Scrolls everything that the widget lies in until it is seen."""
    for outer in around(widget):
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(widget)
