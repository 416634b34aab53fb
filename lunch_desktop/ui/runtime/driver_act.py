"""What the test driver does to a widget, with the events that a person's mouse, keyboard and input method make."""

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QKeyCombination, QPoint, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from lunch_desktop.ui.runtime.driver_find import DriverError, name_of, role_of, windows


@runtime_checkable
class Chooser(Protocol):
    """A widget of our own that offers a choice."""

    def choose(self, value: str) -> bool:
        """Chooses as a person would, by word or key; False when it is not offered."""


def require_usable(widget: QWidget) -> None:
    """Raises DriverError when a person could not use the widget now."""
    if not widget.isVisible():
        raise DriverError(f"{name_of(widget)!r} is not visible")
    if not widget.isEnabled():
        raise DriverError(f"{name_of(widget)!r} is disabled")
    if widget.window() not in windows():
        raise DriverError(f"{name_of(widget)!r} is behind {name_of(windows()[0])!r}")


def scroll_into_view(widget: QWidget) -> None:
    """Scrolls every scroll area around the widget."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def click(widget: QWidget) -> None:
    """Presses and releases the left button in the middle of a widget that is on top there."""
    # Only the driver needs QtTest; a bundle may leave it out.
    from PySide6.QtTest import QTest

    require_usable(widget)
    scroll_into_view(widget)
    window = widget.window()
    centre = widget.mapTo(window, QPoint(widget.width() // 2, widget.height() // 2))
    top = window.childAt(centre) or window
    if top is not widget and not widget.isAncestorOf(top):
        raise DriverError(f"{name_of(widget)!r} is covered by {type(top).__name__} {name_of(top)!r}")
    handle = window.windowHandle()
    if handle is None:
        raise DriverError(f"the window of {name_of(widget)!r} is not shown")
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre)


def click_entry(menu: QMenu, entry: QAction) -> None:
    """Presses and releases the left button on an entry of an open menu."""
    from PySide6.QtTest import QTest

    if not entry.isEnabled():
        raise DriverError(f"{entry.text()!r} is disabled")
    centre = menu.actionGeometry(entry).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, centre)


def focus(widget: QWidget) -> None:
    """Gives the keyboard to a widget."""
    require_usable(widget)
    scroll_into_view(widget)
    widget.activateWindow()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def type_text(widget: QWidget, text: str) -> None:
    """Replaces what an input holds, by the event with which an input method commits text."""
    focus(widget)
    target: QWidget | None = widget
    if isinstance(widget, QAbstractSpinBox | QComboBox):
        target = widget.lineEdit()
    if not isinstance(target, QLineEdit | QPlainTextEdit | QTextEdit):
        raise DriverError(f"{name_of(widget)!r} takes no text")
    if target.isReadOnly():
        raise DriverError(f"{name_of(widget)!r} is read-only")
    target.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)


def press(keys: str, widget: QWidget | None) -> None:
    """Presses a key or a combination ("Ctrl+N") where the keyboard is, or at a widget that gets it first."""
    from PySide6.QtTest import QTest

    if widget is not None and widget is not QApplication.focusWidget():
        focus(widget)
    sequence = QKeySequence("Return" if keys == "Enter" else keys)
    if sequence.count() != 1:
        raise DriverError(f"unknown key {keys!r}")
    combination: QKeyCombination = sequence[0]  # type: ignore[index]
    if combination.key() == Qt.Key.Key_unknown:
        raise DriverError(f"unknown key {keys!r}")
    if QApplication.activeWindow() is None:  # off screen nobody gives the window back what a closed dialog had
        windows()[0].activateWindow()
        QCoreApplication.processEvents()
    target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        target = windows()[0]
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def choose(widget: QWidget, value: str) -> None:
    """Chooses an entry by its word or its key."""
    require_usable(widget)
    if isinstance(widget, QComboBox):
        index = widget.findText(value)
        index = index if index >= 0 else widget.findData(value)
        if index < 0:
            offered = [widget.itemText(place) for place in range(widget.count())]
            raise DriverError(f"{name_of(widget)!r} offers {offered}, not {value!r}")
        widget.setFocus()
        widget.setCurrentIndex(index)
        widget.activated.emit(index)
    elif isinstance(widget, QAbstractItemView):
        model = widget.model()
        found = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, value, 1, Qt.MatchFlag.MatchExactly)
        if not found:
            raise DriverError(f"{name_of(widget)!r} has no {value!r}")
        widget.setFocus()
        widget.setCurrentIndex(found[0])
    elif isinstance(widget, Chooser):
        if not widget.choose(value):
            raise DriverError(f"{name_of(widget)!r} does not offer {value!r}")
    else:
        raise DriverError(f"{name_of(widget)!r} offers no choice")


def text_of(widget: QWidget) -> str:
    """What a widget shows."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLineEdit | QLabel | QAbstractButton | QAbstractSpinBox | QProgressBar):
        return widget.text()
    return widget.windowTitle() if widget.isWindow() else ""


def describe(widget: QWidget) -> dict[str, Any]:
    """All that a test may ask of a widget."""
    value = getattr(widget, "value", None)
    value = value() if callable(value) else value
    checked = widget.isChecked() if isinstance(widget, QAbstractButton) and widget.isCheckable() else None
    return {
        "role": role_of(widget),
        "name": name_of(widget),
        "description": widget.accessibleDescription(),
        "text": text_of(widget),
        "value": value if isinstance(value, str | int | float | bool) else None,
        "checked": checked,
        "enabled": widget.isEnabled(),
        "visible": widget.isVisible(),
        "focused": widget.hasFocus(),
    }
