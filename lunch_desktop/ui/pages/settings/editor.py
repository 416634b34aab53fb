"""What the controls of all settings share."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow


class Editor(QWidget):
    """Changes one value. `edited` carries the new one; `refused` what the setting takes instead of what was typed."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        follow(theme, self._space)

    def show_value(self, value: Any) -> None:
        """Show a value, without a signal."""
        raise NotImplementedError

    def say(self, name: str, description: str, options: Mapping[str, str]) -> None:
        """Name it in the present language; `options` are the words of a choice."""
        raise NotImplementedError

    def use_width(self, width: int) -> None:
        """There are so many pixels; nothing may need more."""

    def focus(self) -> bool:
        """Bring the keyboard to its first control; False where none takes it now."""
        takers = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.isVisibleTo(self)
        ]
        chosen = (one for one in takers if isinstance(one, QRadioButton) and one.isChecked())
        target = next(chosen, takers[0] if takers else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        return target is not None

    def _space(self) -> None:
        self.row.setSpacing(self.theme.px(self.theme.metrics.space_s))
