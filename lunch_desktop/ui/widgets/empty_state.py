"""What stands where nothing is yet: why, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label


class EmptyState(QWidget):
    """Icon, title, sentence and, where there is one, a next step; ``pressed`` is its button."""

    pressed = Signal()

    def __init__(
        self,
        theme: Theme,
        icon: Icon,
        title: str,
        sentence: str = "",
        button: str = "",
        kind: ButtonKind = ButtonKind.SECONDARY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        centre = Qt.AlignmentFlag.AlignHCenter
        self._icon = IconLabel(theme, icon, ColourRole.CONTROL, 40)
        self._title = Label(theme, title, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._sentence = Label(theme, sentence, colour=ColourRole.SECONDARY, wrap=True)
        self._button = Button(theme, button, kind)
        self._button.clicked.connect(self.pressed)
        self._layout = QVBoxLayout(self)
        self._layout.addStretch(1)
        self._layout.addWidget(self._icon, 0, centre)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._layout.addWidget(label)
        self._layout.addSpacing(8)
        self._layout.addWidget(self._button, 0, centre)
        self._layout.addStretch(1)
        self.show_content(icon, title, sentence, button)
        follow(theme, self._restyle)

    def show_content(self, icon: Icon, title: str, sentence: str = "", button: str = "") -> None:
        """Says something else."""
        self._icon.set_icon(icon)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def focus_button(self) -> None:
        """Bring the keyboard to the next step."""
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        side = self.theme.px(self.theme.metrics.space_xl)
        self._layout.setContentsMargins(side, side, side, side)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_xs))
