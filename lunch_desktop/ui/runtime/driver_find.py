"""How the test driver finds a widget: by the name a screen reader would say, in what is visible and on top."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget


class DriverError(Exception):
    """A command that can't be carried out; its text is the answer."""


@runtime_checkable
class Revealer(Protocol):
    """A list whose rows do not all exist: it can bring one into being by its name."""

    def reveal(self, name: str) -> QWidget | None:
        """The row with this name, scrolled into view."""


def _interface(widget: QWidget) -> QAccessibleInterface | None:
    """None for what has no accessible side, which Qt's type hints leave out."""
    return QAccessible.queryAccessibleInterface(widget)


def role_of(widget: QWidget) -> str:
    """The accessible role, in Qt's words ("Button", "EditableText")."""
    interface = _interface(widget)
    return str(interface.role().name) if interface is not None else ""


def name_of(widget: QWidget) -> str:
    """The accessible name; a label's is its text."""
    name = widget.accessibleName()
    if name:
        return name
    interface = _interface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def windows() -> list[QWidget]:
    """What a person can act on, topmost first: an open popup, else the modal dialog, else every visible window."""
    for top in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if top is not None:
            return [top]
    visible = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    active = QApplication.activeWindow()
    return sorted(visible, key=lambda widget: widget is not active)


def visible_widgets(root: QWidget) -> Iterator[QWidget]:
    """The window itself and every visible widget inside it, in the order in which they were made."""
    yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root.window():
            yield widget


def scopes() -> Iterator[QWidget]:
    """Where to look, in turn: sheets that cover a window before the window itself."""
    for window in windows():
        overlays = [widget for widget in visible_widgets(window) if widget.property("modalOverlay")]
        yield from reversed(overlays)
        yield window


def find(name: str, role: str | None = None) -> QWidget:
    """The one visible widget with this accessible name, else the one whose name starts with it.

    Raises DriverError when there is none, or when several are equally good; the message lists them.
    """
    for scope in scopes():
        widgets = [widget for widget in visible_widgets(scope) if role in (None, role_of(widget))]
        names = {widget: name_of(widget) for widget in widgets}
        exact = [widget for widget in widgets if names[widget] == name]
        chosen = _one(name, exact) or _reveal(name, widgets, role)
        chosen = chosen or _one(name, [widget for widget in widgets if name and names[widget].startswith(name)])
        if chosen is not None:
            return chosen
    raise DriverError(f"no visible widget named {name!r}")


def find_entry(name: str) -> tuple[QMenu, QAction] | None:
    """The entry of the open menu that reads so, with its menu; None if no menu is open, or it has none."""
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return None
    entries = [action for action in menu.actions() if action.isVisible() and action.text().replace("&", "") == name]
    return (menu, entries[0]) if entries else None


def _one(name: str, candidates: list[QWidget]) -> QWidget | None:
    """The best of the candidates: what can be acted on before labels, a whole before its parts."""
    if len(candidates) > 1:
        active = [widget for widget in candidates if _interactive(widget)]
        candidates = active or candidates
        candidates = [
            widget
            for widget in candidates
            if not any(other is not widget and other.isAncestorOf(widget) for other in candidates)
        ]
    if len(candidates) > 1:
        listed = "; ".join(f"{role_of(widget)} {name_of(widget)!r}" for widget in candidates[:8])
        raise DriverError(f"{len(candidates)} widgets named {name!r}: {listed}")
    return candidates[0] if candidates else None


def _interactive(widget: QWidget) -> bool:
    label = isinstance(widget, QLabel)
    return isinstance(widget, QAbstractButton) or (bool(widget.focusPolicy().value) and not label)


def _reveal(name: str, widgets: list[QWidget], role: str | None) -> QWidget | None:
    if not name:
        return None
    for widget in widgets:
        if isinstance(widget, Revealer):
            row = widget.reveal(name)
            if row is not None and role in (None, role_of(row)):
                return row
    return None
