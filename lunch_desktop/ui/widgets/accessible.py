"""What a screen reader is told of the program's own widgets, where Qt's guess from their base class would be wrong.

Qt asks a factory for the interface of each widget that assistive technology looks at, and nobody else: without a screen
reader nothing of this runs.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget

Role = QAccessible.Role

_ROLE = "accessibleRole"
_PRESS = QAccessibleWidget.pressAction()
_TOGGLE = QAccessibleWidget.toggleAction()


@runtime_checkable
class SpeaksForItself(Protocol):
    """A widget that makes its own interface; it calls `speak_for_themselves` once in its `__init__`."""

    def accessible(self) -> QAccessibleInterface:
        """What assistive technology is told. Qt owns it."""


def set_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Has a widget without a role of its own (a plain QWidget, a label) taken for what it is: a group, a heading."""
    speak_for_themselves()
    widget.setProperty(_ROLE, role.value)


@cache
def speak_for_themselves() -> None:
    """Have Qt ask the widgets of the program what they are."""
    QAccessible.installFactory(_interface_of)


def _interface_of(class_name: str, subject: QObject) -> QAccessibleInterface | None:
    """Called for each class of a widget, from its own up to QObject, until something is answered."""
    if not isinstance(subject, QWidget):
        return None
    if isinstance(subject, SpeaksForItself):
        return subject.accessible()
    if subject.property(_ROLE) is not None or class_name == "QWidget":
        return _Plain(subject)
    return None


class _Plain(QAccessibleWidget):
    """A widget that has no more to it than a name and children, or another role than its class; a label is named by
    its text.
    """

    def role(self) -> QAccessible.Role:
        """The role that was set; else what has a name is a group."""
        widget = self.widget()
        set_role = widget.property(_ROLE)
        if set_role is not None:
            return Role(set_role)
        if widget.isWindow():
            return Role.Window
        return Role.Grouping if widget.accessibleName() else Role.Client

    def text(self, kind: QAccessible.Text) -> str:
        """Name, description and so on."""
        widget = self.widget()
        if kind is QAccessible.Text.Name and isinstance(widget, QLabel) and not widget.accessibleName():
            return widget.text()
        return super().text(kind)


class ButtonInterface(QAccessibleWidget):
    """A button that a screen reader should take for something else: a row of a list, a page of the rail.

    ``press`` is what its default action does, if not a click.
    """

    def __init__(self, button: QAbstractButton, role: QAccessible.Role, press: Callable[[], object] | None = None):
        super().__init__(button, role)
        self._press = press if press is not None else partial(button.click)

    def button(self) -> QAbstractButton:
        """The widget."""
        return cast(QAbstractButton, self.widget())

    def text(self, kind: QAccessible.Text) -> str:
        """Name, description and so on; the word on the button where no name was given."""
        button = self.button()
        if kind is QAccessible.Text.Name and not button.accessibleName():
            return button.text()
        return super().text(kind)

    def state(self) -> QAccessible.State:
        """Chosen or not, in the words of its role."""
        state, button = super().state(), self.button()
        chosen = button.isChecked()
        if self.role() in (Role.RadioButton, Role.CheckBox):
            state.checkable, state.checked = True, chosen
        else:
            state.selectable, state.selected = True, chosen
        return state

    def actionNames(self) -> list[str]:
        """Pressing first, then what every widget can do."""
        return [self._action(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Does what Enter does."""
        if name != self._action():
            super().doAction(name)
        elif self.button().isEnabled():
            self._press()

    def _action(self) -> str:
        return _TOGGLE if self.role() is Role.CheckBox else _PRESS
