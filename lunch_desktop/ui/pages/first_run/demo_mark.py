"""The mark in the header by which nobody takes the demo company for their own, and the way back."""

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

translate = QCoreApplication.translate


class DemoMark(QWidget):
    """`leave` says that the person wants back to the first screen."""

    leave = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._pill = StatePill(theme, PillContent(""))
        self.button = IconButton(theme, Icon.LOGOUT, "")
        self.button.clicked.connect(self.leave)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._pill)
        self._layout.addWidget(self.button)
        self._name()
        follow(theme, self._restyle)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def _name(self) -> None:
        self._pill.show_content(PillContent(translate("FirstRun", "Demo"), Tone.WAITING, Icon.EYE))
        self._pill.setToolTip(translate("FirstRun", "This is the demo company: nothing leaves this PC."))
        self.button.set_name(translate("FirstRun", "Leave the demo"))

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_xs))
