"""A message in the page: what happened, in plain words, and the next step."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, Tone, Weight
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import announce, follow, paint_box
from lunch_desktop.ui.widgets.button import Button, IconButton
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label


class BannerKind(Enum):
    """How serious it is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_LOOK = {
    BannerKind.INFO: (Icon.INFO, Tone.NEUTRAL, ColourRole.TEXT),
    BannerKind.WARNING: (Icon.WARNING, Tone.REQUESTED, ColourRole.REQUESTED_TEXT),
    BannerKind.ERROR: (Icon.ERROR, Tone.REFUSED, ColourRole.REFUSED_TEXT),
}


class Banner(QWidget):
    """Title, text and buttons; ``action`` carries the key of the one pressed, ``dismissed`` is the ×."""

    action = Signal(str)
    dismissed = Signal()

    def __init__(self, theme: Theme, close_name: str = "", parent: QWidget | None = None) -> None:
        """``close_name`` names the × for screen readers; without it the banner can't be dismissed."""
        super().__init__(parent)
        self.theme = theme
        self._kind = BannerKind.INFO
        set_role(self, QAccessible.Role.AlertMessage)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._icon = IconLabel(theme, Icon.INFO)
        self._title = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self._text = Label(theme, wrap=True)
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions)
        self._close = IconButton(theme, Icon.CLOSE, close_name, parent=self)
        self._close.clicked.connect(self._dismiss)
        self._close.setVisible(bool(close_name))
        self._words = QVBoxLayout()
        for widget in (self._title, self._text, self._actions):
            self._words.addWidget(widget)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(self._words, 1)
        self._layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        follow(theme, self._restyle)

    def show_message(
        self, kind: BannerKind, title: str, text: str = "", actions: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Shows a message; ``actions`` are pairs of key and word. A screen reader says it at once."""
        self._kind = kind
        icon, _tone, role = _LOOK[kind]
        self._icon.set_icon(icon, role)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._flow.clear()
        for key, word in actions:
            button = Button(self.theme, word, parent=self._actions)
            button.clicked.connect(lambda _checked=False, key=key: self.action.emit(key))
            self._flow.addWidget(button)
            button.show()
        self._actions.setVisible(bool(actions))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        announce(self, f"{title}. {text}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground in the colour of its kind."""
        text, fill = self.theme.state(_LOOK[self._kind][1])
        plain = self.theme.colour(ColourRole.BORDER)
        border = text if self._kind is not BannerKind.INFO else plain
        if self._kind is BannerKind.INFO:
            fill = self.theme.colour(ColourRole.SURFACE)
        border.setAlphaF(0.35 if border != plain and not self.theme.high_contrast else 1.0)
        paint_box(QPainter(self), self.rect(), self.theme.px(self.theme.metrics.radius_button), fill, border)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side = theme.px(metrics.space_m)
        edge = theme.px(6)
        self._layout.setContentsMargins(side, edge, edge, edge)
        self._layout.setSpacing(side)
        self._words.setContentsMargins(0, edge, 0, edge)
        self._words.setSpacing(theme.px(2))
        # As high as the button at the other end, so that all three share the first line.
        self._icon.setFixedHeight(theme.px(metrics.control))
        self._flow.set_spacing(theme.px(metrics.space_s), top=theme.px(6))
        self.update()
