"""The control of the proxy: how it is found, and the address where there is one to name."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QBoxLayout

from lunch_desktop.system.setting_kinds import NONE, PAC, SYSTEM, Proxy
from lunch_desktop.ui.pages.settings.editor import Editor
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import set_flag, set_name
from lunch_desktop.ui.widgets.inputs import ComboBox, LineEdit

_ADDRESS: Final = "address"
_SCRIPT: Final = "pac"
_LINE: Final = 200
_EXAMPLES: Final = {_ADDRESS: "http://proxy:3128", _SCRIPT: "http://host/proxy.pac"}


class ProxyEditor(Editor):
    """A choice, and beside it a line for the address."""

    def __init__(self, theme: Theme, kind: Proxy) -> None:
        super().__init__(theme)
        self._kind = kind
        self._shown = SYSTEM
        self.ways = ComboBox(theme)
        self.address = LineEdit(theme)
        self.ways.activated.connect(lambda _index: self._choose())
        self.address.editingFinished.connect(self._finish)
        self.address.textEdited.connect(lambda _text: set_flag(self.address, "invalid", False))
        self.row.addWidget(self.ways)
        self.row.addWidget(self.address, 1)

    def show_value(self, value: str) -> None:
        """See Editor."""
        self._shown = value
        way, address = _parts(value)
        self.ways.setCurrentIndex(self.ways.findData(way))
        self.address.setText(address)
        set_flag(self.address, "invalid", False)
        self._show_field()

    def say(self, name: str, description: str, options: Mapping[str, str]) -> None:
        """See Editor."""
        self.ways.show_options([(way, options.get(way, way)) for way in (SYSTEM, NONE, _ADDRESS, _SCRIPT)])
        self.ways.setCurrentIndex(self.ways.findData(_parts(self._shown)[0]))
        for widget in (self.ways, self.address):
            set_name(widget, name)
            widget.setAccessibleDescription(description)

    def _choose(self) -> None:
        self._show_field()
        if self.ways.value in (SYSTEM, NONE):
            self._tell(self.ways.value)
            return
        set_flag(self.address, "invalid", False)
        self.address.setFocus()
        self.address.selectAll()

    def _finish(self) -> None:
        if self.ways.value not in _EXAMPLES or not self.address.text().strip():
            return
        prefix = PAC if self.ways.value == _SCRIPT else ""
        try:
            value = self._kind.parse(prefix + self.address.text())
        except ValueError:
            set_flag(self.address, "invalid", True)
            self.refused.emit(_EXAMPLES[self.ways.value])
            return
        self._tell(value)

    def _tell(self, value: str) -> None:
        if value != self._shown:
            self._shown = value
            self.edited.emit(value)

    def _show_field(self) -> None:
        example = _EXAMPLES.get(self.ways.value)
        self.address.setVisible(example is not None)
        self.address.setPlaceholderText(example or "")

    def use_width(self, width: int) -> None:
        """See Editor."""
        line = min(self.theme.px(_LINE), width)
        self.address.setFixedWidth(line)
        beside = self.ways.sizeHint().width() + self.row.spacing() + line <= width
        self.row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)


def _parts(value: str) -> tuple[str, str]:
    """How the proxy is found, and the address."""
    if value in (SYSTEM, NONE):
        return value, ""
    if value.startswith(PAC):
        return _SCRIPT, value[len(PAC) :]
    return _ADDRESS, value
