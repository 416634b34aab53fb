"""Asks once more, and only before what cannot be undone."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.fitting import FittingDialog
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label


class ConfirmDialog(FittingDialog):
    """Title, what will happen, and two buttons that say what they do. Use ``open()`` and the ``accepted`` signal.

    The focus starts on the button that changes nothing. Esc rejects.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        confirm: str,
        cancel: str,
        *,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setModal(True)
        role = ColourRole.REFUSED_TEXT if danger else ColourRole.SECONDARY
        self._icon = IconLabel(theme, Icon.WARNING if danger else Icon.INFO, role, 24)
        self._title = Label(theme, title, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._text = Label(theme, text, colour=ColourRole.SECONDARY, wrap=True)
        self.confirm_button = Button(theme, confirm, ButtonKind.DANGER if danger else ButtonKind.PRIMARY)
        self.cancel_button = Button(theme, cancel)
        self.confirm_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._words = QVBoxLayout()
        self._words.addWidget(self._title)
        self._words.addWidget(self._text)
        self.body = QVBoxLayout()
        self._words.addLayout(self.body)
        self._upper = QHBoxLayout()
        self._upper.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._upper.addLayout(self._words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.cancel_button)
        self._buttons.addWidget(self.confirm_button)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._upper, 1)
        self._layout.addLayout(self._buttons)
        self.say(title, text)
        follow(theme, self._restyle)
        QTimer.singleShot(0, self.cancel_button, self.cancel_button.setFocus)

    def say(self, title: str, text: str) -> None:
        """Say something else."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._title.setText(title)
        self._text.setText(text)

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side = theme.px(metrics.space_xl)
        self._layout.setContentsMargins(side, side, side, theme.px(metrics.space_l))
        self._layout.setSpacing(side)
        self._upper.setSpacing(theme.px(metrics.space_m))
        self._words.setSpacing(theme.px(metrics.space_xs))
        self._buttons.setSpacing(theme.px(metrics.space_s))
        self.setMinimumWidth(theme.px(400))
