"""Finds text that a person can't read to its end, and widgets that lie over each other or outside what holds them."""

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from lunch_desktop.ui.theme.tokens import TextRole
from lunch_desktop.ui.widgets.avatar import Avatar, AvatarStack
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.list_row import ListRow
from tests.ui.access_stage import visible_widgets

# Text is never elided to less than this, in pixels at 100 %: a few letters tell nothing.
LEAST_LEFT = 56
HEADINGS = {TextRole.HEADING, TextRole.TITLE, TextRole.TIME}


def faults(root: QWidget, scale: float) -> list[str]:
    """All that is wrong in a window, in words."""
    found = []
    root.grab()  # rows note what they cut when they are drawn
    for widget in visible_widgets(root):
        found += [f"{_path(widget)}: {what}" for what in _faults_of(widget, scale)]
    return found


def _faults_of(widget: QWidget, scale: float) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget, scale)
    elif isinstance(widget, ListRow):
        yield from _row(widget, scale)
    elif isinstance(widget, QAbstractButton):
        yield from _button(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line_edit(widget)
    elif isinstance(widget, QComboBox):
        yield from _too_narrow(widget, widget.minimumSizeHint().width())
    yield from _outside(widget)
    if not isinstance(widget, QStackedWidget):
        yield from _overlaps(widget.layout())


def _label(label: QLabel, scale: float) -> Iterator[str]:
    text = label.text()
    if not text or isinstance(label, Avatar):
        return
    room = label.contentsRect()
    if isinstance(label, AvatarStack):
        yield from _too_narrow(label, label.sizeHint().width())
    elif label.wordWrap():
        words = max(label.fontMetrics().horizontalAdvance(word) for word in text.split() or [""])
        if words > room.width() and " " in text:
            yield f"a word of {text!r} needs {words} px and has {room.width()}"
        if label.heightForWidth(label.width()) > label.height() + 1:
            yield f"{text!r} needs {label.heightForWidth(label.width())} px of height and has {label.height()}"
    elif isinstance(label, ElidedLabel):
        yield from _elided(label, scale)
    else:
        needed = label.sizeHint().width()
        if needed > label.width() + 1 and label.toolTip() != text:
            yield f"{text!r} needs {needed} px and has {label.width()}"
    if not label.wordWrap() and label.fontMetrics().height() > label.height() + 1:
        yield f"{text!r} needs {label.fontMetrics().height()} px of height and has {label.height()}"


def _elided(label: ElidedLabel, scale: float) -> Iterator[str]:
    text = label.text()
    needed = label.fontMetrics().horizontalAdvance(text)
    if needed <= label.width():
        return
    if label._role in HEADINGS and not label.property("mayElide"):
        yield f"the heading {text!r} needs {needed} px and has {label.width()}"
    elif label.width() < min(needed, LEAST_LEFT * scale):
        yield f"nothing is left of {text!r}: {label.width()} px of {needed}"
    if label.toolTip() != text:
        yield f"{text!r} is cut and has no tooltip"


def _row(row: ListRow, scale: float) -> Iterator[str]:
    if not row.visibleRegion().isEmpty():
        for place, text in row._cut:
            if place.width() < LEAST_LEFT * scale and place.width() > 20 * scale:
                yield f"nothing is left of {text!r} in a row: {place.width()} px"
            if not all(part.strip() in row.accessibleName() for part in text.split(" · ")):
                yield f"{text!r} is cut and not in the name {row.accessibleName()!r}"


def _button(button: QAbstractButton) -> Iterator[str]:
    if button.text():
        words = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
        needed = max(words, button.minimumSizeHint().width())
        drawn = getattr(button, "compact", False)  # icons alone
        if not drawn:
            yield from _too_narrow(button, needed)
            if button.toolTip() == button.text():
                yield f"{button.text()!r} is cut: its tooltip says so"
        if button.minimumSizeHint().height() > button.height():
            yield f"{button.text()!r} needs {button.minimumSizeHint().height()} px of height and has {button.height()}"


def _line_edit(field: QLineEdit) -> Iterator[str]:
    margins, text = field.textMargins(), field.text() or field.placeholderText()
    if field.text() and not isinstance(field.parentWidget(), QAbstractSpinBox):
        return  # it scrolls
    needed = field.fontMetrics().horizontalAdvance(text)
    room = field.width() - margins.left() - margins.right()
    if needed > room:
        yield f"{text!r} needs {needed} px and has {room}"


def _too_narrow(widget: QWidget, needed: int) -> Iterator[str]:
    if needed > widget.width() + 1:
        yield f"{_text(widget)!r} needs {needed} px and has {widget.width()}"


def _outside(widget: QWidget) -> Iterator[str]:
    holder = widget.parentWidget()
    if holder is None or widget.isWindow() or not _is_laid_out(widget, holder):
        return
    area, inside = widget.geometry(), holder.rect()
    if area.left() < inside.left() - 1 or area.right() > inside.right() + 1:
        yield f"reaches from {area.left()} to {area.right()} in {type(holder).__name__} of width {inside.width()}"
    scrolls = isinstance(holder.parentWidget(), QAbstractScrollArea)
    if not scrolls and (area.top() < inside.top() - 1 or area.bottom() > inside.bottom() + 1):
        yield f"reaches from {area.top()} to {area.bottom()} in {type(holder).__name__} of height {inside.height()}"


def _is_laid_out(widget: QWidget, holder: QWidget) -> bool:
    """Whether somebody gave it its place, so that it is no overlay and no row of a list."""
    return isinstance(holder.parentWidget(), QScrollArea) or any(one is widget for one in _laid_out(holder.layout()))


def _overlaps(layout: QLayout | None) -> Iterator[str]:
    shown = [one for one in _laid_out(layout) if one.isVisible() and not one.size().isEmpty()]
    for place, one in enumerate(shown):
        for other in shown[place + 1 :]:
            common = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1:
                yield f"{_text(one)!r} and {_text(other)!r} lie over each other by {common.width()}×{common.height()}"


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        item: QLayoutItem | None = layout.itemAt(place) if layout is not None else None
        widget: QWidget | None = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif item is not None:
            yield from _laid_out(item.layout())


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    return str(text or widget.accessibleName() or type(widget).__name__)


def _path(widget: QWidget) -> str:
    names: list[str] = []
    above: QWidget | None = widget
    while above is not None and len(names) < 4:
        if type(above) is not QWidget:
            names.append(type(above).__name__)
        above = above.parentWidget()
    return "/".join(reversed(names))
