"""The commands that every window understands."""

from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from lunch_desktop.ui.runtime import driver_act
from lunch_desktop.ui.runtime.driver_find import (
    DriverError,
    find,
    find_entry,
    name_of,
    role_of,
    scopes,
    visible_widgets,
    windows,
)

Arguments = dict[str, Any]

_POLL_MS = 20


class Deferred(QObject):
    """An answer that comes later; a handler returns it instead of a value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener: Reply | None = None

    def listen(self, listener: "Reply") -> None:
        """Names who gets the answer; the driver does it."""
        self._listener = listener

    def resolve(self, value: object = None) -> None:
        """Answers."""
        if self._listener is not None:
            self._listener(value, None)

    def fail(self, error: str) -> None:
        """Answers that it could not be done."""
        if self._listener is not None:
            self._listener(None, error)


class Reply(Protocol):
    """Takes a value, or an error."""

    def __call__(self, value: object, error: str | None) -> None:
        """Exactly one of both."""


class _Wait(Deferred):
    """Looks every 20 ms, so the GUI thread is free in between."""

    def __init__(self, arguments: Arguments, parent: QObject) -> None:
        super().__init__(parent)
        self._arguments = arguments
        self._left = int(arguments.get("timeout_ms", 5_000))
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        gone = bool(self._arguments.get("gone"))
        if _is_there(self._arguments.get("name"), self._arguments.get("text")) is not gone:
            self._end(None)
            return
        self._left -= _POLL_MS
        if self._left <= 0:
            what = {key: value for key, value in self._arguments.items() if key in ("name", "text")}
            self._end(f"still {'there' if gone else 'not there'}: {what}")

    def _end(self, error: str | None) -> None:
        self._timer.stop()
        if error is None:
            self.resolve(True)
        else:
            self.fail(error)
        self.deleteLater()


def wait(arguments: Arguments, parent: QObject) -> Deferred:
    """Waits for a widget, or a text anywhere, to be there or gone."""
    return _Wait(arguments, parent)


def find_widget(arguments: Arguments) -> dict[str, Any]:
    """Describes a widget, or says why there is not exactly one."""
    return driver_act.describe(find(str(arguments["name"]), arguments.get("role")))


def place(arguments: Arguments) -> list[int]:
    """Where a widget, or an entry of the open menu, is on the screen: left, top, width, height in pixels.

    Without a name it is the main window.
    """
    name = str(arguments.get("name", ""))
    entry = find_entry(name)
    if entry is not None:
        menu, action = entry
        box, corner = menu.actionGeometry(action), menu.mapToGlobal(menu.actionGeometry(action).topLeft())
    else:
        widget = find(name, arguments.get("role")) if name else _main_window()
        if name:
            driver_act.require_usable(widget)
            driver_act.scroll_into_view(widget)
        box, corner = widget.rect(), widget.mapToGlobal(widget.rect().topLeft())
    return [corner.x(), corner.y(), box.width(), box.height()]


def click(arguments: Arguments) -> None:
    """Clicks a widget, or an entry of the menu that is open."""
    entry = find_entry(str(arguments["name"]))
    if entry is not None:
        driver_act.click_entry(*entry)
        return
    driver_act.click(find(str(arguments["name"]), arguments.get("role")))


def type_text(arguments: Arguments) -> None:
    """Types."""
    driver_act.type_text(find(str(arguments["name"]), arguments.get("role")), str(arguments["text"]))


def press(arguments: Arguments) -> None:
    """Presses a key."""
    name = arguments.get("name")
    driver_act.press(str(arguments["key"]), find(str(name)) if name else None)


def choose(arguments: Arguments) -> None:
    """Chooses."""
    driver_act.choose(find(str(arguments["name"]), arguments.get("role")), str(arguments["value"]))


def tree(_arguments: Arguments) -> list[dict[str, Any]]:
    """Every visible widget of the windows on top."""
    return [
        {
            "role": role_of(widget),
            "name": name_of(widget),
            "text": driver_act.text_of(widget),
            "enabled": widget.isEnabled(),
            "visible": widget.isVisible(),
        }
        for window in windows()
        for widget in visible_widgets(window)
    ]


def size(arguments: Arguments) -> list[int]:
    """Gives the main window another size; answers the one it has then."""
    window = _main_window()
    window.resize(int(arguments["width"]), int(arguments["height"]))
    return [window.width(), window.height()]


def shot(arguments: Arguments) -> str:
    """Saves a picture of the main window with its dialogs and popups over it."""
    window = _main_window()
    picture: QPixmap = window.grab()
    painter = QPainter(picture)
    for other in QApplication.topLevelWidgets():
        if other.isVisible() and other is not window:
            painter.drawPixmap(
                other.mapToGlobal(other.rect().topLeft()) - window.mapToGlobal(window.rect().topLeft()), other.grab()
            )
    painter.end()
    path = Path(str(arguments["path"]))
    if not picture.save(str(path)):
        raise DriverError(f"could not write {path}")
    return str(path)


def _main_window() -> QWidget:
    visible = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    main = [widget for widget in visible if not isinstance(widget, QDialog) and widget.parentWidget() is None]
    if not main and not visible:
        raise DriverError("no window is open")
    return (main or visible)[0]


def _is_there(name: object, text: object) -> bool:
    for scope in scopes():
        for widget in visible_widgets(scope):
            if name is not None and name_of(widget) != name:
                continue
            shown = f"{driver_act.text_of(widget)}\n{name_of(widget)}\n{widget.accessibleDescription()}"
            if text is None or str(text) in shown:
                return True
    return False
